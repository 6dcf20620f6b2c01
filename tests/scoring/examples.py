"""Small indices to try things on."""

from typing import Any

import numpy as np

from goldenthread.scoring import Index, Node, Table, Tree
from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.design import Design
from goldenthread.terms.quantities import Direction

NODES = (
    Node("air", "green", direction=Direction.LESS, is_indicator=True, weight=2.0),
    Node("parks", "green", is_indicator=True),
    Node("jobs", "work", is_indicator=True),
    Node("pay", "work", is_indicator=True, weight=3.0),
    Node("green", "whole"),
    Node("work", "whole", weight=1.5),
    Node("whole", None),
)
CODES = ("air", "parks", "jobs", "pay")
VALUES = np.array(
    [
        [30.0, 12.0, 71.0, 5.1],
        [22.0, 9.0, 64.0, 4.2],
        [41.0, 15.0, 69.0, 6.0],
        [35.0, 7.0, 75.0, 5.5],
        [28.0, 11.0, 60.0, 4.9],
    ]
)
UNITS = ("Ash", "Birch", "Cedar", "Dale", "Elm")


def index(**choices: Any) -> Index:
    return Index(Design(Tree.of(NODES), **choices))


def table(values: Floats = VALUES, **rest: Any) -> Table:
    return Table(UNITS[: len(values)], CODES, values, **rest)
