"""Change over time: a line with its band on the whole 0–100 % axis, broken where there is no value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tarazy.base.ui.charts.values import Estimate, Unit

TOP, BOTTOM, HEIGHT = 24, 194, 240
LEFT, RIGHT = 12.0, 90.0
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Point:
    """One period: where it stands, and what it says."""

    unit: Unit
    x: str
    y: float
    low: float
    high: float
    label_y: float


@dataclass(frozen=True)
class Segment:
    x1: str
    y1: float
    x2: str
    y2: float


@dataclass(frozen=True)
class GridLine:
    y: float
    share: float


@dataclass(frozen=True)
class TrendChart:
    name: str
    title: str
    description: str
    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    bands: tuple[str, ...]
    """Polygons in a box 100 wide and as high as the chart."""
    gaps: tuple[Point, ...]
    grid: tuple[GridLine, ...]
    height: int = HEIGHT
    base: int = BOTTOM


def trend_chart(name: str, title: str, description: str, periods: Sequence[Unit]) -> TrendChart:
    """Lay periods out in the order given. ``name`` tells charts of one page apart (used in ids)."""
    places = [(period, _across(index, len(periods))) for index, period in enumerate(periods)]
    points = [_point(period, x) for period, x in places]
    joined = [(a, b) for a, b in pairwise(zip(points, places, strict=True)) if _both_known(a[0], b[0])]
    return TrendChart(
        name=name,
        title=title,
        description=description,
        points=tuple(point for point in points if point.unit.estimate),
        segments=tuple(Segment(a.x, a.y, b.x, b.y) for (a, _), (b, _) in joined),
        bands=tuple(_band(a, ax, b, bx) for (a, (_, ax)), (b, (_, bx)) in joined),
        gaps=tuple(point for point in points if not point.unit.estimate),
        grid=tuple(GridLine(_down(share), share) for share in GRID),
    )


def _across(index: int, count: int) -> float:
    return (LEFT + RIGHT) / 2 if count == 1 else LEFT + (RIGHT - LEFT) * index / (count - 1)


def _down(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _point(period: Unit, x: float) -> Point:
    estimate = period.estimate or Estimate(0, 0, 0.5, 0.5, 0.5)
    y, high = _down(estimate.share), _down(estimate.high)
    return Point(period, f"{x:.2f}%", y, _down(estimate.low), high, round(max(high - 8, 12), 1))


def _both_known(a: Point, b: Point) -> bool:
    return a.unit.estimate is not None and b.unit.estimate is not None


def _band(a: Point, ax: float, b: Point, bx: float) -> str:
    return f"{ax:.2f},{a.high} {bx:.2f},{b.high} {bx:.2f},{b.low} {ax:.2f},{a.low}"
