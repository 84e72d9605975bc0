"""Inviting people, and becoming one of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.validators import validate_email
from django.db import transaction

from tarazy.accounts import mails
from tarazy.accounts.actions.accounts import open_account
from tarazy.accounts.choices import InvitationState, InvitationStepKind
from tarazy.accounts.errors import AccountExists, InvitationClosed, InvitationExists, TooManyInvitations
from tarazy.accounts.models import Invitation, InvitationStep, User
from tarazy.accounts.signals import invitation_accepted
from tarazy.accounts.tokens import hash_of, new_token
from tarazy.base import trail
from tarazy.base.clock import now
from tarazy.base.permissions import require

VALID_FOR = timedelta(days=7)
PERSON_A_DAY = 100  # invitations sent by one person
ADDRESS_A_DAY = 5  # mails to one address, whoever sends them


@transaction.atomic
def invite(*, actor: object, email: str, language: str, context: dict[str, Any]) -> Invitation:
    """Invite someone by mail to make an account; ``context`` is kept for the room above.

    Raises:
        Refused, Hidden: the actor may not invite to this.
        AccountExists, InvitationExists, TooManyInvitations: it would not make sense.
    """
    require(actor, "accounts.invite", context)
    email = email.strip().lower()
    validate_email(email)
    if User.objects.filter(email=email).exists():
        raise AccountExists
    _make_room_for_another(actor, email)
    token = new_token()
    invitation = Invitation.objects.create(
        email=email,
        language=language,
        context=context,
        invited_by=_person(actor),
        token_hash=hash_of(token),
        expires_at=now() + VALID_FOR,
    )
    _step(invitation, InvitationStepKind.SENT, actor)
    _send(invitation, token)
    trail.record(actor, "accounts.invite", invitation)
    return invitation


@transaction.atomic
def resend_invitation(*, actor: object, invitation: Invitation) -> Invitation:
    """Send an open or expired invitation again, with a new secret; the old one no longer works."""
    require(actor, "accounts.invite", invitation.context)
    invitation = _locked(invitation)
    if invitation.state != InvitationState.OPEN:
        raise InvitationClosed
    _refuse_floods(actor, invitation.email)
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.expires_at = now() + VALID_FOR
    invitation.save(update_fields=["token_hash", "expires_at"])
    _step(invitation, InvitationStepKind.RESENT, actor)
    _send(invitation, token)
    trail.record(actor, "accounts.resend_invitation", invitation)
    return invitation


@transaction.atomic
def revoke_invitation(*, actor: object, invitation: Invitation) -> Invitation:
    """Make an invitation that was not accepted useless."""
    require(actor, "accounts.invite", invitation.context)
    invitation = _locked(invitation)
    if invitation.state != InvitationState.OPEN:
        raise InvitationClosed
    return _revoke(actor, invitation)


def open_invitation(token: str) -> Invitation:
    """Return the invitation that a secret opens.

    Raises:
        InvitationClosed: none (any more).
    """
    invitation = Invitation.objects.filter(token_hash=hash_of(token)).first()
    if invitation is None or not invitation.is_open:
        raise InvitationClosed
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str, language: str) -> User:
    """Make the account that an invitation promised. Who holds its secret may; the address is proved by it.

    The room above turns the invitation into a membership, in the same transaction, on ``invitation_accepted``.

    Raises:
        InvitationClosed: the secret opens nothing (any more).
    """
    invitation = _locked(open_invitation(token))
    if not invitation.is_open:
        raise InvitationClosed
    if User.objects.filter(email=invitation.email).exists():
        raise InvitationClosed
    user = open_account(email=invitation.email, language=language, password=password)
    invitation.state = InvitationState.ACCEPTED
    invitation.account = user
    invitation.save(update_fields=["state", "account"])
    _step(invitation, InvitationStepKind.ACCEPTED, user)
    trail.record(user, "accounts.accept_invitation", invitation)
    invitation_accepted.send(sender=Invitation, invitation=invitation, user=user)
    return user


def _person(actor: object) -> User | None:
    return actor if isinstance(actor, User) else None


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def _step(invitation: Invitation, kind: InvitationStepKind, actor: object) -> None:
    InvitationStep.objects.create(invitation=invitation, kind=kind, by=_person(actor))


def _send(invitation: Invitation, token: str) -> None:
    mails.send_to(
        invitation.email,
        invitation.language,
        "invitation",
        link=mails.address("accounts:take_invitation", invitation.language, token),
        expires_at=invitation.expires_at,
    )


def _make_room_for_another(actor: object, email: str) -> None:
    for earlier in Invitation.objects.select_for_update().filter(email=email, state=InvitationState.OPEN):
        if earlier.is_open:
            raise InvitationExists
        _revoke(actor, earlier)
    _refuse_floods(actor, email)


def _revoke(actor: object, invitation: Invitation) -> Invitation:
    invitation.state = InvitationState.REVOKED
    invitation.save(update_fields=["state"])
    _step(invitation, InvitationStepKind.REVOKED, actor)
    trail.record(actor, "accounts.revoke_invitation", invitation)
    return invitation


def _refuse_floods(actor: object, email: str) -> None:
    """Counted from the record, so that no restart forgets; the command line is not counted."""
    person = _person(actor)
    if person is None:
        return
    mails_today = InvitationStep.objects.filter(
        at__gt=now() - timedelta(days=1), kind__in=[InvitationStepKind.SENT, InvitationStepKind.RESENT]
    )
    if mails_today.filter(by=person).count() >= PERSON_A_DAY:
        raise TooManyInvitations
    if mails_today.filter(invitation__email=email).count() >= ADDRESS_A_DAY:
        raise TooManyInvitations
