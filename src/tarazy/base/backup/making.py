"""Making a backup while the installation goes on working."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from tarazy.base import crypto, trail
from tarazy.base.backup import tables
from tarazy.base.backup.archive import ArchiveWriter, file_member, table_member
from tarazy.base.backup.errors import BackupRefused
from tarazy.base.clock import now
from tarazy.base.files.models import StoredFile, content_path
from tarazy.base.permissions import SYSTEM
from tarazy.base.release import RELEASE
from tarazy.base.trail.models import TrailHead

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BackupSummary:
    """What a backup holds."""

    path: str
    size: int
    rows: int
    files: int
    created_at: str


def back_up(path: Path, *, progress: Progress = lambda what: None) -> BackupSummary:
    """Write everything but the keys to ``path``, which must not exist yet; only its owner may read it.

    The file appears under its name when it is whole and on the disk. The act is written to the trail.
    """
    if path.exists():
        raise BackupRefused(f"{path} exists already; choose another name.")
    if not path.parent.is_dir():
        raise BackupRefused(f"There is no folder {path.parent}.")
    partial = path.with_name(f".{path.name}.partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as target:
            manifest = _write(target, progress)
            target.flush()
            os.fsync(target.fileno())
        partial.rename(path)
    except OSError as error:
        raise BackupRefused(f"The backup could not be written to {path}: {error.strerror or error}.") from error
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()
    counted = sum(table["rows"] for table in manifest["tables"])
    with transaction.atomic():
        trail.record(SYSTEM, "base.back_up", rows=counted, files=manifest["files"])
    return BackupSummary(str(path), path.stat().st_size, counted, manifest["files"], manifest["created_at"])


def _write(target: Any, progress: Progress) -> dict[str, Any]:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive, tables.one_moment():
        writer = ArchiveWriter(archive)
        manifest: dict[str, Any] = {
            "release": RELEASE,
            "created_at": now().isoformat(),
            "database": connection.vendor,
            "keyring": crypto.keyring().id,
            "migrations": _latest_migrations(),
            "trail": {head.stream: [head.number, head.hash] for head in TrailHead.objects.order_by("stream")},
        }
        manifest["tables"] = [_add_table(writer, table, progress) for table in tables.all_tables()]
        manifest["files"] = _add_files(writer, progress)
        writer.finish(manifest)
    return manifest


def _latest_migrations() -> list[list[str]]:
    """All applied migrations, as (room, name)."""
    return [[room, name] for room, name in sorted(MigrationRecorder(connection).applied_migrations())]


def _add_table(writer: ArchiveWriter, table: tables.Table, progress: Progress) -> dict[str, Any]:
    progress(table.name)
    return {**table.as_json(), "rows": writer.add_lines(table_member(table.name), tables.rows(table))}


def _add_files(writer: ArchiveWriter, progress: Progress) -> int:
    """The content of every stored file, once each."""
    number = 0
    hashes = StoredFile.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    for sha256 in hashes.iterator(chunk_size=2000):
        try:
            content = default_storage.open(content_path(sha256))
        except FileNotFoundError as error:
            raise BackupRefused(
                f"The file {sha256} is missing from the store: run `tarazy trail verify`. Nothing was written."
            ) from error
        with content:
            writer.add_file(file_member(sha256), content)
        number += 1
        if number % 100 == 0:
            progress(f"{number} files")
    return number
