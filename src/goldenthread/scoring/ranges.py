"""The best and the worst place that any admissible weights can give a unit, exactly.

A mixed-integer linear programme with one binary for each rival who may be
either side of the unit; rivals who are always ahead or never are settled by a
linear programme with a closed form. On why places and not scores: Foster,
McGillivray and Seth, Econometric Reviews 32 (2013).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.building import Built
from goldenthread.scoring.choices import Aggregation
from goldenthread.scoring.polytopes import Polytope, box, nested
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
    return _bounds(values, unit, box(low, high), seconds)


def _bounds(
    values: Floats, unit: int, allowed: Polytope, seconds: float
) -> tuple[Reachable, Reachable]:
    if np.isnan(values).any():
        raise CannotTell("a value is missing.", remedy="Impute it or leave the unit out.")
    leads = np.delete(values - values[unit], unit, axis=0) / (float(np.ptp(values)) or 1.0)
    return (
        _extreme(leads, allowed, seconds, best=True),
        _extreme(leads, allowed, seconds, best=False),
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
    values, row = _known(built, codes, above, unit)
    effective = built.design.tree.weighted(dict(built.weights)).effective()
    weights = np.array([effective[code] for code in codes])
    return place_bounds(
        values,
        unit=row,
        low=np.maximum(weights * (1 - share), 0.0),
        high=np.minimum(weights * (1 + share), 1.0),
        seconds=seconds,
    )


def nested_range(
    built: Built, *, unit: str, share: float, seconds: float = 30.0
) -> tuple[Reachable, Reachable]:
    """Return the best and worst places of `unit` as weights vary on all levels at once.

    Every node's part of its own group may be up to `share` less or more than it
    is (see `nested`); `Reachable.weights` are the effective ones of all
    indicators, in the tree's order. Raises CannotTell as `weight_range` does.
    """
    tree = built.design.tree.weighted(dict(built.weights))
    codes = [node.code for node in tree.indicators]
    values, row = _known(built, codes, list(tree.aggregates), unit)
    return _bounds(values, row, nested(tree, share=share), seconds)


def _known(built: Built, codes: list[str], above: list[Node], unit: str) -> tuple[Floats, int]:
    """The values (units × codes) whose weighted sum orders the units, and the row of `unit`."""
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
    return values[kept], row.index(unit)


@dataclass(frozen=True, slots=True)
class Proof:
    """The best and the worst place of a unit over the weights of one level, as `weight_range`.

    `level` is None where those of all levels vary at once, as in `nested_range`.
    """

    level: int | None
    codes: tuple[str, ...]
    share: float
    best: Reachable
    worst: Reachable


def proofs(
    built: Built,
    *,
    unit: str,
    share: float = 0.25,
    seconds: float = 3.0,
    tell: Callable[[int, int], None] = lambda done, whole: None,
) -> tuple[Proof, ...]:
    """Return the proved places of `unit` for every level and for all at once, where found.

    Each end is given `seconds`; what they did not suffice to prove has a gap.
    `tell` hears how many are done, of how many.
    """
    out: list[Proof] = []
    levels: list[int | None] = list(range(1, depth(built) + 1))
    levels += [None] if len(levels) > 1 else []
    for done, level in enumerate(levels):
        tell(done, len(levels))
        try:
            out.append(_proof(built, unit, share, level, seconds))
        except CannotTell:
            continue
    return tuple(out)


def _proof(built: Built, unit: str, share: float, level: int | None, seconds: float) -> Proof:
    if level is None:
        ends = nested_range(built, unit=unit, share=share, seconds=seconds)
        codes = tuple(node.code for node in built.design.tree.indicators)
        return Proof(None, codes, share, *ends)
    ends = weight_range(built, unit=unit, share=share, level=level, seconds=seconds)
    return Proof(level, level_of(built, level), share, *ends)


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


def _extreme(leads: Floats, allowed: Polytope, seconds: float, *, best: bool) -> Reachable:
    low, high, tied = allowed.low, allowed.high, allowed.tied
    greatest = allowed.most(leads)[0]
    least = -allowed.most(-leads)[0]
    always = int((least > DRAW).sum())
    held = leads[(greatest > DRAW) & (least <= DRAW)]
    ends = (greatest if best else least)[(greatest > DRAW) & (least <= DRAW)]
    if not len(held):
        middle = allowed.most(np.zeros((1, len(low))))[1][0]
        return Reachable(_place(leads, middle), middle, 0)
    k, m = len(low), len(held)
    # best: lead <= greatest * b, where b = 0 keeps the rival behind;
    # worst: lead >= 2 * DRAW + (least - 2 * DRAW) * b, where b = 0 keeps it ahead.
    # Weights are counted in parts of their greatest, so that the solver's tolerance fits all.
    size = np.where(high > 0, high, 1.0)
    kept = np.hstack([held * size, -np.diag(ends if best else ends - 2 * DRAW)])
    sides = (-np.inf, 0.0) if best else (2 * DRAW, np.inf)
    whole = LinearConstraint(np.concatenate([size, np.zeros(m)])[None], 1, 1)
    group = tied * size / np.abs(tied * size).max(axis=1, keepdims=True, initial=1e-300)
    within = [LinearConstraint(np.hstack([group, np.zeros((len(tied), m))]), -np.inf, 0)]
    found = milp(
        np.concatenate([np.zeros(k), np.ones(m)]),
        integrality=np.repeat([0, 1], [k, m]),
        bounds=Bounds(np.append(low / size, np.zeros(m)), np.append(high / size, np.ones(m))),
        constraints=[whole, LinearConstraint(kept, *sides), *within[: len(tied)]],
        options={"time_limit": seconds},
    )
    if found.x is None:
        raise CannotTell("no answer in time.", remedy="Give it more seconds.")
    asked = held[np.round(found.x[k:]) == 0]
    weights = _clearest(-asked if best else asked, allowed, size * found.x[:k])
    proved = ceil(float(found.mip_dual_bound or 0.0) - 1e-6)
    bound = 1 + always + (proved if best else m - proved)
    place = _place(leads, weights)
    return Reachable(place, weights, abs(place - bound))


def _clearest(leads: Floats, allowed: Polytope, weights: Floats) -> Floats:
    """The weights by which all `leads` are clearest, so that no rounding turns one."""
    if not len(leads):
        return weights
    k, tied = len(weights), allowed.tied
    found = linprog(
        np.append(np.zeros(k), -1.0),
        A_ub=np.vstack(
            [
                np.hstack([-leads, np.ones((len(leads), 1))]),
                np.hstack([tied, np.zeros((len(tied), 1))]),
            ]
        ),
        b_ub=np.zeros(len(leads) + len(tied)),
        A_eq=np.append(np.ones(k), 0.0)[None],
        b_eq=[1.0],
        bounds=[*zip(allowed.low.tolist(), allowed.high.tolist(), strict=True), (-1.0, 1.0)],
    )
    return weights if found.x is None else np.asarray(found.x[:k])


def _place(leads: Floats, weights: Floats) -> int:
    return 1 + int((leads @ weights > DRAW).sum())
