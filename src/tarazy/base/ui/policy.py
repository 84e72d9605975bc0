"""The content security policy: everything from this site, nothing inline, nothing in frames."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from tarazy.base.ui.shell import neutral_origin

BASE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
View = Callable[..., HttpResponseBase]


def allowing(**additions: str) -> Callable[[View], View]:
    """Widen the policy for one page: ``@allowing(script_src="'wasm-unsafe-eval'")``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def widened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            response.content_policy = additions  # type: ignore[attr-defined]
            return response

        return widened

    return decorate


class ContentPolicyMiddleware:
    """Puts the policy on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        additions = {name.replace("_", "-"): value for name, value in getattr(response, "content_policy", {}).items()}
        response.headers.setdefault("Content-Security-Policy", _policy(additions))
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response


def _policy(additions: dict[str, str]) -> str:
    parts = {name: [value] for name, value in BASE.items()}
    # Without scripts, "Leave quickly" is a form that ends, through a redirect, at the neutral page.
    if origin := neutral_origin():
        parts["form-action"].append(origin)
    for name, value in additions.items():
        parts.setdefault(name, []).append(value)
    return "; ".join(f"{name} {' '.join(values)}" for name, values in parts.items())
