"""An indicator with everything that is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tarazy.analysis import facade as analysis
from tarazy.analysis.choices import Breakdown
from tarazy.analysis.facade import Agreement, Figure, IndicatorFigures
from tarazy.base.ui import charts
from tarazy.base.ui.charts import IntervalChart, TrendChart, Unit
from tarazy.fieldwork.models import Campaign
from tarazy.methodology import facade as methodology
from tarazy.methodology.models import Indicator, Standard
from tarazy.site import words
from tarazy.site.queries.home import RegionFigure, region_figure
from tarazy.site.queries.methodology import Group, grouped
from tarazy.site.queries.units import plain_units, shown


@dataclass(frozen=True)
class IndicatorsPage:
    """All indicators under their guarantees."""

    groups: list[Group]


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator: its question, its result, who it differs for, and how it is measured."""

    indicator: Indicator
    standards: list[Standard]
    sentence: str
    total: Figure | None
    by_region: RegionFigure | None
    trend: TrendChart | None
    others: list[IntervalChart]
    agreement: Agreement | None
    sampling_note: str
    years: str


def indicators_page() -> IndicatorsPage:
    """Return all indicators, measured or not."""
    return IndicatorsPage(grouped(list(Indicator.objects.select_related("group"))))


def indicator_page(campaign: Campaign | None, code: str, *, by_name: bool) -> IndicatorPage:
    """Return an indicator with its results in ``campaign``; 404 for an unknown code."""
    indicator = get_object_or_404(methodology.indicators(), code=code)
    found = analysis.indicator_figures(campaign, indicator) if campaign and indicator.is_measured else None
    has_results = found is not None and found.total is not None
    regions = found.by(Breakdown.REGION) if found else []
    return IndicatorPage(
        indicator=indicator,
        standards=[reference.standard for reference in indicator.references.all()],
        sentence=words.figure_sentence(indicator, shown(found.total)) if found and has_results else "",
        total=found.total if found else None,
        by_region=region_figure(indicator, found.total, regions, by_name=by_name) if found and regions else None,
        trend=_trend(found) if found else None,
        others=_others(found) if found else [],
        agreement=found.agreement if found else None,
        sampling_note=analysis.sampling_note(campaign) if campaign else "",
        years=words.campaign_years(campaign) if campaign else "",
    )


def _trend(found: IndicatorFigures) -> TrendChart | None:
    """Leave out the years before and after the campaign: they come from clocks that were wrong."""
    first, last = words.campaign_span(found.campaign)
    known = [figure for figure in found.by(Breakdown.YEAR) if figure.value.isdigit()]
    years = [figure for figure in known if first <= int(figure.value) <= last]
    if len(years) < 2:
        return None
    title = _("%(title)s, by year") % {"title": found.indicator.title}
    return charts.trend_chart("years", title, title, plain_units(sorted(years, key=lambda each: each.value)))


def _others(found: IndicatorFigures) -> list[IntervalChart]:
    whole = Unit("whole", _("All together"), shown(found.total))
    headings = {
        Breakdown.SEX: _("Sex"),
        Breakdown.AGE_GROUP: _("Age group"),
        Breakdown.LANGUAGE: _("Language of the hearing"),
    }
    return [
        charts.interval_chart(heading, heading, plain_units(figures), whole=whole, sort=False)
        for breakdown, heading in headings.items()
        if (figures := found.by(breakdown))
    ]
