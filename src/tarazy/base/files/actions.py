"""Taking files in, and letting them go when nothing refers to them any more."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from datetime import timedelta
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, default_storage
from django.db import transaction

from tarazy.base.clock import now
from tarazy.base.db.locks import lock
from tarazy.base.files.allowed import Allowed
from tarazy.base.files.errors import EmptyFile, KindNotAllowed, NoSpace, TooLarge
from tarazy.base.files.models import StoredFile, content_path
from tarazy.base.files.names import clean_name
from tarazy.base.files.sniffing import Sniffed, sniff
from tarazy.base.files.storage import DISK_FULL
from tarazy.base.permissions import actor_id

CHUNK = 1024 * 1024
ORPHAN_AGE = timedelta(days=1)
"""Content without a row is left alone for this long: its row may be about to be committed."""


def store(content: bytes | File[bytes] | IO[bytes], *, name: str, allowed: Allowed, actor: object) -> StoredFile:
    """Keep a file. The content is on the disk when this returns, the row when the caller's transaction commits.

    Permission is the caller's to ask. Raises ``FileRefused`` (a ``ValidationError``) when the file is empty, too
    large, of another kind than ``allowed``, or when the disk is full; nothing of it is kept then.
    """
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    sha256, size = _measure(file, allowed.max_bytes)
    found = _recognise(file, size, name, allowed)
    with transaction.atomic():
        _keep(file, sha256, size)
        return StoredFile.objects.create(
            sha256=sha256,
            size=size,
            media_type=found.media_type,
            is_ambiguous=found.is_ambiguous,
            name=clean_name(name, found.media_type),
            stored_by=actor_id(actor),
        )


def discard(stored_file: StoredFile) -> None:
    """Say that the file is no longer wanted; it goes with the next sweep after the last row that refers to it."""
    StoredFile.objects.filter(pk=stored_file.pk, discarded_at=None).update(discarded_at=now())


def sweep_discarded() -> int:
    """Delete the discarded files that no row refers to, and their content where no other file shares it."""
    discarded = StoredFile.objects.filter(discarded_at__isnull=False).order_by("pk")
    return sum(_remove(stored_file) for stored_file in discarded)


def sweep_orphans() -> int:
    """Delete content that no row knows, left behind by transactions that were rolled back more than a day ago."""
    removed = 0
    for first in _folders(default_storage, ""):
        for second in _folders(default_storage, first):
            names = default_storage.listdir(f"{first}/{second}")[1]
            removed += sum(_remove_orphan(f"{first}/{second}/{name}") for name in names)
    return removed


def _measure(file: IO[bytes] | File[bytes], max_bytes: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise TooLarge(max_bytes)
        digest.update(chunk)
    if not size:
        raise EmptyFile
    return digest.hexdigest(), size


def _recognise(file: IO[bytes] | File[bytes], size: int, name: str, allowed: Allowed) -> Sniffed:
    found = sniff(file, size, name)
    if found.media_type not in allowed.media_types:
        raise KindNotAllowed(found.media_type, ", ".join(allowed.endings))
    return found


def _keep(file: IO[bytes] | File[bytes], sha256: str, size: int) -> None:
    """Write the content unless it is there already, whole; the lock keeps a sweep from taking it away meanwhile."""
    path = content_path(sha256)
    lock(f"file {sha256}")
    try:
        if default_storage.exists(path) and default_storage.size(path) == size:
            return
        file.seek(0)
        default_storage.save(path, File(file))
    except OSError as error:
        if error.errno in DISK_FULL:
            raise NoSpace from error
        raise


@transaction.atomic
def _remove(stored_file: StoredFile) -> int:
    """Delete one row that nothing refers to, then its content if no other row shares it."""
    lock(f"file {stored_file.sha256}")
    if not StoredFile.objects.select_for_update().filter(pk=stored_file.pk).exists() or _is_referred_to(stored_file):
        return 0
    stored_file.delete()
    if not StoredFile.objects.filter(sha256=stored_file.sha256).exists():
        default_storage.delete(stored_file.path)
    return 1


def _is_referred_to(stored_file: StoredFile) -> bool:
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: stored_file}).exists()
        for relation in StoredFile._meta.related_objects
    )


def _remove_orphan(path: str) -> int:
    sha256 = path.rsplit("/", 1)[-1]
    if StoredFile.objects.filter(sha256=sha256).exists():
        return 0
    with suppress(FileNotFoundError), transaction.atomic():
        lock(f"file {sha256}")
        is_old = default_storage.get_modified_time(path) < now() - ORPHAN_AGE
        if is_old and not StoredFile.objects.filter(sha256=sha256).exists():
            default_storage.delete(path)
            return 1
    return 0


def _folders(storage: Storage, path: str) -> list[str]:
    try:
        return sorted(storage.listdir(path)[0])
    except FileNotFoundError:
        return []
