"""A map of shapes that the caller brings, and a grid of equal squares for the same units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tarazy.base.ui.charts.values import Unit


@dataclass(frozen=True)
class Shape:
    """An outline as SVG path data; ``is_point`` draws a disc at its middle instead, for what is too small to see."""

    path: str
    x: float
    y: float
    is_point: bool = False


@dataclass(frozen=True)
class Shapes:
    """Outlines by key, in one box, and each key's place in the tile grid (column, row; from 1)."""

    width: int
    height: int
    credit: str
    shapes: Mapping[str, Shape]
    tiles: Mapping[str, tuple[int, int]]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Shapes:
        """Read what ``assets/shapes.py`` wrote."""
        return cls(
            width=data["width"],
            height=data["height"],
            credit=data["credit"],
            shapes={key: Shape(**value) for key, value in data["shapes"].items()},
            tiles={key: (column, row) for key, (column, row) in data["tiles"].items()},
        )


@dataclass(frozen=True)
class Area:
    unit: Unit
    shape: Shape


@dataclass(frozen=True)
class MapChart:
    name: str
    title: str
    description: str
    width: int
    height: int
    areas: tuple[Area, ...]
    credit: str


@dataclass(frozen=True)
class Tile:
    unit: Unit
    column: int
    row: int


@dataclass(frozen=True)
class TileChart:
    title: str
    tiles: tuple[Tile, ...]


def map_chart(name: str, title: str, description: str, shapes: Shapes, units: Sequence[Unit]) -> MapChart:
    """Colour each unit's shape by its value; discs come last, above the areas they lie in."""
    areas = [Area(unit, shapes.shapes[unit.key]) for unit in units if unit.key in shapes.shapes]
    areas.sort(key=lambda area: (area.shape.is_point, area.unit.is_here, area.unit.value is None))
    return MapChart(name, title, description, shapes.width, shapes.height, tuple(areas), shapes.credit)


def tile_chart(title: str, shapes: Shapes, units: Sequence[Unit]) -> TileChart:
    """Lay the units out as equal squares, row by row."""
    tiles = [Tile(unit, *shapes.tiles[unit.key]) for unit in units if unit.key in shapes.tiles]
    return TileChart(title, tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column))))
