"""A form's answers as tables: one of submissions, one of each repeat, tied by the id of the submission and of the
row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from tarazy.fieldwork.models import Form, Question, Submission

Cell = str | int | float | bool | date | datetime | None
Kind = Literal["text", "integer", "number", "boolean", "date", "moment", "place"]
_KINDS: Mapping[str, Kind] = {
    "int": "integer",
    "decimal": "number",
    "range": "number",
    "boolean": "boolean",
    "date": "date",
}
_POINT_PARTS = ("latitude", "longitude", "altitude", "accuracy")


@dataclass(frozen=True)
class Column:
    """`name` is unique in its table; `heading` is what is written above it."""

    name: str
    heading: str
    kind: Kind
    read: Callable[[Submission, Mapping[str, Any]], Cell]


@dataclass(frozen=True)
class Table:
    """`name` is empty for the submissions; `steps` lead to the repeat; `place` is the question with the location."""

    name: str
    steps: tuple[str, ...]
    columns: tuple[Column, ...]
    place: Question | None = None

    def rows(self, submission: Submission) -> Iterator[list[Cell]]:
        for key, parent, values in _instances(submission.answers, self.steps, submission.public_id, ""):
            ids: list[Cell] = [key, parent] if self.steps else []
            yield ids + [column.read(submission, values) for column in self.columns]

    @property
    def headings(self) -> list[str]:
        ids = ["row", "parent_row"] if self.steps else []
        return ids + [column.heading for column in self.columns]

    @property
    def kinds(self) -> list[Kind]:
        ids: list[Kind] = ["text", "text"] if self.steps else []
        return ids + [column.kind for column in self.columns]


def tables_of(form: Form, *, with_labels: bool) -> list[Table]:
    """The submissions first. Columns are the questions of all versions, those of the newest first."""
    questions: dict[str, Question] = {}
    for version in form.versions.order_by("-pk").defer("xform"):
        for question in version.questions.all():
            questions.setdefault(question.path, question)
    repeats = [question for question in questions.values() if question.type == "repeat"]
    answerable = [question for question in questions.values() if question.type not in ("group", "repeat")]
    answerable = [question for question in answerable if "/meta/" not in question.path]
    main = _table("", "", [question for question in answerable if not question.repeat], with_labels)
    return [main, *(_repeat_table(repeat, answerable, with_labels) for repeat in repeats)]


def _repeat_table(repeat: Question, questions: list[Question], with_labels: bool) -> Table:
    inside = [question for question in questions if question.repeat == repeat.path]
    return _table(repeat.name, repeat.path, inside, with_labels)


def _table(name: str, repeat: str, questions: list[Question], with_labels: bool) -> Table:
    columns = list(_submission_columns()) if not repeat else []
    depth = len(repeat.split("/")[2:])
    for question in questions:
        columns += _columns(question, depth, with_labels)
    place = next((question for question in questions if question.type in ("geopoint", "geotrace", "geoshape")), None)
    return Table(name, tuple(repeat.split("/")[2:]), tuple(_distinct(columns)), place)


def _submission_columns() -> Iterator[Column]:
    yield Column("submission", "submission", "text", lambda row, _: row.public_id)
    yield Column("instance_id", "instance_id", "text", lambda row, _: row.instance_id)
    yield Column("received_at", "received_at", "moment", lambda row, _: row.received_at)
    yield Column("observed_on", "observed_on", "date", lambda row, _: row.observed_on)
    yield Column("version", "version", "text", lambda row, _: row.declared_version)
    yield Column("edition", "edition", "integer", lambda row, _: row.edition)
    yield Column("device", "device", "text", lambda row, _: row.device.public_id if row.device else None)
    yield Column("flags", "flags", "text", lambda row, _: " ".join(sorted({flag["code"] for flag in row.flags})))


def _columns(question: Question, depth: int, with_labels: bool) -> list[Column]:
    steps = tuple(question.steps[depth:])
    name = "/".join(steps)
    heading = str(question.label) if with_labels else name
    if question.type == "geopoint":
        return [
            Column(f"{name}/{part}", f"{heading}/{part}", "number", _reader((*steps, part), _plain))
            for part in _POINT_PARTS
        ]
    kind = _KINDS.get(question.type, "text")
    return [Column(name, heading, kind, _reader(steps, _writer(question, kind, with_labels)))]


def _reader(steps: tuple[str, ...], write: Callable[[Any], Cell]) -> Callable[[Submission, Mapping[str, Any]], Cell]:
    def read(_submission: Submission, values: Mapping[str, Any]) -> Cell:
        found: Any = values
        for step in steps:
            found = found.get(step) if isinstance(found, Mapping) else None
        return None if found is None else write(found)

    return read


def _writer(question: Question, kind: Kind, with_labels: bool) -> Callable[[Any], Cell]:
    if kind == "date":
        return lambda value: date.fromisoformat(value[:10])
    if kind != "text":
        return _plain
    if question.type in ("geotrace", "geoshape"):
        return _line
    if with_labels and question.choices:
        return lambda value: _labelled(question, value)
    return lambda value: " ".join(value) if isinstance(value, list) else str(value)


def _plain(value: Any) -> Cell:
    return value if isinstance(value, (int, float, bool)) else None


def _labelled(question: Question, value: Any) -> str:
    chosen = value if isinstance(value, list) else [value]
    return "; ".join(question.choice_label(name) for name in chosen)


def _line(points: list[dict[str, float]]) -> str:
    return "; ".join(f"{point['latitude']} {point['longitude']}" for point in points)


def _distinct(columns: list[Column]) -> Iterator[Column]:
    """Two questions may have one text; the name then tells them apart."""
    headings = [column.heading for column in columns]
    for column in columns:
        if headings.count(column.heading) > 1 and column.heading != column.name:
            yield Column(column.name, f"{column.heading} ({column.name})", column.kind, column.read)
        else:
            yield column


def _instances(
    values: Any, steps: tuple[str, ...], key: str, parent: str
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each instance of a repeat with its own key and that of what it stands in."""
    if not steps:
        yield key, parent, values
        return
    found = values.get(steps[0]) if isinstance(values, Mapping) else None
    if isinstance(found, list):
        for number, instance in enumerate(found, start=1):
            yield from _instances(instance, steps[1:], f"{key}/{steps[0]}[{number}]", key)
    elif isinstance(found, Mapping):
        yield from _instances(found, steps[1:], key, parent)
