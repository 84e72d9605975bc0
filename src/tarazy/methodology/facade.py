"""The door to this room for the rooms above."""

from tarazy.methodology.actions import import_methodology
from tarazy.methodology.queries import exported_methodology, indicators, indicators_of_form, is_empty, spheres

__all__ = [
    "exported_methodology",
    "import_methodology",
    "indicators",
    "indicators_of_form",
    "is_empty",
    "spheres",
]
