"""The cheapest mixture of changes that brings a unit to a score, where more of all is never worse.

A score made by concave means is concave in its indicators, so the mixtures that
reach it are a convex set. It is closed in by planes that touch its border,
each found between a linear programme's answer and the best that there is:
Veinott, Operations Research 15 (1967); Kronqvist, Lundell and Westerlund (2016).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from scipy.optimize import Bounds, brentq, linprog, minimize

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.building import Built
from goldenthread.scoring.choices import Aggregate, Aggregation
from goldenthread.terms.errors import CannotTell

Gap: TypeAlias = Callable[[Floats], tuple[float, Floats]]
#: Of a median's children: those no less than its lower middle, and than its upper one.
Halves: TypeAlias = tuple[list[int], list[int]]

#: The mixture costs no more than this share above the least possible.
NEAR = 1e-6
ROUNDS = 150
_POWERS = {
    Aggregation.ARITHMETIC: 1.0,
    Aggregation.GEOMETRIC: 0.0,
    Aggregation.HARMONIC: -1.0,
    Aggregation.MINIMUM: -np.inf,
    # No power mean: the middle of the children.
    Aggregation.MEDIAN: np.nan,
}


@dataclass(frozen=True, slots=True)
class Parent:
    """An aggregate by its place, with its children's places, their weights and its power.

    The power of a median is NaN. `halves` are the children that its two middles may
    not exceed; without them the middles are found among the children's values.
    """

    at: int
    children: list[int]
    weights: Floats
    power: float
    halves: Halves | None = None

    @property
    def is_median(self) -> bool:
        """Whether it is the middle of its children."""
        return bool(np.isnan(self.power))

    def held(self, values: Floats) -> Floats:
        """Return which of its children, of `values` in their order, count: known and weighed."""
        return np.asarray(~np.isnan(values) & (self.weights > 0))

    def mean(self, values: Floats) -> tuple[float, Floats]:
        """Return its value for its children's `values`, and what a point more of each adds."""
        if not self.is_median:
            return _mean(values, self.held(values), self.weights, self.power)
        slope = np.zeros(len(values))
        if not self.held(values).any():
            return float("nan"), slope
        middles = []
        for half in self.halves or self.middles(values):
            last = half[int(np.argmin(values[half]))]
            middles.append(values[last])
            slope[last] += 0.5
        return float(sum(middles)) / 2, slope

    def middles(self, values: Floats) -> Halves:
        """Return the children no less than the lower middle of `values`, and than the upper one."""
        order = np.argsort(-values, kind="stable")
        order = order[self.held(values)[order]]
        passed = np.cumsum(self.weights[order])
        half = passed[-1] / 2
        low = int(np.argmax(passed > half * (1 + 1e-12)))
        high = int(np.argmax(passed >= half * (1 - 1e-12)))
        return order[: low + 1].tolist(), order[: high + 1].tolist()


@dataclass(frozen=True, slots=True)
class Score:
    """An index's score as a function of one unit's normalised indicators, with its slope.

    `parents` stand after their children. It is concave where no parent is a median
    that chooses its middles.
    """

    parents: tuple[Parent, ...]
    indicators: list[int]

    @classmethod
    def of(cls, built: Built) -> "Score":
        """Return it for `built`; raise CannotTell where no cheapest mixture can be told."""
        tree = built.design.tree
        at = {node.code: place for place, node in enumerate(tree.nodes)}
        parents = []
        for node in tree.aggregates:
            codes = [child.code for child in tree.children(node.code)]
            weights = np.array([built.weights[code] for code in codes])
            power = _power(node.aggregate or built.design.aggregate)
            parents.append(Parent(at[node.code], [at[code] for code in codes], weights, power))
        return cls(tuple(parents), [at[node.code] for node in tree.indicators])

    @property
    def is_concave(self) -> bool:
        """Whether no median in it chooses its middles."""
        return not any(each.is_median and each.halves is None for each in self.parents)

    def with_halves(self, chosen: Mapping[int, Halves]) -> "Score":
        """Return it with the medians bound to `chosen` halves, by place: nowhere higher."""
        parents = tuple(replace(each, halves=chosen.get(each.at)) for each in self.parents)
        return Score(parents, self.indicators)

    def values(self, own: Floats) -> Floats:
        """Return the values of all nodes for the indicators `own`."""
        values = np.full(len(self.indicators) + len(self.parents), np.nan)
        values[self.indicators] = own
        for each in self.parents:
            values[each.at] = each.mean(values[each.children])[0]
        return values

    def score(self, own: Floats) -> tuple[float, Floats]:
        """Return the score of the indicators `own`, and what a point more of each adds to it."""
        values = self.values(own)
        slope = np.zeros(len(values))
        slope[-1] = 1.0
        for each in reversed(self.parents):
            slope[each.children] = slope[each.at] * each.mean(values[each.children])[1]
        return float(values[-1]), slope[self.indicators]


def _power(how: Aggregate) -> float:
    power = how.power if how.method is Aggregation.POWER else _POWERS.get(how.method, np.inf)
    if power > 1:
        raise CannotTell(
            f"a cheapest change of several is not found for {how.method}: only for arithmetic, "
            "geometric and harmonic means, the median, the minimum, and powers up to 1.",
            remedy="Ask for one indicator at a time.",
        )
    return power


def _mean(values: Floats, held: Floats, weights: Floats, power: float) -> tuple[float, Floats]:
    """The power mean of what is held, and its slope by child."""
    slope = np.zeros(len(values))
    if not held.any():
        return float("nan"), slope
    x, w = values[held], weights[held] / weights[held].sum()
    if power == 1:
        mean, slope[held] = w @ x, w
    elif np.isneginf(power):
        mean = x.min()
        slope[np.flatnonzero(held)[np.argmin(x)]] = 1.0
    elif power <= 0 and (x <= 0).any():
        mean = 0.0
    else:
        x = np.maximum(x, 1e-300)
        mean = np.exp(w @ np.log(x)) if power == 0 else (w @ x**power) ** (1 / power)
        slope[held] = w * (x / mean) ** (power - 1)
    return float(mean), slope


def cheapest(
    score: Score,
    *,
    own: Floats,
    room: Floats,
    price: Floats,
    wanted: float,
    rounds: int = ROUNDS,
) -> tuple[Floats, float]:
    """Return how much each indicator must gain, at the least cost, for the score `wanted`.

    `score` is concave. `own`, `room` (the most each may gain; above 0 for those that
    may change) and `price` are by indicator. With all of `room` the score must be at least
    `wanted`. Beside it stands by what share the cost may be above the least: no
    more than NEAR, unless `rounds` of planes did not suffice to prove that.
    """
    moved = np.flatnonzero(room > 0)
    most, cost = room[moved], price[moved]

    def at(gain: Floats) -> tuple[float, Floats]:
        full = own.copy()
        full[moved] += gain
        found, slope = score.score(full)
        return found - wanted, slope[moved]

    gain = np.zeros(len(own))
    gain[moved], gap = _closed_in(at, cost, most, rounds)
    return gain, gap


def _closed_in(at: Gap, cost: Floats, most: Floats, rounds: int) -> tuple[Floats, float]:
    """The cheapest gains up to `most` at which `at` is not below nought, and what is unproved."""
    bounds = [(0.0, each) for each in most.tolist()]
    planes: list[Floats] = []
    ends: list[float] = []
    border = _guess(at, cost, most)
    kept, least, bound = border, float(cost @ border), 0.0
    for _ in range(rounds):
        slope = at(border)[1]
        size = float(np.abs(slope).max()) or 1.0
        planes.append(-slope / size)
        ends.append(-float(slope @ border) / size)
        found = linprog(cost, A_ub=np.array(planes), b_ub=ends, bounds=bounds)
        if found.x is None:
            break
        low, bound = np.asarray(found.x), max(bound, float(found.fun or 0.0))
        border = _border(at, low, most)
        if cost @ border < least:
            kept, least = border, float(cost @ border)
        if least - bound <= NEAR * least:
            return _grown(at, low, most, _grown(at, kept, most, kept)), NEAR
    return _grown(at, kept, most, kept), (least - bound) / least


def _guess(at: Gap, cost: Floats, most: Floats) -> Floats:
    """A cheap point of the border, by sequential quadratic programmes on a scale of 0 to 1."""
    start = _border(at, np.zeros(len(most)), most)
    price = cost * most / (float(cost @ start) or 1.0)

    def spent(share: Floats) -> float:
        return float(price @ share)

    def slope(_: Floats) -> Floats:
        return price

    enough: Any = {
        "type": "ineq",
        "fun": lambda share: at(share * most)[0],
        "jac": lambda share: at(share * most)[1] * most,
    }
    options: Any = {"maxiter": 300, "ftol": 1e-14}
    found: Any = minimize(
        spent,
        np.asarray(start / most, dtype=np.float64),
        jac=slope,
        bounds=Bounds(0.0, 1.0),
        constraints=[enough],
        method="SLSQP",
        options=options,
    )
    gain = np.clip(found.x, 0.0, 1.0) * most
    if np.isfinite(gain).all():
        near = np.where(gain > 1e-9 * most, gain, 0.0)
        # The programme may end inside: a plane there would cut off cheaper mixtures.
        far = near if at(near)[0] > 0 else most
        end = _border(at, np.zeros(len(most)) if at(near)[0] > 0 else near, far)
        return end if cost @ end <= cost @ start else start
    return start


def _border(at: Gap, low: Floats, high: Floats) -> Floats:
    """Where the line from `low` to `high` first reaches the score."""
    if at(low)[0] >= 0:
        return low
    if at(high)[0] <= 0:
        return high
    share = brentq(lambda s: at(low + s * (high - low))[0], 0.0, 1.0, xtol=1e-15)
    return low + share * (high - low)


def _grown(at: Gap, gain: Floats, most: Floats, otherwise: Floats) -> Floats:
    """The same indicators and no others, grown by the rounding that the programme left open."""
    clean = np.where(gain > 1e-9 * most, gain, 0.0)
    low, high = 1.0, 1.0 + 10 * NEAR
    if at(clean)[0] >= 0:
        return clean
    if at(np.minimum(clean * high, most))[0] < 0:
        return otherwise
    while high - low > 1e-15:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        enough = at(np.minimum(clean * middle, most))[0] >= 0
        low, high = (low, middle) if enough else (middle, high)
    return np.minimum(clean * high, most)
