"""Listens to the room below: an accepted invitation becomes a membership, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import receiver

from tarazy.accounts.signals import invitation_accepted
from tarazy.people.invitations import PROMISE, keep_promise

if TYPE_CHECKING:
    from tarazy.accounts.models import Invitation, User


@receiver(invitation_accepted, dispatch_uid="people.keep_promise")
def on_invitation_accepted(sender: object, invitation: Invitation, user: User, **kwargs: object) -> None:
    """Give the new account its person and its role, if that is what it was invited to."""
    if PROMISE in invitation.context:
        keep_promise(invitation=invitation, user=user)
