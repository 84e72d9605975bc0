"""A problem found in something that came from outside, kept as a code and its particulars so that each reader sees it
in their own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext

from tarazy.fieldwork.messages import MESSAGES

Severity = Literal["error", "warning"]
Particular = str | int


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, how grave it is, and where: sheet, row and column of a spreadsheet, or the path of a node in an
    XForm.
    """

    code: str
    severity: Severity = "error"
    sheet: str = ""
    row: int | None = None
    column: str = ""
    path: str = ""
    params: Mapping[str, Particular] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """One plain sentence in the active language, without the place."""
        return gettext(MESSAGES[self.code]) % self.params

    @property
    def place(self) -> str:
        """Where to look, in the active language; empty when the whole file is meant."""
        parts = []
        if self.sheet:
            parts.append(gettext("sheet “%(sheet)s”") % {"sheet": self.sheet})
        if self.row is not None:
            parts.append(gettext("row %(row)s") % {"row": self.row})
        if self.column:
            parts.append(gettext("column “%(column)s”") % {"column": self.column})
        if self.path and not parts:
            parts.append(self.path)
        return ", ".join(parts)

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text

    def as_json(self) -> dict[str, Any]:
        """Only what is set, so that stored warnings stay small."""
        values = {
            "code": self.code,
            "severity": self.severity,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "path": self.path,
            "params": dict(self.params),
        }
        return {key: value for key, value in values.items() if value not in ("", None, {})}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Problem:
        return cls(**data)


def by_place(problem: Problem) -> tuple[int, str, int, str]:
    """Sort key: errors before warnings, then as one reads the workbook."""
    sheets = {"": 0, "settings": 1, "survey": 2, "choices": 3}
    return (not problem.is_error, f"{sheets.get(problem.sheet, 9)}{problem.sheet}", problem.row or 0, problem.column)
