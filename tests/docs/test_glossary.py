"""The glossary is what the catalogues are written by: one word per thing in three languages."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.utils.translation import override

from tarazy.people.choices import Role

GLOSSARY = Path(__file__).resolve().parents[2] / "docs/glossary.md"
KAZAKH_OR_RUSSIAN = re.compile(r"^[А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі\s()-]+$")


def terms() -> list[tuple[str, ...]]:
    """The rows of every table that begins with the three languages."""
    rows: list[tuple[str, ...]] = []
    in_terms = False
    for line in GLOSSARY.read_text().splitlines():
        if not line.startswith("|"):
            in_terms = False
            continue
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if cells[:3] == ("kk", "ru", "en"):
            in_terms = True
        elif in_terms and set(cells[0]) != {"-"}:
            rows.append(cells)
    return rows


def test_every_term_has_three_languages_and_a_meaning() -> None:
    rows = terms()
    assert len(rows) > 90
    assert [row for row in rows if len(row) != 4 or not all(row)] == []


def test_kazakh_and_russian_are_written_in_their_letters() -> None:
    assert [row for row in terms() if not all(KAZAKH_OR_RUSSIAN.match(cell) for cell in row[:2])] == []


def test_one_word_names_one_thing() -> None:
    for language in range(3):
        counts = Counter(row[language] for row in terms())
        assert [word for word, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_roles_are_called_as_the_glossary_calls_them(language: str) -> None:
    known = {row[("kk", "ru", "en").index(language)] for row in terms()}
    with override(language):
        assert {str(role.label) for role in Role} - known == set()
