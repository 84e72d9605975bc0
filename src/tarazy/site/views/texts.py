"""Pages of words: about and funding, privacy, accessibility, how things are measured."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tarazy.base.pages import conditional, render
from tarazy.base.permissions.access import public


def no_stamp(request: HttpRequest, **kwargs: object) -> str:
    """The words change with the release, which every tag holds already."""
    return "" if not settings.ENV.funding_statement else "funding"


@public
@conditional(no_stamp)
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html", funding=settings.ENV.funding_statement)


@public
@conditional(no_stamp)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


@public
@conditional(no_stamp)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html")


@public
@conditional(no_stamp)
def measuring(request: HttpRequest) -> HttpResponse:
    return render(request, "site/measuring.html")
