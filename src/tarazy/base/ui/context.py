"""What the frame of every page needs to know of the request."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the few names that the page shells use besides ``page``."""
    return {"languages": settings.LANGUAGES}
