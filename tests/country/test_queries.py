from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from tarazy.base.permissions import SYSTEM
from tarazy.country import facade
from tarazy.country.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country() -> None:
    facade.load_country(actor=SYSTEM)


def test_regions_stand_in_the_alphabet_of_the_reader() -> None:
    with translation.override("kk"):
        names = [str(region) for region in facade.regions_by_name()]
    assert names.index("Қарағанды облысы") < names.index("Маңғыстау облысы")
    with translation.override("en"):
        assert str(facade.regions_by_name()[0]) == "Abai Region"


def test_every_region_has_a_shape() -> None:
    assert set(facade.region_shapes()["shapes"]) == set(Region.objects.values_list("iso", flat=True))


def test_an_older_unit_may_lie_on_two_present_ones() -> None:
    parts = facade.regions_of_older_unit("KZ-VOS", date(2021, 1, 1))
    assert {region.iso for region in parts} == {"KZ-10", "KZ-63"}
    assert facade.regions_of_older_unit("KZ-VOS", date(2023, 1, 1)) == []


def test_a_court_founded_later_does_not_sit_before() -> None:
    astana = Region.objects.get(iso="KZ-71")
    before = {court.code for court in facade.courts_of(astana, date(2025, 6, 30))}
    after = {court.code for court in facade.courts_of(astana, date(2025, 7, 1))}
    assert after - before == {"CASS-CR", "CASS-CIV", "CASS-ADM"}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 3, 20), True),
        (date(2024, 3, 21), False),
        (date(2024, 3, 25), False),  # in place of Saturday, 23 March
        (date(2024, 3, 26), True),
        (date(2024, 3, 30), False),
    ],
)
def test_courts_do_not_sit_on_holidays_and_weekends(day: date, works: bool) -> None:
    assert facade.is_working_day(day) is works


def test_next_working_day_skips_nauryz() -> None:
    assert facade.next_working_day(date(2025, 3, 20)) == date(2025, 3, 26)
