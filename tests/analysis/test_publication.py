"""What is published of data that could leak, held against a reader who reckons with everything published."""

import random

import pytest

from tarazy.analysis.publication import COUNTS, publish
from tarazy.analysis.suppression import (
    CROSSED_FIELDS,
    FIELDS,
    OUTCOMES,
    REGION,
    REGION_YEAR,
    SMALL,
    TOTAL,
    YEAR,
    Count,
    Row,
    counts_of,
    crossing,
    protect_rows,
)


def tally(yes=0, partly=0, no=0, not_observed=0, not_applicable=0):
    return dict(zip(OUTCOMES, (yes, partly, no, not_observed, not_applicable), strict=True))


def invented(seed, regions=13, mean=180, weights=(90, 4, 4, 2, 0)):
    """Rows of every breakdown that add up, uneven as real ones."""
    rnd = random.Random(seed)
    values = {"sex": (["female", "male", "unknown"], [10, 60, 1]), "language": (["kk", "ru", "other"], [10, 8, 1])}
    rows = {}
    for number in range(regions):
        region = f"KZ-{number:02}"
        for _ in range(int(rnd.expovariate(1 / mean))):
            year, outcome = rnd.choice(["2024", "2025", "2026"]), rnd.choices(OUTCOMES, weights)[0]
            places = [TOTAL, Row(REGION, region), Row(YEAR, year), crossing(region, year)]
            places += [Row(name, rnd.choices(*choices)[0]) for name, choices in values.items()]
            for row in places:
                rows.setdefault(row, tally())[outcome] += 1
    return dict(sorted(rows.items()))


def computable(rows, hidden, threshold):
    """The hidden counts with one value only in all tables that look the same, by linear programming."""
    import numpy as np
    from scipy.optimize import linprog

    counts, keys = counts_of(rows), sorted(hidden)
    place = {key: number for number, key in enumerate(keys)}
    lines, rights = [], []
    for whole, parts in sums(rows):
        line, right = np.zeros(len(keys)), 0
        for key, sign in [(whole, -1), *((part, 1) for part in parts)]:
            if key in place:
                line[place[key]] += sign
            else:
                right -= sign * counts.get(key, 0)
        if line.any():
            lines.append(line)
            rights.append(right)
    limit = {key: SMALL if key.field == "observed" else threshold for key in keys}
    bounds = [(1, limit[key] - 1) if counts[key] < limit[key] else (limit[key], None) for key in keys]
    found = set()
    for number, key in enumerate(keys):
        goal = np.zeros(len(keys))
        goal[number] = 1
        ends = [linprog(sign * goal, A_eq=np.array(lines), b_eq=rights, bounds=bounds).fun for sign in (1, -1)]
        if -ends[1] - ends[0] < 0.5:
            found.add(key)
    return found


def sums(rows):
    values = {}
    for row in rows:
        values.setdefault(row.breakdown, []).append(row.value)
        yield Count(row, "denominator"), [Count(row, "yes"), Count(row, "rest")]
        if row.breakdown != REGION_YEAR:
            yield Count(row, "rest"), [Count(row, "partly"), Count(row, "no")]
            yield (
                Count(row, "observed"),
                [Count(row, name) for name in ("denominator", "not_observed", "not_applicable")],
            )
    for breakdown in set(values) - {TOTAL.breakdown, REGION_YEAR}:
        for name in FIELDS:
            yield Count(TOTAL, name), [Count(Row(breakdown, value), name) for value in values[breakdown]]
    if REGION_YEAR in values:
        for name in CROSSED_FIELDS:
            for region in values[REGION]:
                yield Count(Row(REGION, region), name), [Count(crossing(region, year), name) for year in values[YEAR]]
            for year in values[YEAR]:
                yield Count(Row(YEAR, year), name), [Count(crossing(region, year), name) for region in values[REGION]]


@pytest.mark.parametrize("is_sensitive", [False, True])
@pytest.mark.parametrize(
    ("seed", "regions", "mean", "weights"),
    [
        (1, 13, 180, (90, 4, 4, 2, 0)),
        (2, 20, 60, (95, 0, 3, 1, 1)),
        (3, 5, 40, (60, 10, 25, 5, 0)),
        (4, 2, 30, (70, 10, 15, 5, 5)),
    ],
)
def test_nobody_can_compute_a_hidden_count(seed, regions, mean, weights, is_sensitive):
    rows = invented(seed, regions, mean, weights)
    protection = protect_rows(rows, is_sensitive=is_sensitive)
    leaks = computable(rows, protection.hidden, 10 if is_sensitive else 5)
    assert leaks <= protection.unprotected


@pytest.mark.parametrize("is_sensitive", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_no_small_count_is_ever_published(seed, is_sensitive):
    rows = invented(
        seed, regions=random.Random(seed).choice([1, 2, 5, 13]), mean=random.Random(seed).choice([3, 12, 60])
    )
    if not rows:
        return
    threshold = 10 if is_sensitive else 5
    for each in publish(rows, is_sensitive=is_sensitive):
        for name, value in each.counts.items():
            limit = SMALL if name == "observed" else threshold
            assert value is None or value == 0 or value >= limit, (each.row, name)
        if each.share is not None:
            yes, denominator = each.counts["yes"], each.counts["denominator"]
            assert yes is not None
            assert denominator is not None
            assert denominator >= threshold
            assert each.share == yes / denominator
            assert denominator - yes not in range(1, threshold)


def test_single_small_region_takes_another_along():
    rows = {TOTAL: tally(43, 0, 22), Row(REGION, "A"): tally(2, 0, 1), Row(REGION, "B"): tally(11, 0, 11)}
    rows |= {Row(REGION, "C"): tally(30, 0, 10)}
    rows |= {Row(YEAR, "2025"): rows[TOTAL]} | {
        crossing(r.value, "2025"): t for r, t in rows.items() if r.breakdown == REGION
    }
    published = {each.row.value: each for each in publish(rows, is_sensitive=False) if each.row.breakdown == REGION}
    told = {name: each.counts["observed"] for name, each in published.items()}
    assert told.get("A") is None
    assert sum(value is None for value in told.values()) != 1


def test_ordinary_share_with_few_misses_is_told_as_a_range():
    rows = {TOTAL: tally(400, 0, 44)}
    for name, yes, no in (("A", 97, 3), ("B", 98, 2), ("C", 105, 19), ("D", 100, 20)):
        rows[Row(REGION, name)] = rows[crossing(name, "2025")] = tally(yes, 0, no)
    rows[Row(YEAR, "2025")] = rows[TOTAL]
    by = {each.row.value: each for each in publish(rows, is_sensitive=False) if each.row.breakdown == REGION}
    assert by["A"].state == "range"
    assert by["A"].share is None
    assert by["A"].share_from <= 0.97 <= by["A"].share_to
    assert by["A"].low <= by["A"].share_from
    assert by["A"].counts["yes"] is None
    assert by["A"].small == ("no",)
    assert by["C"].share == pytest.approx(105 / 124)


def test_sensitive_share_with_few_misses_is_not_told_at_all():
    rows = {TOTAL: tally(400, 0, 44)}
    for name, yes, no in (("A", 97, 3), ("B", 98, 2), ("C", 105, 19), ("D", 100, 20)):
        rows[Row(REGION, name)] = rows[crossing(name, "2025")] = tally(yes, 0, no)
    rows[Row(YEAR, "2025")] = rows[TOTAL]
    by = {each.row.value: each for each in publish(rows, is_sensitive=True) if each.row.breakdown == REGION}
    assert (by["A"].share, by["A"].share_from, by["A"].low) == (None, None, None)


def test_tiny_campaign_tells_nothing():
    rows = {TOTAL: tally(2, 0, 1), Row(REGION, "A"): tally(2, 0, 1), Row(YEAR, "2025"): tally(2, 0, 1)}
    (only,) = publish(rows | {crossing("A", "2025"): tally(2, 0, 1)}, is_sensitive=False)
    assert only.row == TOTAL
    assert all(only.counts[name] is None for name in COUNTS)
