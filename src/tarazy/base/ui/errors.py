"""What a reader sees when something is refused, missing or broken; and while the site is being looked after."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from tarazy.base.pages import render
from tarazy.base.permissions import Refused

logger = logging.getLogger(__name__)

# When even the template fails, these words remain.
LAST_WORDS = (
    "<!doctype html><title>Tarazy</title>"
    '<p lang="kk">Қате шықты. Сәл кейінірек қайталап көріңіз.</p>'
    '<p lang="ru">Произошла ошибка. Попробуйте немного позже.</p>'
    '<p lang="en">Something went wrong. Please try again a little later.</p>'
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request itself was not understood, e.g. for a host that is not ours."""
    return render(request, "ui/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say why, when the refusal carries a reason that this reader may see."""
    reason = str(exception.reason) if isinstance(exception, Refused) else ""
    return render(request, "ui/errors/403.html", status=403, reason=reason)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose secret is missing or old (``CSRF_FAILURE_VIEW``)."""
    logger.warning("A form was refused: %s", reason)
    return render(request, "ui/errors/form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, or nothing for this reader."""
    return render(request, "ui/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer in three languages at once, with no database and no request behind it."""
    return HttpResponse(_without_request("ui/errors/500.html"), status=500)


def maintenance_file() -> Path:
    """Return the file whose presence closes the site."""
    home: Path = settings.ENV.home
    return home / "maintenance"


def maintenance_page() -> str:
    """Return the page as text, also for a web server that stands before the closed site."""
    return _without_request("ui/errors/maintenance.html")


class MaintenanceMiddleware:
    """While the maintenance file lies in the data folder, everybody gets the page, a 503 and a time to retry."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(("/healthz", "/static/")) or not maintenance_file().exists():
            return self.get_response(request)
        return HttpResponse(maintenance_page(), status=503, headers={"Retry-After": "600"})


def _without_request(template: str) -> str:
    try:
        return render_to_string(template)
    except Exception:
        logger.exception("The page %s could not be made", template)
        return LAST_WORDS
