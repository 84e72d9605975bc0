"""Keys outside the database: encryption of fields, and seals that an edited database cannot forge."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def mac(context: str, message: bytes) -> str:
    """Return a keyed hash of ``message``; ``context`` keeps uses apart."""
    return hmac.new(settings.SECRET_KEY.encode(), context.encode() + b"\0" + message, hashlib.sha256).hexdigest()


def mac_matches(context: str, message: bytes, expected: str) -> bool:
    """Compare a keyed hash in constant time."""
    return hmac.compare_digest(mac(context, message), expected)
