"""Weights of observations."""

import math
from collections.abc import Iterable


def kish_effective_n(weights: Iterable[float]) -> float:
    """The number of equally weighted observations that would be as precise: (sum of w) squared / sum of (w squared).

    Without any weight above zero there is no information: 0.0. Raises ValueError for a negative or non-finite weight.
    Source: L. Kish, Survey Sampling (1965), section 11.7; the design effect of weighting is n / n_effective.
    """
    values = [float(weight) for weight in weights]
    if any(not math.isfinite(value) or value < 0 for value in values):
        raise ValueError("weights must be finite and not negative")
    largest = max(values, default=0.0)
    if largest == 0.0:
        return 0.0
    scaled = [value / largest for value in values]  # neither very large nor very small weights overflow
    return math.fsum(scaled) ** 2 / math.fsum(value * value for value in scaled)
