from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tarazy.fieldwork.models import Campaign
from tarazy.methodology.models import Indicator


def body(response: Any) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def test_csv_holds_every_published_row_and_its_version(client: Client, campaign: Campaign) -> None:
    response = client.get("/data/results.csv")
    rows = list(csv.DictReader(io.StringIO(body(response).removeprefix("\ufeff"))))
    assert len(rows) == 8
    assert response["X-Data-Version"] == "one"
    total = next(row for row in rows if row["indicator"] == "E1" and row["breakdown"] == "total")
    assert (total["yes"], total["denominator"]) == ("700", "1000")


def test_withheld_shares_are_empty_in_files(client: Client, campaign: Campaign) -> None:
    rows = json.loads(body(client.get("/data/indicators/E1.json")))["results"]
    withheld = next(row for row in rows if row["value"] == "KZ-10")
    assert (withheld["yes"], withheld["share"], withheld["state"]) == (None, None, "withheld")


def test_json_names_licence_version_and_sampling(client: Client, campaign: Campaign) -> None:
    data = json.loads(body(client.get("/data/indicators/C1.json")))
    assert data["licence"].startswith("https://creativecommons.org/")
    assert data["version"] == "one"
    assert data["sampling"]


def test_files_before_any_results_and_of_unknown_indicators_are_missing(client: Client, reference: None) -> None:
    assert client.get("/data/results.csv").status_code == 404
    assert client.get("/data/indicators/Z9.json").status_code == 404


def test_methodology_file_is_the_one_that_an_import_reads(client: Client, reference: None) -> None:
    assert len(json.loads(body(client.get("/data/methodology.json")))["indicators"]) == 101


def test_catalogue_names_the_files(client: Client, campaign: Campaign) -> None:
    dataset = json.loads(body(client.get("/data/catalogue.json")))["dcat:dataset"][0]
    assert dataset["dcat:version"] == "one"
    assert [each["dcat:mediaType"] for each in dataset["dcat:distribution"]] == ["text/csv", "application/json"]


@pytest.mark.parametrize(("language", "wanted"), [("kk", "kk"), ("ru,en;q=0.5", "ru"), ("en-GB", "en"), ("fr", "kk")])
def test_identifier_leads_to_the_page_in_the_readers_language(
    client: Client, reference: None, language: str, wanted: str
) -> None:
    response = client.get("/id/region/KZ-75", HTTP_ACCEPT_LANGUAGE=language)
    assert response.status_code == 303
    assert response["Location"] == f"/{wanted}/regions/KZ-75/"


def test_identifier_leads_to_data_where_data_are_asked_for(client: Client, reference: None) -> None:
    address = f"/id/indicator/{Indicator.objects.get(code='E1').public_id}"
    assert client.get(address, HTTP_ACCEPT="application/json")["Location"] == "/data/indicators/E1.json"
    assert client.get(address, HTTP_ACCEPT="text/html,*/*;q=0.8")["Location"].endswith("/indicators/E1/")


@pytest.mark.parametrize("address", ["/id/region/XX", "/id/nothing/1", "/id/sphere/x"])
def test_unknown_identifier_is_missing(client: Client, reference: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_robots_keeps_search_engines_out_of_private_pages(client: Client, db: None) -> None:
    assert "Disallow: /openrosa/" in body(client.get("/robots.txt"))


def test_security_contact_is_named_where_one_is_set(client: Client, db: None, settings: Any) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.ENV = replace(settings.ENV, security_contact="mailto:security@example.org")
    assert "Contact: mailto:security@example.org" in body(client.get("/.well-known/security.txt"))
