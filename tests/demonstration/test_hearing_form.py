"""The hearing form: workbook and sources agree, pyxform has nothing to say, and nobody can be named in it."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from openpyxl import load_workbook

from tarazy.demonstration import hearing_form

DIMENSIONS = {"date", "region", "court", "sex", "age_group", "language", "hearing", "observer", "article"}


@pytest.fixture(scope="module")
def source() -> dict[str, Any]:
    return tomllib.loads(files("tarazy.demonstration").joinpath("data", "hearing.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def indicators() -> dict[str, Any]:
    text = files("tarazy.methodology").joinpath("data", "methodology.json").read_text("utf-8")
    return {indicator["code"]: indicator for indicator in json.loads(text)["indicators"]}


def test_workbook_agrees_with_its_sources() -> None:
    book = load_workbook(hearing_form.WORKBOOK)
    written = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    assert written == hearing_form.sheets(), "run: python -m tarazy.demonstration.hearing_form"


def test_workbook_converts_without_warnings() -> None:
    from pyxform.xls2xform import convert

    result = convert(xlsform=str(hearing_form.WORKBOOK), validate=False)
    assert not result.warnings


def test_form_asks_some_sixty_questions_in_three_languages(source: dict[str, Any]) -> None:
    questions = [
        row
        for row in source["row"]
        if row["type"].split()[0] in {"select_one", "select_multiple", "text", "date", "integer"}
    ]
    assert 58 <= len(questions) <= 68
    header, *rows = hearing_form.sheets()["survey"]
    labels = [index for index, name in enumerate(header) if str(name).startswith("label::")]
    shown = [row for row in rows if row[0] not in {"start", "end", "end_group", "end_repeat"}]
    assert all(row[index] for row in shown for index in labels)


def test_each_measured_indicator_is_asked_once_with_answers_its_rule_knows(
    source: dict[str, Any], indicators: dict[str, Any]
) -> None:
    asked = {row["indicator"]: row for row in source["row"] if "indicator" in row}
    measured = {code: one for code, one in indicators.items() if one["status"] == "measured"}
    assert set(asked) == set(measured)
    for code, row in asked.items():
        rule = measured[code]["rule"]
        listed = set(source["choices"][row["type"].split()[1]])
        known = {name for kind, names in rule.items() if kind != "applies_when" for name in names}
        assert row["name"] == measured[code]["measured_by"]["question"]
        assert known == listed, code


def test_condition_of_a_rule_names_an_answer_of_the_form(source: dict[str, Any], indicators: dict[str, Any]) -> None:
    lists = {row["name"]: row["type"].split()[1] for row in source["row"] if row["type"].startswith("select_one")}
    for code, indicator in indicators.items():
        condition = indicator.get("rule", {}).get("applies_when")
        if condition:
            assert set(condition["in"]) <= set(source["choices"][lists[condition["question"]]]), code


def test_a_question_that_may_be_skipped_has_a_rule_that_says_when_it_applies(
    source: dict[str, Any], indicators: dict[str, Any]
) -> None:
    skipped: list[str] = []
    for row in source["row"]:
        if row["type"] == "begin_group":
            skipped.append(row.get("relevant", ""))
        elif row["type"] == "end_group":
            skipped.pop()
        elif "indicator" in row and (row.get("relevant") or any(skipped)):
            assert indicators[row["indicator"]]["rule"]["applies_when"], row["name"]


def test_defendant_indicators_stand_in_the_repeat_and_others_outside(
    source: dict[str, Any], indicators: dict[str, Any]
) -> None:
    in_repeat = False
    for row in source["row"]:
        in_repeat = (in_repeat or row["type"] == "begin_repeat") and row["type"] != "end_repeat"
        if "indicator" in row:
            assert (indicators[row["indicator"]]["unit"] == "defendant") is in_repeat, row["name"]


def test_every_dimension_is_asked_once(source: dict[str, Any]) -> None:
    asked = [row["dimension"] for row in source["row"] if "dimension" in row]
    assert sorted(asked) == sorted(DIMENSIONS)


def test_nobody_can_be_identified_in_the_form(source: dict[str, Any]) -> None:
    typed = [row["name"] for row in source["row"] if row["type"] == "text"]
    assert typed == ["hearing_code"], "free text invites names"
    kinds = {row["type"].split()[0] for row in source["row"]}
    assert not kinds & {
        "geopoint",
        "geotrace",
        "geoshape",
        "image",
        "audio",
        "video",
        "file",
        "deviceid",
        "username",
        "phonenumber",
        "email",
        "barcode",
    }
