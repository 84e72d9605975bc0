"""What every response tells the browser not to do: run foreign code, be framed, leak addresses, keep private pages.

Django's own ``SecurityMiddleware`` adds ``nosniff``, ``Referrer-Policy``, the opener policy and HSTS (see the
settings); this middleware adds the rest. A page that needs more than the common policy says so on its view with
:func:`allowing`, so that it can be found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from tarazy.base.ui.shell import neutral_origin

View = Callable[..., HttpResponseBase]
Additions = tuple[tuple[str, str], ...]

CONTENT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
PERMISSIONS_POLICY = ", ".join(
    [
        *(f"{feature}=()" for feature in ("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture")),
        *(f"{feature}=()" for feature in ("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")),
        *(f"{feature}=(self)" for feature in ("clipboard-write", "fullscreen", "geolocation")),
        *(f"{feature}=(self)" for feature in ("publickey-credentials-create", "publickey-credentials-get")),
    ]
)


def allowing(**additions: str) -> Callable[[View], View]:
    """Widen the policy for one view: ``@allowing(script_src="'wasm-unsafe-eval'")``."""
    widened = tuple((name.replace("_", "-"), value) for name, value in additions.items())

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            response.content_policy = widened  # type: ignore[attr-defined]
            return response

        return answer

    return decorate


@lru_cache(maxsize=64)
def content_policy(additions: Additions = ()) -> str:
    """The policy of every page with these additions, as the header's value.

    Forms go to ourselves and, by "Leave quickly", on to the neutral page: browsers hold redirects against it too.
    """
    policy = dict(CONTENT_POLICY)
    if neutral := neutral_origin():
        policy["form-action"] += f" {neutral}"
    for name, value in additions:
        policy[name] = f"{policy.get(name, '')} {value}".strip()
    return "; ".join(f"{name} {values}" for name, values in policy.items())


class SecurityHeaders:
    """Adds to every response what it does not say itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", content_policy(getattr(response, "content_policy", ())))
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_signed_in(request) and "no-store" not in headers.get("Cache-Control", ""):
            headers["Cache-Control"] = "private, no-store"
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    """Asked without touching the session where no session cookie came along."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = getattr(request, "user", None)
    return user is not None and bool(user.is_authenticated)
