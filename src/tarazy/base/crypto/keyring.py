"""The key ring: the secrets that protect fields and seal the trail, in one file outside the database.

The file belongs to its owner alone and is written whole or not at all. A *data* key encrypts and
fingerprints, a *seal* key signs the heads of the trail; both are renewed by rotation.
"""

import fcntl
import hashlib
import hmac
import json
import os
import secrets
import stat
import tempfile
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from tarazy.base.crypto.errors import KeyRingError, KeyRingMissing, UnknownKey

FORMAT = "tarazy-keyring/1"
SECRET_BYTES = 32
KEY_ID_LENGTH = 9


class Purpose(StrEnum):
    """What a key is for; keys of different purposes never stand in for each other."""

    DATA = "data"
    SEAL = "seal"


class State(StrEnum):
    """The life of a key: prepared → active → superseded → retired."""

    PREPARED = "prepared"
    ACTIVE = "active"
    SUPERSEDED = "superseded"
    RETIRED = "retired"


@dataclass(frozen=True)
class Key:
    """One secret with its life; ``repr`` never shows the secret."""

    id: str
    purpose: Purpose
    state: State
    created_at: str
    changed_at: str
    secret: bytes = field(repr=False)

    def derive(self, use: str) -> bytes:
        """A 32-byte key for one use alone (RFC 5869), so that no two uses ever share one."""
        return HKDF(SHA256(), SECRET_BYTES, salt=None, info=f"tarazy/{use}".encode()).derive(self.secret)


class KeyRing:
    """The keys as read from the file at one moment; cheap to ask, never changed in place."""

    def __init__(self, ring_id: str, keys: tuple[Key, ...]) -> None:
        self.id = ring_id
        self.keys = keys
        self._by_id = {key.id: key for key in keys}
        self._ciphers: dict[tuple[str, str], AESGCM] = {}
        self._macs: dict[tuple[str, str], hmac.HMAC] = {}

    def active(self, purpose: Purpose = Purpose.DATA) -> Key:
        """The key that everything new of this purpose is protected with."""
        return next(key for key in self.keys if key.purpose is purpose and key.state is State.ACTIVE)

    def key(self, key_id: str) -> Key:
        """The key with this id; raises ``UnknownKey``."""
        try:
            return self._by_id[key_id]
        except KeyError:
            raise UnknownKey(key_id) from None

    def cipher(self, key_id: str, context: str) -> AESGCM:
        """AES-256-GCM under the sub-key of this key and context."""
        found = self._ciphers.get((key_id, context))
        if found is None:
            found = self._ciphers[key_id, context] = AESGCM(self.key(key_id).derive(f"encrypt/{context}"))
        return found

    def fingerprint(self, key_id: str, context: str, value: bytes) -> str:
        """Keyed digest of a value (HMAC-SHA-256, 160 bits in hex), to find a secret again without keeping it."""
        return f"{key_id}.{self._mac(key_id, f'fingerprint/{context}', value).hexdigest()[:40]}"

    def mac(self, context: str, data: bytes) -> str:
        """Seal of some bytes, "key.hex", with the active seal key."""
        key_id = self.active(Purpose.SEAL).id
        return f"{key_id}.{self._mac(key_id, f'seal/{context}', data).hexdigest()}"

    def mac_matches(self, context: str, data: bytes, seal: str) -> bool:
        """Whether a seal was made of these bytes with a seal key of this ring; compared in constant time."""
        key_id, _, digest = seal.partition(".")
        key = self._by_id.get(key_id)
        if key is None or key.purpose is not Purpose.SEAL:
            return False
        return hmac.compare_digest(self._mac(key_id, f"seal/{context}", data).hexdigest(), digest)

    def _mac(self, key_id: str, use: str, data: bytes) -> hmac.HMAC:
        base = self._macs.get((key_id, use))
        if base is None:
            base = self._macs[key_id, use] = hmac.new(self.key(key_id).derive(use), digestmod=hashlib.sha256)
        mac = base.copy()
        mac.update(data)
        return mac


_cache: tuple[tuple[Path, int, int, int], KeyRing] | None = None
_reading = threading.Lock()


def keyring_path() -> Path:
    """Where the key ring lies (TARAZY_KEYRING)."""
    return Path(settings.ENV.keyring)


def keyring() -> KeyRing:
    """The key ring as the file holds it now, made at first need.

    Asks the file system each time (microseconds), so that every process uses a new key as soon as it is there.
    Raises ``KeyRingError`` when the file is open to others, unreadable, or not a key ring.
    """
    global _cache  # noqa: PLW0603 — one ring a process, whichever module asks
    path = keyring_path()
    try:
        found = path.stat()
    except FileNotFoundError:
        with _reading:
            _create(path)
        found = path.stat()
    except OSError as error:
        raise KeyRingError(f"The key ring {path} cannot be reached: {error.strerror}.") from error
    stamp = (path, found.st_ino, found.st_ctime_ns, found.st_size)
    cached = _cache
    if cached is not None and cached[0] == stamp:
        return cached[1]
    ring = read_keyring(path)
    _cache = (stamp, ring)
    return ring


def read_keyring(path: Path) -> KeyRing:
    """The key ring in this file; raises ``KeyRingError`` with what to do when it must not be used."""
    try:
        with path.open("rb") as file:
            _check_private(path, os.fstat(file.fileno()))
            content = json.load(file)
        return _parse(content)
    except OSError as error:
        raise KeyRingError(f"The key ring {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise KeyRingError(f"{path} is not a key ring or is damaged; bring it back from its copy.") from error


def change_keyring(change: Callable[[tuple[Key, ...]], tuple[Key, ...]]) -> KeyRing:
    """Replace the keys by what ``change`` makes of them, one process at a time; the file is the old one or the new."""
    path = keyring_path()
    keyring()
    with _locked(path):
        ring = read_keyring(path)
        changed = KeyRing(ring.id, change(ring.keys))
        temporary = _write_temporary(path, changed)
        try:
            temporary.replace(path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise KeyRingError(f"The key ring {path} cannot be written: {error.strerror}.") from error
        _sync_folder(path.parent)
    return keyring()


def new_key(purpose: Purpose, state: State) -> Key:
    """A fresh key from the system's randomness."""
    now = _now()
    key_id = f"{purpose.value[0]}{secrets.token_hex(4)}"  # KEY_ID_LENGTH characters
    return Key(key_id, purpose, state, now, now, secrets.token_bytes(SECRET_BYTES))


def in_state(key: Key, state: State) -> Key:
    """The same key in another state, dated now."""
    return replace(key, state=state, changed_at=_now())


def keyring_warnings() -> list[str]:
    """What an operator should mend about where the key ring lies; for ``tarazy doctor``."""
    path, home = keyring_path().resolve(), Path(settings.ENV.home).resolve()
    if path.is_relative_to(home):
        return [
            f"The key ring {path} lies inside the data folder {home}: whoever copies the folder can read what is "
            "encrypted in it. Move the file elsewhere and set TARAZY_KEYRING."
        ]
    return []


def _marker() -> Path:
    """Says which key ring a data folder was used with; no secret, but it stops a lost ring from being replaced."""
    return Path(settings.ENV.home) / "keyring.id"


def _create(path: Path) -> None:
    marker = _marker()
    was_used = marker.exists()  # asked before the ring: whoever makes one writes the ring first
    if path.exists():
        return
    if was_used:
        raise KeyRingMissing(
            f"The key ring {path} is missing, and {marker.parent} was used with one ({marker.read_text().strip()}). "
            "Bring it back from its copy, or point TARAZY_KEYRING to it. Only if nothing encrypted is needed any more: "
            f"remove {marker}, and a new one is made."
        )
    keys = (new_key(Purpose.DATA, State.ACTIVE), new_key(Purpose.SEAL, State.ACTIVE))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = _write_temporary(path, KeyRing(secrets.token_hex(8), keys))
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass  # another process was first: its ring counts
        finally:
            temporary.unlink()
        _sync_folder(path.parent)
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.write_text(read_keyring(path).id + "\n")
    except OSError as error:
        raise KeyRingError(
            f"The key ring {path} cannot be made: {error.strerror}. Set TARAZY_KEYRING to a place you may write to."
        ) from error


def _write_temporary(path: Path, ring: KeyRing) -> Path:
    """The ring in a complete, durable file beside its place, readable by the owner alone (mkstemp makes it 0600)."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w") as file:
            json.dump(_dump(ring), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        with path.with_name(f".{path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise KeyRingError(f"The folder of the key ring {path} cannot be written to: {error.strerror}.") from error


def _check_private(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise KeyRingError(f"The key ring {path} is not a file.")
    if found.st_mode & 0o077:
        raise KeyRingError(f"Others than its owner may read the key ring {path}: chmod 600 {path}")
    if found.st_uid not in (os.geteuid(), 0):
        raise KeyRingError(f"The key ring {path} belongs to another user: chown it to the one who runs this.")


def _dump(ring: KeyRing) -> dict[str, Any]:
    keys = [
        {
            "id": key.id,
            "purpose": key.purpose.value,
            "state": key.state.value,
            "created_at": key.created_at,
            "changed_at": key.changed_at,
            "secret": b64encode(key.secret).decode(),
        }
        for key in ring.keys
    ]
    return {"format": FORMAT, "id": ring.id, "keys": keys}


def _parse(content: dict[str, Any]) -> KeyRing:
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    ring = KeyRing(content["id"], tuple(_parse_key(row) for row in content["keys"]))
    for purpose in Purpose:
        ring.active(purpose)
    return ring


def _parse_key(row: dict[str, str]) -> Key:
    secret = b64decode(row["secret"], validate=True)
    if len(secret) != SECRET_BYTES:
        raise ValueError(row["id"])
    state, purpose = State(row["state"]), Purpose(row["purpose"])
    return Key(row["id"], purpose, state, row["created_at"], row["changed_at"], secret)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
