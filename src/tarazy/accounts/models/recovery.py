"""Recovery of a lost second factor, decided by two people."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tarazy.accounts.choices import RecoveryState, RecoveryStepKind
from tarazy.accounts.models.user import User
from tarazy.base.clock import now
from tarazy.base.db import Record
from tarazy.base.permissions import can


class RecoveryRequestQuerySet(models.QuerySet["RecoveryRequest"]):
    """Reads of recoveries."""

    def running(self) -> Self:
        """Those that still wait for someone."""
        return self.filter(state__in=[RecoveryState.OPEN, RecoveryState.CONFIRMED], expires_at__gt=now())

    def visible_to(self, actor: object) -> Self:
        """All for those who open or confirm recoveries; for others their own."""
        if can(actor, "accounts.view_recoveries"):
            return self.all()
        own = getattr(actor, "pk", None)
        return self.filter(user_id=own) if own else self.none()


class RecoveryRequest(Record):
    """Someone's second factor is lost; once two others confirm, its owner may remove it, once, for a while."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recoveries")
    state = models.CharField(max_length=10, choices=RecoveryState.choices, default=RecoveryState.OPEN)
    expires_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - none before it is confirmed

    objects = RecoveryRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", condition=Q(state__in=["open", "confirmed"]), name="recovery_running_once"),
        ]

    def __str__(self) -> str:
        return f"recovery {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:recovery", args=[self.public_id])

    @property
    def is_running(self) -> bool:
        return self.state in {RecoveryState.OPEN, RecoveryState.CONFIRMED} and self.expires_at > now()

    @property
    def has_expired(self) -> bool:
        return self.state in {RecoveryState.OPEN, RecoveryState.CONFIRMED} and self.expires_at <= now()


class RecoveryStep(models.Model):
    """Something that happened to a recovery: what, who, when, and why if it was refused."""

    request = models.ForeignKey(RecoveryRequest, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=RecoveryStepKind.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "request", "by", condition=Q(kind=RecoveryStepKind.CONFIRMED), name="recovery_confirmed_once_by_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"
