"""One at a time, over all processes and machines: a lock by name that goes with the transaction."""

from __future__ import annotations

import hashlib

from django.db import connection


def lock(name: str) -> None:
    """Wait until no other transaction holds this name, and hold it until the end of ours.

    SQLite's writing transactions (ours are all IMMEDIATE) already come one after the other.

    Raises:
        RuntimeError: there is no transaction that the lock could go with.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A lock is held until the end of a transaction, and there is none.")
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
