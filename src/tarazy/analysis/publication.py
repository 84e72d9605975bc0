"""From tallies to what may be published: counts or their absence, shares or their range, intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tarazy.analysis.choices import ShareState
from tarazy.analysis.suppression import (
    FIELDS,
    REGION,
    REGION_YEAR,
    SMALL,
    SMALL_WHERE_SENSITIVE,
    TOTAL,
    YEAR,
    Count,
    Row,
    Tally,
    counts_of,
    crossing,
    protect_rows,
)
from tarazy.base.statistics import wilson_interval

COUNTS = ("yes", "partly", "no", "not_observed", "not_applicable", "denominator", "observed")
WIDEST_RANGE = 0.25  # a range wider than that says nothing and is not printed


@dataclass(frozen=True)
class Published:
    """One row as it may be read by anyone; the fields are those of IndicatorResult."""

    row: Row
    counts: Mapping[str, int | None]
    small: tuple[str, ...] = ()
    state: str = ShareState.NONE.value
    share: float | None = None
    share_from: float | None = None
    share_to: float | None = None
    low: float | None = None
    high: float | None = None


def publish(rows: Mapping[Row, Tally], *, is_sensitive: bool) -> list[Published]:
    """The rows of an indicator with every hidden count left out.

    Where nothing protects the small counts of a row, the row is told only together with the smallest other of its
    breakdown, that is: neither is told. Where that does not help the breakdown is left out as a whole; if it is the
    total, nothing but its number of observations is told.
    """
    rows, merged = dict(rows), list[Row]()
    while True:
        protection = protect_rows(rows, is_sensitive=is_sensitive)
        exposed = {key.row for key in protection.unprotected}
        if TOTAL in exposed or not exposed:
            break
        rows, merged = _less_exposed(rows, merged, exposed)
    if exposed:
        return [_nothing_but_observed(rows[TOTAL])]
    counts = counts_of(rows)
    threshold = SMALL_WHERE_SENSITIVE if is_sensitive else SMALL
    told = [_published(row, counts, protection.hidden, threshold) for row in rows if JOINT not in row.value]
    return told + [
        _untold(row) for row in merged if JOINT not in row.value and row.breakdown in {each.breakdown for each in rows}
    ]


JOINT = "+"  # stands between two values that are counted together
FEW_ENOUGH = 30  # observations of a row that may be given up for the sake of its breakdown


def _less_exposed(rows: dict[Row, Tally], merged: list[Row], exposed: set[Row]) -> tuple[dict[Row, Tally], list[Row]]:
    """The rows with the worst one joined to another, or without the breakdown that nothing can mend."""
    worst = min(exposed, key=lambda row: (row.breakdown == REGION_YEAR, sum(rows[row].values()), row))
    if worst.breakdown == REGION_YEAR:
        worst = Row(REGION, worst.value.split("/")[0])
    others = [row for row in rows if row.breakdown == worst.breakdown and row != worst]
    if len(others) < 2 or (sum(rows[worst].values()) > FEW_ENOUGH):
        return _without(rows, {row.breakdown for row in exposed}), merged
    partner = min(others, key=lambda row: (sum(rows[row].values()), row))
    joint = _joined(rows, worst.breakdown, worst.value, partner.value)
    return joint, [*merged, *(row for row in rows if row not in joint)]


def _joined(rows: Mapping[Row, Tally], breakdown: str, one: str, other: str) -> dict[Row, Tally]:
    """The rows, with two values of a breakdown counted together, in its crossing too."""
    name = JOINT.join(sorted((one, other)))
    joint: dict[Row, Tally] = {}
    for row, tally in rows.items():
        at = _renamed(row, breakdown, {one: name, other: name})
        before = joint.get(at, {})
        joint[at] = {outcome: before.get(outcome, 0) + tally.get(outcome, 0) for outcome in {*before, *tally}}
    return joint


def _renamed(row: Row, breakdown: str, names: Mapping[str, str]) -> Row:
    if row.breakdown == breakdown:
        return Row(breakdown, names.get(row.value, row.value))
    if row.breakdown == REGION_YEAR and breakdown in {REGION, YEAR}:
        region, year = row.value.split("/")
        if breakdown == REGION:
            return crossing(names.get(region, region), year)
        return crossing(region, names.get(year, year))
    return row


def _untold(row: Row) -> Published:
    return Published(row, dict.fromkeys(COUNTS), (), ShareState.WITHHELD.value)


def _without(rows: Mapping[Row, Tally], exposed: set[str]) -> dict[Row, Tally]:
    """A crossing falls with either of its sides."""
    if exposed & {REGION, YEAR}:
        exposed = {*exposed, REGION_YEAR}
    return {row: tally for row, tally in rows.items() if row.breakdown not in exposed}


def _nothing_but_observed(tally: Tally) -> Published:
    observed = sum(tally.values())
    counts: dict[str, int | None] = dict.fromkeys(COUNTS)
    counts["observed"] = observed if observed >= SMALL else None
    small = () if observed >= SMALL else ("observed",)
    return Published(TOTAL, counts, small, ShareState.FEW.value)


def _published(row: Row, counts: Mapping[Count, int], hidden: set[Count], threshold: int) -> Published:
    values = {name: counts[Count(row, name)] for name in FIELDS if Count(row, name) in counts}
    shown = {name: value for name, value in values.items() if Count(row, name) not in hidden}
    limits = {name: SMALL if name == "observed" else threshold for name in values}
    small = tuple(name for name in COUNTS if name in values and name not in shown and values[name] < limits[name])
    published = {name: shown.get(name) for name in COUNTS}
    if values["denominator"] == 0:
        return Published(row, published, small, ShareState.NONE.value)
    if values["denominator"] < threshold:
        return Published(row, published, small, ShareState.FEW.value)
    if "yes" in shown and "denominator" in shown:
        share = values["yes"] / values["denominator"]
        low, high = wilson_interval(values["yes"], values["denominator"])
        return Published(row, published, small, ShareState.SHOWN.value, share, share, share, low, high)
    if threshold != SMALL:  # on a sensitive topic not even the range
        return Published(row, published, small, ShareState.WITHHELD.value)
    return _with_range(row, published, small, _bounds_of(values, shown, limits))


def _with_range(
    row: Row, published: Mapping[str, int | None], small: tuple[str, ...], bounds: Mapping[str, _Bounds]
) -> Published:
    """The share's range as any reader of the row could work it out from what is shown and what is called small."""
    yes, rest = bounds["yes"], bounds["rest"]
    if yes.high is None or rest.high is None or yes.low + rest.low == 0:
        return Published(row, published, small, ShareState.WITHHELD.value)
    least, most = yes.low / (yes.low + rest.high), yes.high / (yes.high + rest.low)
    if most - least > WIDEST_RANGE:
        return Published(row, published, small, ShareState.WITHHELD.value)
    low = wilson_interval(yes.low, yes.low + rest.high)[0]
    high = wilson_interval(yes.high, yes.high + rest.low)[1]
    return Published(row, published, small, ShareState.RANGE.value, None, least, most, low, high)


@dataclass
class _Bounds:
    low: int
    high: int | None


_SUMS = (("rest", ("partly", "no")), ("denominator", ("yes", "rest")))
_WHOLE = ("observed", ("denominator", "not_observed", "not_applicable"))


def _bounds_of(values: Mapping[str, int], shown: Mapping[str, int], limits: Mapping[str, int]) -> dict[str, _Bounds]:
    """What the row alone tells of each count: shown ones are known, small ones lie from 1 to k - 1, others from k."""
    bounds = {
        name: _Bounds(value, value)
        if name in shown
        else _Bounds(1, limits[name] - 1)
        if value < limits[name]
        else _Bounds(limits[name], None)
        for name, value in values.items()
    }
    sums = [*_SUMS, _WHOLE] if "observed" in values else [_SUMS[1]]
    for _ in range(len(values)):
        for total, parts in sums:
            _tighten(bounds, total, parts)
    return bounds


def _tighten(bounds: dict[str, _Bounds], total: str, parts: tuple[str, ...]) -> None:
    whole = bounds[total]
    highs = [bounds[part].high for part in parts]
    whole.low = max(whole.low, sum(bounds[part].low for part in parts))
    if all(high is not None for high in highs):
        whole.high = _lesser(whole.high, sum(high for high in highs if high is not None))
    for part in parts:
        others = [bounds[other] for other in parts if other != part]
        if whole.high is not None:
            bounds[part].high = _lesser(bounds[part].high, whole.high - sum(other.low for other in others))
        if all(other.high is not None for other in others):
            known = sum(other.high for other in others if other.high is not None)
            bounds[part].low = max(bounds[part].low, whole.low - known)


def _lesser(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)
