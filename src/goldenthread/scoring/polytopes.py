"""Which weights are admissible: bounds for each, alone or group by group through a whole tree.

All are polytopes of effective weights (each indicator's part of the whole). A
bound on a share within a group is linear in them too: the sum below the node is
held to a multiple of the sum below its parent. The greatest weighted mean over
such a polytope is a fractional knapsack (Dantzig 1957), group by group.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.tree import Tree

#: For each row of leads the greatest weighted mean, and weights (rows × columns) that give it.
Most: TypeAlias = Callable[[Floats], tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Polytope:
    """Weights that sum to 1, from `low` to `high`, with no row of `tied @ weights` above nought.

    `most` finds the greatest mean over them in closed form.
    """

    low: Floats
    high: Floats
    tied: Floats
    most: Most


def box(low: Floats, high: Floats) -> Polytope:
    """Return the weights between `low` and `high`, each for itself."""
    return Polytope(low, high, np.zeros((0, len(low))), lambda leads: filled(leads, low, high))


def nested(tree: Tree, *, share: float) -> Polytope:
    """Return the weights of `tree`'s indicators where every node's part of its group may vary.

    Each node's share among its siblings may be up to `share` (of it) less or
    more than it is, on all levels at once.
    """
    codes = [node.code for node in tree.indicators]
    below = {code: np.eye(len(codes))[at] for at, code in enumerate(codes)}
    ends: dict[str, tuple[Floats, Floats]] = {}
    tied: list[Floats] = []
    for node in tree.aggregates:
        children = tree.children(node.code)
        below[node.code] = np.sum([below[child.code] for child in children], axis=0)
        given = np.array([child.weight for child in children])
        given = given / given.sum()
        low, high = np.maximum(given * (1 - share), 0), np.minimum(given * (1 + share), 1)
        ends[node.code] = low, high
        for child, least, greatest in zip(children, low, high, strict=True):
            tied.append(least * below[node.code] - below[child.code])
            tied.append(below[child.code] - greatest * below[node.code])
    least_of, greatest_of = (_ends(tree, ends, side) for side in (0, 1))
    return Polytope(
        np.array([least_of[code] for code in codes]),
        np.array([greatest_of[code] for code in codes]),
        np.array(tied),
        lambda leads: _through(tree, ends, leads),
    )


def _ends(tree: Tree, ends: dict[str, tuple[Floats, Floats]], side: int) -> dict[str, float]:
    """No more than a bound of each node's part of the whole: the product of those above it."""
    out = {tree.root.code: 1.0}
    for node in reversed(tree.aggregates):
        for child, end in zip(tree.children(node.code), ends[node.code][side], strict=True):
            out[child.code] = out[node.code] * float(end)
    return out


def filled(leads: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return each row's greatest mean over weights between `low` and `high`, and the weights."""
    order = np.argsort(-leads, axis=1)
    room = (high - low)[order]
    left = 1 - low.sum()
    before = np.cumsum(room, axis=1) - room
    extra = np.clip(left - before, 0, room)
    weights = np.empty_like(leads)
    np.put_along_axis(weights, order, extra, axis=1)
    weights = weights + low
    return (weights * leads).sum(axis=1), weights


def _through(
    tree: Tree, ends: dict[str, tuple[Floats, Floats]], leads: Floats
) -> tuple[Floats, Floats]:
    """The same group by group: the best of a group is made of the best of its children."""
    rows, count = leads.shape
    unit = np.broadcast_to(np.eye(count), (rows, count, count))
    best = {node.code: leads[:, at] for at, node in enumerate(tree.indicators)}
    made = {node.code: unit[:, at] for at, node in enumerate(tree.indicators)}
    for node in tree.aggregates:
        codes = [child.code for child in tree.children(node.code)]
        best[node.code], own = filled(np.column_stack([best[c] for c in codes]), *ends[node.code])
        parts = np.stack([made[c] for c in codes], axis=1)
        made[node.code] = (own[:, :, None] * parts).sum(axis=1)
    return best[tree.root.code], made[tree.root.code]
