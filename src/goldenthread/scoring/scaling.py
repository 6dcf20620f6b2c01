"""Bring all indicators to one scale, each as its node or the index says."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.choices import Normalisation, Normalise
from goldenthread.scoring.design import Design
from goldenthread.scoring.normalising import normalised
from goldenthread.scoring.tree import Node
from goldenthread.terms.errors import BadTable

#: The treated values (rows × indicators) of the periods by which a scale is set.
Base: TypeAlias = Mapping[str, Floats]


def scale(how: Normalise, *, design: Design, values: Floats, base: Base) -> Floats:
    """Return `values` on one scale on which more is better; the direction is applied here.

    `base` holds the treated values of the periods by which a scale is set.
    """
    nodes = design.tree.indicators
    signs = np.array([node.sign for node in nodes])
    turned: Floats = values * signs
    out = np.empty_like(turned)
    for each in dict.fromkeys(node.normalise or how for node in nodes):
        columns = [c for c, node in enumerate(nodes) if (node.normalise or how) == each]
        frame = base[each.base] * signs if each.base else turned
        chosen = [nodes[c] for c in columns]
        out[:, columns] = normalised(
            turned[:, columns],
            how=each,
            frame=frame[:, columns],
            posts=_posts(chosen, each),
            targets=_targets(chosen, each),
        )
    return out


def _posts(nodes: list[Node], how: Normalise) -> Floats | None:
    if how.method is not Normalisation.GOALPOSTS:
        return None
    for node in nodes:
        if node.posts is None:
            raise BadTable(
                f"{node.code} has no goalposts.",
                place=node.place,
                remedy="Write `goalposts = [worst, best]`.",
            )
    # The same turn as the values had.
    turned = [[post * node.sign for post in node.posts or ()] for node in nodes]
    posts: Floats = np.array(turned, dtype=float).T
    return posts


def _targets(nodes: list[Node], how: Normalise) -> Floats | None:
    if how.method is not Normalisation.TO_TARGET:
        return None
    for node in nodes:
        if node.target is None:
            raise BadTable(
                f"{node.code} has no target.", place=node.place, remedy="Write `target = …`."
            )
    goals: Floats = np.array([(node.target or 0.0) * node.sign for node in nodes], dtype=float)
    return goals
