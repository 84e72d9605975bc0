"""Which counts of an indicator may be published: how its tables hang together, and the moves that keep their sums.

A result row counts the observations of one value of a breakdown by outcome. `rest` (partly and no), `denominator` (yes
and rest) and `observed` (all) are sums of the row that a reader can form, so they are counts like others. Every
breakdown adds up to the total; region and year also to their crossing, of which only yes, rest and denominator are
published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import NamedTuple

from tarazy.analysis.choices import Breakdown, Outcome
from tarazy.base.disclosure.moves import ENDLESS, Move, Price, Protection, protect

SMALL = 5
SMALL_WHERE_SENSITIVE = 10

OUTCOMES = tuple(Outcome.values)
# Plain strings: they are hashed a million times.
REGION, YEAR, REGION_YEAR = Breakdown.REGION.value, Breakdown.YEAR.value, Breakdown.REGION_YEAR.value
LONE = (Breakdown.SEX.value, Breakdown.AGE_GROUP.value, Breakdown.LANGUAGE.value)  # crossed with nothing

# In which counts of a row an observation is counted, by its outcome.
_COUNTED: dict[str, tuple[str, ...]] = {
    Outcome.YES.value: ("yes", "denominator", "observed"),
    Outcome.PARTLY.value: ("partly", "rest", "denominator", "observed"),
    Outcome.NO.value: ("no", "rest", "denominator", "observed"),
    Outcome.NOT_OBSERVED.value: ("not_observed", "observed"),
    Outcome.NOT_APPLICABLE.value: ("not_applicable", "observed"),
}
FIELDS = ("yes", "partly", "no", "rest", "denominator", "not_observed", "not_applicable", "observed")
CROSSED_FIELDS = ("yes", "rest", "denominator")
_CROSSED = {outcome: tuple(f for f in fields if f in CROSSED_FIELDS) for outcome, fields in _COUNTED.items()}

# What the loss of a count costs, beside its size: the country's figures matter most, and so do denominators.
_WEIGHTS = {Breakdown.TOTAL.value: 20.0, YEAR: 4.0, REGION: 3.0, REGION_YEAR: 1.0}
_DENOMINATOR_WEIGHT = 2.0


class Row(NamedTuple):
    """One value of a breakdown; `KZ-39/2025` for a region in a year, empty for the total."""

    breakdown: str
    value: str


class Count(NamedTuple):
    """One number of a row."""

    row: Row
    field: str


Tally = Mapping[str, int]  # outcome -> observations
Turn = Callable[[Row], Move[Count]]  # what changes in a row
TOTAL = Row(Breakdown.TOTAL.value, "")


def crossing(region: str, year: str) -> Row:
    """The row of a region in a year."""
    return Row(REGION_YEAR, f"{region}/{year}")


def counts_of(rows: Mapping[Row, Tally]) -> dict[Count, int]:
    """All counts that a reader could form from these rows."""
    counts: dict[Count, int] = {}
    for row, tally in rows.items():
        fields = CROSSED_FIELDS if row.breakdown == REGION_YEAR else FIELDS
        for name in fields:
            counts[Count(row, name)] = sum(
                tally.get(outcome, 0) for outcome, counted in _COUNTED.items() if name in counted
            )
    return counts


def hidden_observed(rows: Mapping[Row, Tally]) -> set[Count]:
    """The numbers of observations that are hidden for all indicators alike, whatever their topic.

    They depend on how many were observed, not on the answers: so two indicators can't betray each other's.
    """
    counts = {key: count for key, count in counts_of(rows).items() if key.field == "observed"}

    def moves(key: Count, price: Price[Count]) -> Iterator[Move[Count]]:
        others = [each for each in counts if each.row.breakdown == key.row.breakdown and each != key]
        # The answers must be able to move along: a large partner with the same years (regions) can follow.
        large = [each for each in others if counts[each] >= 2 * SMALL and _meet(rows, key.row, each.row)]
        for other in large or others:
            yield {key: 1, other: -1}
            yield {key: -1, other: 1}

    return protect(counts, lambda _: SMALL, moves, price=counts.__getitem__).hidden


def _meet(rows: Mapping[Row, Tally], small: Row, large: Row) -> bool:
    """Whether in some year (region) both were observed, the large one well."""
    pairs = _Tables(_values_of(rows)).crossings(small, large.value)
    if pairs is None:
        return True
    empty: Tally = {}
    observed = [[sum(rows.get(row, empty).values()) for row in pair] for pair in pairs]
    return any(few > 0 and many >= 2 * SMALL for few, many in observed)


def protect_rows(rows: Mapping[Row, Tally], *, is_sensitive: bool) -> Protection[Count]:
    """What of these rows must be hidden, so that no count from 1 to k - 1 is shown or can be computed from what is."""
    counts = counts_of(rows)
    small = SMALL_WHERE_SENSITIVE if is_sensitive else SMALL
    given = hidden_observed(rows)
    return protect(
        counts,
        lambda key: SMALL if key.field == "observed" else small,
        _Tables(_values_of(rows)).moves,
        price=lambda key: _price(key, counts[key]),
        given=given,
        fixed={key for key in counts if key.field == "observed" and key not in given},
    )


def _price(key: Count, count: int) -> float:
    weight = _WEIGHTS.get(key.row.breakdown, 2.0)
    return (count + 1) * weight * (_DENOMINATOR_WEIGHT if key.field == "denominator" else 1.0)


def _values_of(rows: Iterable[Row]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {breakdown: [] for breakdown in (REGION, YEAR, REGION_YEAR, *LONE)}
    for row in rows:
        values.setdefault(row.breakdown, []).append(row.value)
    return values


@dataclass(frozen=True)
class _Tables:
    """The moves that change a count and keep every sum: observations trade their outcomes, or their places."""

    values: dict[str, list[str]]

    def moves(self, key: Count, price: Price[Count]) -> Iterator[Move[Count]]:
        if key.field == "observed":
            yield from self._migrations(key, price)
            return
        changes = [each for each in _changes_of(key.field) if _cost(_change(key.row, *each), price) < ENDLESS]
        kinds = [self._trades, self._lone_changes]  # each pays more of the figures that matter than the one before
        if key.row.breakdown == REGION_YEAR:
            kinds = [self._crossed_trades, self._half_crossed_trades, self._lone_changes]
        for kind in kinds:
            found = False
            for old, new in changes:
                for move in kind(key.row, old, new, price):
                    if _cost(move, price) < ENDLESS:
                        found = True
                        yield move
            if found:
                return

    def _trades(self, row: Row, old: str, new: str, price: Price[Count]) -> Iterator[Move[Count]]:
        """An observation of this row goes from old to new, one of another row of the breakdown the other way."""
        if row == TOTAL:
            return
        here = _change(row, old, new)
        for value in self.values[row.breakdown]:
            there = _change(Row(row.breakdown, value), new, old)
            if value != row.value and _cost(there, price) < ENDLESS:
                crossed = self._cheapest_crossing(row, value, old, new, price)
                if crossed is not None:
                    yield {**here, **there, **crossed}

    def _cheapest_crossing(self, row: Row, value: str, old: str, new: str, price: Price[Count]) -> Move[Count] | None:
        """What a trade between two regions (years) changes in their crossing with the best year (region)."""
        pairs = self.crossings(row, value)
        if pairs is None:
            return {}
        if not pairs or not _change(pairs[0][0], old, new):
            return {}
        options = ({**_change(one, old, new), **_change(other, new, old)} for one, other in pairs)
        return _cheapest(options, price)

    def crossings(self, row: Row, value: str) -> list[tuple[Row, Row]] | None:
        """The rows of a region and another in each year (of a year and another in each region), if published."""
        if row.breakdown not in {REGION, YEAR} or not self.values[REGION_YEAR]:
            return None
        if row.breakdown == REGION:
            return [(crossing(row.value, year), crossing(value, year)) for year in self.values[YEAR]]
        return [(crossing(region, row.value), crossing(region, value)) for region in self.values[REGION]]

    def _crossed_trades(self, row: Row, old: str, new: str, price: Price[Count]) -> Iterator[Move[Count]]:
        """Four observations of two regions in two years trade outcomes or years: no region and no year changes."""
        turns: list[tuple[Turn, Turn]] = [(partial(_change, old=old, new=new), partial(_change, old=new, new=old))]
        for outcome in (old, new):
            if _CROSSED[outcome]:
                more, fewer = partial(_put, outcome=outcome, step=1), partial(_put, outcome=outcome, step=-1)
                turns += [(more, fewer), (fewer, more)]
        for forth, back in turns:
            if _cost(forth(row), price) < ENDLESS:
                yield from self._corners(row, forth, back, price)

    def _corners(self, row: Row, forth: Turn, back: Turn, price: Price[Count]) -> Iterator[Move[Count]]:
        region, year = row.value.split("/")
        for other_year in self.values[YEAR]:
            beside = back(crossing(region, other_year))
            if other_year == year or _cost(beside, price) == ENDLESS:
                continue
            for other_region in self.values[REGION]:
                below = back(crossing(other_region, year))
                if other_region == region or _cost(below, price) == ENDLESS:
                    continue
                opposite = forth(crossing(other_region, other_year))
                if _cost(opposite, price) < ENDLESS:
                    yield {**forth(row), **beside, **below, **opposite}

    def _half_crossed_trades(self, row: Row, old: str, new: str, price: Price[Count]) -> Iterator[Move[Count]]:
        """Two observations trade outcomes between two regions in a year, or between two years in a region."""
        region, year = row.value.split("/")
        for other in self.values[REGION]:
            if other != region:
                yield {
                    **_change(row, old, new),
                    **_change(Row(REGION, region), old, new),
                    **_change(crossing(other, year), new, old),
                    **_change(Row(REGION, other), new, old),
                }
        for other in self.values[YEAR]:
            if other != year:
                yield {
                    **_change(row, old, new),
                    **_change(Row(YEAR, year), old, new),
                    **_change(crossing(region, other), new, old),
                    **_change(Row(YEAR, other), new, old),
                }

    def _lone_changes(self, row: Row, old: str, new: str, price: Price[Count]) -> Iterator[Move[Count]]:
        """One observation of this row changes, and with it the total and a row of every breakdown."""
        move = {**_change(TOTAL, old, new), **_change(row, old, new)}
        if _cost(move, price) == ENDLESS:
            return
        for breakdown in LONE:
            if self.values[breakdown] and breakdown != row.breakdown:
                options = [_change(Row(breakdown, value), old, new) for value in self.values[breakdown]]
                cheapest = _cheapest(options, price)
                if cheapest is None:
                    return
                move.update(cheapest)
        places = (
            {**_changes(region, old, new), **_changes(year, old, new), **_changes(crossed, old, new)}
            for region, year, crossed in self._places(row)
        )
        place = _cheapest(places, price)
        if place is not None:
            yield {**move, **place}

    def _places(self, row: Row) -> Iterator[tuple[Row | None, Row | None, Row | None]]:
        """Where an observation of this row may lie: region, year and crossing, as far as they are published."""
        for region in self.values[REGION] or [""]:
            for year in self.values[YEAR] or [""]:
                if _lies_in(row, region, year):
                    yield (
                        Row(REGION, region) if region else None,
                        Row(YEAR, year) if year else None,
                        crossing(region, year) if self.values[REGION_YEAR] else None,
                    )

    def _migrations(self, key: Count, price: Price[Count]) -> Iterator[Move[Count]]:
        """An observation moves from this row to another one of the breakdown, or the other way, with its outcome."""
        for value in self.values[key.row.breakdown]:
            other = Row(key.row.breakdown, value)
            if value == key.row.value or key.row == TOTAL:
                continue
            for outcome in OUTCOMES:
                for step in (1, -1):
                    move = {**_put(key.row, outcome, step), **_put(other, outcome, -step)}
                    crossed = self._cheapest_migration(key.row, value, outcome, step, price)
                    if crossed is not None:
                        yield {**move, **crossed}

    def _cheapest_migration(
        self, row: Row, value: str, outcome: str, step: int, price: Price[Count]
    ) -> Move[Count] | None:
        pairs = self.crossings(row, value)
        if pairs is None:
            return {}
        return _cheapest(({**_put(one, outcome, step), **_put(other, outcome, -step)} for one, other in pairs), price)


@cache
def _changes_of(name: str) -> list[tuple[str, str]]:
    """The changes of outcome that change this count of a row."""
    return [(old, new) for old in OUTCOMES for new in OUTCOMES if (name in _COUNTED[old]) != (name in _COUNTED[new])]


def _changes(row: Row | None, old: str, new: str) -> Move[Count]:
    return _change(row, old, new) if row else {}


@lru_cache(maxsize=20_000)
def _change(row: Row, old: str, new: str) -> Move[Count]:
    """What changes in a row when one observation's outcome does."""
    counted = _CROSSED if row.breakdown == REGION_YEAR else _COUNTED
    before, after = counted[old], counted[new]
    return {
        **{Count(row, name): -1 for name in before if name not in after},
        **{Count(row, name): 1 for name in after if name not in before},
    }


@lru_cache(maxsize=20_000)
def _put(row: Row, outcome: str, step: int) -> Move[Count]:
    counted = _CROSSED if row.breakdown == REGION_YEAR else _COUNTED
    return {Count(row, name): step for name in counted[outcome]}


def _cost(move: Move[Count], price: Price[Count]) -> float:
    total = 0.0
    for key, step in move.items():
        total += price(key, step)
        if total == ENDLESS:
            break
    return total


def _cheapest(options: Iterable[Move[Count]], price: Price[Count]) -> Move[Count] | None:
    best, least = None, ENDLESS
    for option in options:
        cost = _cost(option, price)
        if cost < least:
            best, least = option, cost
            if cost == 0:
                break
    return best


def _lies_in(row: Row, region: str, year: str) -> bool:
    if row.breakdown == REGION:
        return row.value == region
    if row.breakdown == YEAR:
        return row.value == year
    return row.breakdown != REGION_YEAR or row == crossing(region, year)
