"""The formats: each takes rows one at a time and leaves whole files or none."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from tarazy.fieldwork.exports.tables import Cell, Kind, Table

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Writer(ABC):
    """Writes into a folder of its own beside the output, and moves the files to their places at the end."""

    suffix = ""

    def __init__(self, output: Path, tables: Sequence[Table]) -> None:
        self.output = output
        self.tables = tables
        self.paths: list[Path] = []
        self.stack = ExitStack()

    def __enter__(self) -> Self:
        made = tempfile.TemporaryDirectory(prefix=".tarazy-export-", dir=self.output.absolute().parent)
        self.folder = Path(self.stack.enter_context(made))
        self.open()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self.finish()
                for path in sorted(self.folder.iterdir()):
                    target = self.output if path.stem == "main" else self._beside(path)
                    shutil.move(path, target)
                    self.paths.append(target)
        finally:
            self.stack.close()

    def _beside(self, path: Path) -> Path:
        return self.output.with_name(f"{self.output.stem}-{path.stem}{self.output.suffix or path.suffix}")

    def path_for(self, table: Table) -> Path:
        return self.folder / f"{table.name or 'main'}{self.suffix}"

    @abstractmethod
    def open(self) -> None:
        """Begin the files."""

    @abstractmethod
    def write(self, table: Table, row: Sequence[Cell]) -> None:
        """Add a row."""

    @abstractmethod
    def finish(self) -> None:
        """End the files."""


class CsvWriter(Writer):
    """UTF-8 with a byte order mark for spreadsheet programs; text that looks like a formula is disarmed."""

    suffix = ".csv"
    encoding = "utf-8-sig"

    def open(self) -> None:
        self.writers: dict[str, Any] = {}
        for table in self.tables:
            path = self.path_for(table)
            file = self.stack.enter_context(path.open("w", encoding=self.encoding, newline=""))
            self.writers[table.name] = (csv.writer(file), file)
            self.writers[table.name][0].writerow(table.headings)

    def write(self, table: Table, row: Sequence[Cell]) -> None:
        self.writers[table.name][0].writerow([_disarmed(_as_text(cell)) if cell != "" else "" for cell in row])

    def finish(self) -> None:
        for _, file in self.writers.values():
            file.close()


class PlainCsvWriter(CsvWriter):
    """What the Parquet writer reads back; nothing is added to any value."""

    encoding = "utf-8"

    def write(self, table: Table, row: Sequence[Cell]) -> None:
        self.writers[table.name][0].writerow([_as_text(cell) for cell in row])


class ParquetWriter(PlainCsvWriter):
    """Columns with their types, one file a table."""

    _TYPES: Mapping[Kind, str] = {
        "text": "VARCHAR",
        "integer": "BIGINT",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "moment": "TIMESTAMPTZ",
    }

    def finish(self) -> None:
        import duckdb

        super().finish()
        with duckdb.connect() as database:
            for table in self.tables:
                self._convert(database, table)

    def _convert(self, database: Any, table: Table) -> None:
        source = self.path_for(table)
        names = [column.name for column in table.columns]
        names = ["row", "parent_row", *names] if table.steps else names
        types = dict(zip(names, (self._TYPES[kind] for kind in table.kinds), strict=True))
        read = database.read_csv(
            str(source), header=True, columns=types, quotechar='"', delimiter=",", strict_mode=True, parallel=False
        )
        read.write_parquet(str(source.with_suffix(".parquet")), compression="zstd")
        source.unlink()


class XlsxWriter(Writer):
    """One workbook, one sheet a table."""

    suffix = ".xlsx"

    def open(self) -> None:
        from openpyxl import Workbook

        self.book = Workbook(write_only=True)
        self.sheets = {}
        for number, table in enumerate(self.tables):
            self.sheets[table.name] = self.book.create_sheet(_sheet_name(table.name, number))
            self.write(table, table.headings)

    def write(self, table: Table, row: Sequence[Cell]) -> None:
        sheet = self.sheets[table.name]
        sheet.append([self._cell(sheet, cell) for cell in row])

    def _cell(self, sheet: Any, value: Cell) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767])
        cell.data_type = "s"  # a text that begins with "=" stays a text
        return cell

    def finish(self) -> None:
        self.book.save(self.folder / "main.xlsx")


class GeoJsonWriter(Writer):
    """RFC 7946: one feature a submission, with its first location; repeats have no place in this format."""

    suffix = ".geojson"

    def open(self) -> None:
        self.file = self.stack.enter_context((self.folder / "main.geojson").open("w", encoding="utf-8"))
        self.file.write('{"type":"FeatureCollection","features":[')
        self.is_first = True

    def write(self, table: Table, row: Sequence[Cell]) -> None:
        if table.name:
            return
        names = [column.name for column in table.columns]
        values = dict(zip(names, row, strict=True))
        properties = dict(zip(table.headings, (_as_json(cell) for cell in row), strict=True))
        feature = {"type": "Feature", "geometry": _geometry(table, values), "properties": properties}
        self.file.write(("" if self.is_first else ",") + "\n" + json.dumps(feature, ensure_ascii=False))
        self.is_first = False

    def finish(self) -> None:
        self.file.write("\n]}\n")
        self.file.close()


FORMATS: Mapping[str, type[Writer]] = {
    "csv": CsvWriter,
    "xlsx": XlsxWriter,
    "parquet": ParquetWriter,
    "geojson": GeoJsonWriter,
}


def _as_text(cell: Cell) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return str(cell) if isinstance(cell, str) else repr(cell)


def _disarmed(text: str | None) -> str | None:
    """A spreadsheet would run a text that begins like a formula; a number may begin with a minus."""
    if not text or not text.startswith(_FORMULA_STARTS):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def _as_json(cell: Cell) -> Any:
    return cell.isoformat() if isinstance(cell, (date, datetime)) else cell


def _geometry(table: Table, values: Mapping[str, Cell]) -> dict[str, Any] | None:
    if table.place is None:
        return None
    name = "/".join(table.place.steps)
    if table.place.type == "geopoint":
        latitude, longitude = values.get(f"{name}/latitude"), values.get(f"{name}/longitude")
        if latitude is None or longitude is None:
            return None
        return {"type": "Point", "coordinates": [longitude, latitude]}
    points = [pair.split() for pair in str(values.get(name) or "").split(";") if pair.strip()]
    line = [[float(longitude), float(latitude)] for latitude, longitude in points]
    if len(line) < 2:
        return None
    if table.place.type == "geoshape" and len(line) >= 4:
        return {"type": "Polygon", "coordinates": [line]}
    return {"type": "LineString", "coordinates": line}


def _sheet_name(name: str, number: int) -> str:
    if not name:
        return "submissions"
    return f"{number}-{name}"[:31]
