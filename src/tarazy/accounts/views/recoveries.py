"""Recovering a lost second factor."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.core import ratelimit
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tarazy.accounts.actions.recoveries import (
    confirm_recovery,
    confirmed_recovery,
    open_recovery,
    refuse_recovery,
    use_recovery,
    withdraw_recovery,
)
from tarazy.accounts.errors import RecoveryClosed
from tarazy.accounts.forms import OpenRecoveryForm, PasswordForm, RefusalForm
from tarazy.accounts.models import RecoveryRequest, User
from tarazy.accounts.queries import recoveries_page, recovery_page
from tarazy.accounts.sessions import owner
from tarazy.base.errors import DomainError
from tarazy.base.pages import render
from tarazy.base.permissions import public, requires, signed_in

TOKEN = "accounts.recovery"  # noqa: S105 - the session keeps the secret here, so that no further address shows it


@public
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def own_recovery(request: HttpRequest) -> HttpResponse:
    """Ask for the recovery of one's own second factor, after the password, in place of the code."""
    user: User = request._login_stage.login.user  # type: ignore[attr-defined]
    asked = False
    if request.method == "POST":
        try:
            open_recovery(actor=user, user=user)
        except DomainError as error:
            messages.info(request, str(error))
        asked = True
    return render(request, "accounts/own_recovery.html", asked=asked)


@requires("accounts.view_recoveries")
def recoveries(request: HttpRequest) -> HttpResponse:
    """List lost second factors, and report one for someone who can't sign in."""
    form = OpenRecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = User.objects.filter(email=form.cleaned_data["email"].lower()).first()
        try:
            if user is None:
                raise DomainError(gettext("There is no account with this e-mail address."))
            return redirect(open_recovery(actor=owner(request), user=user))
        except DomainError as error:
            form.add_error("email", str(error))
    return render(request, "accounts/recoveries.html", recoveries_page(request.user), form=form)


@signed_in
@require_safe
def recovery(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one recovery, to those who decide on it and to the owner of the account."""
    page = recovery_page(owner(request), _visible(request, public_id))
    return render(request, "accounts/recovery.html", page, form=RefusalForm())


@signed_in
@require_POST
@reauthentication_required(app="tarazy.accounts")  # type: ignore[untyped-decorator]
def recovery_confirmation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm one, as one of two."""
    try:
        confirm_recovery(actor=owner(request), recovery=_visible(request, public_id))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("You confirmed this recovery."))
    return redirect("accounts:recovery", public_id)


@signed_in
@require_POST
def recovery_refusal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Refuse one, with a reason."""
    found, form = _visible(request, public_id), RefusalForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/recovery.html", recovery_page(owner(request), found), form=form, status=422)
    try:
        refuse_recovery(actor=owner(request), recovery=found, reason=form.cleaned_data["reason"])
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("accounts:recovery", public_id)


@signed_in
@require_POST
def recovery_withdrawal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop the recovery of one's own second factor."""
    try:
        withdraw_recovery(actor=owner(request), recovery=_visible(request, public_id))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("The recovery was stopped. Your second factor stays as it is."))
    return redirect("accounts:account")


@public
@never_cache
@require_safe
def take_recovery(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret of the mail out of the address, and go on to the form."""
    request.session[TOKEN] = token
    return redirect("accounts:recovery_use")


@public
@never_cache
@sensitive_post_parameters("password")
def recovery_use(request: HttpRequest) -> HttpResponse:
    """Remove the lost second factor, with the password."""
    token = request.session.get(TOKEN, "")
    form = PasswordForm(request.POST or None)
    try:
        found = confirmed_recovery(token)
        if request.method == "POST" and form.is_valid():
            if not ratelimit.consume(request, action="login_failed", key=f"recovery:{found.pk}"):
                return ratelimit.respond_429(request)
            use_recovery(token=token, password=form.cleaned_data["password"])
            clear_login(request)
            messages.success(request, gettext("Your second factor was removed. Sign in and set up a new one."))
            return redirect("account_login")
    except RecoveryClosed as error:
        return render(request, "accounts/closed.html", error=error, status=410)
    except DomainError as error:
        form.add_error("password", str(error))
    return render(request, "accounts/recovery_use.html", found, form=form)


def _visible(request: HttpRequest, public_id: str) -> RecoveryRequest:
    found = RecoveryRequest.objects.visible_to(request.user).select_related("user")
    return get_object_or_404(found, public_id=public_id)
