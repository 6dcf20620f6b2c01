"""The tree of an index: what is wrong in it is said by its cause."""

import pytest

from goldenthread.scoring.tree import Node, Tree
from goldenthread.terms.errors import BadTable
from goldenthread.terms.quantities import Direction


def test_a_circle_away_from_the_top_is_named_before_what_follows_from_it() -> None:
    nodes = [
        Node("whole", None, direction=Direction.NEITHER, is_indicator=True),
        Node("econ", "jobs"),
        Node("jobs", "econ"),
    ]
    with pytest.raises(BadTable, match="econ → jobs → econ"):
        Tree.of(nodes)


def test_an_indicator_alone_is_no_index() -> None:
    with pytest.raises(BadTable, match="jobs is an indicator without an index above it"):
        Tree.of([Node("jobs", None, is_indicator=True)])


def test_a_mistyped_parent_is_named_before_what_follows_from_it() -> None:
    nodes = [
        Node("whole", None),
        Node("econ", "whole", direction=Direction.NEITHER, is_indicator=True),
        Node("jobs", "ecn", is_indicator=True),
    ]
    with pytest.raises(BadTable, match="unknown parent ecn"):
        Tree.of(nodes)
