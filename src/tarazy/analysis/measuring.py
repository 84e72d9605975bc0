"""What a submission says about each indicator: the rule of the methodology applied to the answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tarazy.analysis.choices import Outcome
from tarazy.fieldwork.models import FormVersion, Question
from tarazy.methodology.models import Indicator

NOT_MEASURED = "-"
LETTERS = {
    "y": Outcome.YES,
    "p": Outcome.PARTLY,
    "n": Outcome.NO,
    "o": Outcome.NOT_OBSERVED,
    "a": Outcome.NOT_APPLICABLE,
}
_LETTER = {outcome.value: letter for letter, outcome in LETTERS.items()}
# Of several answers the one that tells most against the standard counts.
_GRAVEST_FIRST = ("no", "partly", "yes", "not_observed", "not_applicable")
EARLIEST = date(2000, 1, 1)  # a telephone whose clock was never set says 1970
DIMENSIONS = ("region", "court", "sex", "age_group", "language", "hearing", "observer")


@dataclass(frozen=True)
class Catalogue:
    """The measured indicators in a fixed order: an observation's outcomes are one letter for each."""

    indicators: tuple[Indicator, ...]

    @classmethod
    def current(cls) -> Catalogue:
        return cls(tuple(Indicator.objects.measured().order_by("pk")))

    @cached_property
    def fingerprint(self) -> str:
        """Changes with any rule: then everything is counted anew."""
        rules = [[each.pk, each.code, each.form_id, each.question_name, each.rule] for each in self.indicators]
        return hashlib.sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Observation:
    """One thing observed (a hearing, a defendant …): its place in the breakdowns and a letter for each indicator."""

    repeat: str
    instance: int
    places: Mapping[str, str | None]
    outcomes: str


class Reader:
    """Reads the submissions of one form version."""

    def __init__(self, version: FormVersion, catalogue: Catalogue) -> None:
        questions = list(version.questions.answerable())
        by_name: dict[str, Question] = {}
        for question in questions:
            by_name.setdefault(question.name, question)
        self._dimensions = {q.dimension: q for q in reversed(questions) if q.dimension in DIMENSIONS}
        self._measured = list(_measured(catalogue, questions, by_name, version))
        self._repeats = sorted({"", *(q.repeat for _, q, _ in self._measured if q is not None)})
        self.size = len(catalogue.indicators)
        self.asks_for_date = any(question.dimension == "date" for question in questions)

    def is_placed(self, answers: Mapping[str, Any], observed_on: date | None, received_on: date) -> bool:
        """Whether the submission says when and where, as far as its form asks: what can't be placed is not counted.

        A few records without a day or region would stand in rows of their own, and hiding those few would cost good
        rows of other years and regions.
        """
        if self.asks_for_date and not (observed_on and EARLIEST <= observed_on <= received_on + timedelta(days=1)):
            return False
        region = self._dimensions.get("region")
        return region is None or bool(region.repeat) or _place(region, _answer(region, {"": answers})) is not None

    def observations(self, answers: Mapping[str, Any]) -> Iterator[Observation]:
        """Every observation that a submission holds."""
        for repeat in self._repeats:
            for number, nodes in enumerate(_instances(answers, repeat), start=1):
                places = {name: _place(q, _answer(q, nodes)) for name, q in self._dimensions.items()}
                yield Observation(repeat, number if repeat else 0, places, self._outcomes(repeat, nodes))

    def _outcomes(self, repeat: str, nodes: Mapping[str, Mapping[str, Any]]) -> str:
        letters = [NOT_MEASURED] * self.size
        for index, (rule, question, condition) in enumerate(self._measured):
            if question is not None and question.repeat == repeat:
                letters[index] = _LETTER[outcome(rule, question, condition, nodes)]
        return "".join(letters)


def outcome(
    rule: Mapping[str, Any], question: Question, condition: Question | None, nodes: Mapping[str, Mapping[str, Any]]
) -> str:
    """Yes, partly, no, not observed or not applicable, by the rule of the indicator.

    Where the condition does not hold the standard does not apply; an empty answer, or one that the rule does not know,
    was not observed.
    """
    needed = rule.get("applies_when")
    if needed and not _as_list(_answer(condition, nodes) if condition else None) & set(needed["in"]):
        return Outcome.NOT_APPLICABLE.value
    given = _as_list(_answer(question, nodes))
    return next((each for each in _GRAVEST_FIRST if given & set(rule.get(each, ()))), Outcome.NOT_OBSERVED.value)


def _measured(
    catalogue: Catalogue, questions: Sequence[Question], by_name: Mapping[str, Question], version: FormVersion
) -> Iterator[tuple[Mapping[str, Any], Question | None, Question | None]]:
    """Rule, question and condition of every indicator; the form's own tie counts before the methodology's."""
    tied: dict[str, Question] = {}
    for question in questions:
        for code in question.indicators:
            tied.setdefault(code, question)
    for indicator in catalogue.indicators:
        rule: Mapping[str, Any] = indicator.rule or {}
        found = tied.get(indicator.code)
        if found is None and indicator.form_id == version.form.form_id:
            found = by_name.get(indicator.question_name)
        needed = rule.get("applies_when")
        yield rule, found, by_name.get(needed["question"]) if needed else None


def _instances(answers: Mapping[str, Any], repeat: str) -> Iterator[dict[str, Mapping[str, Any]]]:
    """For every instance of a repeat the nodes around it, by the path of the repeat; "" is the whole submission."""
    yield from _deeper({"": answers}, "", answers, repeat.split("/")[2:], repeat)


def _deeper(
    nodes: dict[str, Mapping[str, Any]], path: str, node: Mapping[str, Any], steps: Sequence[str], repeat: str
) -> Iterator[dict[str, Mapping[str, Any]]]:
    if not steps:
        yield nodes
        return
    root = "/".join(repeat.split("/")[:2])
    below = f"{path or root}/{steps[0]}"
    inside = node.get(steps[0])
    if isinstance(inside, list):
        for instance in inside:
            if isinstance(instance, dict):
                yield from _deeper({**nodes, below: instance}, below, instance, steps[1:], repeat)
    elif isinstance(inside, dict):
        yield from _deeper(nodes, below, inside, steps[1:], repeat)


def _answer(question: Question | None, nodes: Mapping[str, Mapping[str, Any]]) -> Any:
    """The answer to a question in the nearest node that holds it; None where it was not answered."""
    if question is None or question.repeat not in nodes:
        return None
    node: Any = nodes[question.repeat]
    for step in question.steps[len(question.repeat.split("/")[2:]) :]:
        node = node.get(step) if isinstance(node, Mapping) else None
    return node


def _as_list(answer: Any) -> set[str]:
    if answer is None:
        return set()
    return {str(each) for each in answer} if isinstance(answer, list) else {str(answer)}


def _place(question: Question, answer: Any) -> str | None:
    """Where an observation belongs; what is none of the question's choices belongs nowhere (and is never shown)."""
    if answer is None or isinstance(answer, list | dict):
        return None
    if question.choices and all(choice["name"] != answer for choice in question.choices):
        return None
    return str(answer)[:60]
