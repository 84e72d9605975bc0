"""A region beside the rest of the country."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tarazy.analysis import facade as analysis
from tarazy.analysis.facade import IndicatorFigure
from tarazy.base.statistics import newcombe_difference
from tarazy.base.ui import charts
from tarazy.base.ui.charts import Estimate, IntervalChart
from tarazy.country import facade as country
from tarazy.country.models import Region
from tarazy.fieldwork.models import Campaign
from tarazy.site import words
from tarazy.site.queries.units import indicator_units, shown


@dataclass(frozen=True)
class RegionRow:
    """A region of the list, with how many hearings were watched there; None where the number is withheld."""

    region: Region
    hearings: int | None


@dataclass(frozen=True)
class RegionsPage:
    """All regions with how much was watched in each."""

    rows: list[RegionRow]


@dataclass(frozen=True)
class RegionPage:
    """One region: a sentence that compares it, and every guarantee with the country's share behind it."""

    region: Region
    sentence: str
    guarantees: IntervalChart | None
    sampling_note: str
    before: Region | None
    after: Region | None


def regions_page(campaign: Campaign | None) -> RegionsPage:
    """Return the twenty regions in the order of the reader's alphabet."""
    observed = analysis.overview(campaign).observed_by_region if campaign else {}
    return RegionsPage([RegionRow(region, observed.get(region.iso, 0)) for region in country.regions_by_name()])


def region_page(campaign: Campaign | None, iso: str, *, by_name: bool) -> RegionPage:
    """Return a region with its results in ``campaign``; 404 for an unknown code."""
    region = get_object_or_404(Region, iso=iso)
    figures = analysis.region_figures(campaign, region) if campaign else []
    seen = [each for each in figures if shown(each.figure) is not None]
    regions = list(country.regions_by_name())
    place = [each.iso for each in regions].index(region.iso)
    units = indicator_units(seen)
    title = _("Guarantees in %(region)s beside the whole country") % {"region": region.name}
    return RegionPage(
        region=region,
        sentence=compared_sentence(seen),
        guarantees=charts.interval_chart(title, _("Guarantee"), units, sort=not by_name) if units else None,
        sampling_note=analysis.sampling_note(campaign) if campaign else "",
        before=regions[place - 1] if place else None,
        after=regions[place + 1] if place + 1 < len(regions) else None,
    )


def compared_sentence(figures: list[IndicatorFigure]) -> str:
    """Count the guarantees whose share here differs from the rest of the country beyond chance (Newcombe, 95 %)."""
    signs = [sign for each in figures if (sign := _difference(each)) is not None]
    if not signs:
        return _("Too few hearings were watched here to compare the region with the rest of the country.")
    return words.region_sentence(len(signs), signs.count(-1), signs.count(1))


def _difference(each: IndicatorFigure) -> int | None:
    here, whole = shown(each.figure), shown(each.country)
    if not isinstance(here, Estimate) or not isinstance(whole, Estimate) or whole.n <= here.n:
        return None
    low, high = newcombe_difference(here.yes, here.n, whole.yes - here.yes, whole.n - here.n)
    return -1 if high < 0 else int(low > 0)
