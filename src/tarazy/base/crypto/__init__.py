"""Encryption of fields, fingerprints to find secrets by, and seals, all from a key ring outside the database."""

from tarazy.base.crypto.errors import KeyRingError, KeyRingMissing, Tampered, UnknownKey
from tarazy.base.crypto.fields import EncryptedText, Fingerprint
from tarazy.base.crypto.holders import JsonTokens, Seals, register_holder
from tarazy.base.crypto.keyring import keyring, keyring_warnings
from tarazy.base.crypto.tokens import decrypt, encrypt, fingerprint, fingerprints, mac, mac_matches

__all__ = [
    "EncryptedText",
    "Fingerprint",
    "JsonTokens",
    "KeyRingError",
    "KeyRingMissing",
    "Seals",
    "Tampered",
    "UnknownKey",
    "decrypt",
    "encrypt",
    "fingerprint",
    "fingerprints",
    "keyring",
    "keyring_warnings",
    "mac",
    "mac_matches",
    "register_holder",
]
