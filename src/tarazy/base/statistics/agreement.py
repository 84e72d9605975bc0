"""Do observers of the same thing say the same? Agreement beyond chance."""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal

from .checks import Undefined, checked_counts

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Unit = Counter[Hashable]


def krippendorff_alpha(ratings: Iterable[Iterable[Hashable | None]], level: Level) -> float:
    """Krippendorff's alpha, 1 - observed / expected disagreement: any number of observers, with gaps.

    `ratings`: one row per observer, one column per thing observed; None (or NaN) is missing. `level`: "nominal" takes
    any values, "ordinal" and "interval" numbers, "ratio" numbers from zero. 1 is full agreement, 0 is chance, below 0
    is worse. Raises Undefined (a ValueError) where nothing was rated twice or only one value occurs among what was;
    ValueError for rows of different length, an unknown level, a value that the level does not allow.
    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); Content Analysis (4th ed.), ch. 12.
    """
    if level not in ("nominal", "ordinal", "interval", "ratio"):
        raise ValueError(f"level must be nominal, ordinal, interval or ratio, not {level!r}")
    units = _pairable_units(ratings)
    if not units:
        raise Undefined("nothing was rated by two observers: there is nothing to compare")
    totals: Unit = Counter()
    for unit in units:
        totals.update(unit)
    if len(totals) == 1:
        raise Undefined("only one value occurs: without variation, agreement beyond chance does not exist")
    disagreement = _disagreement(level, totals)
    n = totals.total()
    observed = math.fsum(disagreement(unit) / (unit.total() - 1) for unit in units) / n
    expected = disagreement(totals) / (n * (n - 1))
    return 1.0 - observed / expected


def cohen_kappa(table: Iterable[Iterable[float]], weights: Literal["linear", "quadratic"] | None = None) -> float:
    """Cohen's kappa of two observers; `table[i][j]` counts what the first called i and the second j.

    `weights` count a disagreement by the distance of the categories ("linear") or its square ("quadratic"); None counts
    all alike. Raises Undefined where chance alone gives full agreement, ValueError for a table that is not square.
    Source: J. Cohen, Educ. Psychol. Meas. 20 (1960) 37–46; weighted: Psychol. Bull. 70 (1968) 213–220.
    """
    rows = checked_counts(table, name="the table")
    size = len(rows)
    if len(rows[0]) != size:
        raise ValueError("the table of two observers must be square")
    if weights not in (None, "linear", "quadratic"):
        raise ValueError(f"weights must be None, 'linear' or 'quadratic', not {weights!r}")
    first = [math.fsum(row) for row in rows]
    second = [math.fsum(column) for column in zip(*rows, strict=True)]
    n = math.fsum(first)
    pairs = [(i, j, _distance(i, j, weights)) for i in range(size) for j in range(size)]
    expected = math.fsum(distance * first[i] * second[j] for i, j, distance in pairs)
    if expected == 0:
        raise Undefined("both observers used one and the same category only: agreement beyond chance does not exist")
    return 1.0 - n * math.fsum(distance * rows[i][j] for i, j, distance in pairs) / expected


def fleiss_kappa(counts: Iterable[Iterable[float]]) -> float:
    """Fleiss' kappa: `counts[i][j]` observers put subject i into category j, the same number (2 or more) for all.

    Raises Undefined where only one category occurs, ValueError where the number of observers differs or is below two.
    Source: J. L. Fleiss, Psychol. Bull. 76 (1971) 378–382.
    """
    rows = checked_counts(counts, name="the table of counts")
    observers = math.fsum(rows[0])
    if any(not math.isclose(math.fsum(row), observers) for row in rows):
        raise ValueError("every subject must be rated by the same number of observers")
    if observers < 2:
        raise ValueError("every subject must be rated by at least two observers")
    pairs = observers * (observers - 1)
    observed = math.fsum((math.fsum(v * v for v in row) - observers) / pairs for row in rows) / len(rows)
    shares = [math.fsum(column) / (len(rows) * observers) for column in zip(*rows, strict=True)]
    if max(shares) == 1.0:
        raise Undefined("only one category occurs: agreement beyond chance does not exist")
    expected = math.fsum(share * share for share in shares)
    return (observed - expected) / (1.0 - expected)


def percent_agreement(ratings: Iterable[Iterable[Hashable | None]]) -> float:
    """The share (0…1) of pairs of observers' values of one thing that are equal, each thing weighing the same.

    `ratings` as for krippendorff_alpha. Says nothing about chance; raises Undefined where nothing was rated twice.
    """
    units = _pairable_units(ratings)
    if not units:
        raise Undefined("nothing was rated by two observers: there is nothing to compare")
    return math.fsum(_equal_pairs(unit) for unit in units) / len(units)


def _pairable_units(ratings: Iterable[Iterable[Hashable | None]]) -> list[Unit]:
    """For each thing rated at least twice, how often each value was given."""
    rows: list[Sequence[Hashable | None]] = [list(row) for row in ratings]
    if rows and any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("every observer's row must be equally long: None stands for what an observer did not rate")
    columns = zip(*rows, strict=True)
    units = [Counter(value for value in column if not _is_missing(value)) for column in columns]
    return [unit for unit in units if unit.total() >= 2]


def _is_missing(value: Hashable | None) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _equal_pairs(unit: Unit) -> float:
    m = unit.total()
    return sum(count * (count - 1) for count in unit.values()) / (m * (m - 1))


def _distance(i: int, j: int, weights: str | None) -> float:
    if weights == "linear":
        return float(abs(i - j))
    return float((i - j) ** 2) if weights == "quadratic" else float(i != j)


def _disagreement(level: Level, totals: Unit) -> Callable[[Unit], float]:
    """The function that sums the squared difference of a level over all ordered pairs of a bag of values."""
    if level == "nominal":
        return _nominal_disagreement
    numbers = _numbers(totals, level)
    if level == "ratio":
        return lambda bag: _ratio_disagreement(bag, numbers)
    positions = _mid_ranks(totals, numbers) if level == "ordinal" else numbers
    return lambda bag: _squared_distances(bag, positions)


def _numbers(totals: Unit, level: Level) -> dict[Hashable, float]:
    numbers: dict[Hashable, float] = {}
    for value in totals:
        try:
            number = float(value)  # type: ignore[arg-type]  # what is no number is refused below
        except (TypeError, ValueError):
            number = math.nan
        if isinstance(value, str) or not math.isfinite(number):
            raise ValueError(f"at {level} level every value must be a finite number, not {value!r}")
        if level == "ratio" and number < 0:
            raise ValueError(f"at ratio level no value may lie below zero: {value!r}")
        numbers[value] = number
    return numbers


def _mid_ranks(totals: Unit, numbers: dict[Hashable, float]) -> dict[Hashable, float]:
    """The ordinal difference of two values is the distance of their mid-ranks among all pairable values."""
    ranks: dict[Hashable, float] = {}
    below = 0
    for value in sorted(totals, key=numbers.__getitem__):
        ranks[value] = below + totals[value] / 2.0
        below += totals[value]
    return ranks


def _nominal_disagreement(bag: Unit) -> float:
    return float(bag.total() ** 2 - sum(count * count for count in bag.values()))


def _squared_distances(bag: Unit, positions: dict[Hashable, float]) -> float:
    """Sum over ordered pairs of (a - b) squared = 2 m times the sum of squares about the mean."""
    m = bag.total()
    mean = math.fsum(count * positions[value] for value, count in bag.items()) / m
    return 2.0 * m * math.fsum(count * (positions[value] - mean) ** 2 for value, count in bag.items())


def _ratio_disagreement(bag: Unit, numbers: dict[Hashable, float]) -> float:
    items = [(numbers[value], count) for value, count in bag.items()]
    return 2.0 * math.fsum(
        count * other_count * ((number - other) / (number + other)) ** 2
        for i, (number, count) in enumerate(items)
        for other, other_count in items[:i]
    )
