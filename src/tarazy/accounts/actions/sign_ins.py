"""Beginning, noting the use of, and ending sign-ins."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from tarazy.accounts.browsers import family
from tarazy.accounts.choices import SignInEnd, SignInMethod
from tarazy.accounts.models import SignIn, User
from tarazy.accounts.queries import end_of
from tarazy.base import trail
from tarazy.base.clock import now
from tarazy.base.permissions import require

NOTED_EVERY = timedelta(minutes=1)  # the last use is written down at most this often


@transaction.atomic
def begin_sign_in(user: User, *, user_agent: str, method: SignInMethod) -> SignIn:
    """Write down that someone signed in with a browser."""
    browser, system = family(user_agent)
    sign_in = SignIn.objects.create(user=user, browser=browser, system=system, method=method)
    trail.record(user, "accounts.sign_in", sign_in, method=str(method))
    return sign_in


def note_use(sign_in: SignIn) -> None:
    """Remember that a sign-in is in use."""
    moment = now()
    if moment - sign_in.last_used_at >= NOTED_EVERY:
        SignIn.objects.filter(pk=sign_in.pk).update(last_used_at=moment)


@transaction.atomic
def end_sign_in(*, actor: User, sign_in: SignIn) -> None:
    """End one of one's own sign-ins, here or on another device; it takes effect at once."""
    require(actor, "accounts.end_sign_in", sign_in)
    _end(sign_in, SignInEnd.REVOKED)


@transaction.atomic
def end_other_sign_ins(*, actor: User, current: SignIn | None) -> int:
    """End all of one's own sign-ins but the current one."""
    return end_all_sign_ins(actor, SignInEnd.REVOKED, but=current)


@transaction.atomic
def conclude_sign_in(sign_in: SignIn, why: SignInEnd) -> None:
    """Write down that a sign-in is over: its owner left, or it was not used for too long."""
    _end(sign_in, why)


@transaction.atomic
def end_all_sign_ins(user: User, why: SignInEnd, *, but: SignIn | None = None) -> int:
    """End all sign-ins of an account, as part of an act that calls for it; returns how many there were."""
    running = SignIn.objects.filter(user=user).running()
    if but is not None:
        running = running.exclude(pk=but.pk)
    ended = 0
    for sign_in in running:
        _end(sign_in, why)
        ended += 1
    return ended


def conclude_stale_sign_ins() -> int:
    """Write down as ended what can no longer be used: its browser was closed and nobody came back."""
    stale = [(sign_in, why) for sign_in in SignIn.objects.running().select_related("user") if (why := end_of(sign_in))]
    for sign_in, why in stale:
        conclude_sign_in(sign_in, why)
    return len(stale)


def forget_old_sign_ins(after: timedelta) -> int:
    """Delete sign-ins that ended longer ago than ``after``; the trail keeps that they were."""
    forgotten, _ = SignIn.objects.filter(ended_at__lt=now() - after).delete()
    return forgotten


def _end(sign_in: SignIn, why: SignInEnd) -> None:
    ended = SignIn.objects.filter(pk=sign_in.pk, ended_at=None).update(ended_at=now(), ended_why=why)
    if ended:
        trail.record(sign_in.user, "accounts.sign_out", sign_in, why=str(why))
