"""Loading the country: whole, all or nothing, and quiet when there is nothing to do."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tarazy.accounts.models import User
from tarazy.base.exchange import Changes, DocumentRefused, remove_others
from tarazy.base.permissions import SYSTEM, Hidden
from tarazy.base.trail.models import TrailEntry
from tarazy.country.actions import load_country, shipped_country
from tarazy.country.models import Court, Holiday, Institution, OlderUnit, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> dict[str, Any]:
    return json.loads(shipped_country())


def load(document: dict[str, Any]) -> Changes:
    return load_country(actor=SYSTEM, content=json.dumps(document).encode())


def problems_of(document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(DocumentRefused) as refused:
        load(document)
    return {problem.place: problem.message for problem in refused.value.problems}


def test_shipped_file_brings_twenty_regions_and_all_that_lies_in_them() -> None:
    load_country(actor=SYSTEM)
    assert Region.objects.count() == 20
    assert Court.objects.count() == 84
    assert Court.objects.filter(to_be_verified=False).count() == 0
    assert Institution.objects.exists()
    assert Holiday.objects.filter(date__year=2024, kind="national").count() == 13


def test_loading_again_changes_nothing_and_leaves_no_trace() -> None:
    first = load_country(actor=SYSTEM)
    again = load_country(actor=SYSTEM)
    assert first.added > 150
    assert not again
    assert TrailEntry.objects.filter(action="country.load").count() == 1


def test_a_changed_name_changes_one_row(document: dict[str, Any]) -> None:
    load(document)
    document["courts"][0]["name"]["en"] = "Supreme Court"
    assert load(document) == Changes(changed=1)
    assert Court.objects.get(code=document["courts"][0]["code"]).name_en == "Supreme Court"


def test_an_older_unit_that_became_others_is_changed(document: dict[str, Any]) -> None:
    load(document)
    unit = next(unit for unit in document["older_units"] if unit["code"] == "KZ-VOS")
    unit["became"] = ["KZ-63"]
    assert load(document) == Changes(changed=1)
    assert [region.iso for region in OlderUnit.objects.get(code="KZ-VOS").became.all()] == ["KZ-63"]


def test_every_problem_is_reported_with_its_place(document: dict[str, Any]) -> None:
    document["regions"][0]["name"]["kk"] = ""
    document["regions"][1]["color"] = "red"
    document["courts"][2]["region"] = "KZ-99"
    document["courts"][3]["valid_until"] = "yesterday"
    document["holidays"][0]["date"] = document["holidays"][1]["date"]
    del document["institutions"][0]["kind"]
    assert {
        "regions[0].name.kk",
        "regions[1].color",
        "courts[2].region",
        "courts[3].valid_until",
        "holidays",
        "institutions[0].kind",
    } <= set(problems_of(document))


def test_one_problem_and_nothing_is_loaded(document: dict[str, Any]) -> None:
    document["holidays"][-1]["kind"] = "party"
    problems_of(document)
    assert not Region.objects.exists()


def test_a_period_that_ends_before_it_begins_is_refused(document: dict[str, Any]) -> None:
    document["courts"][0].update(valid_from="2025-01-01", valid_until="2024-01-01")
    assert list(problems_of(document)) == [f"courts: {document['courts'][0]['code']}"]


def test_a_region_is_removed_with_all_that_lies_in_it(document: dict[str, Any]) -> None:
    load(document)
    document["regions"] = [row for row in document["regions"] if row["iso"] != "KZ-10"]
    document["courts"] = [row for row in document["courts"] if row["region"] != "KZ-10"]
    document["older_units"] = [row for row in document["older_units"] if "KZ-10" not in row["became"]]
    load(document)
    assert not Region.objects.filter(iso="KZ-10").exists()


def test_what_other_records_use_cannot_be_left_out(document: dict[str, Any]) -> None:
    load(document)
    with pytest.raises(DocumentRefused, match=r"regions: .*KZ-10"):
        remove_others(Region, "iso", document["regions"][1:], part="regions")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"[1", b"[]", b"{}", b'{"format": "other"}', b"[" * 100_000], ids=lambda c: c[:12]
)
def test_what_is_no_country_file_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentRefused):
        load_country(actor=SYSTEM, content=content)


def test_nobody_loads_the_country_from_an_account() -> None:
    with pytest.raises(Hidden):
        load_country(actor=User(pk=1, email="a@example.org"))


def test_turkistan_and_shymkent_were_one_unit_until_june_2018() -> None:
    load_country(actor=SYSTEM)
    before = {unit.code for unit in OlderUnit.objects.valid(date(2018, 6, 18))}
    after = {unit.code for unit in OlderUnit.objects.valid(date(2018, 6, 19))}
    assert (len(before), len(after)) == (16, 17)
    assert before - after == {"KZ-YUZ"}
    assert after - before == {"KZ-TUR", "KZ-SHY"}
    assert not OlderUnit.objects.valid(date(2022, 6, 8)).exists()
