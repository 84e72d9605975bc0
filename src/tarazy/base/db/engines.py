"""What a new connection is taught, so that SQLite folds and sorts text as PostgreSQL does."""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from typing import Any

from tarazy.base.db.alphabet import compare_kazakh


def prepare_connection(sender: object, connection: Any, **kwargs: object) -> None:
    """Teach a new SQLite connection Unicode ``LIKE`` and the Kazakh order; PostgreSQL knows both."""
    if connection.vendor != "sqlite":
        return
    raw: sqlite3.Connection = connection.connection
    raw.create_collation("kazakh", compare_kazakh)
    raw.create_function("like", 2, _like, deterministic=True)
    raw.create_function("like", 3, _like, deterministic=True)


@lru_cache(maxsize=512)
def _pattern(like: str, escape: str) -> re.Pattern[str]:
    """Translate a ``LIKE`` pattern to a regular expression over case-folded text."""
    parts: list[str] = []
    characters = iter(like.casefold())
    for character in characters:
        if escape and character == escape:
            parts.append(re.escape(next(characters, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(character) or re.escape(character))
    return re.compile("".join(parts), re.DOTALL)


def _like(pattern: object, value: object, escape: str = "") -> bool | None:
    if pattern is None or value is None:
        return None
    return _pattern(str(pattern), escape).fullmatch(str(value).casefold()) is not None
