"""The methodology as it is shipped: one readable file, whole and consistent in itself."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

LANGUAGES = {"kk", "ru", "en"}
ANSWERS = ("yes", "partly", "no", "not_observed", "not_applicable")


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    return json.loads(files("tarazy.methodology").joinpath("data", "methodology.json").read_text("utf-8"))


def test_catalogue_holds_eight_spheres_and_all_indicators(catalogue: dict[str, Any]) -> None:
    assert [sphere["number"] for sphere in catalogue["spheres"]] == list(range(1, 9))
    assert len(catalogue["indicators"]) == 101
    measured = [
        i for i in catalogue["indicators"] if i["status"] == "measured" and i["unit"] in {"hearing", "defendant"}
    ]
    assert len(measured) >= 30


def test_codes_are_unique(catalogue: dict[str, Any]) -> None:
    for part in ("spheres", "groups", "instruments", "standards", "indicators"):
        codes = Counter(item["code"] for item in catalogue[part])
        assert [code for code, times in codes.items() if times > 1] == []


def test_every_text_is_there_in_three_languages(catalogue: dict[str, Any]) -> None:
    def texts(value: Any, place: str) -> list[str]:
        if isinstance(value, list):
            return [bad for n, item in enumerate(value) for bad in texts(item, f"{place}[{n}]")]
        if not isinstance(value, dict):
            return []
        if set(value) & LANGUAGES:
            whole = set(value) == LANGUAGES and all(text.strip() for text in value.values())
            return [] if whole else [place]
        return [bad for key, item in value.items() for bad in texts(item, f"{place}.{key}")]

    assert texts(catalogue, "") == []


def test_a_measured_indicator_is_fully_defined(catalogue: dict[str, Any]) -> None:
    for indicator in catalogue["indicators"]:
        defined = {"statement", "numerator", "denominator", "measured_by", "rule"} & set(indicator)
        if indicator["status"] == "measured":
            assert len(defined) == 5, indicator["code"]
            assert set(indicator["rule"]) == {*ANSWERS, "applies_when"}
            choices = [name for kind in ANSWERS for name in indicator["rule"][kind]]
            assert len(choices) == len(set(choices)), indicator["code"]
        else:
            assert not defined, indicator["code"]


def test_references_lead_somewhere(catalogue: dict[str, Any]) -> None:
    standards = {standard["code"] for standard in catalogue["standards"]}
    instruments = {instrument["code"] for instrument in catalogue["instruments"]}
    groups = {group["code"] for group in catalogue["groups"]}
    assert {standard["instrument"] for standard in catalogue["standards"]} <= instruments
    for indicator in catalogue["indicators"]:
        assert indicator["standards"], indicator["code"]
        assert set(indicator["standards"]) <= standards
        assert indicator["group"] in groups
        assert 1 <= indicator["sphere"] <= 8


def test_torture_children_and_gender_based_violence_are_marked_sensitive(catalogue: dict[str, Any]) -> None:
    topics = {indicator["code"]: indicator["sensitive"] for indicator in catalogue["indicators"]}
    assert topics["K2"] == "torture"
    assert topics["N3"] == "children"
    assert topics["O2"] == "gender_based_violence"
    assert topics["B1"] is None
