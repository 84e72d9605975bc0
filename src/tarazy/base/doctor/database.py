"""The database: there, new enough, up to date, whole, and safe against a power cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from tarazy.base.doctor.examination import Finding, fine, risky, wrong

LEAST_SQLITE = (3, 37)
LEAST_POSTGRESQL = 150000


def check_database() -> Iterator[Finding]:
    """Asks the database itself."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        yield wrong("database", f"does not answer: {error}".strip(), "Check TARAZY_DATABASE_URL and that it runs")
        return
    yield from {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]()
    yield _migrations()


def _sqlite() -> Iterator[Finding]:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        yield wrong("database", f"SQLite {version} is too old", "Update the system's SQLite")
    if (mode := _value("PRAGMA journal_mode")) not in {"wal", "memory"}:
        yield wrong("database", f"journal mode is {mode}: readers block writers", "Move TARAZY_HOME to a local disk")
    if int(_value("PRAGMA mmap_size") or 0) > 0:
        yield wrong("database", "mmap_size is set, which corrupts the file", "Remove the setting")
    if (state := _value("PRAGMA quick_check(1)")) != "ok":
        yield wrong("database", f"the file is damaged: {state}", "Stop Tarazy and restore the last backup")
    else:
        yield fine("database", f"SQLite {version}, whole")


def _postgresql() -> Iterator[Finding]:
    version = int(_value("SHOW server_version_num"))
    if version < LEAST_POSTGRESQL:
        yield wrong("database", f"PostgreSQL {version // 10000} is too old", "Use PostgreSQL 15 or later")
    if (encoding := _value("SHOW server_encoding")) != "UTF8":
        yield wrong("database", f"its encoding is {encoding}", "Create the database with ENCODING 'UTF8'")
    if not _value("SELECT count(*) FROM pg_collation WHERE collprovider = 'i'"):
        yield wrong("database", "it was built without ICU, so Kazakh cannot be sorted", "Use Debian's packages")
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if _value(f"SHOW {name}") == "off":
            yield risky("database", f"{name} is off: a power cut loses submissions", f"Set {name} = on")
    yield fine("database", f"PostgreSQL {version // 10000}.{version % 10000}")


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return wrong("database", f"{len(plan)} migrations are missing", "`tarazy serve` applies them; or back up first")
    return fine("database", "all migrations are applied")


def _value(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return row[0] if row else None
