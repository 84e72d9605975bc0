"""Invitations: seeing to those that were sent, and accepting one's own."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tarazy.accounts.actions.invitations import (
    accept_invitation,
    open_invitation,
    resend_invitation,
    revoke_invitation,
)
from tarazy.accounts.errors import InvitationClosed
from tarazy.accounts.forms import AcceptInvitationForm
from tarazy.accounts.models import Invitation, User
from tarazy.accounts.queries import invitation_page, invitations_page
from tarazy.base.errors import DomainError
from tarazy.base.pages import render
from tarazy.base.permissions import public, requires

TOKEN = "accounts.invitation"  # noqa: S105 - the session keeps the secret here, so that no further address shows it


@requires("accounts.view_invitations")
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """List the invitations that were sent."""
    return render(request, "accounts/invitations.html", invitations_page(request.user))


@requires("accounts.view_invitations")
@require_safe
def invitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one invitation and what happened to it."""
    return render(request, "accounts/invitation.html", invitation_page(request.user, _visible(request, public_id)))


@requires("accounts.view_invitations")
@require_POST
def invitation_sending(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send an invitation again."""
    try:
        resend_invitation(actor=request.user, invitation=_visible(request, public_id))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, gettext("The invitation was sent again. The link of the earlier mail no longer works.")
        )
    return redirect("accounts:invitation", public_id)


@requires("accounts.view_invitations")
@require_POST
def invitation_revocation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Revoke an invitation."""
    try:
        revoke_invitation(actor=request.user, invitation=_visible(request, public_id))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The invitation was revoked. Its link no longer works."))
    return redirect("accounts:invitation", public_id)


@public
@never_cache
@require_safe
def take_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret of the mail out of the address, and go on to the form."""
    too_many = ratelimit.consume_or_429(request, action="signup", limit_get=True)
    if too_many:
        return too_many
    if request.user.is_authenticated:
        logout(request)
    request.session[TOKEN] = token
    return redirect("accounts:invitation_acceptance")


@public
@never_cache
@sensitive_post_parameters("password")
def invitation_acceptance(request: HttpRequest) -> HttpResponseBase:
    """Make an account: choose a password and the language of mail."""
    try:
        invitation = open_invitation(request.session.get(TOKEN, ""))
    except InvitationClosed as error:
        return render(request, "accounts/closed.html", error=error, status=410)
    initial = {"language": get_language()}
    form = AcceptInvitationForm(request.POST or None, email=invitation.email, initial=initial)
    if request.method == "POST" and form.is_valid():
        user = accept_invitation(token=request.session.pop(TOKEN), **form.cleaned_data)
        return _first_sign_in(request, user)
    return render(request, "accounts/invitation_acceptance.html", invitation, form=form)


def _visible(request: HttpRequest, public_id: str) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.user), public_id=public_id)


def _first_sign_in(request: HttpRequest, user: User) -> HttpResponseBase:
    """Sign in whoever has just made an account; its first page is the second factor, if one is due."""
    return perform_password_login(request, {"email": user.email}, Login(user=user, email=user.email))
