"""Where private files lie: by the hash of their content, whole or not at all, durable when ``save`` returns.

All access goes through Django's storage API, so that an S3-compatible store can take this one's place by settings
(with ``file_overwrite`` on: the same name is always the same content).
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage

RESERVE = 64 * 1024 * 1024
"""Bytes that files leave free on the disk, so that the database can still write when files no longer can."""

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class DurableStorage(FileSystemStorage):
    """Files of a folder that only the owner reads; a name is written once, in one rename, after an fsync."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: what has the same name has the same content."""
        return name

    def _save(self, name: str, content: File[Any]) -> str:
        target = Path(self.path(name))
        _make_folder(target.parent, Path(self.location))
        if shutil.disk_usage(target.parent).free < content.size + RESERVE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        handle, temporary = tempfile.mkstemp(prefix=".new-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync(target.parent)
        return name


def _make_folder(folder: Path, root: Path) -> None:
    """Make missing folders durable too: a file is only there after a power cut if its folder is."""
    if folder.is_dir():
        return
    if folder != root:
        _make_folder(folder.parent, root)
    folder.mkdir(mode=0o700, parents=folder == root, exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
