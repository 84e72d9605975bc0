from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import now
from tarazy.base.db import Record
from tarazy.base.i18n import Translated
from tarazy.country.models import Region
from tarazy.people.choices import NETWORK_ROLES, IdentifierScheme, OrganisationKind, OrganisationState, Role
from tarazy.people.roles import holds_any

SEES_ALL_ORGANISATIONS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> Self:
        return self.filter(state=OrganisationState.ACTIVE)

    def visible_to(self, actor: object) -> Self:
        """The listed to everyone; the active to the network; the suspended, too, to those who look after all."""
        if holds_any(actor, SEES_ALL_ORGANISATIONS):
            return self
        if holds_any(actor, NETWORK_ROLES):
            return self.active()
        return self.active().filter(is_listed=True)


class Organisation(Record):
    """A body that takes part in the network or answers it; the network's members are organisations."""

    name = Translated(_("name"), max_length=200)
    description = Translated(_("what it does"))
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=OrganisationState.choices, default=OrganisationState.ACTIVE
    )
    is_listed = models.BooleanField(
        _("shown to the public"),
        default=False,
        help_text=_("Decided by the organisation itself: being seen in the network can be a risk."),
    )
    regions = models.ManyToManyField(Region, blank=True, verbose_name=_("regions"), related_name="organisations")

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.public_id])


class OrganisationStateChange(models.Model):
    """That an organisation was suspended or restored: when, by whom and why."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="state_changes")
    state = models.CharField(_("state"), max_length=10, choices=OrganisationState.choices)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state}"


class OrganisationIdentifier(models.Model):
    """The number or address under which others know an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=20, choices=IdentifierScheme.choices)
    value = models.CharField(_("value"), max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "value"], name="organisation_identifier_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
