"""Score many weight sets at once under one choice of everything else.

A node whose children are the same in every set is one matrix product; what does
not depend on the weights is computed once.
"""

from collections.abc import Callable, Mapping

import numpy as np

from goldenthread.scoring.aggregating import aggregated
from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.choices import Aggregate, Aggregation
from goldenthread.scoring.design import Design

Turn = Callable[[Floats], Floats]


def scored(
    design: Design, values: Floats, *, weights: Floats, how: Aggregate | None = None
) -> Mapping[str, Floats]:
    """Return the scores (sets × units) of each aggregate by code.

    `values` is units × indicators, normalised; `weights` sets × nodes in the
    tree's order; `how` replaces the index's aggregation. A node that comes out
    the same in every set has one row.
    """
    tree = design.tree
    at = {node.code: place for place, node in enumerate(tree.nodes)}
    out: dict[str, Floats] = {
        node.code: values[:, column][None] for column, node in enumerate(tree.indicators)
    }
    for node in tree.aggregates:
        codes = [child.code for child in tree.children(node.code)]
        below = [out[code] for code in codes]
        given = weights[:, [at[code] for code in codes]]
        if all(len(child) == 1 for child in below) and (given == given[0]).all():
            given = given[:1]
        out[node.code] = combined(
            below, how=node.aggregate or how or design.aggregate, weights=given
        )
    return {node.code: out[node.code] for node in tree.aggregates}


def combined(below: list[Floats], *, how: Aggregate, weights: Floats) -> Floats:
    """Return the parent (sets × units) of children, each sets × units or one row for all sets."""
    turns = _turns(how)
    if turns is None or any(_needs_care(child, how) for child in below):
        return _one_by_one(below, how, weights)
    there, back = turns
    if all(len(child) == 1 for child in below):
        total = weights @ there(np.concatenate(below))
    else:
        total = sum((weights[:, [c]] * there(child) for c, child in enumerate(below)), np.zeros(1))
    return back(total / weights.sum(axis=1, keepdims=True))


def _turns(how: Aggregate) -> tuple[Turn, Turn] | None:
    """The function whose plain mean the mean is, and its inverse."""
    match how.method:
        case Aggregation.ARITHMETIC:
            return (lambda x: x), (lambda x: x)
        case Aggregation.GEOMETRIC:
            return np.log, np.exp
        case Aggregation.HARMONIC:
            return (lambda x: 1 / x), (lambda x: 1 / x)
        case Aggregation.POWER if how.power != 0:
            return (lambda x: x**how.power), (lambda x: np.asarray(x ** (1 / how.power)))
        case _:
            return None


def _needs_care(child: Floats, how: Aggregate) -> bool:
    """Whether something is missing, or not above nought where the mean wants that, or too far."""
    if how.method is Aggregation.ARITHMETIC:
        return bool(np.isnan(child).any())
    if not (child > 0).all():
        return True
    # Beyond that a power is more than a number can hold.
    far = float(np.abs(np.log10(child)).max())
    return how.method is Aggregation.POWER and abs(how.power) * far > 250


def _one_by_one(below: list[Floats], how: Aggregate, weights: Floats) -> Floats:
    sets = max(len(weights), *(len(child) for child in below))
    rows = [np.broadcast_to(child, (sets, child.shape[1])) for child in below]
    held = np.broadcast_to(weights, (sets, weights.shape[1]))
    return np.array(
        [
            aggregated(np.column_stack([row[s] for row in rows]), how=how, weights=held[s])
            for s in range(sets)
        ]
    )
