"""What the program finds around it during tests. Prepared before Django reads its settings.

`TARAZY_TEST_DATABASE` chooses the database: `sqlite` (default), `postgresql`, or `both`, which needs xdist
(`-n 2` or more): each worker then serves one of them, and `tests.support.databases` gives it the right tests.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.support import postgresql

ENGINES = ("sqlite", "postgresql")
TOP = Path(__file__).resolve().parents[2]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
CHOICE = os.environ.get("TARAZY_TEST_DATABASE", "sqlite")


def engine_of(worker: str) -> str:
    """The database of an xdist worker (`gw0`, `gw1`, …), or of a run without workers."""
    if CHOICE != "both":
        return CHOICE
    return ENGINES[int(worker.removeprefix("gw")) % len(ENGINES)] if worker else ENGINES[0]


def prepare() -> None:
    """Give this process a private data folder, fixed settings and its database."""
    if CHOICE not in (*ENGINES, "both"):
        raise RuntimeError(f"TARAZY_TEST_DATABASE is {CHOICE!r}; it may be sqlite, postgresql or both.")
    for name in [name for name in os.environ if name.startswith("TARAZY_") and not name.startswith("TARAZY_TEST_")]:
        del os.environ[name]
    home = _folder_of_the_run() / (WORKER or "home")
    home.mkdir()
    os.environ["TARAZY_HOME"] = str(home)
    os.environ["TARAZY_KEYRING"] = str(home / "keyring.json")
    if CHOICE != "sqlite" and not WORKER:
        _start_postgresql()
    if engine_of(WORKER) == "postgresql":
        os.environ["TARAZY_DATABASE_URL"] = os.environ["TARAZY_TEST_POSTGRESQL"]


def _folder_of_the_run() -> Path:
    """One folder for the run, which its first process makes and removes; workers are ended too abruptly to tidy up."""
    if not WORKER:
        folder = tempfile.mkdtemp(prefix="tarazy-test-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["TARAZY_TEST_FOLDER"] = folder
    return Path(os.environ["TARAZY_TEST_FOLDER"])


def _start_postgresql() -> None:
    """One server for the run; its workers find it by `TARAZY_TEST_POSTGRESQL`."""
    server = postgresql.start()
    atexit.register(server.stop)
    os.environ["TARAZY_TEST_POSTGRESQL"] = server.url
