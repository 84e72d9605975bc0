from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.base.ui import charts
from tarazy.base.ui.charts import Between, Estimate, Shape, Shapes, Unit, Withheld
from tarazy.base.ui.charts.projection import Albers, fit, path
from tests.support.environment import TOP


def unit(key: str, share: float | None = None, *, withheld: bool = False) -> Unit:
    if withheld:
        return Unit(key, key, Withheld(5))
    return Unit(key, key, None if share is None else Estimate(int(share * 100), 100, share, share, share))


@given(st.floats(0, 1))
def test_step_is_one_of_five(share: float) -> None:
    assert 1 <= charts.step(share) <= 5


@pytest.mark.parametrize(("share", "step"), [(0, 1), (0.199, 1), (0.2, 2), (0.5, 3), (0.8, 5), (1, 5)])
def test_steps_are_fifths_of_the_whole_axis(share: float, step: int) -> None:
    assert charts.step(share) == step


def test_values_come_first_then_withheld_then_missing() -> None:
    units = [unit("missing"), unit("hidden", withheld=True), unit("low", 0.1), unit("high", 0.9)]
    assert [u.key for u in charts.by_value(units)] == ["high", "low", "hidden", "missing"]


def test_withheld_and_missing_never_look_like_a_value() -> None:
    assert {unit("a", 0).css_class, unit("b", withheld=True).css_class, unit("c").css_class} == {
        "seq-1",
        "is-withheld",
        "is-missing",
    }


def test_interval_chart_ends_with_the_whole_and_draws_it_behind_the_others() -> None:
    chart = charts.interval_chart("caption", "unit", [unit("a", 0.25), unit("b", 0.5)], whole=unit("all", 0.4))
    assert [row.unit.key for row in chart.rows] == ["b", "a", "all"]
    assert [row.reference for row in chart.rows] == ["40.00%", "40.00%", ""]
    assert chart.rows[-1].is_whole


def test_interval_chart_without_a_value_draws_nothing() -> None:
    chart = charts.interval_chart("caption", "unit", [unit("a", withheld=True)], whole=unit("all"))
    assert [row.plot for row in chart.rows] == [None, None]
    assert [row.reference for row in chart.rows] == ["", ""]


def test_trend_is_broken_where_there_is_no_value() -> None:
    chart = charts.trend_chart("t", "title", "words", [unit("1", 0.1), unit("2"), unit("3", 0.3), unit("4", 0.4)])
    assert len(chart.segments) == 1
    assert [gap.unit.key for gap in chart.gaps] == ["2"]
    assert [point.unit.key for point in chart.points] == ["1", "3", "4"]


def test_trend_stands_on_the_whole_axis() -> None:
    chart = charts.trend_chart("t", "title", "words", [unit("1", 0), unit("2", 1)])
    bottom, top = chart.points[0].y, chart.points[1].y
    assert (bottom, top) == (chart.grid[0].y, chart.grid[-1].y)


def test_trend_of_one_period_has_no_line() -> None:
    assert charts.trend_chart("t", "title", "words", [unit("1", 0.5)]).segments == ()


SQUARES = Shapes(
    10, 10, "", {"a": Shape("M0 0z", 0, 0, is_point=True), "b": Shape("M1 1z", 1, 1)}, {"b": (2, 1), "a": (1, 1)}
)


def test_map_draws_points_above_areas_and_leaves_out_what_has_no_shape() -> None:
    chart = charts.map_chart("m", "title", "words", SQUARES, [unit("a", 0.1), unit("b", 0.2), unit("c", 0.3)])
    assert [area.unit.key for area in chart.areas] == ["b", "a"]


def test_tiles_read_row_by_row() -> None:
    assert [tile.unit.key for tile in charts.tile_chart("t", SQUARES, [unit("b"), unit("a")]).tiles] == ["a", "b"]


def test_albers_keeps_areas_equal() -> None:
    """A degree cell in the south holds more ground than one in the north, in the proportion of the sphere."""
    albers = Albers(south=43, north=53, longitude=67, latitude=48)

    def area(south: float) -> float:
        ring = [albers(p) for p in ((60, south), (60.1, south), (60.1, south + 0.1), (60, south + 0.1))]
        return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2

    import math

    expected = math.cos(math.radians(42.05)) / math.cos(math.radians(54.05))
    assert area(42) / area(54) == pytest.approx(expected, rel=1e-3)


def test_fit_fills_the_width() -> None:
    place, height = fit([(-1, -2), (1, 2)], 100)
    assert (place((-1, -2)), place((1, 2)), height) == ((0, 0), (100, 200), 200)


def test_path_is_closed_and_relative() -> None:
    assert path([[(0, 0), (10, 0), (10, 5), (0, 0)]]) == "M0 0l10 0 0 5z"


def test_region_shapes_are_twenty_with_three_cities_as_points() -> None:
    shapes = Shapes.from_json(json.loads((TOP / "src/tarazy/country/data/region_shapes.json").read_text()))
    assert len(shapes.shapes) == len(shapes.tiles) == len(set(shapes.tiles.values())) == 20
    assert sum(shape.is_point for shape in shapes.shapes.values()) == 3
    assert "OpenStreetMap" in shapes.credit


def test_a_range_is_drawn_open_and_says_its_ends_but_no_number_behind_it() -> None:
    known = Unit("a", "Abai", Between(0.9, 0.98, 0.8, 0.99))
    chart = charts.interval_chart("Shares", "Region", [Unit("b", "Aktobe", None), known])
    row = chart.rows[0]
    assert row.plot is not None
    assert (row.plot.low, row.plot.dot, row.plot.high, row.plot.is_exact) == ("80.00%", "94.00%", "99.00%", False)
    assert row.unit.css_class == "seq-5"
    assert row.unit.estimate is None
