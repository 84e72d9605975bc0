"""The wheel carries what was made at set-up, and serves without the sources, without Node and without a network."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.environment import TOP
from tests.support.program import Installation

MADE_AT_SET_UP = ("src/tarazy/base/static/built", "*.mo")


def test_what_is_made_at_set_up_goes_into_the_wheel_and_not_into_the_repository() -> None:
    build = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    ignored = (TOP / ".gitignore").read_text().splitlines()
    for made in MADE_AT_SET_UP:
        assert made in build["artifacts"]
        assert made in [line.rstrip("/") for line in ignored]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `uv build` makes it."""
    folder = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        ["uv", "build", "--wheel", "--quiet", "--out-dir", folder], cwd=TOP, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.journey
def test_wheel_holds_assets_translations_and_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for needed in (
        "tarazy/base/static/built/tarazy.css",
        "tarazy/base/static/built/tarazy.js",
        "tarazy/config/locale/kk/LC_MESSAGES/django.mo",
        "tarazy/base/locale/ru/LC_MESSAGES/django.mo",
        "tarazy/config/granian.json",
    ):
        assert needed in names
    assert any(name.endswith(".woff2") for name in names)
    assert not any("/tests/" in name or name.endswith((".scss", ".ts")) for name in names)


@pytest.fixture
def served(unpacked: Path, new_installation: Callable[..., Installation]) -> Iterator[tuple[str, str]]:
    """An empty installation served from the wheel alone, with no Node on the path: its address and what it printed."""
    installation = new_installation()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in installation.environment.items() if name != "DJANGO_SETTINGS_MODULE"},
        "PYTHONPATH": str(unpacked),
        "PATH": str(Path(sys.executable).parent),
        "TARAZY_PORT": str(port),
        "TARAZY_WEB_WORKERS": "1",
    }
    program = subprocess.Popen(
        [sys.executable, "-m", "tarazy.config", "serve"],
        env=environment,
        cwd=unpacked,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    try:
        yield f"http://localhost:{port}", program.stdout.readline()
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=40) == 0, "SIGTERM ends it cleanly"


@pytest.mark.journey
def test_wheel_serves_by_itself(served: tuple[str, str], unpacked: Path) -> None:
    address, line = served
    assert line == f"Tarazy is ready at {address}\n"
    with urllib.request.urlopen(f"{address}/readyz") as answer:
        assert answer.status == 200
    with urllib.request.urlopen(f"{address}/kk/account/login/") as answer:
        page = answer.read().decode()
    assert "/static/built/tarazy." in page, "hashed style sheet"
    origin = subprocess.run(
        [sys.executable, "-c", "import tarazy; print(tarazy.__file__)"],
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert origin.stdout.startswith(str(unpacked)), "not the sources"
