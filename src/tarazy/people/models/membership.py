from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import today
from tarazy.base.db import Record
from tarazy.country.models import Region
from tarazy.people.choices import Role
from tarazy.people.models.organisation import Organisation
from tarazy.people.models.person import Person


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, day: date | None = None) -> Self:
        day = day or today()
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day)

    def visible_to(self, actor: object) -> Self:
        """One's own; those of which the actor may see both the person and the organisation."""
        both = Q(
            person__in=Person.objects.visible_to(actor).values("pk"),
            organisation__in=Organisation.objects.visible_to(actor).values("pk"),
        )
        return self.filter(both | Q(person__user_id=getattr(actor, "pk", None) or -1))


class Membership(Record):
    """A person holds a role in an organisation for a time. All rights follow from memberships that are active."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    regions = models.ManyToManyField(Region, blank=True, verbose_name=_("regions"), related_name="+")
    started_on = models.DateField(_("from"), default=today)
    ended_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day without the role."))
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(ended_on__isnull=True),
                name="membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.organisation}"

    @property
    def is_active(self) -> bool:
        """Whether the role is held today."""
        day = today()
        return self.started_on <= day and (self.ended_on is None or self.ended_on > day)
