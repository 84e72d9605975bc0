"""Each decision is one page in one form, and is listed."""

import re
from pathlib import Path

import pytest

from tests.support.environment import TOP

FOLDER = TOP / "docs/decisions"
PAGES = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ["Asked", "Chosen", "Because", "Not taken"]
LONGEST = 60


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_decision_is_one_page_in_the_common_form(path: Path) -> None:
    lines = path.read_text().splitlines()
    number = path.stem[:4]
    assert re.fullmatch(rf"# {number} \S.*", lines[0])
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", lines[2])
    assert [line[3:] for line in lines if line.startswith("## ")] == PARTS
    assert len(lines) <= LONGEST


def test_every_decision_is_listed_by_its_title() -> None:
    listed = re.findall(r"^\| \[(\d{4})\]\((.+?)\) \| (.+?) \|$", (FOLDER / "README.md").read_text(), re.MULTILINE)
    wanted = [(path.stem[:4], path.name, path.read_text().splitlines()[0][7:]) for path in PAGES]
    assert listed == wanted


def test_numbers_are_given_once() -> None:
    numbers = [path.stem[:4] for path in PAGES]
    assert len(numbers) == len(set(numbers))
