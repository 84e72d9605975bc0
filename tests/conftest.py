"""Fixtures for every room. The environment comes first: models can't be imported before Django is set up."""

from __future__ import annotations

# ruff: noqa: E402
from tests.support import environment

environment.prepare()

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tarazy.config.settings"
django.setup()
# A worker that inherited it would read the settings before its own conftest has prepared the environment.
del os.environ["DJANGO_SETTINGS_MODULE"]

from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

hypothesis.settings.register_profile("tarazy", deadline=None)  # a first import is no slow test
hypothesis.settings.load_profile("tarazy")

pytest_plugins = ["tests.support.databases", "tests.support.browser", "tests.support.program"]


@pytest.fixture(scope="session", autouse=True)
def _quick_settings() -> None:
    """Real password hashing takes half a second by design; static files are served as they lie in the sources."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture
def shared() -> Path:
    """The folder of reference data beside the clone."""
    folder = environment.TOP.parent / "shared"
    for candidate in (folder, environment.TOP.parents[1] / "shared"):
        if (candidate / "data").is_dir():
            return candidate
    pytest.skip(f"needs the reference data in {folder}")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own, for what it starts as another process."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("TARAZY_HOME", str(folder))
    monkeypatch.setenv("TARAZY_KEYRING", str(folder / "keyring.json"))
    return folder
