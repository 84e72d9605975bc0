"""How often, in the invented network, a standard is met: plausible, uneven, and nobody's finding.

All numbers are made up. They differ by region, year, stage and sex so that charts have something to show.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Values with the weights by which chance picks one of them."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.values = list(weights)
        self.cumulative = list(accumulate(weights.values()))

    def pick(self, chance: Random) -> T:
        return chance.choices(self.values, cum_weights=self.cumulative)[0]


@dataclass(frozen=True)
class Rate:
    """Shares of a hundred for one indicator in the middle year: met, partly met, not observed, not applicable.

    What is left is *not met*. ``trend`` is the change of the log-odds of *met* per year.
    """

    met: int
    partly: int = 0
    not_observed: int = 3
    not_applicable: int = 0
    trend: float = 0.0


RATES: dict[str, Rate] = {
    "A3": Rate(74, 14),
    "A4": Rate(83, not_observed=11),
    "A5": Rate(88, not_observed=9),
    "B1": Rate(61, 24, trend=-0.12),
    "B2": Rate(72, 15, trend=0.2),
    "B3": Rate(70, 17, not_observed=1),
    "B4": Rate(46, not_observed=8),
    "B5": Rate(34, 11, not_applicable=41),
    "B6": Rate(66, 16),
    "B7": Rate(85, not_observed=8, trend=0.15),
    "C4": Rate(87, not_observed=2),
    "R2": Rate(95, not_observed=1),
    "E1": Rate(52, 21, not_applicable=15),
    "F5": Rate(71, 18),
    "F2": Rate(29, 18, not_applicable=36),
    "F4": Rate(21, not_applicable=66),
    "H2": Rate(44, 33, trend=0.25),
    "J1": Rate(47, 9, not_applicable=36),
    "J3": Rate(18, not_applicable=66),
    "J4": Rate(86, not_observed=9),
    "J5": Rate(9, not_applicable=82),
    "K6": Rate(8, not_observed=1, not_applicable=89),
    "D3": Rate(33, not_observed=5, trend=0.3),
    "D4": Rate(29, 31, trend=0.15),
    "D5": Rate(41, not_observed=5, trend=0.2),
    "K2": Rate(24, 33),
    "N3": Rate(67, 16),
    "O1": Rate(49, 27),
    "O2": Rate(81, not_observed=4),
    "L3": Rate(43, 41, not_observed=1),
    "L2": Rate(73, not_observed=1),
    "C1": Rate(34, 9, trend=0.22),
    "C2": Rate(79, not_observed=2, trend=0.18),
    "C3": Rate(94, not_observed=1),
    "H1": Rate(88, not_observed=1),
    "G1": Rate(84, 9),
    "G5": Rate(41, 36, not_observed=4),
    "G4": Rate(46, 22, not_observed=14),
    "I2": Rate(69, 17),
    "I3": Rate(58, not_observed=21),
    "H3": Rate(77, 14),
    "H5": Rate(7, 3, not_observed=1, not_applicable=86),
}

# Hearings in three years and the region's shift of the log-odds; the other regions have no organisation yet.
REGIONS: dict[str, tuple[int, float]] = {
    "KZ-75": (430, 0.30),
    "KZ-71": (340, 0.20),
    "KZ-79": (250, -0.15),
    "KZ-35": (240, 0.10),
    "KZ-63": (200, 0.05),
    "KZ-39": (190, 0.45),
    "KZ-15": (180, -0.10),
    "KZ-55": (165, 0.35),
    "KZ-47": (160, -0.55),
    "KZ-23": (140, -0.40),
    "KZ-61": (140, -0.65),
    "KZ-10": (120, -0.05),
    "KZ-62": (7, -0.20),  # so few that its shares must be suppressed
}
YEARS = Weighted({2024: 0.27, 2025: 0.37, 2026: 0.36})
STAGES = Weighted({"trial": 56, "custody": 18, "appeal": 14, "preliminary": 9, "cassation": 3})
LANGUAGES = Weighted({"ru": 52, "kk": 37, "kk_ru": 9, "other": 2})
LANGUAGES_OF_KAZAKH_SPEAKING = Weighted({"kk": 75, "ru": 15, "kk_ru": 9, "other": 1})
KAZAKH_SPEAKING = frozenset({"KZ-79", "KZ-61", "KZ-47", "KZ-23", "KZ-15"})
FORMATS = Weighted({"in_person": 71, "mixed": 18, "video": 11})
OPENNESS = Weighted({"open": 90, "partly_closed": 4, "closed": 6})
ARTICLES = Weighted(
    {
        **{"a188": 21, "a190": 17, "a297": 13, "a106": 8, "a108_1": 8, "a191": 6, "a293": 5, "a345": 5},
        **{"a99": 4, "a120": 4, "a366": 3, "a189": 2, "a378": 1, "a274": 1, "a174": 1, "a405": 1, "a146": 1},
        "other": 9,
    }
)
SEXES = Weighted({"male": 86, "female": 14})  # nobody unknown: a small third group would hide one of the two
AGE_GROUPS = Weighted({"18_29": 35, "30_44": 40, "45_59": 18, "60_over": 7})
MEASURES = Weighted(
    {"custody": 38, "undertaking": 34, "none": 13, "house_arrest": 8, "surety": 4, "bail": 2, "unknown": 1}
)
COUNSEL = Weighted({"assigned": 57, "chosen": 37, "none": 4, "unknown": 2})
CUSTODY_DECISIONS = Weighted(
    {"granted": 84, "house_arrest": 7, "refused": 4, "other_measure": 3, "bail": 1, "not_observed": 1}
)
OBSTACLES = Weighted(
    {"guard": 40, "phone_taken": 25, "no_room": 14, "no_notes": 12, "judge": 9, "no_link": 7, "other": 5}
)
OUTCOMES = {
    "custody": Weighted({"custody": 84, "released": 16}),
    "preliminary": Weighted({"continued": 96, "terminated": 4}),
    "trial": Weighted(
        {"continued": 66, "convicted_other": 17, "convicted_prison": 13, "terminated": 3, "acquitted": 1}
    ),
    "appeal": Weighted({"upheld": 71, "changed": 16, "continued": 13}),
    "cassation": Weighted({"upheld": 80, "changed": 12, "continued": 8}),
}
DEFENDANTS = Weighted({1: 82, 2: 12, 3: 4, 4: 1, 5: 1})
SECOND_OBSERVERS = 0.1
DISAGREEMENT = 0.07
LEFT_BLANK = 0.02


def share_met(rate: Rate, shift: float) -> float:
    """Return the share *met* among *met, partly, not met* after a shift of its log-odds."""
    answered = 100 - rate.not_observed - rate.not_applicable
    share = rate.met / answered
    return 1 / (1 + math.exp(-(math.log(share / (1 - share)) + shift)))
