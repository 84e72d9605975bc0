"""The cheapest set of cells to hide: a greedy start, then branch and bound within a fixed amount of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .cycles import INFINITE, Graph

WORK = 4_000_000  # edges looked at in one search, about a second
DEEPEST = 400  # edges; beyond, only the greedy search runs


def cheapest_protection(graph: Graph, small: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The cells to hide so that the small ones, and all others hidden, can't be computed back."""
    small = set(small)
    primary = [edge for edge, cell in enumerate(graph.cells) if cell in small]
    search = _Search(graph, primary, _attainable_floors(graph, primary), _costs(graph.values))
    search.run()
    return {cell for edge, cell in enumerate(graph.cells) if cell is not None and search.best[edge]}


def _attainable_floors(graph: Graph, primary: Sequence[int]) -> dict[int, int]:
    """For each small cell the knowledge against which it can be protected, were all cells hidden.

    1: the reader knows that no hidden count is zero. 0: only against a reader who can't rule a zero out. INFINITE: not
    at all, because a total gives it away.
    """
    everything = [True] * len(graph.ends)
    return {
        edge: next((floor for floor in (1, 0) if graph.is_safe(edge, everything, floor)), INFINITE) for edge in primary
    }


def _costs(values: Sequence[int]) -> list[int]:
    """Lost counts first, then the number of cells; a hidden zero is dearer than all counts together."""
    cells = len(values) + 1
    zero = (sum(values) + 1) * cells
    return [value * cells + 1 if value else zero for value in values]


@dataclass
class _Search:
    graph: Graph
    primary: Sequence[int]
    floors: dict[int, int]
    prices: list[int]
    best: list[bool] = field(default_factory=list)
    best_cost: int = INFINITE

    def run(self) -> None:
        """Fill `best`."""
        hidden = [cell is None for cell in self.graph.cells]
        for edge in self.primary:
            hidden[edge] = True
        costs = [0 if is_hidden else price for is_hidden, price in zip(hidden, self.prices, strict=True)]
        for dearest_first in (True, False):
            self._keep(self._pruned(self._greedy(list(hidden), list(costs), dearest_first)))
        if len(self.graph.ends) <= DEEPEST:
            self._branch(hidden, costs, 0)

    def _keep(self, hidden: list[bool]) -> None:
        cost = self._cost(hidden)
        if cost < self.best_cost:
            self.best, self.best_cost = list(hidden), cost

    def _cost(self, hidden: Sequence[bool]) -> int:
        known = set(self.primary)
        return sum(
            price
            for edge, price in enumerate(self.prices)
            if hidden[edge] and edge not in known and self.graph.cells[edge] is not None
        )

    def _greedy(self, hidden: list[bool], costs: list[int], dearest_first: bool) -> list[bool]:
        """Hide the cheapest way for one unsafe cell after the other."""
        unsafe = self.graph.unsafe(hidden, self.floors)
        unsafe.sort(key=lambda edge: self._cheapest_way(edge, costs)[0], reverse=dearest_first)
        for edge in unsafe:
            if not self.graph.is_safe(edge, hidden, self.floors.get(edge, 0)):
                for step in self._cheapest_way(edge, costs)[1]:
                    hidden[step] = True
                    costs[step] = 0
        return hidden

    def _pruned(self, hidden: list[bool]) -> list[bool]:
        """Show again what need not be hidden, dearest first."""
        known = set(self.primary)
        chosen = [e for e, cell in enumerate(self.graph.cells) if hidden[e] and cell is not None and e not in known]
        for edge in sorted(chosen, key=self.prices.__getitem__, reverse=True):
            hidden[edge] = False
            if self.graph.unsafe(hidden, self.floors):
                hidden[edge] = True
        return hidden

    def _branch(self, hidden: list[bool], costs: list[int], spent: int) -> None:
        """Decide one cell of a cheapest way both ways: hide it, forbid it."""
        if self.graph.work > WORK:
            return
        unsafe = self.graph.unsafe(hidden, self.floors)
        if not unsafe:
            self._keep(hidden)
            return
        bound, dearest = self._bound(unsafe, costs)
        if spent + bound >= self.best_cost:
            return
        edge = max(self._cheapest_way(dearest, costs)[1], key=costs.__getitem__)
        price = costs[edge]
        hidden[edge], costs[edge] = True, 0
        self._branch(hidden, costs, spent + price)
        hidden[edge], costs[edge] = False, INFINITE
        self._branch(hidden, costs, spent)
        costs[edge] = price

    def _bound(self, unsafe: Sequence[int], costs: Sequence[int]) -> tuple[int, int]:
        """What must be paid at least to make these cells safe (dual ascent over their cuts), and the dearest of them.

        Each cell's cheapest cycle is paid for out of the costs along it before the next cell is looked at, so no cost
        is counted twice (R. T. Wong, Math. Program. 28 (1984) 271–287).
        """
        left = list(costs)
        bound, dearest, most = 0, unsafe[0], -1
        for edge in unsafe:
            price, payments = self._payments(edge, left)
            if price >= INFINITE:
                return INFINITE, edge
            bound += price
            if price > most:
                dearest, most = edge, price
            for paid_edge, payment in payments.items():
                left[paid_edge] -= payment
        return bound, dearest

    def _payments(self, edge: int, costs: Sequence[int]) -> tuple[int, dict[int, int]]:
        """The price of the cell's cheapest cycle, and what each edge contributes to any cycle's reaching that price."""
        floor = self.floors.get(edge, 0)
        found = [self.graph.distances(start, goal, edge, costs, floor)[0] for start, goal in self._directions(edge)]
        price = min(distance[goal] for distance, (_, goal) in zip(found, self._directions(edge), strict=True))
        payments: dict[int, int] = {}
        if 0 < price < INFINITE:
            for other, (row, column) in enumerate(self.graph.ends):
                if 0 < costs[other] < INFINITE:
                    steps = [min(distance[column], price) - min(distance[row], price) for distance in found]
                    falls = [-step for step in steps] if self.graph.values[other] > floor else []
                    payment = max(0, *steps, *falls)
                    if payment > 0:
                        payments[other] = payment
        return price, payments

    def _cheapest_way(self, edge: int, costs: Sequence[int]) -> tuple[int, list[int]]:
        """Price and not yet hidden edges of the cell's cheapest cycle."""
        floor = self.floors.get(edge, 0)
        best: tuple[int, list[int]] = (INFINITE, [])
        for start, goal in self._directions(edge):
            distance, arrived_by = self.graph.distances(start, goal, edge, costs, floor)
            if distance[goal] < best[0]:
                steps = [step for step in self.graph.way(start, goal, arrived_by) if costs[step] > 0]
                best = (distance[goal], steps)
        return best

    def _directions(self, edge: int) -> list[tuple[int, int]]:
        """Where the rest of a cycle starts and ends: the cell goes up, or, if it may, down."""
        row, column = self.graph.ends[edge]
        falls = self.graph.values[edge] > self.floors.get(edge, 0)
        return [(column, row), (row, column)] if falls else [(column, row)]
