"""The change feed of submissions: each reader remembers how far it has come, and misses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from tarazy.fieldwork.models import SubmissionChange

BATCH = 1_000


class Cursor(NamedTuple):
    """How far a reader has come; begin with `Cursor()`."""

    transaction: int = 0
    number: int = 0


@dataclass(frozen=True)
class Change:
    """That something happened to a submission; `cursor` is what to remember once it has been dealt with."""

    cursor: Cursor
    submission_id: int
    kind: str


def changes_after(cursor: Cursor, limit: int = BATCH) -> list[Change]:
    """The next changes, oldest first; empty when the reader is up to date.

    On PostgreSQL only those of transactions that no transaction under way could still come before: a long transaction,
    even in another database of the same cluster, delays the feed and loses nothing.
    """
    later = Q(transaction__gt=cursor.transaction) | Q(transaction=cursor.transaction, pk__gt=cursor.number)
    rows = SubmissionChange.objects.filter(later)
    if connection.vendor == "postgresql":
        rows = rows.filter(transaction__lt=_oldest_under_way())
    values = rows.order_by("transaction", "pk").values_list("transaction", "pk", "submission_id", "kind")
    return [Change(Cursor(transaction, pk), submission, kind) for transaction, pk, submission, kind in values[:limit]]


def _oldest_under_way() -> int:
    with connection.cursor() as database:
        database.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        row = database.fetchone()
    return int(row[0])
