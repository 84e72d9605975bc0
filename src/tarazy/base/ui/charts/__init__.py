"""Charts made on the server: geometry here, drawing in ``templates/ui/charts.html``, colours in the style sheet."""

from tarazy.base.ui.charts.intervals import IntervalChart, interval_chart
from tarazy.base.ui.charts.maps import MapChart, Shape, Shapes, TileChart, map_chart, tile_chart
from tarazy.base.ui.charts.trend import TrendChart, trend_chart
from tarazy.base.ui.charts.values import Between, Estimate, Unit, Value, Withheld, by_value, step

__all__ = [
    "Between",
    "Estimate",
    "IntervalChart",
    "MapChart",
    "Shape",
    "Shapes",
    "TileChart",
    "TrendChart",
    "Unit",
    "Value",
    "Withheld",
    "by_value",
    "interval_chart",
    "map_chart",
    "step",
    "tile_chart",
    "trend_chart",
]
