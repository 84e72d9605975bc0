"""The methodology as one file: its layout, its checks, and what of it does not fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tarazy.base.exchange import (
    DocumentRefused,
    Field,
    Problem,
    date_or_none,
    list_of,
    number,
    object_of,
    one_of,
    read_document,
    reference,
    rows,
    text,
    trilingual,
    unique,
)
from tarazy.methodology.choices import InstrumentKind, Plane, SensitiveTopic, Status, Unit
from tarazy.methodology.models.sphere import SPHERES

FORMAT = "tarazy-methodology/1"
OUTCOMES = ("yes", "partly", "no", "not_observed", "not_applicable")
DEFINITION = ("statement", "numerator", "denominator", "measured_by", "rule")
TO_BE_VERIFIED = ("standards", "national_law", "kk")
Row = dict[str, Any]


@dataclass(frozen=True)
class Methodology:
    """A file that was read without a problem: an edition's name and note, and the rows of each part."""

    edition: str
    note: dict[str, str]
    spheres: list[Row]
    groups: list[Row]
    instruments: list[Row]
    standards: list[Row]
    indicators: list[Row]


def read_methodology(content: bytes) -> Methodology:
    """Return what the file says, checked against itself.

    Raises:
        DocumentRefused: with every problem and its place.
    """
    document = read_document(content, FORMAT)
    problems: list[Problem] = []
    head = object_of({"edition": text(20), "note": trilingual(400)})
    titles = head({key: document.get(key) for key in ("edition", "note")}, "document", problems)
    parts: dict[str, list[Row]] = {}
    for part, fields, optional in _layout(document):
        parts[part] = rows(document, part, fields, problems, optional)
        unique(part, [row["code"] for row in parts[part]], problems)
    unique("spheres", [row["number"] for row in parts["spheres"]], problems)
    editions = [f"{row['instrument']} {row['article']} {row['edition']}" for row in parts["standards"]]
    unique("standards", editions, problems)
    problems += [problem for row in parts["indicators"] for problem in _incomplete(row)]
    if problems:
        raise DocumentRefused(problems)
    return Methodology(
        edition=titles["edition"],
        note=titles["note"],
        spheres=parts["spheres"],
        groups=parts["groups"],
        instruments=parts["instruments"],
        standards=parts["standards"],
        indicators=parts["indicators"],
    )


def _layout(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Field], tuple[str, ...]]]:
    """Yield each part with its fields and the keys that may be left out."""
    yield "spheres", _sphere_fields(), ()
    yield "groups", {"code": text(2), "name": trilingual(160)}, ()
    yield "instruments", _instrument_fields(), ("symbol", "binding_since")
    yield "standards", _standard_fields(_codes(document, "instruments")), ("quotation",)
    yield "indicators", _indicator_fields(document), DEFINITION


def _codes(document: dict[str, Any], part: str, key: str = "code") -> set[Any]:
    """Return what the rows of a part call themselves, whatever else may be wrong with them."""
    listed = document.get(part)
    named = [row.get(key) for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    return {name for name in named if isinstance(name, str | int)}


def _sphere_fields() -> dict[str, Field]:
    return {
        "number": number(1, SPHERES),
        "code": text(40),
        "name": trilingual(120),
        "description": trilingual(300),
    }


def _instrument_fields() -> dict[str, Field]:
    return {
        "code": text(20),
        "kind": one_of(InstrumentKind.values),
        "adopted": _dated,
        "title": trilingual(240),
        "symbol": text(60),
        "binding_since": date_or_none,
    }


def _standard_fields(instruments: set[Any]) -> dict[str, Field]:
    return {
        "code": text(40),
        "instrument": reference("instruments", instruments),
        "article": text(40, blank=True),
        "edition": _dated,
        "title": trilingual(240),
        "quotation": text(2000),
    }


def _indicator_fields(document: dict[str, Any]) -> dict[str, Field]:
    return {
        "code": text(6),
        "group": reference("groups", _codes(document, "groups")),
        "sphere": reference("spheres", _codes(document, "spheres", "number")),
        "plane": one_of(Plane.values),
        "unit": one_of(Unit.values),
        "level": one_of(Unit.values),
        "scale": text(40),
        "status": one_of(Status.values),
        "sensitive": one_of(SensitiveTopic.values, nullable=True),
        "title": trilingual(160),
        "question": trilingual(400),
        "standards": list_of(reference("standards", _codes(document, "standards"))),
        "national_law": text(120, blank=True),
        "to_be_verified": list_of(one_of(TO_BE_VERIFIED)),
        "statement": trilingual(240),
        "numerator": trilingual(400),
        "denominator": trilingual(400),
        "measured_by": object_of({"form": text(64), "question": text(64)}),
        "rule": _rule,
    }


def _dated(value: Any, place: str, problems: list[Problem]) -> str:
    """A year, month or day: some texts are dated no closer."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        problems.append(Problem(place, _("Expected a year, month or day such as 2022-06.")))
        return ""
    return value


def _rule(value: Any, place: str, problems: list[Problem]) -> Any:
    """Which answers count as what; an answer may stand in one list only, and *yes* and *no* need one each."""
    found: list[Problem] = []
    answers: dict[str, Field] = dict.fromkeys(OUTCOMES, list_of(text(64)))
    rule = object_of({**answers, "applies_when": _condition})(value, place, found)
    problems.extend(found)
    if found:
        return None
    listed = [answer for outcome in OUTCOMES for answer in rule[outcome]]
    unique(place, listed, problems)
    message = _("At least one answer is needed here.")
    problems.extend(Problem(f"{place}.{outcome}", message) for outcome in ("yes", "no") if not rule[outcome])
    return value


def _condition(value: Any, place: str, problems: list[Problem]) -> Any:
    if value is None:
        return None
    condition = object_of({"question": text(64), "in": list_of(text(64))})(value, place, problems)
    if condition.get("in") == []:
        problems.append(Problem(f"{place}.in", _("At least one answer is needed here.")))
    return condition


def _incomplete(row: Row) -> Iterator[Problem]:
    """Yield what a measured indicator lacks, or what one that is not measured has too much."""
    place = f"indicators: {row['code']}"
    if not row["standards"]:
        yield Problem(place, _("At least one standard is needed."))
    elif len(set(row["standards"])) < len(row["standards"]):
        yield Problem(place, _("A standard is named twice."))
    given = [key for key in DEFINITION if key in row]
    if row["status"] == Status.MEASURED and len(given) < len(DEFINITION):
        missing = ", ".join(key for key in DEFINITION if key not in row)
        yield Problem(place, _("It is said to be measured, but this is missing: %(keys)s.") % {"keys": missing})
    if row["status"] == Status.NOT_YET_MEASURED and given:
        yield Problem(place, _("It is not yet measured, but has: %(keys)s.") % {"keys": ", ".join(given)})
