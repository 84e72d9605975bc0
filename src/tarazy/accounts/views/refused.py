"""Pages for what was refused before any view was asked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from tarazy.base.pages import render
from tarazy.base.permissions import public


def forgery_suspected(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain, in the reader's language, why a form without its secret was not taken (``CSRF_FAILURE_VIEW``)."""
    return render(request, "accounts/forgery_suspected.html", status=403)


@public
def no_signup(request: HttpRequest) -> HttpResponse:
    """Accounts are made by invitation; allauth wants the name of this address, nobody else."""
    raise Http404
