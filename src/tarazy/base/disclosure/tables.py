"""Cell suppression in one table of counts: hide the small cells, and the fewest others that keep them hidden."""

from collections.abc import Iterable
from operator import index

from .cycles import Graph
from .search import cheapest_protection


def suppress(table: Iterable[Iterable[int]], k: int, published_totals: bool = True) -> set[tuple[int, int]]:
    """The cells (row, column), from zero, of a table of counts that must not be published.

    Hidden are all counts from 1 to k - 1 and, where row and column totals are published, the complementary cells that
    lose the least counts, so that nobody can compute a hidden cell back. The reader is taken to know every total, every
    cell shown, and that a zero is shown, so that a hidden cell is at least 1 (two ones that are all of a remainder of
    two would give each other away). Safe means that another table exists that looks the same and has another number in
    that cell; see `cycles`. A zero is hidden only where nothing else can protect its neighbour.
    A table of one row or one column is read as one-dimensional: its only total is the sum of it all.
    Where even hiding everything could not help (a total of 3 over a 3 and zeros), the small total itself should not
    be published; see `moves` for tables whose totals may be hidden.

    Least lost counts: proven for tables up to some dozens of cells; for large ones the best found within a fixed amount
    of work, the same on every machine. Raises ValueError for a ragged table, a negative or broken count, a k below 1.
    Source: the cell suppression problem, M. Fischetti and J. J. Salazar, Math. Program. 84 (1999) 283–312; cycles in
    the bipartite graph of hidden cells: D. Gusfield, SIAM J. Comput. 17 (1988) 552–571.
    """
    rows = _checked_table(table, k)
    small = {(r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if 0 < value < k}
    if not small or not published_totals:
        return small
    return cheapest_protection(Graph.of_table(rows), small)


def _checked_table(table: Iterable[Iterable[int]], k: int) -> list[list[int]]:
    if index(k) < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    try:
        rows = [[index(value) for value in row] for row in table]
    except TypeError as error:
        raise ValueError(f"a table of counts holds whole numbers only: {error}") from error
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("the rows of a table differ in length")
    if any(value < 0 for row in rows for value in row):
        raise ValueError("a count can't be negative")
    return rows
