"""How long a commit waits, for what can be done again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

HASTY = {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit TO off"}
DURABLE = {"sqlite": "PRAGMA synchronous=FULL", "postgresql": "SET synchronous_commit TO on"}


@contextmanager
def hasty_commits() -> Iterator[None]:
    """Within the block commits do not wait for the disk; a power cut may undo the last of them, and breaks nothing.
    The first commit after the block takes them to the disk with it.

    Only for loads that can be repeated, never for what a device or a person sends. Does nothing inside a transaction.
    """
    if connection.in_atomic_block:
        yield
        return
    _tell(HASTY)
    try:
        yield
    finally:
        _tell(DURABLE)


def _tell(words: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words[connection.vendor])
