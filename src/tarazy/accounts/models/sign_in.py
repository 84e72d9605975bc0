"""Sign-ins: which browser someone is signed in with, since when, and when it was last used."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarazy.accounts.choices import SignInEnd, SignInMethod
from tarazy.accounts.models.user import User
from tarazy.base.clock import now
from tarazy.base.db import Record


class SignInQuerySet(models.QuerySet["SignIn"]):
    """Reads of sign-ins."""

    def running(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at=None)

    def visible_to(self, actor: object) -> Self:
        """Everyone sees their own and nobody else's."""
        own = getattr(actor, "pk", None)
        return self.filter(user_id=own) if own else self.none()


class SignIn(Record):
    """One signed-in browser. Holds no network address and no place, only the family of browser and system."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    browser = models.CharField(_("browser"), max_length=20, blank=True)
    system = models.CharField(_("system"), max_length=20, blank=True)
    method = models.CharField(max_length=10, choices=SignInMethod.choices, default=SignInMethod.PASSWORD)
    last_used_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=12, choices=SignInEnd.choices, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="sign_in_ended_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["user", "ended_at"], name="sign_in_by_user")]

    def __str__(self) -> str:
        return f"sign-in {self.public_id}"
