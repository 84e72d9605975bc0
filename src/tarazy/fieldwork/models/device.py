from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.accounts.models import User
from tarazy.base.crypto import Fingerprint
from tarazy.base.db import Record
from tarazy.fieldwork.models.campaign import Campaign
from tarazy.fieldwork.roles import plans

CONTEXT = "fieldwork.device-key"


class DeviceKeyQuerySet(models.QuerySet["DeviceKey"]):
    def visible_to(self, actor: object) -> Self:
        if plans(actor):
            return self
        return self.filter(user_id=getattr(actor, "pk", None) or -1)


class DeviceKey(Record):
    """What a person's device shows to send to a campaign. The secret itself is told once and never kept."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="device_keys")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="device_keys", verbose_name=_("person"))
    name = models.CharField(_("device"), max_length=100, blank=True)
    fingerprint = Fingerprint(context=CONTEXT, unique=True, editable=False)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = DeviceKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("device key")
        verbose_name_plural = _("device keys")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.name or f"device {self.public_id}"

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None
