"""What allauth offers and we do not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from tarazy.base.permissions import public


@public
def no_signup(request: HttpRequest) -> HttpResponse:
    """Accounts are made by invitation; allauth wants the name of this address, nobody else."""
    raise Http404
