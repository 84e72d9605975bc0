"""Confidence intervals for a share and for the difference of two shares."""

import math
from statistics import NormalDist

from .checks import checked_confidence, checked_proportion

_STEPS = 200  # Newton with a bracket settles in about ten; bisection alone in about sixty


def wilson_interval(successes: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """The score interval (low, high) for the share successes / n: the one that Tarazy prints beside every share.

    It never leaves 0…1, keeps its coverage for small n and for shares near 0 or 1, and is exactly 0 (or 1) at that end
    when successes is 0 (or n). With n = 0 nothing is known: (0.0, 1.0). Raises ValueError for impossible input.
    Source: E. B. Wilson, JASA 22 (1927) 209–212; recommended by Brown, Cai and DasGupta, Stat. Sci. 16 (2001) 101–133.
    """
    successes, n = checked_proportion(successes, n)
    z = _two_sided_z(confidence)
    if n == 0:
        return 0.0, 1.0
    return _wilson_low(successes, n, z), 1.0 - _wilson_low(n - successes, n, z)


def clopper_pearson_interval(successes: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """The exact binomial interval (low, high): coverage is never below `confidence`, at the price of width.

    With n = 0: (0.0, 1.0). Raises ValueError for impossible input. Absolute error far below 1e-9.
    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404–413, as quantiles of the beta distribution.
    """
    successes, n = checked_proportion(successes, n)
    tail = (1.0 - checked_confidence(confidence)) / 2.0
    if n == 0:
        return 0.0, 1.0
    return _exact_low(successes, n, tail), 1.0 - _exact_low(n - successes, n, tail)


def newcombe_difference(s1: float, n1: float, s2: float, n2: float, confidence: float = 0.95) -> tuple[float, float]:
    """The hybrid score interval (low, high) for s1/n1 - s2/n2 of two independent samples.

    Where one of the samples is empty nothing is known about the difference: (-1.0, 1.0). Raises ValueError for
    impossible input. Source: R. G. Newcombe, Stat. Med. 17 (1998) 873–890, method 10 (no continuity correction).
    """
    low1, high1 = wilson_interval(s1, n1, confidence)
    low2, high2 = wilson_interval(s2, n2, confidence)
    if n1 == 0 or n2 == 0:
        return -1.0, 1.0
    p1, p2 = float(s1) / float(n1), float(s2) / float(n2)
    below = math.hypot(p1 - low1, high2 - p2)
    above = math.hypot(high1 - p1, p2 - low2)
    return max(-1.0, p1 - p2 - below), min(1.0, p1 - p2 + above)


def _two_sided_z(confidence: float) -> float:
    return -NormalDist().inv_cdf((1.0 - checked_confidence(confidence)) / 2.0)


def _wilson_low(successes: float, n: float, z: float) -> float:
    """The smaller root of (p̂ - p)² = z² p (1 - p) / n, from the larger one: no two near numbers are subtracted."""
    if successes == 0:
        return 0.0
    share, square = successes / n, z * z / n
    high = (share + square / 2.0 + math.sqrt(square * (share * (1.0 - share) + square / 4.0))) / (1.0 + square)
    return min(share, share * share / ((1.0 + square) * high))


def _exact_low(successes: float, n: float, tail: float) -> float:
    """The `tail` quantile of Beta(successes, n - successes + 1)."""
    if successes == 0:
        return 0.0
    if successes == n:
        return math.exp(math.log(tail) / n)
    return _beta_quantile(tail, successes, n - successes + 1.0)


def _beta_quantile(probability: float, a: float, b: float) -> float:
    """x with I_x(a, b) = probability: Newton's method kept inside a bracket, bisecting when a step would leave it."""
    low, high = 0.0, 1.0
    x = a / (a + b)
    for _ in range(_STEPS):
        error = _beta_cdf(x, a, b) - probability
        if error > 0:
            high = x
        else:
            low = x
        density = math.exp((a - 1.0) * math.log(x) + (b - 1.0) * math.log1p(-x) - _log_beta(a, b))
        step = error / density if density > 0 else math.inf
        next_x = x - step if low < x - step < high else (low + high) / 2.0
        if abs(next_x - x) <= 1e-15 * x:
            return next_x
        x = next_x
    return x


def _beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), on the side where its continued fraction is quick."""
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _beta_cdf_below_mode(1.0 - x, b, a)
    return _beta_cdf_below_mode(x, a, b)


def _beta_cdf_below_mode(x: float, a: float, b: float) -> float:
    """Lentz's evaluation of the continued fraction DLMF 8.17.22; it needs about sqrt(max(a, b)) terms."""
    if x <= 0.0:
        return 0.0
    tiny = 1e-300
    c, d = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0), tiny)
    fraction = d
    for m in range(1, 10_000 + 10 * math.isqrt(int(max(a, b)))):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _away_from_zero(1.0 + term * d, tiny)
            c = _away_from_zero(1.0 + term / c, tiny)
            fraction *= c * d
        if abs(c * d - 1.0) < 1e-16:
            break
    return math.exp(a * math.log(x) + b * math.log1p(-x) - _log_beta(a, b)) * fraction / a


def _away_from_zero(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
