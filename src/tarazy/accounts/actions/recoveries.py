"""Recovering a lost second factor: its owner or a coordinator asks, two others confirm, its owner removes it, once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from tarazy.accounts import mails
from tarazy.accounts.actions.second_factors import remove_second_factors
from tarazy.accounts.actions.sign_ins import end_all_sign_ins
from tarazy.accounts.choices import RecoveryState, RecoveryStepKind, SignInEnd
from tarazy.accounts.errors import (
    ConfirmedAlready,
    NothingToRecover,
    RecoveryClosed,
    RecoveryExists,
    WrongPassword,
)
from tarazy.accounts.models import RecoveryRequest, RecoveryStep, User
from tarazy.accounts.queries import has_second_factor
from tarazy.accounts.tokens import hash_of, new_token
from tarazy.base import trail
from tarazy.base.clock import now
from tarazy.base.permissions import require

CONFIRMATIONS = 2
TO_CONFIRM = timedelta(days=3)
TO_USE = timedelta(hours=24)


@transaction.atomic
def open_recovery(*, actor: object, user: User) -> RecoveryRequest:
    """Ask for the recovery of someone's second factor. The owner is told by mail, whoever asks.

    Raises:
        NothingToRecover: the account has none.
        RecoveryExists: one is under way.
    """
    require(actor, "accounts.open_recovery", user)
    if not has_second_factor(user):
        raise NothingToRecover
    for earlier in RecoveryRequest.objects.select_for_update().filter(
        user=user, state__in=[RecoveryState.OPEN, RecoveryState.CONFIRMED]
    ):
        if earlier.is_running:
            raise RecoveryExists
        _move(earlier, RecoveryState.EXPIRED, RecoveryStepKind.EXPIRED, None)
    recovery = RecoveryRequest.objects.create(user=user, expires_at=now() + TO_CONFIRM)
    RecoveryStep.objects.create(request=recovery, kind=RecoveryStepKind.OPENED, by=_person(actor))
    mails.send(user, "recovery_opened", expires_at=recovery.expires_at)
    trail.record(actor, "accounts.open_recovery", recovery)
    return recovery


@transaction.atomic
def confirm_recovery(*, actor: User, recovery: RecoveryRequest) -> RecoveryRequest:
    """Confirm, having made sure by voice that the right person asks. The second confirmation sends the link.

    Raises:
        ConfirmedAlready: the same person confirms twice.
        RecoveryClosed: it no longer waits for confirmations.
    """
    require(actor, "accounts.confirm_recovery", recovery)
    recovery = _locked(recovery)
    if recovery.state != RecoveryState.OPEN or not recovery.is_running:
        raise RecoveryClosed
    confirmed = recovery.steps.filter(kind=RecoveryStepKind.CONFIRMED)
    if confirmed.filter(by=actor).exists():
        raise ConfirmedAlready
    RecoveryStep.objects.create(request=recovery, kind=RecoveryStepKind.CONFIRMED, by=actor)
    trail.record(actor, "accounts.confirm_recovery", recovery)
    if confirmed.count() >= CONFIRMATIONS:
        _release(recovery)
    return recovery


@transaction.atomic
def refuse_recovery(*, actor: User, recovery: RecoveryRequest, reason: str) -> RecoveryRequest:
    """Refuse, with a reason that stays on record; its owner is told."""
    require(actor, "accounts.confirm_recovery", recovery)
    recovery = _running(recovery)
    _move(recovery, RecoveryState.REFUSED, RecoveryStepKind.REFUSED, actor, reason)
    mails.send(recovery.user, "recovery_refused")
    trail.record(actor, "accounts.refuse_recovery", recovery)
    return recovery


@transaction.atomic
def withdraw_recovery(*, actor: User, recovery: RecoveryRequest) -> RecoveryRequest:
    """Stop the recovery of one's own second factor: it was found again, or somebody else had asked."""
    require(actor, "accounts.withdraw_recovery", recovery)
    recovery = _running(recovery)
    _move(recovery, RecoveryState.WITHDRAWN, RecoveryStepKind.WITHDRAWN, actor)
    trail.record(actor, "accounts.withdraw_recovery", recovery)
    return recovery


def confirmed_recovery(token: str) -> RecoveryRequest:
    """Return the recovery that the secret of a mail opens.

    Raises:
        RecoveryClosed: none (any more).
    """
    recovery = RecoveryRequest.objects.filter(token_hash=hash_of(token), state=RecoveryState.CONFIRMED).first()
    if recovery is None or not recovery.is_running:
        raise RecoveryClosed
    return recovery


@transaction.atomic
def use_recovery(*, token: str, password: str) -> User:
    """Remove the lost second factor. Needs the secret of the mail and the password; works once.

    Ends every sign-in and leaves no second factor: the next sign-in sets a new one up.
    """
    recovery = _locked(confirmed_recovery(token))
    if recovery.state != RecoveryState.CONFIRMED or not recovery.is_running:
        raise RecoveryClosed
    user = recovery.user
    if not user.check_password(password):
        raise WrongPassword
    remove_second_factors(user)
    end_all_sign_ins(user, SignInEnd.RECOVERY)
    _move(recovery, RecoveryState.USED, RecoveryStepKind.USED, user)
    mails.send(user, "recovery_used")
    trail.record(user, "accounts.use_recovery", recovery)
    return user


def _person(actor: object) -> User | None:
    return actor if isinstance(actor, User) else None


def _locked(recovery: RecoveryRequest) -> RecoveryRequest:
    return RecoveryRequest.objects.select_for_update(of=("self",)).select_related("user").get(pk=recovery.pk)


def _running(recovery: RecoveryRequest) -> RecoveryRequest:
    recovery = _locked(recovery)
    if not recovery.is_running:
        raise RecoveryClosed
    return recovery


def _release(recovery: RecoveryRequest) -> None:
    token = new_token()
    recovery.state = RecoveryState.CONFIRMED
    recovery.token_hash = hash_of(token)
    recovery.expires_at = now() + TO_USE
    recovery.save(update_fields=["state", "token_hash", "expires_at"])
    user = recovery.user
    link = mails.address("accounts:take_recovery", user.language, token)
    mails.send(user, "recovery_confirmed", link=link, expires_at=recovery.expires_at)


def _move(
    recovery: RecoveryRequest, state: RecoveryState, kind: RecoveryStepKind, actor: User | None, reason: str = ""
) -> None:
    recovery.state = state
    recovery.token_hash = None
    recovery.save(update_fields=["state", "token_hash"])
    RecoveryStep.objects.create(request=recovery, kind=kind, by=actor, reason=reason)
