"""Albers' equal-area conic projection (Snyder 1987, p. 98): areas on the page compare as on the ground."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Position = tuple[float, float]


@dataclass(frozen=True)
class Albers:
    """Two standard parallels and the centre, in degrees; returns units of the earth's radius, y down."""

    south: float
    north: float
    longitude: float
    latitude: float

    def __call__(self, position: Position) -> Position:
        south, north, middle = map(math.radians, (self.south, self.north, self.latitude))
        n = (math.sin(south) + math.sin(north)) / 2
        c = math.cos(south) ** 2 + 2 * n * math.sin(south)
        rho_0 = math.sqrt(c - 2 * n * math.sin(middle)) / n
        rho = math.sqrt(c - 2 * n * math.sin(math.radians(position[1]))) / n
        theta = n * math.radians(position[0] - self.longitude)
        return rho * math.sin(theta), rho * math.cos(theta) - rho_0


def fit(positions: Iterable[Position], width: int) -> tuple[Callable[[Position], Position], int]:
    """Return the function that scales projected positions into a box ``width`` wide, and the height of the box."""
    xs, ys = zip(*positions, strict=True)
    left, top, scale = min(xs), min(ys), width / (max(xs) - min(xs))

    def place(position: Position) -> Position:
        return round((position[0] - left) * scale, 1), round((position[1] - top) * scale, 1)

    return place, math.ceil((max(ys) - top) * scale)


def path(rings: Iterable[Iterable[Position]]) -> str:
    """Return placed rings as compact SVG path data with relative steps."""
    return "".join(_ring(list(ring)) for ring in rings)


def _ring(positions: list[Position]) -> str:
    x, y = positions[0]
    steps = [f"M{x:g} {y:g}l"]
    for a, b in positions[1:-1]:
        steps.append(f"{a - x:.1f} {b - y:.1f}".replace(".0", ""))
        x, y = a, b
    return steps[0] + " ".join(step for step in steps[1:] if step != "0 0").replace(" -", "-") + "z"
