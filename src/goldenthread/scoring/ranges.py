"""The best and the worst place that any admissible weights can give a unit, exactly.

A mixed-integer linear programme with one binary for each rival who may be
either side of the unit; rivals who are always ahead or never are settled by a
linear programme with a closed form. On why places and not scores: Foster,
McGillivray and Seth, Econometric Reviews 32 (2013).
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.building import Built
from goldenthread.scoring.choices import Aggregation
from goldenthread.scoring.tree import Node
from goldenthread.terms.errors import CannotTell

#: A lead of no more than this share of the values' range is a draw: finer than
#: that the solver's own tolerance decides.
DRAW = 1e-6


@dataclass(frozen=True, slots=True)
class Reachable:
    """A place and weights (summing to 1) that achieve it; `gap` places are not proved out."""

    place: int
    weights: Floats
    gap: int


def place_bounds(
    values: Floats, *, unit: int, low: Floats, high: Floats, seconds: float = 30.0
) -> tuple[Reachable, Reachable]:
    """Return the best and worst places of row `unit` over weights between `low` and `high`.

    `values` is units × children without gaps; the score is their weighted mean
    (for a geometric mean give logarithms: places are the same). Weights sum to
    1. A draw counts for the unit. Raises CannotTell where no weights fit.
    """
    if not (low.sum() <= 1 + 1e-12 and high.sum() >= 1 - 1e-12 and (low <= high).all()):
        raise CannotTell(
            "no weights fit these bounds.", remedy="Let them add up to 1 within the bounds."
        )
    if np.isnan(values).any():
        raise CannotTell("a value is missing.", remedy="Impute it or leave the unit out.")
    leads = np.delete(values - values[unit], unit, axis=0) / (float(np.ptp(values)) or 1.0)
    return (
        _extreme(leads, low, high, seconds, best=True),
        _extreme(leads, low, high, seconds, best=False),
    )


def weight_range(
    built: Built, *, unit: str, share: float, level: int = 1, seconds: float = 30.0
) -> tuple[Reachable, Reachable]:
    """Return the best and worst places of `unit` as the weights of one level of the tree vary.

    `level` 1 is the root's children, 2 theirs, and so on; a branch that ends
    above it counts by its last node, so that the deepest level is all
    indicators (see `depth`). The polytope: the effective weight of each node of
    the level (its part of the whole, in the order of `level_of`) may be up to
    `share` less or more than it is, and all add up to 1; weights below stay.
    Units without all of them are left out. Raises CannotTell where a node above
    the level is no arithmetic mean (or not all are geometric ones), or `unit`
    is not among those left.
    """
    nodes, above = _cut(built, level)
    codes = [node.code for node in nodes]
    values = np.column_stack([built.of(code) for code in codes])
    how = {(node.aggregate or built.design.aggregate).method for node in above}
    if how == {Aggregation.GEOMETRIC} and not (values <= 0).any():
        values = np.log(values)
    elif how != {Aggregation.ARITHMETIC}:
        raise CannotTell(
            "exact places are found for arithmetic means and for geometric ones of values above "
            f"nought, not for {', '.join(sorted(how))}.",
            remedy="Use draws instead.",
        )
    kept = np.flatnonzero(~np.isnan(values).any(axis=1))
    row = [built.table.units[at] for at in kept]
    if unit not in row:
        raise CannotTell(f"{unit} lacks a part.", remedy="Impute it, or use draws instead.")
    effective = built.design.tree.weighted(dict(built.weights)).effective()
    weights = np.array([effective[code] for code in codes])
    ends = {"low": weights * (1 - share), "high": weights * (1 + share)}
    return place_bounds(values[kept], unit=row.index(unit), **ends, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Proof:
    """The best and the worst place of a unit over the weights of one level, as `weight_range`."""

    level: int
    codes: tuple[str, ...]
    share: float
    best: Reachable
    worst: Reachable


def proofs(built: Built, *, unit: str, share: float = 0.25) -> tuple[Proof, ...]:
    """Return the proved places of `unit` for every level for which they can be found."""
    out = []
    for level in range(1, depth(built) + 1):
        try:
            best, worst = weight_range(built, unit=unit, share=share, level=level)
        except CannotTell:
            continue
        out.append(Proof(level, level_of(built, level), share, best, worst))
    return tuple(out)


def level_of(built: Built, level: int) -> tuple[str, ...]:
    """Return the codes whose weights vary at that level, in the order of `Reachable.weights`."""
    return tuple(node.code for node in _cut(built, level)[0])


def depth(built: Built) -> int:
    """Return the deepest level of the tree, that of all indicators."""
    level = 1
    while any(not node.is_indicator for node in _cut(built, level)[0]):
        level += 1
    return level


def _cut(built: Built, level: int) -> tuple[list[Node], list[Node]]:
    """The nodes of a level, and those above it."""
    if level < 1:
        raise CannotTell(f"there is no level {level}.", remedy="Count from 1, the top parts.")
    tree = built.design.tree
    nodes, above = [tree.root], []
    for _ in range(level):
        above += [node for node in nodes if not node.is_indicator]
        nodes = [
            below
            for node in nodes
            for below in ((node,) if node.is_indicator else tree.children(node.code))
        ]
    return nodes, above


def _most(leads: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The greatest value of each row's lead over the weights, and the weights: a greedy fill."""
    order = np.argsort(-leads, axis=1)
    room = (high - low)[order]
    left = 1 - low.sum()
    before = np.cumsum(room, axis=1) - room
    extra = np.clip(left - before, 0, room)
    weights = np.empty_like(leads)
    np.put_along_axis(weights, order, extra, axis=1)
    weights = weights + low
    return (weights * leads).sum(axis=1), weights


def _extreme(leads: Floats, low: Floats, high: Floats, seconds: float, *, best: bool) -> Reachable:
    greatest = _most(leads, low, high)[0]
    least = -_most(-leads, low, high)[0]
    always = int((least > DRAW).sum())
    held = leads[(greatest > DRAW) & (least <= DRAW)]
    ends = (greatest if best else least)[(greatest > DRAW) & (least <= DRAW)]
    if not len(held):
        middle = _most(np.zeros((1, len(low))), low, high)[1][0]
        return Reachable(_place(leads, middle), middle, 0)
    k, m = len(low), len(held)
    # best: lead <= greatest * b, where b = 0 keeps the rival behind;
    # worst: lead >= 2 * DRAW + (least - 2 * DRAW) * b, where b = 0 keeps it ahead.
    kept = np.hstack([held, -np.diag(ends if best else ends - 2 * DRAW)])
    sides = (-np.inf, 0.0) if best else (2 * DRAW, np.inf)
    whole = LinearConstraint(np.concatenate([np.ones(k), np.zeros(m)])[None], 1, 1)
    found = milp(
        np.concatenate([np.zeros(k), np.ones(m)]),
        integrality=np.repeat([0, 1], [k, m]),
        bounds=Bounds(np.concatenate([low, np.zeros(m)]), np.concatenate([high, np.ones(m)])),
        constraints=[whole, LinearConstraint(kept, *sides)],
        options={"time_limit": seconds},
    )
    if found.x is None:
        raise CannotTell("no answer in time.", remedy="Give it more seconds.")
    asked = held[np.round(found.x[k:]) == 0]
    weights = _clearest(-asked if best else asked, low, high, np.asarray(found.x[:k]))
    proved = ceil(float(found.mip_dual_bound or 0.0) - 1e-6)
    bound = 1 + always + (proved if best else m - proved)
    place = _place(leads, weights)
    return Reachable(place, weights, abs(place - bound))


def _clearest(leads: Floats, low: Floats, high: Floats, weights: Floats) -> Floats:
    """The weights by which all `leads` are clearest, so that no rounding turns one."""
    if not len(leads):
        return weights
    k = len(low)
    found = linprog(
        np.append(np.zeros(k), -1.0),
        A_ub=np.hstack([-leads, np.ones((len(leads), 1))]),
        b_ub=np.zeros(len(leads)),
        A_eq=np.append(np.ones(k), 0.0)[None],
        b_eq=[1.0],
        bounds=[*zip(low.tolist(), high.tolist(), strict=True), (-1.0, 1.0)],
    )
    return weights if found.x is None else np.asarray(found.x[:k])


def _place(leads: Floats, weights: Floats) -> int:
    return 1 + int((leads @ weights > DRAW).sum())
