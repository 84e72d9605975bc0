"""Addresses without a language: permanent identifiers and well-known files."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from tarazy.base.clock import now
from tarazy.base.permissions.access import public
from tarazy.base.ui.shell import shell_of
from tarazy.site.identifiers import KINDS

DATA_TYPES = ("application/json", "text/csv")


@public
@require_safe
def identifier(request: HttpRequest, kind: str, value: str) -> HttpResponse:
    """Lead from a permanent identifier to the page in the reader's language, or to the data if those are asked for."""
    known = KINDS.get(kind)
    thing = known.find(value) if known else None
    if known is None or thing is None:
        raise Http404
    if known.data and request.get_preferred_type(["text/html", *DATA_TYPES]) in DATA_TYPES:
        target = known.data(thing)
    else:
        with translation.override(translation.get_language_from_request(request)):
            target = known.page(thing)
    response = HttpResponseRedirect(target)
    response.status_code = 303
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    return response


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep search engines out of a demonstration, and out of what is not for reading everywhere."""
    if shell_of(request).no_index:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        private = [f"/{code}/{path}/" for code, _ in settings.LANGUAGES for path in ("account", "people", "fieldwork")]
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/openrosa/", "/api/", *private))]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness (RFC 9116); there is no such file where no contact is set."""
    if not settings.ENV.security_contact:
        raise Http404
    expires = (now() + timedelta(days=180)).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    lines = [
        f"Contact: {settings.ENV.security_contact}",
        f"Expires: {expires}",
        "Preferred-Languages: kk, ru, en",
        f"Canonical: {settings.ENV.public_url}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
