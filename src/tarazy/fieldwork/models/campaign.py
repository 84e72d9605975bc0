from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tarazy.base.clock import today
from tarazy.base.db import Record
from tarazy.base.i18n import Translated
from tarazy.fieldwork.choices import SamplingDesign
from tarazy.fieldwork.roles import reads_campaigns


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, actor: object) -> Self:
        """All of them to those who plan and analyse; to a monitor those that they hold a device key of."""
        if reads_campaigns(actor):
            return self
        return self.filter(device_keys__user_id=getattr(actor, "pk", None) or -1).distinct()

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)


class Campaign(Record):
    """A piece of monitoring with a plan: what is observed, when, and how the observed were chosen."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = Translated(_("title"), max_length=200)
    description = Translated(_("description"))
    design = models.CharField(
        _("sampling"), max_length=20, choices=SamplingDesign.choices, default=SamplingDesign.CONVENIENCE
    )
    design_note = Translated(_("how the observed were chosen"))
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="campaign_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("fieldwork:campaign", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """Whether submissions are still taken."""
        return self.closed_at is None

    @property
    def sampling(self) -> SamplingDesign:
        return SamplingDesign(self.design)
