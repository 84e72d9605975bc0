from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import today
from tarazy.base.db import Record
from tarazy.people.choices import ConsentPurpose, Role
from tarazy.people.models.person import Person
from tarazy.people.roles import holds_any

SEES_CONSENTS = frozenset({Role.COORDINATOR, Role.PROTECTION})


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, actor: object) -> Self:
        """One's own; all to coordinators and the data-protection officer."""
        if holds_any(actor, SEES_CONSENTS):
            return self
        return self.filter(person__user_id=getattr(actor, "pk", None) or -1)


class Consent(Record):
    """What a person of the network agreed to, in which language it was put to them, and when they took it back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("what it covers"), max_length=20, choices=ConsentPurpose.choices)
    language = models.CharField(_("language it was asked in"), max_length=2, choices=settings.LANGUAGES)
    given_on = models.DateField(_("given on"), default=today)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at__isnull=True), name="consent_standing_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"
