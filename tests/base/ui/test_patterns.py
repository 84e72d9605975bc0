from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def shown(settings: Any) -> None:
    settings.DEBUG = True


@pytest.mark.parametrize("language", LANGUAGES)
def test_pattern_page_speaks_the_language(client: Client, shown: None, db: None, language: str) -> None:
    words = {"kk": "Құрамдас бөліктер", "ru": "Компоненты", "en": "Components"}
    assert words[language] in client.get(f"/{language}/ui/").content.decode()


def test_pattern_page_is_hidden_where_real_things_are_shown(client: Client, db: None) -> None:
    assert client.get("/en/ui/").status_code == 404


def test_language_switch_keeps_the_page_and_its_question(client: Client, shown: None, db: None) -> None:
    page = client.get("/en/ui/?page=2&q=%D1%81").content.decode()
    assert 'href="/kk/ui/?page=2&amp;q=%D1%81"' in page


@pytest.mark.journey
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pattern_page_has_no_barrier(
    new_page: Callable[..., Any], axe: Callable[..., list[str]], shown: None, language: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"/{language}/ui/")
    # Each component stands twice on the page, so its landmarks do too.
    assert axe(page, leave_out=("landmark-unique", "region")) == []


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_pattern_page_fits_a_phone(
    new_page: Callable[..., Any], overflow: Callable[[Any], int], shown: None, language: str
) -> None:
    page = new_page(width=360, height=740, java_script_enabled=False)
    page.goto(f"/{language}/ui/")
    assert overflow(page) == 0
