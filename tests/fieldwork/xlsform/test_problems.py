"""Every fault of a form with its sheet, row and column; several at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.xlsform.importing import ImportedForm, import_form
from tests.fieldwork.factories import CHOICES, hearing_workbook, workbook

HEAD = ("type", "name", "label", "relevant", "calculation", "constraint", "choice_filter", "indicator", "dimension")
LISTS = [("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No")]
SETTINGS = [("form_id", "version", "form_title"), ("f", "1", "F")]


def form(*rows: Sequence[Any], choices: Sequence[Sequence[Any]] = LISTS, head: Sequence[str] = HEAD) -> ImportedForm:
    data = workbook(survey=[head, *rows], choices=choices, settings=SETTINGS)
    return import_form(data, "f.xlsx", indicators={"B1", "G1"})


def places(imported: ImportedForm) -> list[tuple[str, str, int | None, str]]:
    return [(problem.code, problem.sheet, problem.row, problem.column) for problem in imported.errors]


def row(kind: str, name: str = "q", label: str = "Q", **cells: str) -> list[str]:
    return [kind, name, label, *(cells.get(column, "") for column in HEAD[3:])]


# ruff: noqa: E501
ONE = {
    "bad XPath": ([row("text", relevant=". >")], ("xpath_end", 2, "relevant")),
    "missing operator": ([row("integer", constraint=". > 1 . < 5")], ("xpath_unexpected", 2, "constraint")),
    "foreign operator": ([row("integer", constraint=". == 1")], ("xpath_operator", 2, "constraint")),
    "open bracket": ([row("calculate", calculation="if(1, 2, 3")], ("xpath_bracket", 2, "calculation")),
    "unknown function": ([row("calculate", calculation="vlookup(1)")], ("xpath_function", 2, "calculation")),
    "misspelt function": ([row("calculate", calculation="string_length('a')")], ("xpath_function_meant", 2, "calculation")),
    "wrong number of values": ([row("calculate", calculation="if(1, 2)")], ("xpath_number_of", 2, "calculation")),
    "unknown reference": ([row("text", relevant="${ghost} = 1")], ("unknown_reference", 2, "relevant")),
    "misspelt reference": ([row("text", "court"), row("text", relevant="${cuort} = 1")], ("unknown_reference_meant", 3, "relevant")),
    "reference in a label": ([row("text", label="Hello ${ghost}")], ("unknown_reference", 2, "label")),
    "open reference": ([row("text", label="Hello ${q")], ("broken_reference", 2, "label")),
    "calculation of itself": ([row("calculate", "a", calculation="${a} + 1")], ("self_reference", 2, "calculation")),
    "unknown type": ([row("dropdown")], ("unknown_type", 2, "type")),
    "misspelt type": ([row("intger")], ("unknown_type_meant", 2, "type")),
    "no type": ([row("")], ("no_type", 2, "type")),
    "no name": ([row("text", "")], ("no_name", 2, "name")),
    "bad name": ([row("text", "my question")], ("bad_name", 2, "name")),
    "duplicate name": ([row("text"), row("integer")], ("duplicate_name", 3, "name")),
    "unknown list": ([row("select_one colours")], ("unknown_list", 2, "type")),
    "no list": ([row("select_one")], ("select_without_list", 2, "type")),
    "group not closed": ([row("begin_group", "g"), row("text")], ("begin_without_end", 2, "type")),
    "end of nothing": ([row("text"), row("end_group", "")], ("end_without_begin", 3, "type")),
    "crossed groups": (
        [row("begin_group", "g"), row("begin_repeat", "r"), row("text"), row("end_group", ""), row("end_repeat", "")],
        ("end_of_other", 5, "type"),
    ),
    "unknown indicator": ([row("text", indicator="Z9")], ("unknown_indicator", 2, "indicator")),
    "unknown dimension": ([row("text", dimension="colour")], ("unknown_dimension", 2, "dimension")),
    "dimension twice": ([row("date", "a", dimension="date"), row("date", "b", dimension="date")], ("duplicate_dimension", 3, "dimension")),
    "indicator on a group": (
        [row("begin_group", "g", indicator="B1"), row("text"), row("end_group", "")],
        ("indicator_on_group", 2, "indicator"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), ONE.values(), ids=list(ONE))
def test_fault_of_a_survey_row(rows: list[list[str]], expected: tuple[str, int, str]) -> None:
    code, number, column = expected
    assert (code, "survey", number, column) in places(form(*rows))


CHOICE_FAULTS = {
    "duplicate": ([*LISTS, ("yn", "yes", "Again")], ("duplicate_choice", 4, "name")),
    "no name": ([*LISTS, ("yn", "", "Perhaps")], ("choice_without_name", 4, "name")),
    "no list": ([*LISTS, ("", "perhaps", "Perhaps")], ("choice_without_list", 4, "list_name")),
    "space in a name of several answers": ([*LISTS, ("yn", "do not know", "?")], ("choice_with_space", 4, "name")),
}


@pytest.mark.parametrize(("choices", "expected"), CHOICE_FAULTS.values(), ids=list(CHOICE_FAULTS))
def test_fault_of_a_choice(choices: list[tuple[str, ...]], expected: tuple[str, int, str]) -> None:
    code, number, column = expected
    assert (code, "choices", number, column) in places(form(row("select_multiple yn"), choices=choices))


def test_many_faults_are_told_at_once_in_the_order_of_reading() -> None:
    found = form(
        row("intger", "a"), row("text", "b c"), row("text", "d", relevant="${ghost}"), row("select_one x", "e")
    )
    assert [(problem.row, problem.code) for problem in found.errors] == [
        (2, "unknown_type_meant"),
        (3, "bad_name"),
        (4, "unknown_reference"),
        (5, "unknown_list"),
    ]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"sheet1": [("a",)], "other": [("b",)]}, "no_survey_sheet"),
        ({"Survy": [("type", "name")], "choices": [("list_name", "name")]}, "survey_sheet_misspelt"),
        ({"survey": [("Question", "Answer"), ("a", "b")], "settings": []}, "no_header"),
        ({"survey": [("type", "label"), ("text", "b")], "settings": []}, "missing_column"),
        ({"survey": [("type", "name", "label")], "settings": []}, "survey_empty"),
        ({"survey": [("type", "name", "name"), ("text", "a", "b")], "settings": []}, "duplicate_column"),
        ({"survey": [("type", "name"), ("select_one yn", "a")], "settings": []}, "no_choices_sheet"),
    ],
)
def test_fault_of_the_sheets(sheets: dict[str, Any], code: str) -> None:
    assert code in [problem.code for problem in import_form(workbook(**sheets), "f.xlsx").errors]


def test_form_that_encrypts_is_refused() -> None:
    settings = [("form_id", "version", "public_key"), ("f", "1", "MIIB")]
    found = import_form(workbook(survey=[HEAD, row("text")], choices=LISTS, settings=settings), "f.xlsx")
    assert [problem.code for problem in found.errors] == ["encrypted_form"]


def test_missing_media_is_a_warning_and_unexpected_media_too() -> None:
    head = [*HEAD, "media::image"]
    data = workbook(survey=[head, [*row("note"), "court.png"]], choices=LISTS, settings=SETTINGS)
    found = import_form(data, "f.xlsx", media=["other.png"])
    assert found.model is not None
    assert found.missing_media == ("court.png",)
    assert {"missing_media", "unexpected_media"} <= {problem.code for problem in found.warnings}


def test_form_without_id_and_version_gets_both_from_its_file() -> None:
    data = workbook(survey=[HEAD, row("text")], choices=LISTS)
    first, again = import_form(data, "my form.xlsx"), import_form(data, "my form.xlsx")
    assert first.form_id == "my_form"
    assert first.version
    assert first.version == again.version


def test_converter_complaint_keeps_its_row() -> None:
    found = form(row("range", "r"), [*row("range", "s")], head=[*HEAD[:8], "parameters"])
    assert found.model is not None
    bad = import_form(
        workbook(
            survey=[[*HEAD, "parameters"], [*row("range", "r"), "start=a end=5"]], choices=LISTS, settings=SETTINGS
        ),
        "f.xlsx",
    )
    assert [(problem.code, problem.row) for problem in bad.errors] == [("converter", 2)]


def test_measures_reach_the_xform_and_come_back() -> None:
    found = form(row("select_one yn", indicator="B1, G1"), row("date", "d", dimension="date"))
    assert found.model is not None
    assert b"https://tarazy.kz/ns/xforms" in found.xform
    again = import_form(found.xform, "f.xml", indicators={"B1", "G1"})
    assert again.model is not None
    assert again.model.by_path["/data/q"].indicators == ("B1", "G1")
    assert again.model.by_path["/data/d"].dimension == "date"


def test_titles_by_language() -> None:
    found = import_form(hearing_workbook(), "f.xlsx")
    assert found.titles == {"kk": "Отырыс", "ru": "Заседание", "en": "Hearing"}


def test_problem_survives_being_stored() -> None:
    problem = Problem("duplicate_name", sheet="survey", row=3, column="name", params={"name": "a", "other": 2})
    assert Problem.from_json(problem.as_json()) == problem


@pytest.mark.parametrize(
    "name",
    [
        "xlsform/OWN_court_hearing_kk_ru_en.xlsx",
        "xlsform/odk_all_question_types.xlsx",
        "xlsform/odk_socio_economic_survey.xlsx",
        "xlsform/kobo_nested_repeats.xls",
        "xform/collect_all_widgets.xml",
        "xform/collect_entity_upsert.xml",
        "xform/enketo_nested_repeats.xml",
        "xform/javarosa_child_vaccination.xml",
        "submissions/central_soak_250q/250q-form.xml",
        "submissions/kobo_transport/transportation.xls",
        "submissions/kobo_edit/tutorial.xls",
    ],
)
def test_real_form_is_taken(shared: Any, name: str) -> None:
    path = shared / "data/forms" / name
    found = import_form(path.read_bytes(), path.name)
    assert [str(problem) for problem in found.errors] == []
    assert found.model is not None
    assert found.model.questions


def test_real_form_with_an_unknown_type_is_refused_with_its_row(shared: Any) -> None:
    path = shared / "data/forms/xlsform/kobo_xlsx_output.xls"
    assert places(import_form(path.read_bytes(), path.name)) == [("unknown_type", "survey", 8, "type")]


def test_choices_of_the_small_form_are_read() -> None:
    model = import_form(hearing_workbook(), "f.xlsx").model
    assert model is not None
    assert [choice.name for choice in model.by_path["/data/open"].choices or ()] == ["yes", "no"]
    assert model.by_path["/data/open"].labels == {"kk": "Ашық па?", "ru": "Открыто?", "en": "Open?"}
    assert len(CHOICES) == 7


def test_xform_loses_its_own_address_and_becomes_utf8(shared: Any) -> None:
    data = (shared / "data/forms/xform/enketo_nested_repeats.xml").read_bytes()
    addressed = data.replace(b"<bind ", b'<submission action="https://elsewhere.test/"/><bind ', 1)
    found = import_form(addressed, "f.xml")
    assert found.model is not None
    assert "own_address" in [problem.code for problem in found.warnings]
    assert b"elsewhere" not in found.xform
    assert import_form(data, "f.xml").xform == data
