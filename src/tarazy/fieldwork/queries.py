"""Reads that join or shape; each returns a queryset or a frozen dataclass that a page is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from tarazy.fieldwork.models import Campaign, FormVersion, Question, Submission


def submissions_for_results(campaign: Campaign | None = None) -> QuerySet[Submission]:
    """What results are computed from: the newest version of each record, neither withdrawn nor a trial."""
    found = Submission.objects.counted().without_original()
    return found if campaign is None else found.filter(campaign=campaign)


def indicator_questions(version: FormVersion) -> list[Question]:
    """The questions of a version that measure an indicator or give a dimension, in their order."""
    questions = version.questions.answerable()
    return [question for question in questions if question.indicators or question.dimension]


def values_at(answers: Mapping[str, Any], question: Question) -> Iterator[Any]:
    """Every answer to a question, one for each instance of the repeats around it; None where it was left empty.

    A question in a repeat that has no instance yields nothing.
    """
    yield from _values(answers, question.steps, len(question.repeat.split("/")[2:]))


def _values(node: Mapping[str, Any], steps: Sequence[str], repeat_depth: int) -> Iterator[Any]:
    value = node.get(steps[0])
    if len(steps) == 1:
        yield value
    elif isinstance(value, list):
        for instance in value:
            yield from _values(instance, steps[1:], repeat_depth - 1)
    elif isinstance(value, Mapping) or repeat_depth <= 0:
        yield from _values(value if isinstance(value, Mapping) else {}, steps[1:], repeat_depth - 1)
