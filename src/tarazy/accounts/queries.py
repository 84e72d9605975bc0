"""What accounts show: each page gets one frozen dataclass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from tarazy.accounts import invitation_desk
from tarazy.accounts.choices import RecoveryStepKind, SignInEnd
from tarazy.accounts.models import Invitation, InvitationStep, RecoveryRequest, RecoveryStep, SignIn, User
from tarazy.accounts.policy import must_use_second_factor
from tarazy.base.clock import now
from tarazy.base.permissions import can

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class SignInLimits:
    """How long a sign-in may lie unused, and how long it may last at all."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True)
class SignInRow:
    """One line of the list of sign-ins."""

    sign_in: SignIn
    is_current: bool


@dataclass(frozen=True)
class AccountPage:
    """One's own account at a glance."""

    email: str
    language: str
    has_app: bool
    passkeys: int
    recovery_codes_left: int
    must_use_second_factor: bool
    sign_ins: int
    may_invite: bool
    sees_recoveries: bool
    recovery: RecoveryRequest | None

    @property
    def has_second_factor(self) -> bool:
        return self.has_app or self.passkeys > 0


@dataclass(frozen=True)
class SignInsPage:
    """Where one is signed in, and after how long without use one no longer is."""

    rows: tuple[SignInRow, ...]
    idle_minutes: int


@dataclass(frozen=True)
class InvitationRow:
    """One invitation, with what it invites to in the words of the room above."""

    invitation: Invitation
    purpose: str


@dataclass(frozen=True)
class InvitationsPage:
    """Whom the network has invited, newest first, and where someone is invited."""

    rows: tuple[InvitationRow, ...]
    form_url: str


@dataclass(frozen=True)
class InvitationPage:
    """One invitation and what happened to it."""

    invitation: Invitation
    purpose: str
    steps: tuple[InvitationStep, ...]
    can_change: bool


@dataclass(frozen=True)
class RecoveriesPage:
    """Lost second factors that wait for a decision, and those decided lately."""

    running: tuple[RecoveryRequest, ...]
    closed: tuple[RecoveryRequest, ...]


@dataclass(frozen=True)
class RecoveryPage:
    """One recovery: who asked, who confirmed, and what the reader may do."""

    recovery: RecoveryRequest
    steps: tuple[RecoveryStep, ...]
    confirmations: int
    has_confirmed: bool
    can_confirm: bool
    can_withdraw: bool


def has_second_factor(user: User) -> bool:
    """Say whether an account has an app for codes or a passkey. Recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists()


def owes_second_factor(user: User) -> bool:
    """Say whether someone must have a second factor and has none."""
    return must_use_second_factor(user) and not has_second_factor(user)


def sign_in_limits(user: User) -> SignInLimits:
    """Return the limits that fit what someone can see: short where a second factor is asked for."""
    if must_use_second_factor(user):
        return SignInLimits(settings.SIGN_IN_IDLE_STRICT, settings.SIGN_IN_WHOLE_STRICT)
    return SignInLimits(settings.SIGN_IN_IDLE, settings.SIGN_IN_WHOLE)


def end_of(sign_in: SignIn) -> SignInEnd | None:
    """Return why a running sign-in can no longer be used; None if it can."""
    limits, moment = sign_in_limits(sign_in.user), now()
    if moment - sign_in.last_used_at > limits.idle:
        return SignInEnd.IDLE
    if moment - sign_in.created_at > limits.whole:
        return SignInEnd.LIMIT
    return None


def account_page(user: User) -> AccountPage:
    """Return one's own account."""
    kinds = [found.type for found in Authenticator.objects.filter(user=user)]
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return AccountPage(
        email=user.email,
        language=user.language,
        has_app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        recovery_codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        must_use_second_factor=must_use_second_factor(user),
        sign_ins=running_sign_ins(user).count(),
        may_invite=can(user, "accounts.view_invitations"),
        sees_recoveries=can(user, "accounts.view_recoveries"),
        recovery=RecoveryRequest.objects.filter(user=user).running().first(),
    )


def running_sign_ins(user: User) -> QuerySet[SignIn]:
    """Return one's own sign-ins that can still be used, the one used last first."""
    limits, moment = sign_in_limits(user), now()
    usable = SignIn.objects.visible_to(user).running()
    usable = usable.filter(last_used_at__gte=moment - limits.idle, created_at__gte=moment - limits.whole)
    return usable.order_by("-last_used_at")


def sign_ins_page(user: User, current: SignIn | None) -> SignInsPage:
    """Return the list of one's own sign-ins, the current one first."""
    rows = [SignInRow(found, current is not None and found.pk == current.pk) for found in running_sign_ins(user)]
    rows.sort(key=lambda row: not row.is_current)
    return SignInsPage(tuple(rows), int(sign_in_limits(user).idle.total_seconds() // 60))


def invitations_page(actor: object) -> InvitationsPage:
    """Return the invitations that the actor may see, newest first."""
    found = Invitation.objects.visible_to(actor).select_related("invited_by").order_by("-created_at")[:200]
    rows = tuple(InvitationRow(invitation, invitation_desk.purpose(invitation.context)) for invitation in found)
    return InvitationsPage(rows, invitation_desk.form_url())


def invitation_page(actor: object, invitation: Invitation) -> InvitationPage:
    """Return one invitation with its history."""
    return InvitationPage(
        invitation=invitation,
        purpose=invitation_desk.purpose(invitation.context),
        steps=tuple(invitation.steps.select_related("by")),
        can_change=invitation.state == "open" and can(actor, "accounts.invite", invitation.context),
    )


def recoveries_page(actor: object) -> RecoveriesPage:
    """Return recoveries that the actor may see."""
    found = RecoveryRequest.objects.visible_to(actor).select_related("user").order_by("-created_at")[:100]
    return RecoveriesPage(
        running=tuple(recovery for recovery in found if recovery.is_running),
        closed=tuple(recovery for recovery in found if not recovery.is_running),
    )


def recovery_page(actor: User, recovery: RecoveryRequest) -> RecoveryPage:
    """Return one recovery with its history."""
    steps = tuple(recovery.steps.select_related("by"))
    confirmed_by = {step.by_id for step in steps if step.kind == RecoveryStepKind.CONFIRMED}
    return RecoveryPage(
        recovery=recovery,
        steps=steps,
        confirmations=len(confirmed_by),
        has_confirmed=actor.pk in confirmed_by,
        can_confirm=recovery.is_running
        and recovery.state == "open"
        and actor.pk not in confirmed_by
        and can(actor, "accounts.confirm_recovery", recovery),
        can_withdraw=recovery.is_running and can(actor, "accounts.withdraw_recovery", recovery),
    )
