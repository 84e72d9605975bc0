"""Hands the checked sheets to pyxform, and turns its complaints into problems with a place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.xlsform.columns import read_columns
from tarazy.fieldwork.xlsform.survey import indicator_codes
from tarazy.fieldwork.xlsform.workbook import Row, Sheet, Workbook

NAMESPACE = "https://tarazy.kz/ns/xforms"
_MEASURES = {"indicator": "bind::tarazy:indicator", "dimension": "bind::tarazy:dimension"}
_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"On the '(\w+)' sheet, the '([^']+)' value is (?:invalid|problematic)\.\s*")
_ATTEMPTS = 10
# Said by our own checks already, in the reader's language, or of no use to an author.
_TOLD = (
    "missing translations",
    "no label",
    "FALSE",
    "without name, text, or label",
    "max-pixels",
    "is missing the survey",
    "is missing the choices",
    "machine-readable codes",
    "may be a typo",
    "similar names were found",
)


@dataclass(slots=True)
class Converted:
    """The XForm, the CSV of external choices where there are some, and what pyxform had to say."""

    xform: str = ""
    itemsets: str = ""
    problems: list[Problem] = field(default_factory=list)


def convert(book: Workbook, settings: dict[str, str]) -> Converted:
    """Converts; after a complaint about one row goes on without that row, to find further ones."""
    sheets = _as_pyxform(book, settings)
    converted = Converted()
    for _ in range(_ATTEMPTS):
        row = _attempt(sheets, converted)
        rows = sheets["survey"]
        if (
            row is None
            or row - 2 >= len(rows)
            or not rows[row - 2]
            or "begin" in str(rows[row - 2])
            or "end" in str(rows[row - 2])
        ):
            break
        rows[row - 2] = {}
    return converted


def _attempt(sheets: dict[str, Any], converted: Converted) -> int | None:
    """One run; returns the survey row that must be left out before the next, if there is one."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as pyxform_convert

    warnings: list[str] = []
    try:
        result = pyxform_convert(xlsform=_copied(sheets), warnings=warnings, validate=False)
    except PyXFormError as error:
        problem = _problem("converter", str(error), "error")
        converted.problems.append(problem)
        return problem.row if problem.sheet in ("survey", "") else None
    except Exception as error:
        # pyxform fails in many ways on odd sheets; none of them may end in an error page
        converted.problems.append(Problem("converter", params={"text": f"{type(error).__name__}: {error}"[:300]}))
        return None
    if not any(problem.is_error for problem in converted.problems):
        converted.xform, converted.itemsets = result.xform, result.itemsets or ""
        converted.problems += [
            _problem("converter_note", text, "warning") for text in warnings if not any(told in text for told in _TOLD)
        ]
    return None


def _copied(sheets: dict[str, Any]) -> dict[str, Any]:
    """pyxform changes what it is given."""
    return {name: [dict(row) for row in rows] if name != "sheet_names" else list(rows) for name, rows in sheets.items()}


def _problem(code: str, text: str, severity: Any) -> Problem:
    row = _ROW.search(text)
    place = _SHEET.search(text)
    plain = _SHEET.sub("", _ROW.sub("", text)).split("\n{")[0].strip()
    return Problem(
        code,
        severity,
        sheet=place.group(1) if place else ("survey" if row else ""),
        row=int(row.group(1)) if row else None,
        column=place.group(2) if place else "",
        params={"text": plain[:400]},
    )


def _as_pyxform(book: Workbook, settings: dict[str, str]) -> dict[str, Any]:
    """The sheets as pyxform keeps them: row n of the spreadsheet at index n − 2, so that its row numbers are true."""
    sheets: dict[str, Any] = {"sheet_names": ["settings", *book.sheets]}
    for name, sheet in book.sheets.items():
        if name == "settings":
            continue
        columns = _renamed(sheet, name)
        sheets[name] = _padded(sheet.rows, columns)
        sheets[f"{name}_header"] = [dict.fromkeys(columns[column] for column in sheet.columns)]
    sheets["settings"] = [settings]
    sheets["settings_header"] = [dict.fromkeys(settings)]
    return sheets


def _renamed(sheet: Sheet, name: str) -> dict[str, str]:
    """Columns tying questions to the methodology become attributes of the binding; one `:` becomes `::`, as that must
    be uniform.
    """
    double = any("::" in column for column in sheet.columns)
    renamed = {column: column if double else re.sub(r"(?<!jr):", "::", column) for column in sheet.columns}
    if name == "survey":
        for written, column in read_columns(sheet.columns, "survey").items():
            renamed[written] = _MEASURES.get(column.key, renamed[written])
    return renamed


def _padded(rows: list[Row], columns: dict[str, str]) -> list[dict[str, str]]:
    if not rows:
        return []
    padded: list[dict[str, str]] = [{} for _ in range(rows[-1].number - 1)]
    for row in rows:
        padded[row.number - 2] = {columns[name]: _value(columns[name], text) for name, text in row.cells.items()}
    return padded


def _value(column: str, text: str) -> str:
    return " ".join(indicator_codes(text)) if column == _MEASURES["indicator"] else text
