"""An index: what it is made of, and what may be asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from goldenthread.scoring.building import Built, build
from goldenthread.scoring.design import Design
from goldenthread.scoring.imeta import read_imeta
from goldenthread.scoring.tables import Table, read_table
from goldenthread.scoring.tree import Tree
from goldenthread.scoring.written import read_toml


@dataclass(frozen=True, slots=True)
class Index:
    """A composite index, as designed; `build` makes its scores of a table.

    Every error is a BadTable that names file, row and column, and the remedy.
    """

    design: Design

    @classmethod
    def from_toml(cls, path: Path) -> "Index":
        """Return the index written in one TOML file."""
        return cls(read_toml(path))

    @classmethod
    def from_imeta(cls, path: Path, **choices: Any) -> "Index":
        """Return the index of COINr's iMeta table; `choices` are fields of Design."""
        return cls(read_imeta(path, **choices))

    @property
    def tree(self) -> Tree:
        """The nodes of the index, children before parents."""
        return self.design.tree

    def using(self, **choices: Any) -> "Index":
        """Return the same index with other choices: fields of Design by name."""
        return Index(replace(self.design, **choices))

    def reweighted(self, weights: Mapping[str, float], *, built: Built) -> Built:
        """Return `built` again with other weights for some nodes; the rest stay as used there."""
        fixed = self.design.fixed({**built.weights, **weights})
        tree = Tree.of(fixed.tree.nodes, place=self.design.place)
        period = built.table.period_of(0) if len(set(built.table.periods)) == 1 else ""
        return build(replace(fixed, tree=tree), table=built.panel.table, period=period)

    def read(self, path: Path) -> Table:
        """Return the table of a CSV file: this index's columns, checked."""
        return read_table(path, columns=self.design.columns, words=self.design.words)

    def build(self, table: Table, *, period: str = "") -> Built:
        """Return the scores, places and coverage of every node, and every step.

        Of a panel one `period` may be scored; all of it where none is named.
        """
        return build(self.design, table=table, period=period)
