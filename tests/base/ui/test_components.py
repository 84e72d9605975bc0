from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from jinja2 import UndefinedError

from tarazy.base.i18n import pick
from tests.support.environment import TOP

TEMPLATES = TOP / "src/tarazy/base/templates/ui"
MACRO = re.compile(r"{% macro (\w+)\(")
# Parts of other macros, not for pages.
PRIVATE = {"button_class", "outline", "tile_body", "span"}


def macros(name: str) -> Any:
    return engines["jinja"].env.get_template(f"ui/{name}.html").module  # type: ignore[attr-defined]


@pytest.mark.parametrize(("library", "prefix"), [("components", "ui"), ("charts", "charts")])
def test_every_macro_is_shown_on_the_pattern_page(library: str, prefix: str) -> None:
    shown = (TEMPLATES / "patterns.html").read_text()
    names = set(MACRO.findall((TEMPLATES / f"{library}.html").read_text())) - PRIVATE
    assert len(names) > 4
    assert {name for name in names if f"{prefix}.{name}(" not in shown} == set()


@pytest.mark.parametrize("library", ["components", "charts"])
def test_every_macro_is_listed_at_the_top_of_its_file(library: str) -> None:
    text = (TEMPLATES / f"{library}.html").read_text()
    listed = text[: text.index("#}")] if library == "components" else text[: text.index("-#}")]
    assert {name for name in set(MACRO.findall(text)) - PRIVATE if f"{name}(" not in listed} == set()


def test_an_unknown_argument_is_an_error() -> None:
    with pytest.raises(TypeError):
        macros("components").link("words", "/", colour="red")


def test_a_missing_argument_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        macros("components").link("words")


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        macros("components").tag("words", "purple")


def test_words_are_escaped() -> None:
    assert "<script>" not in macros("components").link("<script>alert(1)</script>", "/")


def test_text_in_another_language_says_so() -> None:
    from django.utils import translation

    with translation.override("en"):
        shown = macros("components").text(pick({"kk": "", "ru": "Суд", "en": ""}))
    assert 'lang="ru"' in shown
    assert "Суд" in shown
    assert "in Russian" in shown


def test_text_in_the_readers_language_is_plain() -> None:
    assert str(macros("components").text(pick({"kk": "Сот", "ru": "Суд", "en": "Court"}, "kk"))).strip() == "Сот"


def test_one_page_needs_no_pagination() -> None:
    page = SimpleNamespace(paginator=SimpleNamespace(num_pages=1))
    assert macros("components").pagination(page, str).strip() == ""
