"""Encrypted values as text: ``t1.<key>.<base64url>``, AES-256-GCM under a sub-key of the context.

Format, version and context are authenticated with the text, so a value cut from one column and pasted into another does
not open. Lengths are rounded up to 32 bytes, so that "yes" and "no" look alike.
"""

import binascii
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag

from tarazy.base.crypto.errors import Tampered
from tarazy.base.crypto.keyring import Purpose, State, keyring

VERSION = "t1"
NONCE_BYTES = 12
BLOCK = 32


def encrypt(plaintext: bytes, context: str) -> str:
    """The bytes as a token that only the same context opens; a new token each time."""
    ring = keyring()
    key_id = ring.active().id
    nonce = os.urandom(NONCE_BYTES)
    sealed = ring.cipher(key_id, context).encrypt(nonce, _pad(plaintext), _associated(key_id, context))
    return f"{VERSION}.{key_id}.{urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(token: str, context: str) -> bytes:
    """The bytes of a token; raises ``Tampered``, or ``UnknownKey`` when its key is not in the ring."""
    version, key_id, body = _split(token)
    if version != VERSION:
        raise Tampered("This is not an encrypted value.")
    cipher = keyring().cipher(key_id, context)
    try:
        raw = urlsafe_b64decode(body.encode())
        return _unpad(cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _associated(key_id, context)))
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise Tampered("An encrypted value was altered or does not belong here.") from error


def token_prefix(key_id: str) -> str:
    """What every token of this key begins with."""
    return f"{VERSION}.{key_id}."


def key_of(token: str) -> str:
    """The id of the key that a token was made with."""
    return _split(token)[1]


def fingerprint(value: str, context: str) -> str:
    """Keyed digest under the active key, to store in place of a secret that must be found again."""
    ring = keyring()
    return ring.fingerprint(ring.active().id, context, value.encode())


def fingerprints(value: str, context: str) -> list[str]:
    """Every form under which this value may be stored, newest key first: ``filter(key__in=fingerprints(…))``."""
    ring = keyring()
    keys = sorted(
        (key for key in ring.keys if key.purpose is Purpose.DATA and key.state is not State.PREPARED),
        key=lambda key: key.state is not State.ACTIVE,
    )
    return [ring.fingerprint(key.id, context, value.encode()) for key in keys]


def mac(context: str, message: bytes) -> str:
    """A seal that whoever edits the database alone cannot make; ``context`` keeps uses apart."""
    return keyring().mac(context, message)


def mac_matches(context: str, message: bytes, seal: str) -> bool:
    """Whether the seal was made of this message with a key of ours."""
    return keyring().mac_matches(context, message, seal)


def _split(token: str) -> tuple[str, str, str]:
    parts = token.split(".")
    if len(parts) != 3:
        raise Tampered("This is not an encrypted value.")
    return parts[0], parts[1], parts[2]


def _associated(key_id: str, context: str) -> bytes:
    return f"{VERSION}\0{key_id}\0{context}".encode()


def _pad(plaintext: bytes) -> bytes:
    """ISO/IEC 7816-4: a one bit, then zeros up to the block."""
    return plaintext + b"\x80" + b"\0" * (-(len(plaintext) + 1) % BLOCK)


def _unpad(padded: bytes) -> bytes:
    marked = padded.rstrip(b"\0")
    if not marked.endswith(b"\x80"):
        raise ValueError("no padding")
    return marked[:-1]
