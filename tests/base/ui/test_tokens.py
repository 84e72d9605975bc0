"""The colours keep the contrast that WCAG 2.2 AA asks for, computed from the tokens themselves."""

from __future__ import annotations

import json

import pytest

from tests.support.environment import TOP

TOKENS = json.loads((TOP / "assets/tokens.json").read_text())
GROUNDS = ("ground", "raised", "sunken")
TEXT = ("ink", "muted", "way", "way-deep", "visited", "met", "partly", "not-met")
READABLE, SEEN = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_both_themes_name_the_same_colours() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


@pytest.mark.parametrize("theme", TOKENS)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_is_readable_on_every_ground(theme: str, ground: str, text: str) -> None:
    assert contrast(TOKENS[theme][text], TOKENS[theme][ground]) >= READABLE


@pytest.mark.parametrize("theme", TOKENS)
def test_words_on_buttons_are_readable(theme: str) -> None:
    colours = TOKENS[theme]
    assert contrast(colours["on-way"], colours["way"]) >= READABLE
    assert contrast(colours["on-way"], colours["way-deep"]) >= READABLE


@pytest.mark.parametrize("theme", TOKENS)
@pytest.mark.parametrize("step", range(1, 6))
def test_words_on_the_sequence_are_readable(theme: str, step: int) -> None:
    assert contrast(TOKENS[theme][f"seq-{step}"], TOKENS[theme][f"on-seq-{step}"]) >= READABLE


@pytest.mark.parametrize("theme", TOKENS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_fields_and_patterns_are_seen(theme: str, ground: str) -> None:
    assert contrast(TOKENS[theme]["edge"], TOKENS[theme][ground]) >= SEEN


@pytest.mark.parametrize("theme", TOKENS)
def test_the_sequence_keeps_its_order_in_grey(theme: str) -> None:
    steps = [luminance(TOKENS[theme][f"seq-{step}"]) for step in range(1, 6)]
    assert steps == sorted(steps, reverse=theme == "light")
