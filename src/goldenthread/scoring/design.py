"""All that decides an index before any value is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from goldenthread.scoring.choices import Aggregate, Aggregation, Impute, Normalise, Treat, Weigh
from goldenthread.scoring.tree import Tree
from goldenthread.terms.text import NO_WORDS, Words

ROW_BY_ROW = {
    *(Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC),
    *(Aggregation.POWER, Aggregation.MEDIAN, Aggregation.MINIMUM),
}


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What else could have been chosen; each tuple is empty where nothing else could.

    The index's own choice counts only if it is listed. `noise` is the share by
    which each weight may be more or less, at the nodes `noisy` (all but the
    root where empty), in `sets` drawn sets; `weight_sets` are weights by node,
    used as they are instead.
    """

    imputations: tuple[Impute, ...] = ()
    treatments: tuple[Treat, ...] = ()
    normalisations: tuple[Normalise, ...] = ()
    aggregations: tuple[Aggregate, ...] = ()
    weight_sets: tuple[dict[str, float], ...] = ()
    weighings: tuple[Weigh, ...] = ()
    noise: float = 0.0
    sets: int = 100
    noisy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Design:
    """A tree and the method of each step; a node may say otherwise for itself.

    `screen` is the share of its indicators that a unit must have, after
    imputation, to be scored at all. `place` is where the design was written.
    """

    tree: Tree
    title: Words = NO_WORDS
    impute: Impute = field(default_factory=Impute)
    treat: Treat = field(default_factory=Treat)
    normalise: Normalise = field(default_factory=Normalise)
    weigh: Weigh = field(default_factory=Weigh)
    aggregate: Aggregate = field(default_factory=Aggregate)
    screen: float = 0.0
    alternatives: Alternatives = field(default_factory=Alternatives)
    place: str = "the index"

    def fixed(self, weights: Mapping[str, float]) -> "Design":
        """Return the same design with these weights given, not made from data."""
        nodes = self.tree.weighted(dict(weights)).nodes
        tree = Tree(tuple(replace(node, weigh=None) for node in nodes))
        return replace(self, tree=tree, weigh=Weigh())

    @property
    def is_row_by_row(self) -> bool:
        """Whether the score of one unit needs no other unit's."""
        ways = {(node.aggregate or self.aggregate).method for node in self.tree.aggregates}
        return ways <= ROW_BY_ROW

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of numbers that the data must have: indicators, then denominators."""
        indicators = self.tree.indicators
        below = dict.fromkeys(node.denominator for node in indicators if node.denominator)
        codes = [node.code for node in indicators]
        return (*codes, *(name for name in below if name not in codes))

    @property
    def words(self) -> tuple[str, ...]:
        """The columns of words that the data must have: the groups imputed by."""
        choices = (self.impute, *self.alternatives.imputations)
        return tuple(dict.fromkeys(choice.by for choice in choices if choice.by))
