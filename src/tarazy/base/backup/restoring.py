"""Bringing an installation back from a backup, into an empty database, and proving that it is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph

from tarazy.base import trail
from tarazy.base.backup import tables
from tarazy.base.backup.archive import ArchiveReader, file_member, open_archive, table_member
from tarazy.base.backup.errors import BackupRefused
from tarazy.base.crypto.keyring import keyring_path
from tarazy.base.files.models import content_path
from tarazy.base.permissions import SYSTEM
from tarazy.base.trail.models import TrailHead

Progress = Callable[[str], None]


@dataclass(frozen=True)
class RestoreSummary:
    """What came back, and what of it was proved."""

    created_at: str
    release: str
    rows: int
    files: int
    trail_entries: int
    originals: int


def check(path: Path, *, progress: Progress = lambda what: None) -> dict[str, Any]:
    """Read a whole backup and compare every part with its manifest; returns the manifest. Changes nothing."""
    _require_keyring()
    with open_archive(path) as archive:
        reader = ArchiveReader(archive)
        reader.check(progress)
        return reader.manifest


def restore(path: Path, *, progress: Progress = lambda what: None) -> RestoreSummary:
    """Fill an empty installation from a backup, then verify its trail and every stored original.

    Raises ``BackupRefused``: the database is not empty, the key ring is not the backup's, the backup comes from a newer
    release, is damaged, or what came back is not what was saved. The database then holds no rows.
    """
    _require_keyring()
    if not tables.are_unused():
        raise BackupRefused(
            "The database is not empty. A restore goes into a new one: name another TARAZY_HOME, or an empty database "
            "in TARAZY_DATABASE_URL."
        )
    with open_archive(path) as archive:
        reader = ArchiveReader(archive)
        reader.check(progress)
        manifest = reader.manifest
        _migrate_to(manifest["migrations"])
        _bring_files(reader, progress)
        with transaction.atomic():
            rows = _bring_rows(reader, progress)
            verification = _prove(manifest)
            trail.record(SYSTEM, "base.restore", backup_of=manifest["created_at"], release=manifest["release"])
    call_command("migrate", interactive=False, verbosity=0)
    return RestoreSummary(
        created_at=manifest["created_at"],
        release=manifest["release"],
        rows=rows,
        files=manifest["files"],
        trail_entries=verification.entries,
        originals=verification.originals,
    )


def _require_keyring() -> None:
    """A key ring made on the spot would open nothing."""
    if not keyring_path().exists():
        raise BackupRefused(
            f"There is no key ring at {keyring_path()}. Bring the installation's own there first: "
            "a backup never holds it."
        )


def _migrate_to(recorded: list[list[str]]) -> None:
    """Make the tables as the release that made the backup had them."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = {(room, name) for room, name in recorded}
    if unknown := [f"{room}.{name}" for room, name in sorted(wanted - graph.nodes.keys())]:
        raise BackupRefused(
            f"The backup comes from a newer release: {', '.join(unknown[:3])} is not known here. "
            "Restore with the release that made it, or a later one."
        )
    executor.migrate([node for node in sorted(wanted) if not _has_successor(graph, node, wanted)])


def _has_successor(graph: MigrationGraph, node: tuple[str, str], among: set[tuple[str, str]]) -> bool:
    """Whether a later migration of the same room was applied too."""
    return any(child.key in among and child.key[0] == node[0] for child in graph.node_map[node].children)


def _bring_rows(reader: ArchiveReader, progress: Progress) -> int:
    all_tables = [tables.table_from_json(content) for content in reader.manifest["tables"]]
    tables.empty(reversed(all_tables))
    done = 0
    for table, content in zip(all_tables, reader.manifest["tables"], strict=True):
        progress(table.name)
        number = tables.insert(table, reader.lines(table_member(table.name)))
        if number != content["rows"]:
            raise BackupRefused(f"The backup is damaged: {table.name} has {number} rows instead of {content['rows']}.")
        done += number
    tables.count_up()
    return done


def _bring_files(reader: ArchiveReader, progress: Progress) -> None:
    """Store each file under its hash; what is stored already is left."""
    members = [member for member in reader.hashes if member.startswith(file_member(""))]
    for number, member in enumerate(members, 1):
        sha256 = reader.hashes[member]
        if member != file_member(sha256):
            raise BackupRefused(f"The backup is damaged: {member} holds something else.")
        path = content_path(sha256)
        if not default_storage.exists(path):
            with reader.open(member) as source:
                default_storage.save(path, _sized(source, reader.archive.getinfo(member).file_size))
        if number % 100 == 0:
            progress(f"{number} files")


def _sized(source: Any, size: int) -> File[bytes]:
    """A file of known size: the store asks for it before it reads."""
    wrapped: File[bytes] = File(source)
    wrapped.size = size
    return wrapped


def _prove(manifest: dict[str, Any]) -> trail.Verification:
    """The trail is whole, ends where it ended, and every original matches its hash."""
    heads = {head.stream: [head.number, head.hash] for head in TrailHead.objects.all()}
    if heads != manifest["trail"]:
        raise BackupRefused("The trail that came back does not end where the backup says it did.")
    verification = trail.verify()
    if not verification.is_whole:
        faults = "; ".join(str(fault) for fault in verification.faults[:5])
        raise BackupRefused(f"What came back is not what was saved: {faults}. Nothing was kept.")
    return verification
