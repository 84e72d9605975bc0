"""The hearing form as a workbook, made from readable sources.

``data/hearing.toml`` holds its questions and answers; the question of an indicator is the methodology's own, and
regions and courts are the country's. ``python -m tarazy.demonstration.hearing_form`` writes ``data/hearing.xlsx``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from openpyxl import Workbook

WORKBOOK = Path(__file__).parent / "data" / "hearing.xlsx"
LANGUAGES = {"kk": "Қазақша (kk)", "ru": "Русский (ru)", "en": "English (en)"}
TRANSLATED = ("label", "hint", "constraint_message")
LOGIC = ("required", "constraint", "relevant", "choice_filter", "indicator", "dimension")
OTHER_COURT = {"kk": "Басқа сот", "ru": "Другой суд", "en": "Another court"}
FOREIGN_TO_CRIMINAL_CASES = {"CASS-CIV", "CASS-ADM"}

Row = list[str | None]
Sheet = list[Row]


def sheets() -> dict[str, Sheet]:
    """Return the three sheets of the XLSForm, cell by cell."""
    source = tomllib.loads(_read("tarazy.demonstration", "hearing.toml"))
    return {"survey": _survey(source), "choices": _choices(source), "settings": _settings(source)}


def write_workbook(path: Path = WORKBOOK) -> None:
    """Write the XLSForm; its properties carry no clock, so that the same sources give the same cells and names."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Tarazy"
    book.properties.created = book.properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    for name, rows in sheets().items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.freeze_panes = "A2"
    book.save(path)


def _survey(source: dict[str, Any]) -> Sheet:
    header: Row = ["type", "name", *_translated_columns(), *LOGIC]
    return [header, *(_survey_row(row) for row in source["row"])]


def _survey_row(row: dict[str, Any]) -> Row:
    texts = {kind: row.get(kind, {}) for kind in TRANSLATED}
    if "indicator" in row:
        texts["label"] = _indicator_questions()[row["indicator"]]
    translated = [texts[kind].get(language) for kind in TRANSLATED for language in LANGUAGES]
    logic = ["yes" if row.get(column) is True else row.get(column) for column in LOGIC]
    return [row["type"], row.get("name"), *translated, *logic]


def _translated_columns() -> list[str]:
    return [f"{kind}::{name}" for kind in TRANSLATED for name in LANGUAGES.values()]


def _choices(source: dict[str, Any]) -> Sheet:
    header: Row = ["list_name", "name", *(f"label::{name}" for name in LANGUAGES.values()), "region"]
    rows: Sheet = [
        [list_name, name, *_labels(label), None]
        for list_name, answers in source["choices"].items()
        for name, label in answers.items()
    ]
    return [header, *rows, *_region_rows(), *_court_rows()]


def _region_rows() -> Iterator[Row]:
    for region in _country()["regions"]:
        yield ["region", region["iso"], *_labels(region["name"]), None]


def _court_rows() -> Iterator[Row]:
    for court in _country()["courts"]:
        if court["code"] not in FOREIGN_TO_CRIMINAL_CASES:
            yield ["court", court["code"], *_labels(court["name"]), court["region"]]
    for region in _country()["regions"]:
        yield ["court", f"{region['iso']}-OTHER", *_labels(OTHER_COURT), region["iso"]]


def _settings(source: dict[str, Any]) -> Sheet:
    settings = source["settings"]
    columns: dict[str, str] = {
        "form_title": settings["title"],
        "form_id": settings["form_id"],
        "version": settings["version"],
        "instance_name": settings["instance_name"],
        "default_language": LANGUAGES["kk"],
    }
    return [list(columns), list(columns.values())]


def _labels(label: dict[str, str]) -> Row:
    return [label[language] for language in LANGUAGES]


@cache
def _indicator_questions() -> dict[str, dict[str, str]]:
    methodology = json.loads(_read("tarazy.methodology", "methodology.json"))
    return {indicator["code"]: indicator["question"] for indicator in methodology["indicators"]}


@cache
def _country() -> dict[str, Any]:
    country: dict[str, Any] = json.loads(_read("tarazy.country", "country.json"))
    return country


def _read(room: str, name: str) -> str:
    return files(room).joinpath("data", name).read_text("utf-8")


if __name__ == "__main__":
    write_workbook()
