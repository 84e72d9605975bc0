"""What must be true before a page is served: tables, static files, reference data. Quick when it is true already."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tarazy.base.startup import run_preparations

STAMP = "stamp"


def prepare() -> None:
    """Migrate, publish static files and let each room load what every installation needs."""
    settings.ENV.home.chmod(0o700)
    if _has_unapplied_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    _publish_static_files()
    run_preparations()
    connections.close_all()


def _has_unapplied_migrations() -> bool:
    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _publish_static_files() -> None:
    """Copy, hash and compress static files, unless the same ones are there."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    wanted = _static_digest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted)


def _static_digest() -> str:
    """Return a hash over names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}:{state.st_size}:{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
