from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import today
from tarazy.base.db import Record
from tarazy.people.choices import Role
from tarazy.people.models.person import Person
from tarazy.people.roles import holds_any

SEES_QUALIFICATIONS = frozenset({Role.COORDINATOR, Role.LEAD, Role.TRAINER, Role.MENTOR})


class QualificationQuerySet(models.QuerySet["Qualification"]):
    def valid(self, day: date | None = None) -> Self:
        day = day or today()
        unexpired = Q(expires_on__isnull=True) | Q(expires_on__gt=day)
        return self.filter(unexpired, granted_on__lte=day, revoked_at__isnull=True)

    def visible_to(self, actor: object) -> Self:
        """One's own; all to those who train people or plan with them."""
        if holds_any(actor, SEES_QUALIFICATIONS):
            return self
        return self.filter(person__user_id=getattr(actor, "pk", None) or -1)


class Qualification(Record):
    """A person has shown that they can do something: ``scheme`` says what kind of thing, ``value`` which one.

    The academy grants ``("observer", "hearing")`` and fieldwork asks for it; neither knows the other.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="qualifications")
    scheme = models.CharField(_("kind"), max_length=40)
    value = models.CharField(_("scope"), max_length=80)
    granted_on = models.DateField(_("granted on"), default=today)
    expires_on = models.DateField(_("valid until"), null=True, blank=True, help_text=_("The first day without it."))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revocation_reason = models.CharField(_("why it was revoked"), max_length=300, blank=True)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("granted_on")),
                name="qualification_expires_after_grant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def is_valid(self) -> bool:
        """Whether it can be relied on today."""
        day = today()
        expired = self.expires_on is not None and self.expires_on <= day
        return self.revoked_at is None and self.granted_on <= day and not expired
