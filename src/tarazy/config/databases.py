"""Settings of the one database: SQLite in the data folder, or the PostgreSQL that the operator named.

SQLite: WAL, immediate transactions, a busy timeout, ``synchronous=FULL`` (a commit is on the disk when it returns).
``mmap_size`` is never set: with it, several processes were seen to corrupt the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-16000;PRAGMA journal_size_limit=67108864"
)


def database_settings(url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings for one database: the one at ``url``, or SQLite in the data folder."""
    if url:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
        if "postgresql" not in parsed["ENGINE"]:
            raise ValueError("TARAZY_DATABASE_URL must begin with postgresql://, or be unset for SQLite.")
        return parsed
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "tarazy.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_PRAGMAS},
    }
