"""Find the least value from which a unit has a place, where ranking is by orders of pairs.

Raising one value changes an order of pairs only where the unit draws level with
somebody, and where it goes beyond: between two such values nothing changes.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.building import Built, aggregate
from goldenthread.scoring.choices import Aggregate, Aggregation
from goldenthread.scoring.design import ROW_BY_ROW, Design
from goldenthread.scoring.tree import Node, Tree
from goldenthread.terms.errors import CannotTell

#: How far beyond somebody, in shares of the way left, counts as just beyond.
_BEYOND = tuple(10.0**power for power in range(-12, -2))


def ordered_below(design: Design) -> Node | None:
    """Return the node that is ordered as Kemeny does; None where there is none.

    Raises CannotTell where such a node, or one by the benefit of the doubt, is not the
    only one whose scores hang on other units: of several together nothing is proved.
    """

    def way(node: Node) -> Aggregation:
        return (node.aggregate or design.aggregate).method

    hanging = [node for node in design.tree.aggregates if way(node) not in ROW_BY_ROW]
    ways = {way(node) for node in hanging}
    if len(hanging) > 1 and ways & {Aggregation.KEMENY, Aggregation.BENEFIT_OF_DOUBT}:
        raise CannotTell(
            "what it would take cannot be told where kemeny or the benefit of the doubt is not "
            "the only node of the index at which a score hangs on other units.",
            place=design.place,
            remedy="Use them at one node alone, and means at the others.",
        )
    return hanging[0] if ways == {Aggregation.KEMENY} else None


def passings(built: Built, ordered: Node, *, row: int, column: int) -> list[float] | None:
    """Return the values of an indicator at which a unit draws level with others, rising.

    That is at the child of the `ordered` node over the indicator; the value it has
    now stands first. None where the indicator is not below that node.
    """
    tree, codes = built.design.tree, [node.code for node in built.design.tree.nodes]
    node = tree.indicators[column]
    while node.parent is not None and node.parent != ordered.code:
        node = tree.nodes[codes.index(node.parent)]
    if node.parent is None:
        return None
    # The children's scores alone are wanted: whatever is quick may stand above them.
    quick = Aggregate(Aggregation.ARITHMETIC)
    fixed = built.design.fixed(built.weights)
    nodes = [
        replace(each, aggregate=quick) if each.code == ordered.code else each
        for each in fixed.tree.nodes
    ]
    plain = replace(fixed, tree=Tree(tuple(nodes)))
    values, at = built.steps["normalised"].copy(), codes.index(node.code)

    def child(value: float) -> Floats:
        values[row, column] = value
        return np.asarray(aggregate(plain, values=values)[0][:, at])

    start, best = float(values[row, column]), float(np.nanmax(values[:, column]))
    low, high = child(start), child(best)
    others = np.delete(low, row)
    passed = np.unique(others[(others >= low[row]) & (others <= high[row])])

    def level_with(mark: float) -> float:
        return least(lambda value: bool(child(value)[row] >= mark), start, best)

    return [start, *map(level_with, passed.tolist())]


def first(holds: Callable[[float], bool], marks: Sequence[float], best: float) -> float | None:
    """Return the least value that `holds`, at one of the rising `marks` or just beyond it.

    None where it holds nowhere up to `best`.
    """
    for mark, after in zip(marks, [*marks[1:], best], strict=True):
        if holds(mark):
            return mark
        if after > mark and holds((mark + after) / 2):
            beyond = (mark + share * (after - mark) for share in _BEYOND)
            return next((value for value in beyond if holds(value)), (mark + after) / 2)
    return best if holds(best) else None


def least(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Return the least value from which on `holds`, which it does at `high` and not at `low`."""
    while high - low > 1e-13 * max(1.0, abs(high)):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
