"""Where one is signed in, and leaving."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tarazy.accounts import calendar
from tarazy.accounts.actions.sign_ins import conclude_sign_in, end_other_sign_ins, end_sign_in
from tarazy.accounts.choices import SignInEnd
from tarazy.accounts.models import SignIn
from tarazy.accounts.queries import sign_ins_page
from tarazy.accounts.sessions import current_sign_in, owner
from tarazy.base.pages import render
from tarazy.base.permissions import public, signed_in


@signed_in
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    """List where one is signed in."""
    return render(request, "accounts/sign_ins.html", sign_ins_page(owner(request), current_sign_in(request)))


@signed_in
@require_POST
def sign_in_ending(request: HttpRequest, public_id: str) -> HttpResponse:
    """End one sign-in."""
    sign_in = get_object_or_404(SignIn.objects.visible_to(request.user).running(), public_id=public_id)
    end_sign_in(actor=owner(request), sign_in=sign_in)
    messages.success(request, gettext("Signed out there."))
    return redirect("accounts:sign_ins")


@signed_in
@require_POST
def other_sign_ins_ending(request: HttpRequest) -> HttpResponse:
    """End all sign-ins but this one."""
    end_other_sign_ins(actor=owner(request), current=current_sign_in(request))
    messages.success(request, gettext("Signed out everywhere else."))
    return redirect("accounts:sign_ins")


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Leave quickly: sign out, empty what this browser keeps of us, go to a neutral page. Needs no JavaScript."""
    sign_in = current_sign_in(request) if request.user.is_authenticated else None
    if sign_in is not None:
        conclude_sign_in(sign_in, SignInEnd.LEFT)
    logout(request)
    response = HttpResponseRedirect(settings.LEAVE_URL or reverse("accounts:calendar"), status=303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@public
@require_safe
def neutral(request: HttpRequest) -> HttpResponse:
    """Show a calendar of the month, as anybody might have open."""
    return render(request, "accounts/calendar.html", calendar.this_month())
