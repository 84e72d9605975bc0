"""A submission's answers as a person reads them: in the order and the words of the form, in the reader's language."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from tarazy.base.i18n import Text, format_date, format_list, format_number
from tarazy.fieldwork.models import FormVersion, Question


@dataclass(frozen=True)
class ShownAnswer:
    """One line: a heading of a group when `level` is set, otherwise a question with its answer ("" when empty)."""

    label: Text
    value: str = ""
    level: int = 0
    number: int | None = None
    indicators: tuple[str, ...] = ()


def shown_answers(version: FormVersion, answers: Mapping[str, Any]) -> list[ShownAnswer]:
    """All questions that were asked, with what was answered; groups without any answer are left out."""
    children: dict[str, list[Question]] = {}
    for question in version.questions.all():
        children.setdefault(question.path.rpartition("/")[0], []).append(question)
    root = next(iter(sorted(children, key=len)), "")
    return list(_lines(children, root, answers, 3))


def _lines(
    children: Mapping[str, list[Question]], parent: str, values: Mapping[str, Any], level: int
) -> Iterator[ShownAnswer]:
    for question in children.get(parent, ()):
        value = values.get(question.name)
        if question.type == "repeat":
            for number, instance in enumerate(value or (), start=1):
                yield ShownAnswer(question.label, level=level, number=number)
                yield from _lines(children, question.path, instance, level + 1)
        elif question.type == "group":
            if value:
                yield ShownAnswer(question.label, level=level)
                yield from _lines(children, question.path, value, level + 1)
        elif question.is_asked or value is not None:
            yield ShownAnswer(question.label, _worded(question, value), indicators=tuple(question.indicators))


def _worded(question: Question, value: Any) -> str:
    if value is None:
        return ""
    if question.choices:
        chosen = value if isinstance(value, list) else [value]
        return str(format_list([question.choice_label(name) for name in chosen]))
    if isinstance(value, list):
        return "; ".join(_one(question, item) for item in value)
    return _one(question, value)


def _one(question: Question, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict):
        return _place(value)
    if isinstance(value, (int, float)):
        return str(format_number(value, 0 if isinstance(value, int) else 2))
    return str(format_date(datetime.date.fromisoformat(value[:10]))) if question.type == "date" else str(value)


def _place(point: Mapping[str, float]) -> str:
    return f"{point.get('latitude', 0):.5f}, {point.get('longitude', 0):.5f}"
