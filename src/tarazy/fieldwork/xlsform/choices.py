"""The lists of choices."""

from __future__ import annotations

from dataclasses import dataclass, field

from tarazy.fieldwork.problems import Problem, Severity
from tarazy.fieldwork.xlsform.columns import read_columns
from tarazy.fieldwork.xlsform.workbook import Row, Sheet


@dataclass(slots=True)
class ChoiceList:
    name: str
    number: int
    names: dict[str, int] = field(default_factory=dict)


class Choices:
    """Reads the sheet of choices; `lists` by name."""

    def __init__(self, sheet: Sheet | None, *, duplicates_allowed: bool = False) -> None:
        self.sheet = sheet
        self.duplicates_allowed = duplicates_allowed
        self.columns = read_columns(sheet.columns if sheet else [], "choices")
        self.lists: dict[str, ChoiceList] = {}
        self.problems: list[Problem] = []
        self._keys = {name: column for name, column in self.columns.items() if column.key in {"list_name", "name"}}
        self._labels = [column for column in self.columns.values() if column.key == "label"]

    def read(self) -> Choices:
        for row in self.sheet.rows if self.sheet else ():
            self._row(row)
        return self

    def check_use(self, used: set[str], spaceless: set[str]) -> None:
        """Lists that nobody uses, and spaces in names where several answers are parted by spaces."""
        unused = [choice_list for choice_list in self.lists.values() if choice_list.name not in used]
        if unused:
            names = ", ".join(choice_list.name for choice_list in unused[:12])
            self._note("unused_lists", unused[0].number, "list_name", "warning", names=names)
        for choice_list in self.lists.values():
            if choice_list.name in spaceless:
                for name, row in choice_list.names.items():
                    if " " in name:
                        self._note("choice_with_space", row, "name", name=name)

    def _row(self, row: Row) -> None:
        values = {column.key: row.cells.get(name, "") for name, column in self._keys.items()}
        list_name, name = values.get("list_name", ""), values.get("name", "")
        if not list_name:
            if name:
                self._note("choice_without_list", row.number, "list_name")
            return
        known = self.lists.setdefault(list_name, ChoiceList(list_name, row.number))
        if not name:
            self._note("choice_without_name", row.number, "name")
            return
        if name in known.names and not self.duplicates_allowed:
            self._note("duplicate_choice", row.number, "name", name=name, other=known.names[name])
        known.names.setdefault(name, row.number)
        self._check_label(row)

    def _check_label(self, row: Row) -> None:
        given = [column for column in self._labels if row.cells.get(column.written)]
        if not given:
            self._note("choice_label_missing", row.number, "label", "warning")
            return
        for column in self._labels:
            if column not in given and column.language:
                self._note("label_missing_language", row.number, "label", "warning", language=column.language)

    def _note(self, code: str, row: int, key: str, severity: Severity = "error", **params: str | int) -> None:
        sheet = self.sheet.name if self.sheet else "choices"
        written = next((column.written for column in self.columns.values() if column.key == key), key)
        self.problems.append(Problem(code, severity, sheet, row, written, params=params))
