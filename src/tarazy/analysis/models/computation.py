from __future__ import annotations

from typing import ClassVar

from django.db import models

from tarazy.base.clock import now
from tarazy.fieldwork.models import Campaign
from tarazy.methodology.models import Indicator


class FeedPosition(models.Model):
    """How far in the change feed the results have come, and by which rules they were counted. One row."""

    transaction = models.BigIntegerField(default=0)
    number = models.BigIntegerField(default=0)
    rules = models.CharField(max_length=64, blank=True)
    computed_at = models.DateTimeField(default=now)
    seconds = models.FloatField(default=0.0)

    def __str__(self) -> str:
        return f"{self.transaction}/{self.number}"


class CampaignComputation(models.Model):
    """When the results of a campaign last changed; `stamp` changes with them and marks every page that shows them."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="computation")
    stamp = models.CharField(max_length=32)
    computed_at = models.DateTimeField(default=now)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.stamp


class IndicatorComputation(models.Model):
    """That an indicator's results of a campaign were computed: from which tallies, and how far observers agreed.

    `pairs` are observations that two observers made of the same thing; where there are too few, `agreement` and `alpha`
    are None. `alpha` is None, too, where nothing varies.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    pairs = models.PositiveIntegerField(default=0)
    agreement = models.FloatField(null=True)
    alpha = models.FloatField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "indicator"], name="computation_once_per_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.indicator_id}"
