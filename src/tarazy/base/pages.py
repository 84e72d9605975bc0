"""Making a page: one frozen dataclass to one template, and a 304 where nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render as django_render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from tarazy.base.i18n.translated import active_language
from tarazy.base.release import RELEASE

Stamp = Callable[..., str]
View = Callable[..., HttpResponseBase]


def render(
    request: HttpRequest, template: str, page: object = None, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """Render ``template`` with ``page`` (a frozen dataclass) and a few extras such as a form."""
    return django_render(request, template, {"page": page, **extra}, status=status)


def conditional(stamp: Stamp) -> Callable[[View], View]:
    """Answer 304 when nothing changed since the reader's copy.

    ``stamp(request, **kwargs)`` returns a short text that changes with what the page shows. Only for visitors without
    a session: a signed-in reader's page differs. Language, release and address are part of the tag.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"} or request.user.is_authenticated:
                return view(request, *args, **kwargs)
            etag = _etag(request, stamp(request, *args, **kwargs))
            response: HttpResponseBase = get_conditional_response(request, etag=etag) or view(request, *args, **kwargs)
            if response.status_code in {200, 304}:
                response.headers["ETag"] = etag
                patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
                patch_vary_headers(response, ["Cookie"])
            return response

        return checked

    return decorate


def _etag(request: HttpRequest, stamp: str) -> str:
    parts = (RELEASE, active_language(), request.get_full_path(), stamp)
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'
