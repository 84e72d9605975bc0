"""Dot and interval, one row a unit. The table is the chart: the words stay words, the row carries its n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tarazy.base.ui.charts.values import Estimate, Unit, Withheld, by_value, percent


@dataclass(frozen=True)
class Plot:
    """Positions on the axis, as SVG lengths."""

    low: str
    dot: str
    high: str
    is_exact: bool


@dataclass(frozen=True)
class Row:
    unit: Unit
    plot: Plot | None
    is_whole: bool
    reference: str
    """Where the line of the whole stands behind the dot; empty when there is none."""

    @property
    def estimate(self) -> Estimate | None:
        return self.unit.estimate

    @property
    def withheld(self) -> Withheld | None:
        return self.unit.withheld


@dataclass(frozen=True)
class IntervalChart:
    caption: str
    unit_heading: str
    rows: tuple[Row, ...]


def interval_chart(
    caption: str, unit_heading: str, units: Sequence[Unit], *, whole: Unit | None = None, sort: bool = True
) -> IntervalChart:
    """Lay the units out from high to low (or as given), the whole as the last row and as the line behind the others."""
    ordered = by_value(list(units)) if sort else list(units)
    of_whole = whole.position if whole else None
    rows = [_row(unit, of_whole if unit.compared is None else unit.compared) for unit in ordered]
    if whole:
        rows.append(_row(whole, None, is_whole=True))
    return IntervalChart(caption, unit_heading, tuple(rows))


def _row(unit: Unit, reference: float | None, *, is_whole: bool = False) -> Row:
    drawn = unit.estimate or unit.between
    plot = None
    if drawn and unit.position is not None:
        plot = Plot(percent(drawn.low), percent(unit.position), percent(drawn.high), unit.estimate is not None)
    return Row(unit, plot, is_whole, "" if reference is None else percent(reference))
