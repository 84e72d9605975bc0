"""What every statistic asks of its input, said in words that name the wrong value."""

import math
from collections.abc import Iterable


class Undefined(ValueError):
    """The statistic does not exist for these data: for instance agreement beyond chance where nothing varies."""


def checked_confidence(confidence: float) -> float:
    """The confidence level, if it lies strictly between 0 and 1."""
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"confidence must lie between 0 and 1 (0.95 for 95 %), not {confidence!r}")
    return confidence


def checked_proportion(successes: float, n: float) -> tuple[float, float]:
    """Successes and n as floats, if they describe a proportion; fractions are welcome (an effective sample size)."""
    successes, n = float(successes), float(n)
    if not (math.isfinite(successes) and math.isfinite(n)):
        raise ValueError("successes and n must be finite numbers")
    if n < 0 or not 0 <= successes <= n:
        raise ValueError(f"successes must lie between 0 and n, and n must not be negative: {successes:g} of {n:g}")
    return successes, n


def checked_counts(table: Iterable[Iterable[float]], *, name: str) -> list[list[float]]:
    """A rectangular table of non-negative finite numbers as lists of floats."""
    rows = [[float(value) for value in row] for row in table]
    if not rows or not rows[0]:
        raise ValueError(f"{name} is empty")
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError(f"the rows of {name} differ in length")
    if any(not math.isfinite(value) or value < 0 for row in rows for value in row):
        raise ValueError(f"{name} holds a value that is negative or not a finite number")
    return rows
