"""Decorators by which every view declares who may open it; ``view.access`` holds the declaration."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase

from tarazy.base.permissions.grants import require

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Open to everyone, signed in or not."""
    opened: View = login_not_required(view)
    opened.access = "public"  # type: ignore[attr-defined]
    return opened


def signed_in(view: View) -> View:
    """Open to everyone who is signed in; the view shows each only what is theirs."""
    view.access = "signed-in"  # type: ignore[attr-defined]
    return view


def requires(permission: str) -> Callable[[View], View]:
    """Open to those who have ``permission`` on the whole; one on an object is asked in its action or query."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request.user, permission)
            return view(request, *args, **kwargs)

        checked.access = permission  # type: ignore[attr-defined]
        return checked

    return decorate
