"""When is a hidden cell safe? The bipartite graph of rows and columns, and its alternating cycles.

Row and column totals are known, so hidden cells can only change together: one up, another of the same row down, one of
that column up … back to the first. In the graph with a node for each row and column and an edge for each hidden cell
that is a cycle, and every difference of two tables that look the same is a sum of such cycles. An edge is walked from
row to column when its cell goes up and from column to row when it goes down, which needs a count above the floor that
the reader knows of. A cell is safe if it lies on such a cycle in at least one direction.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

INFINITE = 1 << 200  # dearer than any table; an int, so that sums of costs stay exact
ENDLESS = 1 << 60  # the count of an edge that stands for totals nobody publishes


@dataclass
class Graph:
    """Rows and columns as nodes, cells as edges; `work` counts the edges looked at, the measure of effort."""

    ends: list[tuple[int, int]]  # for each edge its row node and its column node
    values: list[int]
    cells: list[tuple[int, int] | None]  # None: hidden from the start and in no need of protection
    work: int = 0

    @classmethod
    def of_table(cls, rows: Sequence[Sequence[int]]) -> Graph:
        """The graph of a table whose row and column totals are published."""
        height, width = len(rows), len(rows[0])
        cells: list[tuple[int, int] | None] = [(r, c) for r in range(height) for c in range(width)]
        ends = [(r, height + 1 + c) for r in range(height) for c in range(width)]
        values = [value for row in rows for value in row]
        # One row (or column) only: its cells are themselves the totals of the other direction, which stay unknown.
        unknown = [(1, 2 + c) for c in range(width)] if height == 1 else []
        unknown += [(r, height) for r in range(height)] if width == 1 else []
        return cls(ends + unknown, values + [ENDLESS] * len(unknown), cells + [None] * len(unknown))

    @cached_property
    def around(self) -> list[list[tuple[int, int, bool]]]:
        """For each node its (edge, other node, whether leaving by it means that the cell goes up)."""
        around: list[list[tuple[int, int, bool]]] = [[] for _ in range(1 + max(column for _, column in self.ends))]
        for edge, (row, column) in enumerate(self.ends):
            around[row].append((edge, column, True))
            around[column].append((edge, row, False))
        return around

    def unsafe(self, hidden: Sequence[bool], floors: dict[int, int]) -> list[int]:
        """The hidden cells that can be computed back; `floors` holds the least count known of each (0 if not there)."""
        sure = self._on_plain_cycles(hidden)
        return [
            edge
            for edge, cell in enumerate(self.cells)
            if cell is not None
            and hidden[edge]
            and not sure[edge]
            and floors.get(edge, 0) < INFINITE
            and not self.is_safe(edge, hidden, floors.get(edge, 0))
        ]

    def is_safe(self, edge: int, hidden: Sequence[bool], floor: int) -> bool:
        """Whether the cell can change while all totals and all shown cells stay as they are."""
        row, column = self.ends[edge]
        if self._reaches(column, row, edge, hidden, floor):
            return True
        return self.values[edge] > floor and self._reaches(row, column, edge, hidden, floor)

    def _reaches(self, start: int, goal: int, without: int, hidden: Sequence[bool], floor: int) -> bool:
        seen, stack, values = {start}, [start], self.values
        while stack:
            around = self.around[stack.pop()]
            self.work += len(around)
            for edge, other, goes_up in around:
                if hidden[edge] and edge != without and other not in seen and (goes_up or values[edge] > floor):
                    if other == goal:
                        return True
                    seen.add(other)
                    stack.append(other)
        return False

    def _on_plain_cycles(self, hidden: Sequence[bool]) -> list[bool]:
        """The cells on a cycle of counts above 1, safe whatever the floor: all but the bridges (Tarjan, 1974)."""
        usable = [is_hidden and value > 1 for is_hidden, value in zip(hidden, self.values, strict=True)]
        on_cycle = list(usable)
        order = [0] * len(self.around)
        low = [0] * len(self.around)
        time = 0
        for root in range(len(self.around)):
            if order[root]:
                continue
            time += 1
            order[root] = low[root] = time
            path = [(root, -1, iter(self.around[root]))]
            while path:
                node, arrived_by, ways = path[-1]
                for edge, other, _ in ways:
                    if not usable[edge] or edge == arrived_by:
                        continue
                    if order[other]:
                        low[node] = min(low[node], order[other])
                        continue
                    time += 1
                    order[other] = low[other] = time
                    path.append((other, edge, iter(self.around[other])))
                    break
                else:
                    path.pop()
                    if path:
                        before = path[-1][0]
                        low[before] = min(low[before], low[node])
                        if low[node] > order[before]:
                            on_cycle[arrived_by] = False
        self.work += len(self.ends)
        return on_cycle

    def distances(
        self, start: int, goal: int, without: int, costs: Sequence[int], floor: int
    ) -> tuple[list[int], list[int]]:
        """What it costs at least to hide a way from `start` to each node, and the edge by which that way arrives.

        Nodes dearer than `goal` are not explored to the end (Dijkstra, 1959).
        """
        distance = [INFINITE] * len(self.around)
        arrived_by = [-1] * len(self.around)
        distance[start] = 0
        heap, values = [(0, start)], self.values
        while heap:
            so_far, node = heapq.heappop(heap)
            if node == goal:
                break
            if so_far > distance[node]:
                continue
            around = self.around[node]
            self.work += len(around)
            for edge, other, goes_up in around:
                if edge != without and (goes_up or values[edge] > floor):
                    reached = so_far + costs[edge]
                    if reached < distance[other]:
                        distance[other] = reached
                        arrived_by[other] = edge
                        heapq.heappush(heap, (reached, other))
        return distance, arrived_by

    def way(self, start: int, goal: int, arrived_by: Sequence[int]) -> list[int]:
        """The edges of the cheapest way found by `distances`."""
        edges: list[int] = []
        while goal != start:
            edges.append(arrived_by[goal])
            row, column = self.ends[edges[-1]]
            goal = row if goal == column else column
        return edges
