"""The door to this room for the rooms above."""

from tarazy.analysis.actions import Recomputation, rebuild_copy, recompute_results
from tarazy.analysis.queries import (
    Agreement,
    Figure,
    IndicatorFigure,
    IndicatorFigures,
    Overview,
    campaigns_with_results,
    data_rows,
    indicator_figures,
    map_figures,
    overview,
    region_figures,
    sampling_note,
    shown_campaign,
    stamp,
)

__all__ = [
    "Agreement",
    "Figure",
    "IndicatorFigure",
    "IndicatorFigures",
    "Overview",
    "Recomputation",
    "campaigns_with_results",
    "data_rows",
    "indicator_figures",
    "map_figures",
    "overview",
    "rebuild_copy",
    "recompute_results",
    "region_figures",
    "sampling_note",
    "shown_campaign",
    "stamp",
]
