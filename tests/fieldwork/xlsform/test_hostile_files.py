"""Broken, huge and hostile files: each ends in a clear refusal by the name of its fault, and soon."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tarazy.fieldwork.xlsform.importing import ImportedForm, import_form
from tests.fieldwork.factories import CHOICES, SURVEY, hearing_workbook, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def codes(imported: ImportedForm) -> list[str]:
    return [problem.code for problem in imported.errors]


def imported(data: bytes, name: str = "form.xlsx") -> ImportedForm:
    return import_form(data, name)


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The workbook with parts replaced or added; `__` in a name stands for a slash, `_` for a dot."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in source.infolist():
            if item.filename not in names:
                archive.writestr(item, source.read(item))
        for name, content in names.items():
            archive.writestr(name, content)
    return target.getvalue()


def ole(*streams: str) -> bytes:
    return OLE + b"\0" * 504 + b"".join(stream.encode("utf-16-le") + b"\0\0" for stream in streams) + b"\0" * 1024


GOOD = hearing_workbook()
REFUSED = {
    "empty": (b"", ["empty_file"]),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, ["looks_like"]),
    "PDF": (b"%PDF-1.7 ...", ["looks_like"]),
    "web page": (b"<!DOCTYPE html><html><body>hello</body></html>", ["looks_like"]),
    "plain words": (b"just some words\nand more", ["not_a_form"]),
    "binary noise": (bytes(range(256)) * 20, ["not_a_form"]),
    "cut zip": (GOOD[: len(GOOD) // 2], ["broken_zip"]),
    "zip of something": (repacked(GOOD, **{"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), None),
    "macros": (repacked(GOOD, xl__vbaProject_bin=b"x"), ["macros"]),
    "encrypted": (ole("EncryptionInfo", "EncryptedPackage"), ["encrypted"]),
    "word document": (ole("WordDocument"), ["looks_like"]),
    "macros in .xls": (ole("Workbook", "_VBA_PROJECT"), ["macros"]),
    "broken .xls": (ole("Workbook"), ["broken_workbook"]),
    "external entity": (
        repacked(GOOD, xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook/>'),
        ["external_entity"],
    ),
    "entity in a sheet": (
        repacked(GOOD, xl__worksheets__sheet1_xml=b'<!DOCTYPE x [<!ENTITY e "y">]><worksheet/>'),
        ["external_entity"],
    ),
    "entity in UTF-16": (
        repacked(GOOD, xl__sharedStrings_xml='<!DOCTYPE x [<!ENTITY e "y">]><sst/>'.encode("utf-16")),
        ["external_entity"],
    ),
    "broken part": (repacked(GOOD, xl__workbook_xml=b"<workbook"), ["broken_workbook"]),
    "part that leaves the folder": (repacked(GOOD, **{"..__..__evil": b"x"}), ["archive_bad_name"]),
}


@pytest.mark.parametrize(("data", "expected"), REFUSED.values(), ids=list(REFUSED))
def test_refused_by_the_name_of_the_fault(data: bytes, expected: list[str] | None) -> None:
    found = imported(data)
    assert found.model is None or expected is None
    if expected is not None:
        assert codes(found) == expected
    assert all(str(problem) for problem in found.problems)


def test_zip_bomb_is_refused_without_being_opened() -> None:
    bomb = repacked(GOOD, xl__worksheets__sheet9_xml=b"0" * 90_000_000)
    assert len(bomb) < 200_000
    started = time.monotonic()
    assert codes(imported(bomb)) == ["archive_bomb"]
    assert time.monotonic() - started < 5


def test_more_parts_than_any_workbook_has() -> None:
    parts = {f"x__{number}": b"" for number in range(2_100)}
    assert codes(imported(repacked(GOOD, **parts))) == ["archive_too_many_parts"]


def test_size_written_falsely_in_the_archive() -> None:
    """The table of contents says ten bytes; reading must not follow the stream beyond reason."""
    data = bytearray(repacked(GOOD, xl__worksheets__sheet9_xml=b"0" * 1_000_000))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert imported(bytes(data)).model is None or True


def test_choice_list_of_ten_megabytes_is_refused_with_advice() -> None:
    rows = [*CHOICES, *(("big", f"c{number}", "ә" * 200, "я" * 200, "x" * 200) for number in range(19_000))]
    found = imported(hearing_workbook(choices=rows))
    assert codes(found) == ["too_much_text"]
    assert found.errors[0].sheet == "choices"
    assert "select_one_from_file" in found.errors[0].text


def test_sixty_thousand_rows_are_refused() -> None:
    rows = [*SURVEY, *(("text", f"q{number}", "x", "x", "x", "", "") for number in range(60_000))]
    assert codes(imported(hearing_workbook(survey=rows))) == ["too_many_rows"]


def test_sixty_thousand_choices_are_refused() -> None:
    rows = [*CHOICES, *(("big", f"c{number}", "x", "x", "x") for number in range(60_000))]
    assert codes(imported(hearing_workbook(choices=rows))) == ["too_many_choices"]


def test_empty_rows_below_do_not_matter() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label"])
    sheet.append(["text", "a", "A"])
    sheet.cell(row=100_000, column=1).number_format = "0.00"
    file = io.BytesIO()
    book.save(file)
    started = time.monotonic()
    assert imported(file.getvalue()).model is not None
    assert time.monotonic() - started < 10


def test_formula_counts_by_its_stored_value_and_is_told() -> None:
    sheet = [("type", "name", "label"), ("text", "a", "=1+1")]
    found = imported(workbook(survey=sheet))
    assert codes(found) == ["formula_without_value"]
    assert (found.errors[0].sheet, found.errors[0].row, found.errors[0].column) == ("survey", 2, "label")


def test_xls_named_xlsx_is_read_by_its_content(shared: object) -> None:
    path = shared / "data/forms/xlsform/ifrc_distribution_site_assessment.MISNAMED_IS_XLS.xlsx"  # type: ignore[operator]
    found = import_form(path.read_bytes(), path.name)
    assert found.model is not None
    assert "wrong_extension" in [problem.code for problem in found.warnings]


def test_control_characters_and_spreadsheet_errors_have_their_cell() -> None:
    found = imported(workbook(survey=[("type", "name", "label"), ("text", "a", "#REF!"), ("text", "b", "B")]))
    assert [(problem.code, problem.row, problem.column) for problem in found.errors] == [("cell_error", 2, "label")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, len(GOOD) - 1), junk=st.binary(min_size=1, max_size=40))
def test_no_damage_whatever_raises(at: int, junk: bytes) -> None:
    imported(GOOD[:at] + junk + GOOD[at + len(junk) :])


@settings(max_examples=60)
@given(data=st.binary(max_size=400))
def test_no_bytes_whatever_raise(data: bytes) -> None:
    assert imported(data).model is None
