"""Count verdicts with their honest denominator, rank among peers, and build a composite index.

A name is loaded when it is first asked for: who only counts verdicts does not
wait for the solvers an index needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from goldenthread.scoring.counting import share_met, tally
from goldenthread.scoring.ranking import rank_range

if TYPE_CHECKING:
    from goldenthread.scoring.account import Account
    from goldenthread.scoring.auditing import agreement
    from goldenthread.scoring.building import Built
    from goldenthread.scoring.changes import changed
    from goldenthread.scoring.choices import (
        Aggregate,
        Aggregation,
        Imputation,
        Impute,
        Normalisation,
        Normalise,
        Treat,
        Treatment,
        Weigh,
        Weighting,
    )
    from goldenthread.scoring.design import Alternatives, Design
    from goldenthread.scoring.index import Index
    from goldenthread.scoring.ranges import nested_range, place_bounds, weight_range
    from goldenthread.scoring.reaching import (
        reach_alone,
        reach_place,
        reach_together,
        score_for_place,
    )
    from goldenthread.scoring.saying import robustness
    from goldenthread.scoring.tables import Table, read_table
    from goldenthread.scoring.tree import Node, Tree
    from goldenthread.scoring.uncertainty import Doubt, Draws, doubt, drawn, everything

_ROOMS = {
    "account": ("Account",),
    "auditing": ("agreement",),
    "building": ("Built",),
    "changes": ("changed",),
    "choices": (
        *("Aggregate", "Aggregation", "Imputation", "Impute", "Normalisation", "Normalise"),
        *("Treat", "Treatment", "Weigh", "Weighting"),
    ),
    "design": ("Alternatives", "Design"),
    "index": ("Index",),
    "ranges": ("nested_range", "place_bounds", "weight_range"),
    "reaching": ("reach_alone", "reach_place", "reach_together", "score_for_place"),
    "saying": ("robustness",),
    "tables": ("Table", "read_table"),
    "tree": ("Node", "Tree"),
    "uncertainty": ("Doubt", "Draws", "doubt", "drawn", "everything"),
}
_ROOM_BY_NAME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Account",
    "Aggregate",
    "Aggregation",
    "Alternatives",
    "Built",
    "Design",
    "Doubt",
    "Draws",
    "Imputation",
    "Impute",
    "Index",
    "Node",
    "Normalisation",
    "Normalise",
    "Table",
    "Treat",
    "Treatment",
    "Tree",
    "Weigh",
    "Weighting",
    "agreement",
    "changed",
    "doubt",
    "drawn",
    "everything",
    "nested_range",
    "place_bounds",
    "rank_range",
    "reach_alone",
    "reach_place",
    "reach_together",
    "read_table",
    "robustness",
    "score_for_place",
    "share_met",
    "tally",
    "weight_range",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOM_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOM_BY_NAME[name]}"), name)
