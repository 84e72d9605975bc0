"""Cell suppression held against an attacker who knows everything that is published, and against brute force."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.base.disclosure import suppress

K = 5


def tables(smallest=0, largest=30, sides=4):
    return st.tuples(st.integers(1, sides), st.integers(1, sides)).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(smallest, largest), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    )


def random_table(seed, height, width, mean):
    rnd = random.Random(seed)
    return [[int(rnd.expovariate(1 / mean)) for _ in range(width)] for _ in range(height)]


def small_cells(table, k=K):
    return {(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if 0 < value < k}


def lost(table, hidden, k=K):
    return sum(table[r][c] for r, c in hidden if table[r][c] >= k)


def computable(table, hidden, floor=0):
    """The hidden cells that have one value only in all tables with these totals and shown cells (linear programming).

    A transport problem has whole-numbered corners, so that an equal least and greatest value is the only one.
    """
    from scipy.optimize import linprog

    keys = sorted(hidden)
    lines = [[key[0] == r for key in keys] for r in range(len(table))] if len(table[0]) > 1 else []
    if len(table) > 1:
        lines += [[key[1] == c for key in keys] for c in range(len(table[0]))]
    if not keys or not lines:
        return set()
    values = [table[r][c] for r, c in keys]
    totals = [sum(value for value, on in zip(values, line, strict=True) if on) for line in lines]
    found = set()
    for i, key in enumerate(keys):
        goal = [float(i == j) for j in range(len(keys))]
        least = linprog(goal, A_eq=lines, b_eq=totals, bounds=(floor, None)).fun
        greatest = -linprog([-x for x in goal], A_eq=lines, b_eq=totals, bounds=(floor, None)).fun
        if greatest - least < 0.5:
            found.add(key)
    return found


def brute_force(table, floor=1, k=K):
    """The least counts lost over all sets without zeros that are safe; None if there is none."""
    small = small_cells(table, k)
    others = [(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if value >= k]
    subsets = (small.union(more) for n in range(len(others) + 1) for more in itertools.combinations(others, n))
    return next(
        (
            lost(table, s, k)
            for s in sorted(subsets, key=lambda s: lost(table, s, k))
            if not computable(table, s, floor)
        ),
        None,
    )


def test_nothing_small_hides_nothing():
    assert suppress([[0, 10], [20, 30]], K) == set()
    assert suppress([[5, 5], [5, 5]], K) == set()
    assert suppress([[0, 0], [0, 0]], K) == set()


def test_small_cell_takes_the_cheapest_cycle_along():
    table = [[3, 20, 30], [40, 50, 6], [70, 80, 9]]
    assert suppress(table, K) == {(0, 0), (0, 2), (1, 0), (1, 2)}
    assert suppress([[3, 20], [30, 40]], K) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_small_cells_can_protect_each_other():
    assert suppress([[3, 4, 50], [2, 3, 60], [70, 80, 90]], K) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_two_ones_do_not_protect_each_other_since_a_zero_would_be_shown():
    # a remainder of 2 over two hidden counts of which none is zero: both are 1
    table = [[1, 1, 50], [20, 30, 60], [70, 80, 90]]
    hidden = suppress(table, K)
    assert (0, 2) in hidden
    assert not computable(table, hidden, floor=1)


def test_threshold_is_the_callers():
    assert suppress([[1, 9], [8, 7]], 1) == set()
    assert suppress([[9, 20, 30], [20, 8, 30], [30, 30, 30]], 10) >= {(0, 0), (1, 1)}


def test_without_published_totals_only_small_cells_are_hidden():
    table = random_table(1, 8, 5, 12)
    assert suppress(table, K, published_totals=False) == small_cells(table)


def test_one_row_or_column_has_one_total():
    assert suppress([[3, 60, 20, 0, 10]], K) == {(0, 0), (0, 4)}
    assert suppress([[3], [60], [20], [0], [10]], K) == {(0, 0), (4, 0)}
    assert suppress([[1, 4, 20]], K) == {(0, 0), (0, 1)}
    assert suppress([[1, 1, 20]], K) == {(0, 0), (0, 1), (0, 2)}
    assert suppress([[3]], K) == {(0, 0)}


def test_zero_is_hidden_only_where_nothing_else_protects():
    table = [[3, 0, 0], [10, 20, 30], [40, 50, 60]]
    hidden = suppress(table, K)
    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert not computable(table, hidden)


def test_table_that_cannot_be_protected_hides_at_least_its_small_cells():
    assert suppress([[3, 0], [0, 0]], K) == {(0, 0)}
    assert suppress([[1, 1], [7, 9]], K) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_empty_tables_are_empty():
    assert suppress([], K) == set()
    assert suppress([[], []], K) == set()


@pytest.mark.parametrize("table", [[[1, 2], [3]], [[-1, 2]], [[1.5, 2]], [[None, 2]], [["3", 2]]])
def test_what_is_no_table_of_counts_is_refused(table):
    with pytest.raises(ValueError, match=r"row|count"):
        suppress(table, K)


@pytest.mark.parametrize("k", [0, -1])
def test_threshold_below_one_is_refused(k):
    with pytest.raises(ValueError, match="k must"):
        suppress([[1]], k)


@settings(max_examples=30)
@given(tables(sides=5))
def test_small_cells_are_hidden_and_nobody_can_compute_a_hidden_cell(table):
    hidden = suppress(table, K)
    assert small_cells(table) <= hidden
    everything = {(r, c) for r, row in enumerate(table) for c in range(len(row))}
    assert computable(table, hidden) <= computable(table, everything)


@settings(max_examples=30)
@given(tables(smallest=1, sides=5))
def test_an_attacker_who_knows_that_zeros_are_shown_computes_nothing(table):
    hidden = suppress(table, K)
    everything = {(r, c) for r, row in enumerate(table) for c in range(len(row))}
    if not small_cells(table) & computable(table, everything, floor=1):
        assert not computable(table, hidden, floor=1)


@settings(max_examples=30)
@given(tables(sides=4))
def test_zeros_are_shown_wherever_that_is_safe(table):
    hidden = suppress(table, K)
    nonzero = {(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if value}
    if not small_cells(table) & computable(table, nonzero, floor=1):
        assert hidden <= nonzero


@pytest.mark.parametrize("seed", range(20))
def test_lost_counts_are_the_least_possible(seed):
    rnd = random.Random(seed)
    height, width = rnd.choice([(2, 3), (3, 3), (3, 4), (2, 5), (1, 6), (5, 1)])
    table = [[rnd.randint(0, rnd.choice([8, 15, 40])) for _ in range(width)] for _ in range(height)]
    least = brute_force(table)
    if least is not None:
        assert lost(table, suppress(table, K)) == least


@pytest.mark.parametrize(("height", "width", "mean"), [(20, 5, 15), (20, 3, 60), (40, 10, 40)])
def test_large_tables_are_safe_and_quick(height, width, mean):
    import time

    table = random_table(7, height, width, mean)
    started = time.process_time()
    hidden = suppress(table, K)
    assert time.process_time() - started < 5
    assert not computable(table, hidden, floor=1)


def test_very_large_table_is_protected():
    table = random_table(7, 150, 60, 25)
    hidden = suppress(table, K)
    assert small_cells(table) <= hidden
    for line in (
        *({(r, c) for c in range(60)} for r in range(150)),
        *({(r, c) for r in range(150)} for c in range(60)),
    ):
        assert len(hidden & line) != 1


@given(tables(sides=5))
def test_result_is_the_same_every_time(table):
    assert suppress(table, K) == suppress([tuple(row) for row in table], K)
