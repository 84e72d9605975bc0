"""The Kazakh alphabet as a sort order, for SQLite, which knows none.

PostgreSQL sorts by ICU's ``kk`` collation; both orders are compared in ``tests/base/test_db.py``.
"""

from __future__ import annotations

from functools import lru_cache

LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_WEIGHT = {letter: chr(0x3000 + index) for index, letter in enumerate(LETTERS)}


@lru_cache(maxsize=65_536)
def kazakh_key(text: str) -> tuple[str, str]:
    """Return a key that sorts text in the order of the Kazakh alphabet, small letters before their capitals."""
    folded = text.casefold()
    return "".join(_WEIGHT.get(character, character) for character in folded), text.swapcase()


def compare_kazakh(left: str, right: str) -> int:
    """Compare as SQLite's collations do: -1, 0 or 1."""
    if left == right:
        return 0
    return -1 if kazakh_key(left) < kazakh_key(right) else 1
