"""Making a page: one frozen dataclass to one template, and a 304 where nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render as django_render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from tarazy.base.i18n.translated import active_language
from tarazy.base.release import RELEASE

Stamp = Callable[..., str]
_variations: list[Callable[[HttpRequest], str]] = []
View = Callable[..., HttpResponseBase]


def render(
    request: HttpRequest, template: str, page: object = None, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """Render ``template`` with ``page`` (a frozen dataclass) and a few extras such as a form."""
    return django_render(request, template, {"page": page, **extra}, status=status)


def vary_by(variation: Callable[[HttpRequest], str]) -> None:
    """Make every tag depend on what stands around each page, such as a banner."""
    _variations.append(variation)


def conditional(stamp: Stamp) -> Callable[[View], View]:
    """Answer 304 when nothing changed since the reader's copy, and make each page once for all its readers.

    ``stamp(request, **kwargs)`` returns a short text that changes with what the page shows. Only for visitors without
    a session: a signed-in reader's page differs. Language, release, frame and address are part of the tag, and the
    tag is the key under which the process keeps the page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"} or request.user.is_authenticated:
                return view(request, *args, **kwargs)
            etag = _etag(request, stamp(request, *args, **kwargs))
            response: HttpResponseBase | None = get_conditional_response(request, etag=etag) or _kept(etag)
            if response is None:
                response = view(request, *args, **kwargs)
                _keep(etag, request, response)
            if response.status_code in {200, 304}:
                response.headers["ETag"] = etag
                patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
                patch_vary_headers(response, ["Cookie"])
            return response

        return checked

    return decorate


def _kept(etag: str) -> HttpResponse | None:
    found = caches["memory"].get(etag)
    return HttpResponse(found[0], headers=found[1]) if found else None


def _keep(etag: str, request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep a page that holds nothing of its reader: no cookie, no form secret."""
    is_personal = bool(response.cookies) or "CSRF_COOKIE" in request.META
    if isinstance(response, HttpResponse) and response.status_code == 200 and not is_personal:
        caches["memory"].set(etag, (response.content, dict(response.headers)))


def _etag(request: HttpRequest, stamp: str) -> str:
    around = [vary(request) for vary in _variations]
    parts = (RELEASE, active_language(), request.get_full_path(), *around, stamp)
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'
