"""What accounts do when Django or allauth announce something."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.core import context as current
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from tarazy.accounts import mails
from tarazy.accounts.actions.sign_ins import begin_sign_in, conclude_sign_in, end_all_sign_ins
from tarazy.accounts.browsers import family
from tarazy.accounts.choices import SignInEnd, SignInMethod
from tarazy.accounts.models import SignIn, User
from tarazy.accounts.queries import has_second_factor
from tarazy.accounts.sessions import current_sign_in, method_of, remember_sign_in, settle_second_factor
from tarazy.base import trail
from tarazy.base.clock import now
from tarazy.base.permissions import SYSTEM


@receiver(user_logged_in)
def write_down_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Write down a sign-in, and tell its owner if the browser is one that was not seen before."""
    is_new = _is_new_browser(request, user)
    method = method_of(request, user)
    sign_in = begin_sign_in(user, user_agent=request.headers.get("User-Agent", ""), method=method)
    remember_sign_in(request, sign_in)
    request._sign_in = sign_in  # type: ignore[attr-defined]
    if method != SignInMethod.PASSWORD:
        settle_second_factor(request, settled=True)
    if is_new:
        mails.send(user, "new_sign_in", browser=sign_in.browser, system=sign_in.system, at=now())


@receiver(user_logged_out)
def write_down_sign_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Write down that someone signed out."""
    sign_in = current_sign_in(request) if user is not None else None
    if sign_in is not None:
        conclude_sign_in(sign_in, SignInEnd.SIGNED_OUT)


@receiver(account_signals.password_changed)
@receiver(account_signals.password_reset)
@transaction.atomic
def end_other_sign_ins_with_the_old_password(request: HttpRequest, user: User, **_: Any) -> None:
    """End every sign-in that the old password made, but the one in which it was changed."""
    current = current_sign_in(request) if request.user.is_authenticated else None
    end_all_sign_ins(user, SignInEnd.PASSWORD, but=current)
    trail.record(user, "accounts.change_password", user)


@receiver(post_save, sender=Authenticator)
def write_down_new_second_factor(instance: Authenticator, created: bool, **_: Any) -> None:
    """Write down what was set up, in the transaction that does it."""
    if created:
        _write_down("accounts.add_second_factor", instance)


@receiver(post_delete, sender=Authenticator)
def write_down_removed_second_factor(instance: Authenticator, **_: Any) -> None:
    """Write down what was removed, in the transaction that does it."""
    _write_down("accounts.remove_second_factor", instance)


@receiver(mfa_signals.authenticator_added)
@receiver(mfa_signals.authenticator_removed)
def remember_second_factor(request: HttpRequest, user: User, **_: Any) -> None:
    """Remember in the session whether its owner has a second factor now."""
    settle_second_factor(request, settled=has_second_factor(user))


@receiver(mfa_signals.authentication_failed)
@transaction.atomic
def write_down_wrong_code(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Write down a wrong code: whoever gave it knew the password."""
    trail.record(None, "accounts.wrong_second_factor", user, kind=str(authenticator.type))


def _is_new_browser(request: HttpRequest, user: User) -> bool:
    browser, system = family(request.headers.get("User-Agent", ""))
    earlier = SignIn.objects.filter(user=user)
    return earlier.exists() and not earlier.filter(browser=browser, system=system).exists()


@transaction.atomic
def _write_down(action: str, authenticator: Authenticator) -> None:
    user = authenticator.user
    actor = user if current.request is not None else SYSTEM
    trail.record(actor, action, user, kind=str(authenticator.type))
