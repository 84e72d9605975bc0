"""SQLite with our settings under what broke it elsewhere: several processes writing, and kill -9 in the middle."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.program import Installation

WRITER = """
import sys
import django
django.setup()
from django.db import close_old_connections, connection, transaction
from tarazy.base import trail
from tarazy.base.outbox import enqueue
from tarazy.base.permissions import SYSTEM
name, rounds = sys.argv[1], int(sys.argv[2])
for number in range(rounds):
    with transaction.atomic():
        enqueue("test", {"writer": name, "number": number, "filling": "x" * 2000})
        trail.record(SYSTEM, "test.write", writer=name, number=number)
    print(number, flush=True)
    if number % 10 == 9:
        connection.close()  # as with a connection for each request
"""


@pytest.fixture
def installation(migrated_installation: Callable[[str], Installation]) -> Installation:
    return migrated_installation("sqlite")


def database(installation: Installation) -> Path:
    return installation.home / "tarazy.sqlite3"


def ask(installation: Installation, question: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database(installation))
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


@pytest.mark.sqlite
def test_several_processes_write_and_the_file_stays_whole(installation: Installation) -> None:
    writers = [installation.start(WRITER, str(number), "60") for number in range(4)]
    for writer in writers:
        _, complaint = writer.communicate(timeout=120)
        assert writer.returncode == 0, complaint
    assert ask(installation, "PRAGMA integrity_check") == [("ok",)]
    assert ask(installation, "SELECT count(*) FROM base_outboxentry") == [(240,)]
    assert installation.run("trail", "verify").returncode == 0


@pytest.mark.sqlite
def test_what_was_committed_survives_kill_9(installation: Installation) -> None:
    """Killed again and again while it writes: what was acknowledged is there, and nothing is there by half."""
    acknowledged = 0
    for round_number in range(4):
        writer = installation.start(WRITER, str(round_number), "100000")
        assert writer.stdout is not None
        end = time.monotonic() + 0.3 + 0.11 * round_number
        lines = 0
        while time.monotonic() < end or not lines:
            lines += bool(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        lines += len(writer.stdout.read().splitlines())
        writer.communicate()
        acknowledged += lines
        assert ask(installation, "PRAGMA integrity_check") == [("ok",)]
    written = ask(installation, "SELECT count(*) FROM base_outboxentry")[0][0]
    assert isinstance(written, int)
    assert acknowledged <= written <= acknowledged + 4
    assert ask(installation, "SELECT count(*) FROM base_trailentry WHERE action = 'test.write'") == [(written,)]
    assert installation.run("trail", "verify").returncode == 0


@pytest.mark.sqlite
def test_our_connections_have_the_settings_that_keep_it_whole(installation: Installation) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "def pragma(name):\n"
        "    cursor = connection.cursor(); cursor.execute('PRAGMA ' + name); return cursor.fetchone()[0]\n"
        "print(pragma('journal_mode'), pragma('synchronous'), pragma('busy_timeout'), pragma('mmap_size'),\n"
        "      connection.transaction_mode)"
    )
    assert installation.do(code).split() == ["wal", "2", "30000", "0", "IMMEDIATE"]
