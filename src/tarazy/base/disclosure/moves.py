"""Cell suppression in tables that share cells: breakdowns of one total by region, year, sex …, and their crossings.

In linked tables the cycles of one table are not the whole story, and finding the cheapest set is out of reach. Here a
hidden count is safe only when a witness is known: a move, that is a set of changes by one, that leaves every sum and
every shown count as it is and changes this one. The caller, who knows how the tables hang together, offers moves (two
observations exchange their answers, say); cells are hidden until every hidden count is part of a move of hidden counts
only. What is returned is therefore safe by construction; that it is the cheapest set is not promised. The idea is that
of the hypercube method (R. D. Repsilber, 1994; S. Giessing, GHMITER in tau-ARGUS) without its grid.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Move = Mapping[K, int]  # by how much each count changes: 1 or -1
Price = Callable[[K, int], float]  # of changing a count by a step: 0 if it is hidden, endless if it can't so change
ENDLESS = float("inf")


@dataclass
class Protection(Generic[K]):
    """`hidden` must not be published. `unprotected` are those among them that no move could protect."""

    hidden: set[K]
    unprotected: set[K] = field(default_factory=set)


def protect(
    counts: Mapping[K, int],
    threshold: Callable[[K], int],
    moves: Callable[[K, Price[K]], Iterable[Move[K]]],
    *,
    price: Callable[[K], float],
    given: Collection[K] = (),
    fixed: Collection[K] = (),
) -> Protection[K]:
    """The counts to hide: all from 1 to threshold - 1, all `given`, and others until each is safe.

    `moves(key, price)` offers moves that change `key`, and may look at prices to leave out what is dear. `price` is
    what hiding a count costs; `fixed` counts are never hidden for the sake of others. Zeros are shown. The reader may
    be told which hidden counts are small: a small count stays from 1 to threshold - 1 in every move and any other stays
    at the threshold or above, so that both labels stay true.
    """
    small = {key for key, count in counts.items() if 0 < count < threshold(key)}
    return _Search(counts, threshold, moves, price, set(fixed), small | set(given)).run()


@dataclass
class _Search(Generic[K]):
    counts: Mapping[K, int]
    threshold: Callable[[K], int]
    moves: Callable[[K, Price[K]], Iterable[Move[K]]]
    price: Callable[[K], float]
    fixed: set[K]
    needed: set[K]
    witness: dict[K, frozenset[K]] = field(default_factory=dict)
    unprotected: set[K] = field(default_factory=set)

    def run(self) -> Protection[K]:
        self.hidden = set(self.needed)
        for key in sorted(self.needed, key=lambda each: self.counts[each]):
            if not self._is_witnessed(key):
                self._adopt(key, self._cheapest(key))
        self._show_again()
        return Protection(self.hidden, self.unprotected)

    def _is_witnessed(self, key: K) -> bool:
        witness = self.witness.get(key)
        return witness is not None and witness <= self.hidden

    def _adopt(self, key: K, move: frozenset[K] | None) -> None:
        if move is None:
            self.unprotected.add(key)
            return
        self.hidden |= move
        for each in move:
            if not self._is_witnessed(each):
                self.witness[each] = move
        self.unprotected -= move

    def _cheapest(self, key: K) -> frozenset[K] | None:
        """The counts of the move for which least must be hidden beside those that are."""
        hidden, prices = self.hidden, self._prices

        def price(each: K, step: int) -> float:
            full = prices[step].get(each, ENDLESS)
            return 0.0 if full < ENDLESS and each in hidden else full

        best, least = None, ENDLESS
        for move in self.moves(key, price):
            cost = sum(price(each, step) for each, step in move.items())
            if cost < least and key in move:
                best, least = frozenset(move), cost
                if cost == 0:
                    break
        return best

    def _free(self, key: K, hidden: Collection[K]) -> frozenset[K] | None:
        """The counts of a move of counts that are hidden already."""
        prices = self._prices

        def price(each: K, step: int) -> float:
            return 0.0 if each in hidden and prices[step].get(each, ENDLESS) < ENDLESS else ENDLESS

        for move in self.moves(key, price):
            if key in move and all(price(each, step) == 0.0 for each, step in move.items()):
                return frozenset(move)
        return None

    @cached_property
    def _prices(self) -> dict[int, dict[K, float]]:
        """For a step up and a step down the price of every count that can take it."""
        return {step: {key: self._priced(key, step) for key in self.counts} for step in (1, -1)}

    def _priced(self, key: K, step: int) -> float:
        count, threshold = self.counts[key], self.threshold(key)
        if count == 0:
            return ENDLESS
        if not (0 < count + step < threshold if count < threshold else count + step >= threshold):
            return ENDLESS
        if key in self.needed:
            return 0.0
        return ENDLESS if key in self.fixed else self.price(key)

    def _show_again(self) -> None:
        """Show, dearest first, what other moves can do without."""
        for key in sorted(self.hidden - self.needed, key=self.price, reverse=True):
            rest = self.hidden - {key}
            others: dict[K, frozenset[K]] = {}
            for each, witness in self.witness.items():
                if key in witness and each in rest:
                    found = self._free(each, rest)
                    if found is None:
                        break
                    others[each] = found
            else:
                self.hidden = rest
                self.witness.update(others)
                self.witness.pop(key, None)
