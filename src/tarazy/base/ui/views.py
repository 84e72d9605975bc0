"""The pattern page, where the look can be judged whole."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from tarazy.base import clock
from tarazy.base.pages import render
from tarazy.base.permissions.access import public
from tarazy.base.ui.samples import Patterns, units
from tarazy.base.ui.shell import shell_of


@public
def patterns(request: HttpRequest) -> HttpResponse:
    """Show every component in the language of the address; only where nothing real is shown."""
    if not (settings.DEBUG or shell_of(request).no_index):
        raise Http404
    return render(request, "ui/patterns.html", Patterns(units(), clock.today()))
