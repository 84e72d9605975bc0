"""A country, a methodology, and published results as ``analysis`` stores them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches

from tarazy.analysis.models import CampaignComputation, IndicatorResult
from tarazy.base.permissions import SYSTEM
from tarazy.base.statistics import wilson_interval
from tarazy.country.facade import load_country
from tarazy.fieldwork.models import Campaign
from tarazy.methodology.facade import import_methodology
from tarazy.methodology.models import Indicator
from tests.fieldwork.factories import CampaignFactory

SECRET = 7
"""A count that no page and no file may show."""


def result(campaign: Campaign, code: str, breakdown: str, value: str, yes: int, n: int) -> IndicatorResult:
    low, high = wilson_interval(yes, n)
    share = yes / n
    return IndicatorResult.objects.create(
        campaign=campaign,
        indicator=Indicator.objects.get(code=code),
        breakdown=breakdown,
        value=value,
        yes=yes,
        partly=0,
        no=n - yes,
        not_observed=0,
        not_applicable=0,
        denominator=n,
        observed=n,
        state="shown",
        share=share,
        share_from=share,
        share_to=share,
        low=low,
        high=high,
    )


@pytest.fixture
def reference(db: None) -> None:
    load_country(actor=SYSTEM)
    import_methodology(actor=SYSTEM)


@pytest.fixture
def campaign(reference: None) -> Campaign:
    """Two indicators; one region is clearly worse than the rest, one is withheld."""
    campaign = CampaignFactory(starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31))
    CampaignComputation.objects.create(campaign=campaign, stamp="one")
    result(campaign, "E1", "total", "", 700, 1000)
    result(campaign, "E1", "region", "KZ-75", 20, 200)
    result(campaign, "E1", "region", "KZ-71", 680, 793)
    IndicatorResult.objects.create(
        campaign=campaign,
        indicator=Indicator.objects.get(code="E1"),
        breakdown="region",
        value="KZ-10",
        observed=SECRET,
        state="withheld",
    )
    result(campaign, "E1", "year", "2024", 200, 400)
    result(campaign, "E1", "year", "2025", 500, 600)
    result(campaign, "E1", "year", "2062", 5, 10)
    result(campaign, "C1", "total", "", 30, 300)
    return campaign


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Each test makes its pages anew."""
    caches["memory"].clear()
