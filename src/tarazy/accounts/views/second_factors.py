"""Second factors, where allauth's own pages would lead astray."""

from __future__ import annotations

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as second_factor
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn import views as passkeys
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from tarazy.accounts.queries import has_second_factor
from tarazy.base.permissions import public, signed_in


@public
@transaction.atomic
def second_step(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor; whoever lost it meanwhile, by recovery, signs in anew instead of going in a circle."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is not None and not has_second_factor(stage.login.user):
        clear_login(request)
        return redirect("account_login")
    return second_factor.authenticate(request)


@signed_in
@transaction.atomic
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey, unless it is the last second factor of someone whose role needs one."""
    own = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    adapter = get_adapter()
    if not adapter.can_delete_authenticator(get_object_or_404(own, pk=pk)):
        messages.error(request, str(adapter.error_messages["cannot_delete_authenticator"]))
        return redirect("mfa_list_webauthn")
    return passkeys.remove_webauthn(request, pk=pk)
