"""What a chart shows: an estimate, a range, a value withheld for protection, or nothing. No two look alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

STEPS = 5


@dataclass(frozen=True)
class Estimate:
    """A share between 0 and 1 with its interval: ``yes`` of ``n``."""

    yes: int
    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Between:
    """A share of which only the range may be told, from ``least`` to ``most``; ``low`` and ``high`` as in Estimate."""

    least: float
    most: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        return (self.least + self.most) / 2


@dataclass(frozen=True)
class Withheld:
    """Hidden: fewer than ``k`` stand behind it, or, where ``k`` is 0, it would give such a number away."""

    k: int


Value: TypeAlias = Estimate | Between | Withheld | None


@dataclass(frozen=True)
class Unit:
    """One thing compared: a region, a group, a year."""

    key: str
    label: str
    value: Value
    href: str = ""
    short: str = ""
    """At most four letters, for the tile grid."""
    is_here: bool = False
    """The one that the page is about."""
    compared: float | None = None
    """A share of its own to be compared with, such as the whole country's; drawn behind its dot."""

    @property
    def estimate(self) -> Estimate | None:
        return self.value if isinstance(self.value, Estimate) else None

    @property
    def between(self) -> Between | None:
        return self.value if isinstance(self.value, Between) else None

    @property
    def position(self) -> float | None:
        """Where on the axis its mark stands; None where nothing may be said."""
        if self.estimate:
            return self.estimate.share
        return self.between.middle if self.between else None

    @property
    def withheld(self) -> Withheld | None:
        return self.value if isinstance(self.value, Withheld) else None

    @property
    def css_class(self) -> str:
        """The class that colours, hatches or dots it."""
        if self.position is not None:
            return f"seq-{step(self.position)}"
        return "is-withheld" if self.withheld else "is-missing"


def step(share: float) -> int:
    """Return the fifth of the whole axis that a share lies in, 1 to 5: the same colour means the same everywhere."""
    return min(STEPS, math.floor(share * STEPS) + 1)


def by_value(units: list[Unit]) -> list[Unit]:
    """Sort from high to low; withheld ones after that, those without data last; equal ones stay in their order."""

    def rank(unit: Unit) -> tuple[int, float]:
        if unit.position is not None:
            return (0, -unit.position)
        return (1, 0.0) if unit.withheld else (2, 0.0)

    return sorted(units, key=rank)


def percent(share: float) -> str:
    """Return a position on the whole 0–100 % axis as an SVG length."""
    return f"{share * 100:.2f}%"
