"""Why did it change: an exact split of the change between two periods.

Source: Shapley (1953) over the four causes; Bennet (1920) for an arithmetic
mean and the logarithmic mean (Montgomery 1937, Vartia 1976) for a geometric one.
"""

from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.building import Built, aggregate
from goldenthread.scoring.design import Design
from goldenthread.scoring.normalising import normalised
from goldenthread.scoring.scaling import Base
from goldenthread.terms.errors import BadTable, CannotTell

CAUSES = ("data", "weights", "frame", "coverage")


@dataclass(frozen=True, slots=True)
class Change:
    """The change of each unit's score from `before` to `after`, by cause.

    `parts` is units × CAUSES and adds up to the change. `units` are those with a
    score in both; `untold` those left out, though they have one, because a value
    falls below nought on the other period's scale, where their mean is not defined.
    """

    units: tuple[str, ...]
    before: Floats
    after: Floats
    parts: Floats
    untold: tuple[str, ...] = ()


def changed(older: Built, newer: Built) -> Change:
    """Return why each unit's score changed, exactly: the causes add up to the change.

    Data: the unit's own values. Weights: those used. Frame: the scale that the
    others' values set. Coverage: which indicators are known. Both must have the
    same tree; a value known in one of the two only counts by coverage.
    """
    if older.design.tree.codes != newer.design.tree.codes:
        raise CannotTell(
            "the two indices have different nodes.", remedy="Compare two with the same tree."
        )
    both = [unit for unit in older.table.units if unit in newer.table.units]
    sides = [_Side.of(built, both) for built in (older, newer)]
    worth = {
        chosen: _score(sides, chosen)
        for size in range(len(CAUSES) + 1)
        for chosen in combinations(range(len(CAUSES)), size)
    }
    everything = tuple(range(len(CAUSES)))
    scored = ~np.isnan(worth[()]) & ~np.isnan(worth[everything])
    parts = np.column_stack([_shapley(worth, cause) for cause in everything])
    # A unit may lose all it is known by between the two: then coverage alone cannot be told either.
    told = scored & ~np.isnan(parts).any(axis=1)
    units = tuple(unit for unit, held in zip(both, told, strict=True) if held)
    untold = tuple(unit for unit, held in zip(both, scored & ~told, strict=True) if held)
    return Change(units, worth[()][told], worth[everything][told], parts[told], untold)


def _shapley(worth: dict[tuple[int, ...], Floats], cause: int) -> Floats:
    n = len(CAUSES)
    out = np.zeros_like(worth[()])
    for chosen in worth:
        if cause not in chosen:
            share = factorial(len(chosen)) * factorial(n - len(chosen) - 1) / factorial(n)
            out += share * (worth[tuple(sorted((*chosen, cause)))] - worth[chosen])
    return out


@dataclass(frozen=True, slots=True)
class _Side:
    built: Built
    values: Floats

    @classmethod
    def of(cls, built: Built, units: list[str]) -> "_Side":
        rows = [built.table.units.index(unit) for unit in units]
        return cls(built, built.steps["treated"][rows])


def _score(sides: list[_Side], chosen: tuple[int, ...]) -> Floats:
    data, weights, frame, coverage = (sides[int(cause in chosen)] for cause in range(4))
    other = sides[int(0 not in chosen)]
    held = np.where(np.isnan(data.values), other.values, data.values)
    # Set before scaling, so that ranks too are among those who are counted.
    held = np.where(np.isnan(coverage.values), np.nan, held)
    scaled = _scaled(frame.built, held)
    design = weights.built.design.fixed(weights.built.weights)
    try:
        return np.asarray(aggregate(design, values=scaled)[0][:, -1])
    except BadTable as error:
        if design.is_row_by_row:
            return np.array([_alone(design, row) for row in scaled])
        raise CannotTell(
            "a value of one period falls below nought on the other's scale, where such a mean "
            "is not defined.",
            place=error.place,
            remedy="Use goalposts or a base period that both share.",
        ) from error


def _alone(design: Design, row: Floats) -> float:
    try:
        return float(aggregate(design, values=row[None])[0][0, -1])
    except BadTable:
        return float("nan")


def _scaled(built: Built, values: Floats) -> Floats:
    out = np.empty_like(values)
    base = _base(built)
    for column, node in enumerate(built.design.tree.indicators):
        how = node.normalise or built.design.normalise
        posts = None
        if node.posts is not None:
            posts = np.array([[post * node.sign for post in node.posts]]).T
        target = np.array([np.nan if node.target is None else node.target * node.sign])
        frame = (base[how.base] if how.base else built.steps["treated"])[:, [column]] * node.sign
        turned = values[:, [column]] * node.sign
        out[:, [column]] = normalised(turned, how=how, frame=frame, posts=posts, targets=target)
    return out


def _base(built: Built) -> Base:
    design = built.design
    filled = built.panel.filled(design.impute, design=design)
    return built.panel.base(design.treat, design=design, filled=filled)


def bennet(
    before: Floats, after: Floats, *, weights_before: Floats, weights_after: Floats
) -> tuple[Floats, Floats]:
    """Return the change of an arithmetic mean by child: through values, and through weights.

    All four are children; weights sum to 1. The two parts add up to the change.
    """
    mean_weight = (weights_before + weights_after) / 2
    mean_value = (before + after) / 2
    return mean_weight * (after - before), mean_value * (weights_after - weights_before)


def log_mean_split(
    before: Floats, after: Floats, *, weights_before: Floats, weights_after: Floats
) -> tuple[Floats, Floats]:
    """Return the change of a geometric mean by child: through values, and through weights.

    All four are children, values above nought; weights sum to 1.
    """
    logs = np.log(before), np.log(after)
    old, new = float(weights_before @ logs[0]), float(weights_after @ logs[1])
    # The logarithmic mean of both scores, which turns a change of logs into a change of scores.
    scale = np.exp(old) if old == new else (np.exp(new) - np.exp(old)) / (new - old)
    parts = bennet(logs[0], logs[1], weights_before=weights_before, weights_after=weights_after)
    return scale * parts[0], scale * parts[1]
