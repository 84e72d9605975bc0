"""The first page: what the network saw, in one screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tarazy.analysis import facade as analysis
from tarazy.analysis.facade import Figure, Overview
from tarazy.base.i18n import active_language
from tarazy.base.ui import charts
from tarazy.base.ui.charts import IntervalChart, MapChart, TileChart, Unit
from tarazy.fieldwork.models import Campaign
from tarazy.methodology.models import Indicator
from tarazy.site import words
from tarazy.site.queries.units import indicator_units, region_units, shapes, shown

# The guarantee shown first: whether the court explained the rights in plain words.
FIRST_SHOWN = "E1"
MOSTLY, HALF = 0.9, 0.5


@dataclass(frozen=True)
class RegionFigure:
    """One indicator by region: map, tiles, and the same figures as a table."""

    indicator: Indicator
    sentence: str
    counted: str
    table: IntervalChart
    map: MapChart
    tiles: TileChart


@dataclass(frozen=True)
class HomePage:
    """How many guarantees were measured and how they stand, one of them by region, and all of them."""

    campaign: Campaign
    sentence: str
    hearings: int | None
    regions: int
    years: str
    choices: list[Indicator]
    figure: RegionFigure
    guarantees: IntervalChart
    sampling_note: str


def home_page(campaign: Campaign | None, code: str, *, by_name: bool) -> HomePage | None:
    """Return the page with the indicator ``code`` on its map; None before there are any results."""
    overview = analysis.overview(campaign) if campaign else None
    if campaign is None or overview is None or not overview.indicators:
        return None
    chosen = _chosen(overview, code)
    units = indicator_units(overview.indicators)
    return HomePage(
        campaign=campaign,
        sentence=_sentence(units),
        hearings=overview.observed,
        regions=sum(count != 0 for count in overview.observed_by_region.values()),
        years=words.campaign_years(campaign),
        choices=[each.indicator for each in overview.indicators],
        figure=region_figure(
            chosen.indicator, chosen.figure, analysis.map_figures(campaign, chosen.indicator), by_name=by_name
        ),
        guarantees=charts.interval_chart(_("All guarantees"), _("Guarantee"), units),
        sampling_note=analysis.sampling_note(campaign),
    )


def region_figure(
    indicator: Indicator, total: Figure | None, figures: list[Figure], *, by_name: bool = False
) -> RegionFigure:
    """Return an indicator by region."""
    whole = Unit("whole", _("Whole country"), shown(total))
    units = region_units(figures, language=active_language())
    sentence = words.figure_sentence(indicator, whole.value)
    title = _("%(title)s, by region") % {"title": indicator.title}
    return RegionFigure(
        indicator=indicator,
        sentence=sentence,
        counted=words.counted_sentence(indicator, whole.value),
        table=charts.interval_chart(title, _("Region"), units, whole=whole, sort=not by_name),
        map=charts.map_chart("regions", title, sentence, shapes(), units),
        tiles=charts.tile_chart(title, shapes(), units),
    )


def _chosen(overview: Overview, code: str) -> analysis.IndicatorFigure:
    by_code = {each.indicator.code: each for each in overview.indicators}
    return by_code.get(code) or by_code.get(FIRST_SHOWN) or overview.indicators[0]


def _sentence(units: list[Unit]) -> str:
    exact = [(unit.estimate.share, unit.estimate.share) for unit in units if unit.estimate]
    ends = exact + [(unit.between.least, unit.between.most) for unit in units if unit.between]
    return words.overview_sentence(
        len(ends), sum(least >= MOSTLY for least, _most in ends), sum(most < HALF for _least, most in ends)
    )
