"""What the frame of every page needs to know of the request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tarazy.base.ui.shell import shell_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the one name that the page shells use besides ``page``."""
    return {"shell": shell_of(request)}
