"""Invitations: the only way to an account."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tarazy.accounts.choices import InvitationState, InvitationStepKind
from tarazy.accounts.models.user import User
from tarazy.base.clock import now
from tarazy.base.db import Record
from tarazy.base.permissions import can


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations."""

    def open(self) -> Self:
        """Those that can still be accepted."""
        return self.filter(state=InvitationState.OPEN, expires_at__gt=now())

    def visible_to(self, actor: object) -> Self:
        """All of them for those who may invite, none for everyone else."""
        return self.all() if can(actor, "accounts.view_invitations") else self.none()


class Invitation(Record):
    """Asks one person, by mail, to make an account; ``context`` belongs to the room that sent it."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language of the mail"), max_length=2, choices=settings.LANGUAGES)
    context = models.JSONField(default=dict, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("valid until"))
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN)
    account = models.OneToOneField(User, on_delete=models.PROTECT, null=True, related_name="invitation")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("email", condition=models.Q(state="open"), name="invitation_open_once"),
        ]
        indexes = [models.Index(fields=["state", "-created_at"], name="invitation_by_state")]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:invitation", args=[self.public_id])

    @property
    def has_expired(self) -> bool:
        return self.state == InvitationState.OPEN and self.expires_at <= now()

    @property
    def is_open(self) -> bool:
        return self.state == InvitationState.OPEN and self.expires_at > now()


class InvitationStep(models.Model):
    """Something that happened to an invitation: what, who, when."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=InvitationStepKind.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes = [models.Index(fields=["by", "at"], name="invitation_step_by")]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.kind}"
