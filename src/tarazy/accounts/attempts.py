"""Counting attempts, shared by all processes: keys are hashed, so that no address of anyone lies in the database."""

from __future__ import annotations

from tarazy.base.crypto import mac


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """Return a cache key from which nobody without the installation's secret learns a network or mail address."""
    return mac("attempts", f"{key_prefix}:{version}:{key}".encode())
