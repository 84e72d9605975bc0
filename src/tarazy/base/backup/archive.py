"""The file itself: its members, and the manifest that names each with its hash, sealed with the installation's keys."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from tarazy.base import crypto
from tarazy.base.backup.errors import BackupRefused

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = "manifest.seal"
SEAL_USE = "backup-manifest"
CHUNK = 1024 * 1024


def table_member(name: str) -> str:
    return f"tables/{name}.jsonl"


def file_member(sha256: str) -> str:
    return f"files/{sha256}"


class HashingWriter:
    """Passes on what is written and remembers its hash."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target = target
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.digest.update(data)
        self.target.write(data)


class ArchiveWriter:
    """Adds members one after the other, then the manifest."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.hashes: dict[str, str] = {}

    def add_lines(self, member: str, values: Iterator[Any]) -> int:
        """Add JSON values, one a line; returns how many."""
        number = 0
        with self.archive.open(member, "w", force_zip64=True) as target:
            writer = HashingWriter(target)
            for value in values:
                writer.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                number += 1
        self.hashes[member] = writer.digest.hexdigest()
        return number

    def add_file(self, member: str, source: IO[bytes]) -> None:
        with self.archive.open(member, "w", force_zip64=True) as target:
            writer = HashingWriter(target)
            while chunk := source.read(CHUNK):
                writer.write(chunk)
        self.hashes[member] = writer.digest.hexdigest()

    def finish(self, manifest: dict[str, Any]) -> None:
        """Add the manifest and its seal."""
        content = json.dumps({"format": FORMAT, **manifest, "members": self.hashes}, indent=1).encode()
        self.archive.writestr(MANIFEST, content)
        self.archive.writestr(SEAL, crypto.mac(SEAL_USE, content))


class ArchiveReader:
    """Reads the manifest, which must bear our seal, and then the members."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.manifest = self._manifest()
        self.hashes: dict[str, str] = self.manifest["members"]

    def _manifest(self) -> dict[str, Any]:
        try:
            content = self.archive.read(MANIFEST)
            seal = self.archive.read(SEAL).decode()
            manifest: dict[str, Any] = json.loads(content)
        except (KeyError, ValueError, zipfile.BadZipFile) as error:
            raise BackupRefused("This file is not a backup of Tarazy, or is damaged at its end.") from error
        if manifest.get("format") != FORMAT:
            raise BackupRefused(f"This backup is of format {manifest.get('format')}; this release reads {FORMAT}.")
        if not crypto.mac_matches(SEAL_USE, content, seal):
            raise BackupRefused(
                f"This backup was made with the key ring {manifest['keyring']}, or was altered since. "
                f"Bring that key ring to where TARAZY_KEYRING points (there is {crypto.keyring().id}), then try again."
            )
        return manifest

    def check(self, progress: Callable[[str], None]) -> None:
        """Read every member to its end; refuse a backup of which one is not what the manifest says."""
        for member, expected in self.hashes.items():
            progress(member)
            if self._digest(member) != expected:
                raise BackupRefused(f"The backup is damaged: {member} is not what the manifest says.")

    def _digest(self, member: str) -> str:
        digest = hashlib.sha256()
        try:
            with self.archive.open(member) as source:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
        except (KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise BackupRefused(f"The backup is damaged: {member} can't be read.") from error
        return digest.hexdigest()

    def lines(self, member: str) -> Iterator[Any]:
        """The JSON values of a member."""
        with self.archive.open(member) as source:
            for line in source:
                yield json.loads(line)

    def open(self, member: str) -> IO[bytes]:
        return self.archive.open(member)


def open_archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise BackupRefused(f"There is no file {path}.") from error
    except (zipfile.BadZipFile, OSError) as error:
        raise BackupRefused(f"{path} is not a backup of Tarazy, or is damaged at its end.") from error
