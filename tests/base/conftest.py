"""Installations with tables, for tests that start other processes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.program import Installation

MIGRATE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with all tables, made once and then copied."""
    folder = tmp_path_factory.mktemp("migrated")
    made = Installation(folder / "home", folder / "keyring.json")
    made.do(MIGRATE)
    return made.home / "tarazy.sqlite3"


@pytest.fixture
def migrated_installation(
    new_installation: Callable[..., Installation], migrated_file: Path
) -> Callable[[str], Installation]:
    """`migrated_installation("postgresql")` → an installation with tables and nothing in them."""

    def make(engine: str) -> Installation:
        made = new_installation(engine)
        if engine == "sqlite":
            made.home.mkdir()
            shutil.copy(migrated_file, made.home)
        else:
            made.do(MIGRATE)
        return made

    return make


@pytest.fixture
def ring(tmp_path: Path, settings) -> Path:
    """A key ring and a data folder of this test's own; the ring does not exist yet."""
    path = tmp_path / "configuration" / "keyring.json"
    settings.ENV = replace(settings.ENV, keyring=path, home=tmp_path / "home")
    return path
