"""Count verdicts with their honest denominator, rank among peers, and build a composite index."""

from goldenthread.scoring.building import Built
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
from goldenthread.scoring.counting import share_met, tally
from goldenthread.scoring.design import Alternatives, Design
from goldenthread.scoring.index import Index
from goldenthread.scoring.ranking import rank_range
from goldenthread.scoring.tables import Table, read_table
from goldenthread.scoring.tree import Node, Tree

__all__ = [
    "Aggregate",
    "Aggregation",
    "Alternatives",
    "Built",
    "Design",
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
    "rank_range",
    "read_table",
    "share_met",
    "tally",
]
