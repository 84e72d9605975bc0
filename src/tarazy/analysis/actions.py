"""Writing results: what the columnar copy counts, made safe, replaces what was there before."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tarazy.analysis.columnar import ColumnarCopy, Pairs, Tallies, agreements, periods, tallies
from tarazy.analysis.columnar.copy import Progress, State
from tarazy.analysis.measuring import Catalogue
from tarazy.analysis.models import CampaignComputation, FeedPosition, IndicatorComputation, IndicatorResult
from tarazy.analysis.publication import publish
from tarazy.analysis.suppression import Row
from tarazy.base.clock import now
from tarazy.base.db.locks import lock
from tarazy.base.permissions import require
from tarazy.base.statistics import Undefined, krippendorff_alpha, percent_agreement
from tarazy.country.models import Region
from tarazy.fieldwork.models import Campaign

FEWEST_PAIRS = 10


@dataclass(frozen=True)
class Recomputation:
    """What a run did: how many indicators' results were written anew, and how long it took."""

    indicators: int
    campaigns: int
    seconds: float


def recompute_results(*, actor: object, campaign: Campaign | None = None, force: bool = False) -> Recomputation:
    """Bring the columnar copy up to date and write the results that changed, of one campaign or of all.

    Results whose tallies are what they were are left alone, so pages that show them keep their stamp.
    """
    require(actor, "analysis.compute")
    started = time.monotonic()
    catalogue = Catalogue.current()
    copy = ColumnarCopy(catalogue)
    state = copy.sync()
    with copy.opened(state) as database:
        counted = tallies(database, set(Region.objects.values_list("iso", flat=True)))
        pairs = agreements(database)
        spans = periods(database)
    run = _Run(catalogue, counted, pairs, spans, force=force)
    campaigns = [campaign] if campaign else list(Campaign.objects.all())
    written = sum(run.write(each) for each in campaigns)
    seconds = time.monotonic() - started
    if campaign is None:
        _remember(state, seconds)
    return Recomputation(written, len(campaigns), seconds)


def rebuild_copy(*, actor: object, progress: Progress | None = None) -> int:
    """Make this machine's columnar copy anew from the record; returns its number of rows."""
    require(actor, "analysis.compute")
    return ColumnarCopy(Catalogue.current()).rebuild(progress).base_rows


class _Run:
    def __init__(
        self,
        catalogue: Catalogue,
        counted: Tallies,
        pairs: Pairs,
        spans: Mapping[int, tuple[Any, Any]],
        *,
        force: bool,
    ) -> None:
        self.catalogue, self.counted, self.pairs, self.spans, self.force = catalogue, counted, pairs, spans, force

    def write(self, campaign: Campaign) -> int:
        """Write what changed of a campaign; returns how many indicators did."""
        known = dict(IndicatorComputation.objects.filter(campaign=campaign).values_list("indicator_id", "fingerprint"))
        changed: dict[int, tuple[str, list[IndicatorResult], IndicatorComputation]] = {}
        current = set()
        for place, indicator in enumerate(self.catalogue.indicators):
            rows = self.counted.get((campaign.pk, place))
            if not rows:
                continue
            current.add(indicator.pk)
            pairs = self.pairs.get((campaign.pk, place), {})
            fingerprint = _fingerprint(rows, pairs, indicator.is_sensitive)
            if self.force or known.get(indicator.pk) != fingerprint:
                computation = IndicatorComputation(
                    campaign=campaign, indicator=indicator, fingerprint=fingerprint, **_agreement(pairs)
                )
                published = publish(_in_order(rows), is_sensitive=indicator.is_sensitive)
                results = [
                    IndicatorResult(
                        campaign=campaign,
                        indicator=indicator,
                        breakdown=each.row.breakdown,
                        value=each.row.value,
                        small=list(each.small),
                        state=each.state,
                        share=each.share,
                        share_from=each.share_from,
                        share_to=each.share_to,
                        low=each.low,
                        high=each.high,
                        **each.counts,
                    )
                    for each in published
                ]
                changed[indicator.pk] = (fingerprint, results, computation)
        gone = set(known) - current
        if changed or gone:
            self._replace(campaign, [*changed, *gone], list(changed.values()))
        return len(changed) + len(gone)

    @transaction.atomic
    def _replace(
        self,
        campaign: Campaign,
        indicators: Sequence[int],
        fresh: Sequence[tuple[str, list[IndicatorResult], IndicatorComputation]],
    ) -> None:
        lock(f"analysis.results.{campaign.pk}")
        IndicatorResult.objects.filter(campaign=campaign, indicator__in=indicators).delete()
        IndicatorComputation.objects.filter(campaign=campaign, indicator__in=indicators).delete()
        IndicatorResult.objects.bulk_create([row for _, rows, _ in fresh for row in rows], batch_size=500)
        IndicatorComputation.objects.bulk_create([computation for _, _, computation in fresh], batch_size=500)
        first, last = self.spans.get(campaign.pk, (None, None))
        CampaignComputation.objects.update_or_create(
            campaign=campaign,
            defaults={"stamp": secrets.token_hex(8), "computed_at": now(), "first_on": first, "last_on": last},
        )


def _remember(state: State, seconds: float) -> None:
    FeedPosition.objects.update_or_create(
        pk=1,
        defaults={
            "transaction": state.transaction,
            "number": state.number,
            "rules": state.rules,
            "computed_at": now(),
            "seconds": seconds,
        },
    )


def _in_order(rows: Mapping[Row, dict[str, int]]) -> dict[Row, dict[str, int]]:
    """The same order whatever order they were counted in: what is hidden must not depend on it."""
    return {row: rows[row] for row in sorted(rows)}


def _fingerprint(rows: Mapping[Row, dict[str, int]], pairs: Mapping[tuple[str, str], int], is_sensitive: bool) -> str:
    content = [is_sensitive, sorted((row, sorted(tally.items())) for row, tally in rows.items()), sorted(pairs.items())]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _agreement(pairs: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """Agreement of the first two observers: in per cent and beyond chance; neither where the pairs are few."""
    number = sum(pairs.values())
    if number < FEWEST_PAIRS:
        return {"pairs": number}
    ratings = [[pair[side] for pair, count in pairs.items() for _ in range(count)] for side in (0, 1)]
    try:
        alpha = krippendorff_alpha(ratings, "nominal")
    except Undefined:
        alpha = None
    return {"pairs": number, "agreement": percent_agreement(ratings), "alpha": alpha}
