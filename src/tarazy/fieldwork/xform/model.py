"""A form as data: its questions in order, with texts by language, choices, repeats, and the ties to the methodology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tarazy.fieldwork.problems import Problem

Texts = Mapping[str, str]
"""Text by language code; the key is empty for a form without languages."""


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    labels: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionModel:
    """One node that can hold an answer, or a group.

    `path` begins with the root (`/data/hearing/court`); `repeat` is the innermost repeat around it.

    `type` is the XForms data type in lower case (string, int, decimal, boolean, date, time, datetime, geopoint,
    geotrace, geoshape, binary, barcode),
    or select_one, select_multiple, rank, group, repeat. `choices` is None where the list lies in a file or is computed.
    """

    path: str
    type: str
    repeat: str = ""
    labels: Texts = field(default_factory=dict)
    hints: Texts = field(default_factory=dict)
    choices: tuple[Choice, ...] | None = None
    indicators: tuple[str, ...] = ()
    dimension: str = ""
    relevant: str = ""
    constraint: str = ""
    calculate: str = ""
    required: str = ""
    read_only: bool = False
    has_control: bool = False
    media_type: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def is_group(self) -> bool:
        return self.type in {"group", "repeat"}


@dataclass(frozen=True)
class FormModel:
    """`root` is the name of the primary instance's root element; `meta` the paths of its metadata."""

    form_id: str
    version: str
    title: str
    root: str
    questions: tuple[QuestionModel, ...]
    languages: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def by_path(self) -> dict[str, QuestionModel]:
        return {question.path: question for question in self.questions}

    @property
    def answerable(self) -> Iterator[QuestionModel]:
        return (question for question in self.questions if not question.is_group)
