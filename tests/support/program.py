"""Runs the program `tarazy` as an operator would: as another process, with a data folder and a database of its own."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Installation:
    """A data folder, and a database: SQLite in it, or the one at `database_url`."""

    home: Path
    keyring: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        own = {"TARAZY_HOME": self.home, "TARAZY_KEYRING": self.keyring, "TARAZY_DATABASE_URL": self.database_url}
        return {**os.environ, **{name: str(value) for name, value in own.items()}}

    def run(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """`run("backup", path)` → what it printed, and its exit code."""
        return subprocess.run(
            [sys.executable, "-m", "tarazy.config", *map(str, arguments)],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=180,
            check=False,
        )

    def start(self, code: str, *arguments: str) -> subprocess.Popen[str]:
        """A program of its own in this installation, as Python code."""
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "tarazy.config.settings"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def do(self, code: str) -> str:
        """Run such a program to its end; returns what it printed."""
        program = self.start(code)
        said, complaint = program.communicate(timeout=180)
        assert program.returncode == 0, complaint
        return said


@pytest.fixture
def new_database() -> Iterator[Callable[[str], str]]:
    """`new_database("postgresql")` → the URL of an empty database; empty text for SQLite, which lies in the folder."""
    made: list[str] = []
    server = os.environ.get("TARAZY_TEST_POSTGRESQL", "")

    def execute(statement: str) -> None:
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(statement)

    def make(engine: str) -> str:
        if engine == "sqlite":
            return ""
        if not server:
            pytest.skip("needs the suite's PostgreSQL: TARAZY_TEST_DATABASE=postgresql or both")
        name = f"extra_{secrets.token_hex(6)}"
        execute(f"CREATE DATABASE {name}")
        made.append(name)
        return f"{server.rpartition('/')[0]}/{name}"

    yield make
    for name in made:
        execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_installation(tmp_path: Path, new_database: Callable[[str], str]) -> Callable[..., Installation]:
    """`new_installation("sqlite")` → an installation with nothing in it, and no key ring yet."""

    def make(engine: str = "sqlite", keyring: Path | None = None) -> Installation:
        folder = tmp_path / f"installation-{secrets.token_hex(4)}"
        folder.mkdir()
        return Installation(folder / "home", keyring or folder / "keyring.json", new_database(engine))

    return make
