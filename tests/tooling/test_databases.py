"""The suite runs on the databases that it says it runs on."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.support.databases import engine_named_in
from tests.support.environment import CHOICE


def test_a_test_runs_on_the_engine_in_its_name(db: None, engine: str, request: pytest.FixtureRequest) -> None:
    assert connection.vendor == engine
    if CHOICE == "both":
        assert engine_named_in(request.node.nodeid) == connection.vendor


@pytest.mark.postgresql
def test_marked_for_postgresql_runs_there(db: None) -> None:
    assert connection.vendor == "postgresql"


@pytest.mark.sqlite
def test_marked_for_sqlite_runs_there(db: None) -> None:
    assert connection.vendor == "sqlite"


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/a/test_b.py::test_c", ""),
        ("tests/a/test_b.py::test_c[x-1]", ""),
        ("tests/a/test_b.py::test_c[postgresql]", "postgresql"),
        ("tests/a/test_b.py::test_c[sqlite-x::y]", "sqlite"),
    ],
)
def test_engine_is_read_from_the_id(nodeid: str, expected: str) -> None:
    assert engine_named_in(nodeid) == expected
