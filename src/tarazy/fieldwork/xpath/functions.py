"""The functions that may be called in a form, with the numbers of values they take.

Sources: XPath 1.0 §4; the ODK XForms specification, "XPath functions"; the evaluator of JavaRosa 5 and the handlers
that ODK Collect adds to it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Arity:
    """From `least` to `most` values (no upper limit when None), or exactly one of `counts`."""

    least: int
    most: int | None
    counts: Container[int] | None = None

    def allows(self, found: int) -> bool:
        if self.counts is not None:
            return found in self.counts
        return found >= self.least and (self.most is None or found <= self.most)


def _exactly(number: int) -> Arity:
    return Arity(number, number)


_EXACT = {
    0: "false now pi random today true version",
    1: (
        "abs acos area asin atan base64-decode boolean boolean-from-string cos count count-non-empty count-selected"
        " date date-time "
        "decimal-date-time decimal-time enclosed-area exp exp10 instance int jr:itext log log10 not number once "
        "property sin sqrt string sum tan"
    ),
    2: (
        "atan2 coalesce contains ends-with extract-signed format-date format-date-time geofence is-selected "
        "jr:choice-name pow regex "
        "selected selected-at starts-with substring-after substring-before"
    ),
    3: "if translate",
}

FUNCTIONS: dict[str, Arity] = {name: _exactly(number) for number, names in _EXACT.items() for name in names.split()} | {
    "checklist": Arity(2, None),
    "concat": Arity(0, None),
    "current": _exactly(0),
    "depend": Arity(1, None),
    "digest": Arity(2, 3),
    "distance": Arity(1, None),
    "indexed-repeat": Arity(3, 11, counts=(3, 5, 7, 9, 11)),
    "intersects": Arity(1, 2),
    "join": Arity(1, None),
    "max": Arity(1, None),
    "min": Arity(1, None),
    "normalize-space": Arity(0, 1),
    "position": Arity(0, 1),
    "pulldata": Arity(2, None),
    "randomize": Arity(1, 2),
    "round": Arity(1, 2),
    "search": Arity(1, None),
    "string-length": Arity(0, 1),
    "substr": Arity(2, 3),
    "uuid": Arity(0, 1),
    "weighted-checklist": Arity(2, None),
}

# In XPath 1.0, and in the forms of browsers, but not in ODK Collect.
NOT_IN_COLLECT: dict[str, Arity] = {
    "ceiling": _exactly(1),
    "floor": _exactly(1),
    "id": _exactly(1),
    "lang": _exactly(1),
    "last": _exactly(0),
    "local-name": Arity(0, 1),
    "name": Arity(0, 1),
    "namespace-uri": Arity(0, 1),
    "substring": Arity(2, 3),
}


def nearest(name: str) -> str:
    """The known function that `name` was most likely meant to be, or nothing."""
    known = [*FUNCTIONS, *NOT_IN_COLLECT]
    folded = name.casefold().replace("_", "-")
    if folded in known:
        return folded
    return next(iter(get_close_matches(folded, known, n=1, cutoff=0.75)), "")
