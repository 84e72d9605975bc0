"""Reads of results: what pages, files and the command line show. What is hidden is not stored, so can't be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from tarazy.analysis.choices import Breakdown, ShareState
from tarazy.analysis.measuring import Catalogue
from tarazy.analysis.models import CampaignComputation, FeedPosition, IndicatorComputation, IndicatorResult
from tarazy.analysis.suppression import SMALL, SMALL_WHERE_SENSITIVE
from tarazy.country.facade import regions_by_name
from tarazy.country.models import Region
from tarazy.fieldwork.facade import Cursor, changes_after
from tarazy.fieldwork.models import Campaign, Question
from tarazy.methodology.choices import Unit
from tarazy.methodology.models import Indicator

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Figure:
    """One published result, ready to be printed: a number that may not be told is None.

    `share` is exact; where only a range may be told (`state` is "range") it is None and lies from `share_from` to
    `share_to`. `low` and `high` bound the 95 % interval. `small` names the counts that are withheld because they are
    below `threshold`; other Nones are withheld so that those can't be worked out.
    """

    breakdown: str
    value: str
    label: str
    state: str
    yes: int | None
    partly: int | None
    no: int | None
    not_observed: int | None
    not_applicable: int | None
    denominator: int | None
    observed: int | None
    share: float | None
    share_from: float | None
    share_to: float | None
    low: float | None
    high: float | None
    small: tuple[str, ...] = ()
    threshold: int = SMALL

    @property
    def is_shown(self) -> bool:
        return self.state == ShareState.SHOWN

    @property
    def is_range(self) -> bool:
        return self.state == ShareState.RANGE

    @property
    def middle(self) -> float | None:
        """Where the mark of a chart stands: the share, or the middle of its range."""
        if self.share_from is None or self.share_to is None:
            return None
        return (self.share_from + self.share_to) / 2

    @property
    def partly_share(self) -> float | None:
        """The share of partly, where both of its counts are told."""
        if self.partly is None or not self.denominator or not self.is_shown:
            return None
        return self.partly / self.denominator


@dataclass(frozen=True)
class Agreement:
    """How far two observers of the same thing said the same; both figures are None where the pairs are too few."""

    pairs: int
    share: float | None
    alpha: float | None


@dataclass(frozen=True)
class IndicatorFigures:
    """All results of one indicator in one campaign."""

    indicator: Indicator
    campaign: Campaign
    total: Figure | None
    breakdowns: Mapping[str, list[Figure]] = field(default_factory=dict)
    agreement: Agreement | None = None

    def by(self, breakdown: str) -> list[Figure]:
        """The figures of a breakdown, in its order; empty where there are none or none may be told."""
        return self.breakdowns.get(breakdown, [])


@dataclass(frozen=True)
class IndicatorFigure:
    """An indicator and one of its figures, with the country's beside it."""

    indicator: Indicator
    figure: Figure
    country: Figure | None = None


@dataclass(frozen=True)
class Overview:
    """What a campaign saw in the whole country: how many hearings, from when to when, and each indicator's share."""

    campaign: Campaign
    observed: int | None
    first_on: date | None
    last_on: date | None
    indicators: list[IndicatorFigure]
    observed_by_region: Mapping[str, int | None]


def shown_campaign(slug: str = "") -> Campaign | None:
    """The campaign of this name, or the latest that has results, with its computation; None where there are none."""
    has_results = Exists(IndicatorResult.objects.filter(campaign=OuterRef("pk")))
    found = Campaign.objects.filter(has_results).select_related("computation")
    return (found.filter(slug=slug) if slug else found).first()


def stamp(campaign: Campaign | None) -> str:
    """A short text that changes whenever any result of the campaign does."""
    if campaign is None:
        return ""
    found = CampaignComputation.objects.filter(campaign=campaign).values_list("stamp", flat=True).first()
    return found or ""


def overview(campaign: Campaign) -> Overview:
    """The country's figures of every indicator, and how many hearings were observed where. Four queries."""
    rows = list(_results(campaign).by(Breakdown.TOTAL).order_by("indicator__position"))
    hearings = next((row for row in rows if row.indicator.unit == Unit.HEARING), None)
    computation = CampaignComputation.objects.filter(campaign=campaign).first()
    regions: dict[str, int | None] = {}
    if hearings:
        regional = IndicatorResult.objects.by(Breakdown.REGION).filter(campaign=campaign, indicator=hearings.indicator)
        regions = dict(regional.values_list("value", "observed"))
    return Overview(
        campaign,
        hearings.observed if hearings else None,
        computation.first_on if computation else None,
        computation.last_on if computation else None,
        [IndicatorFigure(row.indicator, _figure(row)) for row in rows],
        regions,
    )


def region_figures(campaign: Campaign, region: Region) -> list[IndicatorFigure]:
    """Every indicator's figure in a region, with the country's beside it. One query."""
    rows = _results(campaign).by(Breakdown.REGION, Breakdown.TOTAL).filter(value__in=["", region.iso])
    country: dict[int, Figure] = {}
    regional: list[IndicatorResult] = []
    for row in rows.order_by("indicator__position"):
        if row.breakdown == Breakdown.TOTAL:
            country[row.indicator_id] = _figure(row)
        else:
            regional.append(row)
    labels = {(Breakdown.REGION.value, region.iso): str(region.name)}
    return [IndicatorFigure(row.indicator, _figure(row, labels), country.get(row.indicator_id)) for row in regional]


def map_figures(campaign: Campaign, indicator: Indicator) -> list[Figure]:
    """The regions' figures of one indicator, in the alphabetical order of the reader's language. Two queries."""
    rows = _results(campaign).by(Breakdown.REGION).filter(indicator=indicator)
    labels = {(Breakdown.REGION.value, region.iso): str(region.name) for region in regions_by_name()}
    order = {key: place for place, key in enumerate(labels)}
    figures = [_figure(row, labels) for row in rows]
    return sorted(figures, key=lambda each: (order.get((each.breakdown, each.value), len(order)), each.value))


def indicator_figures(campaign: Campaign, indicator: Indicator) -> IndicatorFigures:
    """All figures of an indicator. Four queries."""
    rows = list(IndicatorResult.objects.filter(campaign=campaign, indicator=indicator).select_related("indicator"))
    labels = _labels(campaign)
    order = {key: place for place, key in enumerate(labels)}
    figures = [_figure(row, labels) for row in rows]
    figures.sort(key=lambda each: (order.get((each.breakdown, each.value), len(order)), each.value))
    breakdowns: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.breakdown != Breakdown.TOTAL:
            breakdowns.setdefault(figure.breakdown, []).append(figure)
    total = next((figure for figure in figures if figure.breakdown == Breakdown.TOTAL), None)
    computation = IndicatorComputation.objects.filter(campaign=campaign, indicator=indicator).first()
    agreement = (
        Agreement(computation.pairs, computation.agreement, computation.alpha) if computation is not None else None
    )
    return IndicatorFigures(indicator, campaign, total, breakdowns, agreement)


def data_rows(campaign: Campaign, indicator: Indicator | None = None) -> Iterator[dict[str, Any]]:
    """Published results as plain rows for CSV and JSON, of one indicator or of all; withheld numbers are None."""
    found = _results(campaign).order_by("indicator__position", "breakdown", "value")
    for row in found.filter(indicator=indicator) if indicator else found:
        yield {
            "campaign": campaign.slug,
            "indicator": row.indicator.code,
            "breakdown": row.breakdown,
            "value": row.value,
            "yes": row.yes,
            "partly": row.partly,
            "no": row.no,
            "denominator": row.denominator,
            "not_observed": row.not_observed,
            "not_applicable": row.not_applicable,
            "observed": row.observed,
            "share": row.share,
            "share_from": row.share_from,
            "share_to": row.share_to,
            "interval_low": row.low,
            "interval_high": row.high,
            "state": row.state,
            "below_threshold": list(row.small),
            "threshold": _threshold(row.indicator),
        }


def sampling_note(campaign: Campaign) -> str:
    """What the way of choosing lets these numbers claim, in the words of a statistician."""
    if campaign.sampling.is_representative:
        return _(
            "The observed were chosen so that shares may be read as shares of all. The intervals hold for a simple "
            "random sample; hearings of one court resemble each other, so the true uncertainty is somewhat larger."
        )
    return _(
        "These hearings were not chosen at random. The numbers describe the hearings observed, not all hearings, and "
        "must not be read as shares of all hearings in a region or in the country. The intervals show how much chance "
        "alone could move a share of so few observations; they don't cover how the hearings were chosen, and hearings "
        "of one court or judge resemble each other (design effect), so the true uncertainty is larger."
    )


def are_results_current() -> bool:
    """Whether every change of a submission and of a rule is in the results."""
    position = last_run()
    if position is None or position.rules != Catalogue.current().fingerprint:
        return False
    return not changes_after(Cursor(position.transaction, position.number), 1)


def last_run() -> FeedPosition | None:
    """When results were last computed, and how long it took."""
    return FeedPosition.objects.first()


def _results(campaign: Campaign) -> Any:
    return IndicatorResult.objects.filter(campaign=campaign).select_related("indicator")


def _threshold(indicator: Indicator) -> int:
    return SMALL_WHERE_SENSITIVE if indicator.is_sensitive else SMALL


def _figure(row: IndicatorResult, labels: Mapping[tuple[str, str], str] | None = None) -> Figure:
    names = ("breakdown", "value", "state", "yes", "partly", "no", "not_observed", "not_applicable")
    more = ("denominator", "observed", "share", "share_from", "share_to", "low", "high")
    return Figure(
        **{name: getattr(row, name) for name in (*names, *more)},
        label=_label(row.breakdown, row.value, labels or {}),
        small=tuple(row.small),
        threshold=_threshold(row.indicator),
    )


def _label(breakdown: str, value: str, labels: Mapping[tuple[str, str], str]) -> str:
    if breakdown == Breakdown.TOTAL:
        return _("Kazakhstan")
    if breakdown == Breakdown.REGION_YEAR:
        region, year = value.split("/")
        regions = Breakdown.REGION.value
        return _("{region}, {year}").format(region=_label(regions, region, labels), year=_year(year))
    if breakdown == Breakdown.YEAR:
        return _year(value)
    found = labels.get((breakdown, value))
    return found if found is not None else _("not known") if value == UNKNOWN else value


def _year(value: str) -> str:
    return _("not known") if value == UNKNOWN else value


def _labels(campaign: Campaign) -> dict[tuple[str, str], str]:
    """The words for the values of each breakdown, in the order in which they are read: two queries."""
    labels = {(Breakdown.REGION.value, region.iso): str(region.name) for region in regions_by_name()}
    dimensions = [Breakdown.SEX.value, Breakdown.AGE_GROUP.value, Breakdown.LANGUAGE.value]
    questions: Iterable[Question] = Question.objects.filter(
        version__form__campaign=campaign, dimension__in=dimensions
    ).order_by(F("version_id").desc())
    for question in questions:
        for choice in question.choices or ():
            labels.setdefault((question.dimension, choice["name"]), str(question.choice_label(choice["name"])))
    return labels


def campaigns_with_results() -> QuerySet[Campaign]:
    """The campaigns that have anything to show, the latest first."""
    return Campaign.objects.filter(Exists(IndicatorResult.objects.filter(campaign=OuterRef("pk"))))
