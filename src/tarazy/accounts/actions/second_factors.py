"""Second factors, where their owner is not in front of the browser. Receivers leave the trace of each."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from tarazy.accounts.models import User
from tarazy.base.permissions import SYSTEM


@transaction.atomic
def enrol_totp(*, actor: object, user: User, secret: str) -> None:
    """Give an account a known secret for codes from an app. Only the system itself may: for the demonstration.

    Raises:
        PermissionError: somebody else tries.
    """
    if actor is not SYSTEM:
        raise PermissionError("Everyone sets up their own second factor.")
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)


@transaction.atomic
def remove_second_factors(user: User) -> int:
    """Take all second factors and recovery codes of an account away, as part of a recovery; returns how many."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return removed
