"""The methodology browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from tarazy.base.pages import conditional, render
from tarazy.base.permissions.access import public
from tarazy.methodology.models import MethodologyEdition
from tarazy.site.queries import methodology as queries


def edition_stamp(request: HttpRequest, **kwargs: object) -> str:
    edition = MethodologyEdition.objects.first()
    return edition.sha256 if edition else ""


@public
@conditional(edition_stamp)
def methodology(request: HttpRequest) -> HttpResponse:
    return render(request, "site/methodology.html", queries.methodology_page())


@public
@conditional(edition_stamp)
def sphere(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "site/sphere.html", queries.sphere_page(number))


@public
@conditional(edition_stamp)
def standards(request: HttpRequest) -> HttpResponse:
    return render(request, "site/standards.html", instruments=queries.standards_by_instrument())


@public
@conditional(edition_stamp)
def standard(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "site/standard.html", queries.standard_page(code))
