from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tarazy.analysis.choices import Breakdown, ShareState
from tarazy.fieldwork.models import Campaign
from tarazy.methodology.models import Indicator


class IndicatorResultQuerySet(models.QuerySet["IndicatorResult"]):
    def by(self, *breakdowns: str) -> Self:
        return self.filter(breakdown__in=breakdowns)


class IndicatorResult(models.Model):
    """What may be published of an indicator for one value of a breakdown: what is hidden is not in this row at all.

    A count is None where it is withheld; `small` names those that are withheld because they lie between 1 and the
    threshold, the others are withheld because they would give such a number away. `share` is yes / denominator;
    `share_from` and `share_to` enclose it where only its range may be told, and equal it otherwise; `low` and `high`
    are the 95 % Wilson interval (its hull over the range).
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="results")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="results")
    breakdown = models.CharField(_("by"), max_length=12, choices=Breakdown.choices)
    value = models.CharField(_("value"), max_length=60, blank=True)
    yes = models.PositiveIntegerField(null=True)
    partly = models.PositiveIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    not_observed = models.PositiveIntegerField(null=True)
    not_applicable = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    observed = models.PositiveIntegerField(null=True)
    small = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ShareState.choices)
    share = models.FloatField(null=True)
    share_from = models.FloatField(null=True)
    share_to = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    objects = IndicatorResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering: ClassVar = ["campaign", "indicator", "breakdown", "value"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "indicator", "breakdown", "value"], name="result_once_per_value"
            ),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(yes__isnull=False, denominator__isnull=False),
                name="result_share_with_its_counts",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["campaign", "breakdown", "value"], name="result_by_breakdown")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.breakdown} {self.value}".strip()
