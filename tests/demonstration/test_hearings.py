"""Invented hearings: the same seed gives the same; they fit the form; and nothing in them could be somebody."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from tarazy.demonstration import patterns
from tarazy.demonstration.hearings import Country, Generator, Measure, Observation, working_days
from tarazy.demonstration.records import Identity, questions_in_order, record_xml

COUNTRY = Country(
    courts={"KZ-75": [("KZ-75-SMUS", "criminal")], "KZ-62": []},
    working_days=working_days(date(2024, 2, 1), date(2026, 10, 30), frozenset({date(2024, 3, 8)})),
)


@pytest.fixture(scope="module")
def measures() -> list[Measure]:
    text = files("tarazy.methodology").joinpath("data", "methodology.json").read_text("utf-8")
    order = questions_in_order()
    measures = [
        Measure(row["code"], row["measured_by"]["question"], row["rule"], row["unit"] == "defendant")
        for row in json.loads(text)["indicators"]
        if row["status"] == "measured"
    ]
    return sorted(measures, key=lambda measure: order.index(measure.question))


def observations(measures: list[Measure], seed: int = 1, count: int = 300) -> list[Any]:
    return list(Generator(COUNTRY, measures, seed).observations({"KZ-75": count, "KZ-62": 5}))


def test_every_measured_indicator_has_a_rate_that_leaves_room_for_not_met(measures: list[Measure]) -> None:
    assert set(patterns.RATES) == {measure.code for measure in measures}
    for code, rate in patterns.RATES.items():
        assert rate.met + rate.partly + rate.not_observed + rate.not_applicable < 100, code


def test_the_same_seed_gives_the_same_bytes(measures: list[Measure]) -> None:
    first, again, other = (
        [record_xml(seen, Identity("uuid:1")) for seen, _ in observations(measures, seed)] for seed in (1, 1, 2)
    )
    assert first == again != other


def test_answers_are_choices_of_the_form(measures: list[Measure]) -> None:
    for seen, _ in observations(measures):
        for measure in measures:
            known = {
                answer for outcome, listed in measure.rule.items() if outcome != "applies_when" for answer in listed
            }
            for answers in seen.defendants if measure.is_of_defendant else [seen.answers]:
                assert answers.get(measure.question, "") in {"", *known}


def test_questions_that_do_not_apply_are_not_answered(measures: list[Measure]) -> None:
    seen = [first for first, _ in observations(measures)]
    custody = [one for one in seen if one.answers["stage"] == "custody"]
    assert custody
    assert all("witnesses_questioned" not in one.answers for one in custody)
    assert all("treatment_asked" in one.answers for one in custody)
    present = [one for first in seen for one in first.defendants if one["presence"] == "in_person"]
    assert all("handcuffs" in one for one in present)


def test_a_tenth_is_seen_by_two_who_mostly_agree(measures: list[Measure]) -> None:
    pairs = [(first, second) for first, second in observations(measures, count=1000) if second is not None]
    assert 70 < len(pairs) < 130
    same = total = 0
    for first, second in pairs:
        assert first.answers["hearing_code"] == second.answers["hearing_code"]
        assert second.answers["observer_role"] == "second"
        same += first.answers["entry_free"] == second.answers["entry_free"] if "entry_free" in first.answers else 0
        total += "entry_free" in first.answers
    assert 0.85 < same / total < 1


def test_hearings_are_held_on_working_days(measures: list[Measure]) -> None:
    days = {seen.day for seen, _ in observations(measures)}
    assert all(day.weekday() < 5 for day in days)
    assert date(2024, 3, 8) not in days


def test_a_record_escapes_what_xml_would_read() -> None:
    seen = Observation("KZ-75", date(2024, 2, 1), {"hearing_date": "<2024>", "hearing_code": "A&B"})
    assert b"<hearing_code>A&amp;B</hearing_code>" in record_xml(seen, Identity("uuid:1"))
