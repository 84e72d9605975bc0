from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.analysis.models import CampaignComputation, IndicatorResult
from tarazy.fieldwork.models import Campaign
from tests.site.conftest import result

LANGUAGES = ("kk", "ru", "en")
PATHS = (
    "",
    "regions/",
    "regions/KZ-75/",
    "regions/KZ-55/",
    "indicators/",
    "indicators/E1/",
    "indicators/A1/",
    "methodology/",
    "methodology/measuring/",
    "methodology/spheres/7/",
    "methodology/standards/",
    "methodology/standards/ICCPR-14-1/",
    "data/",
    "about/",
    "privacy/",
    "accessibility/",
)


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_answer_anyone_with_few_queries_and_no_cookie(client: Client, campaign: Campaign, language: str) -> None:
    for path in PATHS:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/{language}/{path}")
        assert response.status_code == 200, path
        assert len(queries) <= 10, path
        assert response.cookies == {}, path
        assert f'<html lang="{language}">' in response.content.decode(), path


def test_home_does_not_ask_more_with_more_results(client: Client, campaign: Campaign) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get("/en/")
    for code in ("A3", "B1", "C2"):
        result(campaign, code, "total", "", 5, 50)
    caches["memory"].clear()
    with CaptureQueriesContext(connection) as many:
        client.get("/en/")
    assert len(many) <= len(few)  # the first request may ask once more, for what the process then remembers


def test_home_answers_in_one_sentence(client: Client, campaign: Campaign) -> None:
    page = words(client, "/en/")
    assert "Of 2 guarantees of a fair trial that we measured, 0 were kept at least nine times in ten, 1 less" in page
    assert "In 700 of the 1,000 hearings we watched (70%; 67–73%), the court explained the rights" in page


def test_home_shows_the_chosen_guarantee(client: Client, campaign: Campaign) -> None:
    assert "For 30 of the 300 defendants" in words(client, "/en/?indicator=C1")


def test_pages_stand_before_there_are_results(client: Client, reference: None) -> None:
    assert {client.get(f"/kk/{path}").status_code for path in PATHS} == {200}


def test_a_share_of_which_only_the_range_may_be_told_shows_its_ends(client: Client, campaign: Campaign) -> None:
    known = result(campaign, "A3", "total", "", 97, 100)
    IndicatorResult.objects.filter(pk=known.pk).update(
        state="range", share=None, yes=None, no=None, share_from=0.96, share_to=0.99, low=0.9, high=0.995
    )
    page = words(client, "/en/indicators/A3/")
    assert "Between 96% and 99% of the time, the judge treated both parties alike." in page
    assert "97" not in page


def test_withheld_region_shows_no_number(client: Client, campaign: Campaign) -> None:
    page = words(client, "/en/indicators/E1/")
    assert "Abai Region: withheld" in page
    assert "Zhetisu Region: no data" in page


def test_region_is_compared_with_the_rest_of_the_country(client: Client, campaign: Campaign) -> None:
    assert "Of 1 guarantees that we measured here, 1 were kept less often" in words(client, "/en/regions/KZ-75/")
    assert "0 were kept less often" in words(client, "/en/regions/KZ-71/")


def test_region_without_monitors_says_so(client: Client, campaign: Campaign) -> None:
    assert "No hearing was watched here yet" in words(client, "/en/regions/KZ-55/")


def test_trend_leaves_out_years_outside_the_campaign(client: Client, campaign: Campaign) -> None:
    page = words(client, "/en/indicators/E1/")
    assert ">2025<" in page
    assert "2062" not in page


def test_unknown_things_are_missing(client: Client, campaign: Campaign) -> None:
    for path in ("regions/KZ-99/", "indicators/Z9/", "methodology/spheres/9/", "methodology/standards/X/"):
        assert client.get(f"/en/{path}").status_code == 404, path


def test_funding_statement_can_be_switched_off(client: Client, reference: None, settings: Any) -> None:
    from dataclasses import replace

    settings.ENV = replace(settings.ENV, funding_statement=True)
    assert "European Union" in words(client, "/en/about/")
    settings.ENV = replace(settings.ENV, funding_statement=False)
    assert "European Union" not in words(client, "/en/about/")


def test_nothing_changed_is_304_until_results_change(client: Client, campaign: Campaign) -> None:
    first = client.get("/en/")
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get("/en/", **again).status_code == 304
    assert client.get("/ru/", **again).status_code == 200
    CampaignComputation.objects.update(stamp="two")
    assert client.get("/en/", **again).status_code == 200


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_barrier_and_fit_a_phone(
    new_page: Callable[..., Any],
    axe: Callable[..., list[str]],
    overflow: Callable[[Any], int],
    transactional_db: None,
    campaign: Campaign,
    language: str,
) -> None:
    page = new_page(width=360, height=740)
    for path in PATHS:
        page.goto(f"/{language}/{path}")
        assert axe(page) == [], path
        assert overflow(page) == 0, path


def test_a_page_is_made_once_for_all_its_readers(client: Client, campaign: Campaign) -> None:
    first = client.get("/en/").content
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/en/").content == first
    assert len(queries) <= 3
