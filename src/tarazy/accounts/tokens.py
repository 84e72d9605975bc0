"""Secrets that travel by mail: only their hash is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Return 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is kept of a token. It is random, so it needs neither salt nor slowness."""
    return hashlib.sha256(token.encode()).hexdigest()
