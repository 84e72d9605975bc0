"""The door to this room for the rooms above."""

from tarazy.country.actions import load_country
from tarazy.country.queries import (
    courts_of,
    is_working_day,
    next_working_day,
    region_shapes,
    regions_by_name,
    regions_of_older_unit,
)

__all__ = [
    "courts_of",
    "is_working_day",
    "load_country",
    "next_working_day",
    "region_shapes",
    "regions_by_name",
    "regions_of_older_unit",
]
