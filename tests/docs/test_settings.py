"""Every variable that the program reads is explained to the operator, and nothing else is."""

import re

from tests.support.environment import TOP

NAME = re.compile(r"\bTARAZY_[A-Z_]+\b")
EXPLAINED = re.compile(r"^\| `(TARAZY_[A-Z_]+)` \|", re.MULTILINE)
# Given to the program by itself or by a test, never by an operator.
INTERNAL = re.compile(r"TARAZY_TEST_.*")


def read_by_the_program() -> set[str]:
    sources = (TOP / "src/tarazy").rglob("*.py")
    return {name for path in sources for name in NAME.findall(path.read_text()) if not INTERNAL.fullmatch(name)}


def test_settings_are_explained_in_full() -> None:
    explained = EXPLAINED.findall((TOP / "docs/operate/settings.md").read_text())
    assert len(explained) == len(set(explained))
    assert set(explained) == read_by_the_program()
