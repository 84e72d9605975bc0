from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import FilteredRelation, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tarazy.base.db import Record
from tarazy.people.choices import NETWORK_ROLES, ConsentPurpose, Role
from tarazy.people.roles import holds_any

SEES_EVERYONE = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.PROTECTION})


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: object) -> Self:
        """Oneself; to the network, those who agreed to be in its directory; everyone to those who look after all."""
        if holds_any(actor, SEES_EVERYONE):
            return self
        mine = Q(user_id=getattr(actor, "pk", None) or -1)
        if not holds_any(actor, NETWORK_ROLES):
            return self.filter(mine)
        agreed = Q(consents__purpose=ConsentPurpose.DIRECTORY, consents__withdrawn_at__isnull=True)
        listed = FilteredRelation("consents", condition=agreed)
        return self.annotate(listed=listed).filter(mine | Q(listed__isnull=False))


class Person(Record):
    """Someone the network works with: a name, and an account if they sign in. The least that is needed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["family_name", "given_name"]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.public_id])
