"""The cheapest mixture of changes where an index takes medians.

A median is as high as the lowest of enough of its children: which of them is a
choice. A mixed-integer programme makes the choices, with planes above the other
means (Duran and Grossmann, Mathematical Programming 36, 1986); each choice makes
the score concave, and what that costs is found as ever.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.mixing import NEAR, Halves, Parent, Score, cheapest

ROUNDS = 20
#: A share of the weights that no solver takes for nought.
_OVER = 4e-6
_SECONDS = 3.0


def cheapest_through_medians(
    score: Score,
    *,
    own: Floats,
    room: Floats,
    price: Floats,
    wanted: float,
    rounds: int = ROUNDS,
) -> tuple[Floats, float]:
    """Return how much each indicator must gain, at the least cost, for the score `wanted`.

    As `mixing.cheapest`, for a score with medians. Beside the gains stands by what
    share their cost may be above the least.
    """
    programme = _Programme.of(score, own=own, room=room, price=price, wanted=wanted)
    kept, bound = room, 0.0
    for _ in range(rounds):
        found, is_proved = programme.solve()
        if not programme.found.size:
            break
        bound = max(bound, found)
        fixed = score.with_halves(programme.halves())
        if fixed.score(own + room)[0] >= wanted:
            gain, _ = cheapest(fixed, own=own, room=room, price=price, wanted=wanted)
            kept = min(kept, gain, key=lambda each: float(price @ each))
            programme.touch(fixed.values(own + gain))
        if price @ kept - bound <= 2 * NEAR * (price @ kept):
            return kept, NEAR
        if not is_proved:
            break
        programme.touch(programme.nodes())
    least = float(price @ kept)
    return kept, (least - bound) / least


@dataclass(slots=True)
class _Programme:
    """The programme: gains, node values, and for each median two middles and who is above them."""

    score: Score
    own: Floats
    room: Floats
    known: Floats
    most: Floats
    cost: Floats
    columns: int
    first: dict[int, int] = field(default_factory=dict)
    rows: list[Floats] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    found: Floats = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def of(
        cls, score: Score, *, own: Floats, room: Floats, price: Floats, wanted: float
    ) -> "_Programme":
        known, most = score.values(own), score.values(own + room)
        columns, first = len(own) + len(known), {}
        for each in score.parents:
            if each.is_median:
                first[each.at] = columns
                columns += 2 + 2 * len(each.children)
        cost = np.zeros(columns)
        cost[: len(own)] = price
        made = cls(score, own, room, known, most, cost, columns, first)
        made._begin(wanted)
        return made

    def _begin(self, wanted: float) -> None:
        """Write what holds before any plane."""
        self._at_most({len(self.own) + len(self.known) - 1: -1.0}, -wanted)
        for column, node in enumerate(self.score.indicators):
            if not np.isnan(self.own[column]):
                self._at_most({self._node(node): 1.0, column: -1.0}, float(self.own[column]))
        for each in self.score.parents:
            held = np.flatnonzero(each.held(self.known[each.children])).tolist()
            if each.is_median and held:
                self._median(each, held)
            elif held and np.isneginf(each.power):
                for child in held:
                    node = self._node(each.children[child])
                    self._at_most({self._node(each.at): 1.0, node: -1.0}, 0.0)
        self.touch(self.known)
        self.touch(self.most)

    def _median(self, each: Parent, held: list[int]) -> None:
        """Bind a median to its two middles, and each middle to enough children."""
        first, size = self.first[each.at], len(each.children)
        weights = each.weights / each.weights[held].sum()
        low, high = first + 2, first + 2 + size
        self._at_most({self._node(each.at): 1.0, first: -0.5, first + 1: -0.5}, 0.0)
        self._at_most({first: 1.0, first + 1: -1.0}, 0.0)
        self._at_most({low + child: -float(weights[child]) for child in held}, -0.5 - _OVER)
        self._at_most({high + child: -float(weights[child]) for child in held}, -0.5 + _OVER)
        for child in held:
            # Who is above the upper middle is above the lower one.
            self._at_most({high + child: 1.0, low + child: -1.0}, 0.0)
            node = self._node(each.children[child])
            wide = max(self._top(each) - float(self.known[each.children[child]]), 0.0)
            for middle, start in ((first, low), (first + 1, high)):
                self._at_most({middle: 1.0, node: -1.0, start + child: wide}, wide)
        if len(held) % 2 and np.ptp(weights[held]) == 0:
            # Of an odd number that weigh the same one is the middle.
            self._at_most({first + 1: 1.0, first: -1.0}, 0.0)
            for child in held:
                self._at_most({low + child: 1.0, high + child: -1.0}, 0.0)

    def _top(self, each: Parent) -> float:
        """The most that a middle of `each` may come to: the best of its children."""
        return float(np.nanmax(self.most[each.children]))

    def touch(self, values: Floats) -> None:
        """Add the planes that touch the curved means where their children are `values`."""
        for each in self.score.parents:
            held = np.flatnonzero(each.held(self.known[each.children])).tolist()
            if each.is_median or not held or np.isneginf(each.power):
                continue
            at = values[each.children].copy()
            if each.power < 1:
                at[held] = np.maximum(at[held], 1e-6 * self._top(each))
            mean, slope = each.mean(at)
            row = {self._node(each.at): 1.0}
            row |= {self._node(each.children[child]): -float(slope[child]) for child in held}
            self._at_most(row, mean - float(slope[held] @ at[held]))

    def solve(self) -> tuple[float, bool]:
        """Find the cheapest gains so far; return the least they can cost, and if it is proved."""
        size, nodes = len(self.own), len(self.own) + len(self.known)
        lower, upper = np.zeros(self.columns), np.ones(self.columns)
        upper[:size] = self.room
        lower[size:nodes], upper[size:nodes] = np.nan_to_num(self.known), np.nan_to_num(self.most)
        kind = np.zeros(self.columns, dtype=np.int64)
        kind[nodes:] = 1
        for each in self.score.parents:
            if each.is_median:
                middles = slice(self.first[each.at], self.first[each.at] + 2)
                kind[middles] = 0
                lower[middles] = np.nan_to_num(np.nanmin(self.known[each.children]))
                upper[middles] = np.nan_to_num(self._top(each))
        found = milp(
            self.cost,
            integrality=kind,
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(np.array(self.rows), -np.inf, np.array(self.ends)),
            options={"time_limit": _SECONDS, "mip_rel_gap": NEAR / 2},
        )
        if found.x is None:
            return 0.0, False
        self.found = np.asarray(found.x)
        return float(found.mip_dual_bound), bool(found.status == 0)

    def halves(self) -> dict[int, Halves]:
        """Return which children the found middles stand on, by median."""
        chosen = {}
        for each in self.score.parents:
            if not each.is_median:
                continue
            held = np.flatnonzero(each.held(self.known[each.children])).tolist()
            low = self.first[each.at] + 2
            high = low + len(each.children)
            chosen[each.at] = (
                [child for child in held if self.found[low + child] > 0.5],
                [child for child in held if self.found[high + child] > 0.5],
            )
        return chosen

    def nodes(self) -> Floats:
        """Return the values of the nodes as found."""
        return self.found[len(self.own) : len(self.own) + len(self.known)]

    def _node(self, place: int) -> int:
        return len(self.own) + place

    def _at_most(self, row: dict[int, float], end: float) -> None:
        full = np.zeros(self.columns)
        for column, factor in row.items():
            full[column] += factor
        self.rows.append(full)
        self.ends.append(end)
