"""The rows of a survey as questions and groups, and everything that can be wrong with one row or with their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from tarazy.fieldwork.problems import Problem, Severity
from tarazy.fieldwork.xlsform import types
from tarazy.fieldwork.xlsform.columns import Column, read_columns
from tarazy.fieldwork.xlsform.types import QuestionType
from tarazy.fieldwork.xlsform.workbook import Row, Sheet

DIMENSIONS = ("date", "region", "court", "sex", "age_group", "language", "hearing", "observer", "article")
NAME = re.compile(r"[^\W\d][\w.\-]*")
_DISABLED = {"yes", "true", "true()"}


@dataclass(slots=True)
class Element:
    """A question, group or repeat.

    `cells` by meaning of the column, texts by `texts[key][language]`; `group` is the row of its parent.
    """

    number: int
    type: QuestionType
    name: str
    group: int
    cells: dict[str, str]
    written: dict[str, str]
    texts: dict[str, dict[str, str]] = field(default_factory=dict)


class Survey:
    """Reads a survey sheet; `problems` collects all that is wrong, `elements` what could be understood."""

    def __init__(self, sheet: Sheet, lists: Mapping[str, object], indicators: frozenset[str] | None) -> None:
        self.sheet = sheet
        self.lists = lists
        self.indicators = indicators
        self.columns = read_columns(sheet.columns, "survey")
        self.problems: list[Problem] = []
        self.elements: list[Element] = []
        self.used_lists: set[str] = set()
        self._open: list[Element] = []
        self._seen: dict[tuple[int, str], int] = {}
        self._folded: dict[tuple[int, str], str] = {}
        self._dimensions: dict[str, int] = {}

    def read(self) -> Survey:
        for row in self.sheet.rows:
            self._row(row)
        for element in self._open:
            self._note("begin_without_end", element.number, "type", type=f"begin_{element.type.what}")
        return self

    @property
    def languages(self) -> list[str]:
        """As the columns name them, in order; the first is the one that authors write first."""
        return list(
            dict.fromkeys(
                column.language for column in self.columns.values() if column.key == "label" and column.language
            )
        )

    def column(self, key: str) -> str:
        """The column as the author wrote it."""
        return next((column.written for column in self.columns.values() if column.key == key), key)

    def _note(self, code: str, row: int, key: str, severity: Severity = "error", **params: str | int) -> None:
        self.problems.append(
            Problem(code, severity, self.sheet.name, row, self.column(key) if key else "", params=params)
        )

    def _row(self, row: Row) -> None:
        element = self._element(row)
        if element is None or not self._placed(element):
            return
        self.elements.append(element)
        self._check_name(element)
        self._check_list(element)
        self._check_labels(element)
        self._check_measure(element)
        if element.type.role == "begin":
            self._open.append(element)

    def _element(self, row: Row) -> Element | None:
        cells, written, texts = _sorted_cells(row, self.columns)
        if cells.get("disabled", "").lower() in _DISABLED:
            return None
        if not cells.get("type"):
            if cells.get("name") or texts.get("label"):
                self._note("no_type", row.number, "type")
            return None
        kind = types.read_type(cells["type"])
        if kind is None:
            self._unknown_type(row.number, cells["type"])
            return None
        group = self._open[-1].number if self._open else 0
        return Element(row.number, kind, cells.get("name", ""), group, cells, written, texts)

    def _unknown_type(self, row: int, written: str) -> None:
        meant = types.meant(written)
        if meant:
            self._note("unknown_type_meant", row, "type", type=written, meant=meant)
        else:
            self._note("unknown_type", row, "type", type=written)

    def _placed(self, element: Element) -> bool:
        """Keeps begin and end in pairs; an end is no element of its own."""
        if element.type.role != "end":
            return True
        written = f"end_{element.type.what}"
        if not self._open:
            self._note("end_without_begin", element.number, "type", type=written)
        elif self._open[-1].type.what != element.type.what:
            last = self._open[-1]
            self._note(
                "end_of_other", element.number, "type", type=written, open=f"begin_{last.type.what}", other=last.number
            )
            if any(opened.type.what == element.type.what for opened in self._open):
                self._open.pop()
        else:
            self._open.pop()
        return False

    def _check_name(self, element: Element) -> None:
        name, row = element.name, element.number
        if not name:
            if element.type.what not in {"note", "audit"}:
                self._note("no_name", row, "name")
            return
        if not NAME.fullmatch(name):
            self._note("bad_name", row, "name", name=name)
            return
        if name == "meta" and not element.group:
            self._note("reserved_name", row, "name", name=name)
        key = (element.group, name)
        folded = (element.group, name.casefold())
        if key in self._seen:
            self._note("duplicate_name", row, "name", name=name, other=self._seen[key])
        elif folded in self._folded:
            self._note("name_differs_by_case", row, "name", "warning", name=name, other=self._folded[folded])
        self._seen.setdefault(key, row)
        self._folded.setdefault(folded, name)

    def _check_list(self, element: Element) -> None:
        kind = element.type
        if kind.role != "select":
            return
        if not kind.list_name:
            self._note("select_without_list", element.number, "type", type=kind.what)
            return
        self.used_lists.add(kind.list_name)
        if (
            kind.is_file_list
            or "${" in kind.list_name
            or kind.what == "select_one_external"
            or kind.list_name in self.lists
        ):
            return
        near = get_close_matches(kind.list_name, list(self.lists), n=1, cutoff=0.7)
        if near:
            self._note("unknown_list_meant", element.number, "type", name=kind.list_name, meant=near[0])
        else:
            self._note("unknown_list", element.number, "type", name=kind.list_name)

    def _check_labels(self, element: Element) -> None:
        labels = {language: text for language, text in element.texts.get("label", {}).items() if text}
        media = any(element.texts.get(key) for key in ("image", "audio", "video"))
        if element.type.what in types.WITHOUT_LABEL or (element.type.role == "begin" and not labels):
            return
        if not labels and not media and not element.texts.get("hint"):
            if "calculation" not in element.cells:
                self._note("no_label", element.number, "label", "warning")
            return
        if labels:
            for language in self.languages:
                if language not in labels:
                    self._note("label_missing_language", element.number, "label", "warning", language=language)

    def _check_measure(self, element: Element) -> None:
        codes = indicator_codes(element.cells.get("indicator", ""))
        dimension = element.cells.get("dimension", "")
        if element.type.role == "begin":
            if codes or dimension:
                self._note("indicator_on_group", element.number, "indicator" if codes else "dimension")
            return
        for code in codes:
            if self.indicators is not None and code not in self.indicators:
                self._note("unknown_indicator", element.number, "indicator", indicator=code)
        if not dimension:
            return
        if dimension not in DIMENSIONS:
            self._note("unknown_dimension", element.number, "dimension", name=dimension, known=", ".join(DIMENSIONS))
        elif dimension in self._dimensions:
            self._note(
                "duplicate_dimension", element.number, "dimension", name=dimension, other=self._dimensions[dimension]
            )
        self._dimensions.setdefault(dimension, element.number)


def indicator_codes(cell: str) -> list[str]:
    """The codes in a cell, parted by spaces, commas or semicolons."""
    return [code for code in re.split(r"[\s,;]+", cell) if code]


def _sorted_cells(
    row: Row, columns: Mapping[str, Column]
) -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, str]]]:
    cells: dict[str, str] = {}
    written: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    for name, value in row.cells.items():
        column = columns[name]
        if column.is_translated:
            texts.setdefault(column.key, {})[column.language] = value
        if not column.language:
            cells[column.key] = value
            written[column.key] = name
    return cells, written, texts


def names(elements: list[Element]) -> dict[str, list[int]]:
    """The rows in which each name is used."""
    found: dict[str, list[int]] = {}
    for element in elements:
        if element.name:
            found.setdefault(element.name, []).append(element.number)
    return found


def texts_of(element: Element) -> Iterator[tuple[str, str]]:
    """Every text that a reader sees, with the meaning of its column."""
    for key, by_language in element.texts.items():
        for text in by_language.values():
            yield key, text
