"""The sheets of a form as plain text, each cell still knowing its row and column, from .xlsx, .xls or .csv."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.xlsform.container import Kind, Refused

MAX_CELL = 32_767  # the limit of spreadsheet programs themselves
MAX_TEXT = 10 * 1024 * 1024
MAX_COLUMNS = 300
MAX_ROWS = {"survey": 5_000, "choices": 20_000}
MAX_OTHER_ROWS = 5_000
MAX_EMPTY_ROWS = 5_000
SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
_CONTROL = {code for code in range(32) if code not in (9, 10, 13)} | {0xFFFE, 0xFFFF}


@dataclass(slots=True)
class Row:
    """One row below the header; `number` as the spreadsheet shows it."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Sheet:
    """`name` as it is written in the file; `columns` in order, as written."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """The sheets that matter, by lower-case name, and what was odd about them."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def rows(self, name: str) -> list[Row]:
        return self.sheets[name].rows if name in self.sheets else []


Cells = Iterator[tuple[int, list[Any]]]
"""(row number, values) of one sheet, empty rows left out."""


def read_workbook(data: bytes, kind: Kind) -> Workbook:
    """Reads every sheet of an XLSForm; a workbook with a single sheet is a survey, whatever its name.

    Raises Refused when nothing can be read; what is wrong in single cells is noted in `problems`.
    """
    book = Workbook()
    readers = {Kind.XLSX: _xlsx_sheets, Kind.XLS: _xls_sheets, Kind.CSV: _csv_sheets}
    sheets = list(readers[kind](data, book))
    book.names = [name for name, _ in sheets]
    remaining = MAX_TEXT
    for name, cells in sheets:
        key = name.strip().lower()
        if key not in SHEETS and len(sheets) == 1:
            key = "survey"
        if key in SHEETS and key not in book.sheets:
            sheet, used = _read_sheet(name, key, cells, book.problems, remaining)
            book.sheets[key] = sheet
            remaining -= used
    return book


def _read_sheet(name: str, key: str, cells: Cells, problems: list[Problem], allowed: int) -> tuple[Sheet, int]:
    sheet = Sheet(name)
    header: dict[int, str] = {}
    limit = MAX_ROWS.get(key, MAX_OTHER_ROWS)
    used = 0
    for number, values in cells:
        if not header:
            header = _header(sheet, number, values, problems)
            continue
        row = _read_row(sheet, number, values, header, problems)
        used += sum(map(len, row.cells.values()))
        if len(sheet.rows) >= limit:
            raise Refused_at(sheet.name, "too_many_choices" if key == "choices" else "too_many_rows", limit)
        if used > allowed:
            raise Refused_at(sheet.name, "too_much_text", MAX_TEXT // 1024 // 1024)
        if row.cells:
            sheet.rows.append(row)
    return sheet, used


def Refused_at(sheet: str, code: str, limit: int) -> Refused:  # noqa: N802  (makes an exception)
    refused = Refused(code, limit=limit)
    refused.problem = Problem(code, sheet=sheet, params={"limit": limit})
    return refused


def _header(sheet: Sheet, number: int, values: list[Any], problems: list[Problem]) -> dict[int, str]:
    header: dict[int, str] = {}
    for index, value in enumerate(values[:MAX_COLUMNS]):
        name = " ".join(_text(value).split())
        if name in sheet.columns:
            problems.append(
                Problem("duplicate_column", sheet=sheet.name, row=number, column=name, params={"name": name})
            )
        elif name:
            header[index] = name
            sheet.columns.append(name)
    return header


def _read_row(sheet: Sheet, number: int, values: list[Any], header: dict[int, str], problems: list[Problem]) -> Row:
    row = Row(number, {})
    for index, value in enumerate(values[:MAX_COLUMNS]):
        if value is None or value == "":
            continue
        name = header.get(index)
        if name is None:
            problems.append(
                Problem("value_without_column", "warning", sheet=sheet.name, row=number, column=_letters(index))
            )
            continue
        text = _cell(value, sheet, number, name, problems)
        if text:
            row.cells[name] = text
    return row


def _cell(value: Any, sheet: Sheet, row: int, column: str, problems: list[Problem]) -> str:
    place: dict[str, Any] = {"sheet": sheet.name, "row": row, "column": column}
    if isinstance(value, Formula):
        problems.append(value.problem(place))
        value = value.value
    text = _text(value)
    if text in _ERRORS:
        problems.append(Problem("cell_error", **place, params={"value": text}))
        return ""
    if len(text) > MAX_CELL:
        problems.append(Problem("cell_too_long", **place, params={"limit": MAX_CELL}))
        return ""
    bad = next((character for character in text if ord(character) in _CONTROL), None)
    if bad is not None:
        problems.append(Problem("cell_control_character", **place, params={"number": ord(bad)}))
        return ""
    return text


_ERRORS = {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A computed cell: its text is never run; the value stored beside it is used and said to be so."""

    value: Any

    def problem(self, place: dict[str, Any]) -> Problem:
        if self.value is None or self.value == "":
            return Problem("formula_without_value", **place)
        return Problem("formula", "warning", **place, params={"value": _text(self.value)[:60]})


def _text(value: Any) -> str:
    """A cell as a person reads it: whole numbers without “.0”, booleans as spreadsheets show them, no-break spaces as
    spaces.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).replace("\u00a0", " ").strip()


def _letters(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


# .xlsx


def _xlsx_sheets(data: bytes, book: Workbook) -> Iterator[tuple[str, Cells]]:
    """Where there are formulas, two readers run side by side: one sees the formulas, the other the values stored for
    them.
    """
    from openpyxl import load_workbook

    try:
        # keep_links=False: nothing outside the file is looked at
        shown = written = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        if _has_formulas(data):
            written = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        raise _unreadable(error) from error
    if b"externalLink" in data:
        book.problems.append(Problem("external_links", "warning"))
    for name in shown.sheetnames:
        if hasattr(shown[name], "iter_rows"):
            yield name, _xlsx_cells(shown[name], written[name])


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(rb"<(?:\w+:)?f[ >/]", archive.read(name)) for name in sheets)


def _xlsx_cells(shown: Any, written: Any) -> Cells:
    """The rows that hold something. After a long run of empty rows the sheet counts as ended."""
    empty = 0
    try:
        for values, sources in _xlsx_rows(shown, written):
            row = [_xlsx_value(value, source) for value, source in zip(values, sources, strict=False)]
            if any(value is not None and value != "" for value in row):
                yield _row_number(values), row
                empty = 0
            elif (empty := empty + 1) > MAX_EMPTY_ROWS:
                return
    except Refused:
        raise
    except Exception as error:
        raise _unreadable(error) from error


def _xlsx_rows(shown: Any, written: Any) -> Iterator[tuple[Any, Any]]:
    shown.reset_dimensions()  # a false size in the file would hide rows, or invent a million of them
    if written is shown:
        for values in shown.iter_rows(max_col=MAX_COLUMNS):
            yield values, values
        return
    written.reset_dimensions()
    yield from zip(shown.iter_rows(max_col=MAX_COLUMNS), written.iter_rows(max_col=MAX_COLUMNS), strict=False)


def _xlsx_value(value: Any, source: Any) -> Any:
    return Formula(value.value) if source.data_type == "f" else value.value


def _row_number(cells: Iterable[Any]) -> int:
    return int(next(cell.row for cell in cells if getattr(cell, "row", None)))


def _unreadable(error: Exception) -> Refused:
    return Refused("broken_workbook", reason=(str(error) or type(error).__name__)[:120])


# .xls


def _xls_sheets(data: bytes, book: Workbook) -> Iterator[tuple[str, Cells]]:
    import xlrd

    try:
        opened = xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO())
        sheets = [(name, opened.sheet_by_name(name)) for name in opened.sheet_names()]
    except xlrd.biffh.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Refused("encrypted") from error
        raise _unreadable(error) from error
    except Exception as error:
        raise _unreadable(error) from error
    for name, sheet in sheets:
        yield name, _xls_cells(sheet, opened.datemode)


def _xls_cells(sheet: Any, datemode: int) -> Cells:
    for number in range(sheet.nrows):
        row = [_xls_value(cell, datemode) for cell in sheet.row(number)]
        if any(value not in (None, "") for value in row):
            yield number + 1, row


def _xls_value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.biffh.XL_CELL_DATE:
        try:
            return xlrd.xldate.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return cell.value
    if cell.ctype == xlrd.biffh.XL_CELL_ERROR:
        return xlrd.biffh.error_text_from_code.get(cell.value, "#VALUE!")
    return bool(cell.value) if cell.ctype == xlrd.biffh.XL_CELL_BOOLEAN else cell.value


# .csv


def _csv_sheets(data: bytes, book: Workbook) -> Iterator[tuple[str, Cells]]:
    """The one-file form of XLSForm: the first column names the sheet, the rest are its cells."""
    import csv

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not_utf8") from error
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise _unreadable(error) from error
    yield from _split_csv(lines)


def _split_csv(lines: list[list[str]]) -> Iterator[tuple[str, Cells]]:
    sheets: dict[str, list[tuple[int, list[Any]]]] = {}
    current = ""
    for number, line in enumerate(lines, start=1):
        current = (line[0].strip() if line else "") or current
        values = line[1:]
        if current and any(value.strip() for value in values):
            sheets.setdefault(current, []).append((number, list(values)))
        elif current:
            sheets.setdefault(current, [])
    if not any(name.lower() in SHEETS for name in sheets):
        raise Refused("not_a_form")
    for name, rows in sheets.items():
        yield name, iter(rows)
