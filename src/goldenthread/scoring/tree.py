"""The tree of an index: which node is made of which, and by what weight."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.scoring.choices import Aggregate, Normalise, Treat, Weigh
from goldenthread.terms.errors import BadTable
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import NO_WORDS, Words

#: No weight is above this: only the ratio to the siblings counts, and sums must not overflow.
MOST = 1e12

_COLUMNS = {
    "code": "iCode",
    "parent": "Parent",
    "direction": "Direction",
    "weight": "Weight",
    "goalposts": "goalpost_lower",
}


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator, or an aggregate of other nodes.

    `direction` says which way is better and is shown wherever the node is. What
    is None is as the index says for all. `posts` are the goalposts, worst first;
    `place` is where the node was written, for errors.
    """

    code: str
    parent: str | None
    name: Words = NO_WORDS
    direction: Direction = Direction.MORE
    weight: float = 1.0
    unit: str = ""
    is_indicator: bool = False
    denominator: str = ""
    posts: tuple[float, float] | None = None
    target: float | None = None
    treat: Treat | None = None
    normalise: Normalise | None = None
    aggregate: Aggregate | None = None
    weigh: Weigh | None = None
    place: str = ""

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return -1.0 if self.direction is Direction.LESS else 1.0


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes in an order in which every child stands before its parent; the root is last."""

    nodes: tuple[Node, ...]

    @classmethod
    def of(cls, nodes: Sequence[Node], *, place: str = "the index") -> "Tree":
        """Return the tree of `nodes`; raise BadTable where they are none."""
        by_code: dict[str, Node] = {}
        for node in nodes:
            if node.code in by_code:
                raise _bad(node, place, "stands twice", "Give each node its own code.", key="code")
            by_code[node.code] = node
        # A name mistyped in one node makes an indicator of another: say first what is the cause.
        for node in nodes:
            _check_parent(node, by_code, place)
        for node in nodes:
            _depth(node, by_code, place)
        for node in nodes:
            _check(node, place)
        return cls(_ordered(nodes, by_code, place))

    @property
    def root(self) -> Node:
        """The index itself."""
        return self.nodes[-1]

    @property
    def indicators(self) -> tuple[Node, ...]:
        """What is measured, in the order written."""
        return tuple(node for node in self.nodes if node.is_indicator)

    @property
    def aggregates(self) -> tuple[Node, ...]:
        """What is made of others, children first."""
        return tuple(node for node in self.nodes if not node.is_indicator)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all nodes, in order."""
        return tuple(node.code for node in self.nodes)

    def place_of(self, code: str) -> int:
        """Return the place of a node among `nodes`; raise BadTable for one unknown."""
        if code not in self.codes:
            raise BadTable(
                f"no node {code}.", place=code, remedy=f"Name one of {', '.join(self.codes)}."
            )
        return self.codes.index(code)

    def children(self, code: str) -> tuple[Node, ...]:
        """The nodes that make up `code`, in order."""
        return tuple(node for node in self.nodes if node.parent == code)

    def weighted(self, weights: dict[str, float]) -> "Tree":
        """Return the tree with these weights instead of its own."""
        return Tree(
            tuple(replace(node, weight=weights.get(node.code, node.weight)) for node in self.nodes)
        )

    def effective(self) -> dict[str, float]:
        """Return each node's share of the root by its weights alone; the root's is 1."""
        shares = {self.root.code: 1.0}
        for node in reversed(self.nodes[:-1]):
            siblings = sum(child.weight for child in self.children(node.parent or ""))
            shares[node.code] = shares[node.parent or ""] * node.weight / siblings
        return shares


def _check_parent(node: Node, by_code: dict[str, Node], place: str) -> None:
    if node.parent is not None and node.parent not in by_code:
        remedy = f"Add a node {node.parent}, or name an existing one."
        raise _bad(node, place, f"has the unknown parent {node.parent}", remedy, key="parent")
    if node.parent is not None and by_code[node.parent].is_indicator:
        what = f"has the indicator {node.parent} as its parent"
        raise _bad(node, place, what, "Name a group.", key="parent")


def _check(node: Node, place: str) -> None:
    if node.is_indicator and node.direction is Direction.NEITHER:
        remedy = "Write `direction = more` or `less` (1 or -1 in iMeta)."
        raise _bad(node, place, "does not say which way is better", remedy, key="direction")
    if not 0 <= node.weight <= MOST:
        what = f"has the weight {node.weight}"
        raise _bad(node, place, what, f"Give 0 to {MOST:g}.", key="weight")
    if node.posts is not None and not node.sign * node.posts[0] < node.sign * node.posts[1]:
        raise _crossed(node, node.posts, place)


def _crossed(node: Node, posts: tuple[float, float], place: str) -> BadTable:
    """The error of goalposts that contradict the direction: either may be the one mistyped."""
    worst, best = (f"{post:g}" for post in posts)
    way = f"{node.direction} is better"
    if ", row " in node.place:
        what = f"({way}) has a lower goalpost that is not below the upper one"
        return _bad(node, place, what, "Write the lower one first.", key="goalposts")
    what = f"has the goalposts [{worst}, {best}], worst first, but {way}"
    if worst == best:
        return _bad(node, place, what, "Write two different numbers.", key="goalposts")
    other = "more" if node.direction is Direction.LESS else "less"
    remedy = f"Write `goalposts = [{best}, {worst}]`, or `direction = {other}` if that is meant."
    return _bad(node, place, what, remedy, key="goalposts")


def _ordered(nodes: Sequence[Node], by_code: dict[str, Node], place: str) -> tuple[Node, ...]:
    depth = {node.code: _depth(node, by_code, place) for node in nodes}
    tops = [node for node in nodes if node.parent is None]
    if len(tops) != 1:
        names = ", ".join(node.code for node in tops) or "none"
        raise BadTable(
            f"an index has one top, here: {names}.",
            place=place,
            remedy="Leave the parent empty for the index itself and for nothing else.",
        )
    if tops[0].is_indicator:
        what = "is an indicator without an index above it"
        remedy = "Add a node without a parent, and make it the parent of the others."
        raise _bad(tops[0], place, what, remedy, key="parent")
    for node in nodes:
        children = [child for child in nodes if child.parent == node.code]
        if not node.is_indicator and not sum(child.weight for child in children):
            what = "has only weights of nought below it" if children else "has nothing below it"
            remedy = "Give it an indicator with a weight above nought."
            raise _bad(node, place, what, remedy, key="weight")
    return tuple(sorted(nodes, key=lambda node: -depth[node.code]))


def _depth(node: Node, by_code: dict[str, Node], place: str) -> int:
    seen, depth = [node.code], 0
    while node.parent is not None:
        node, depth = by_code[node.parent], depth + 1
        if node.code in seen:
            around = " → ".join([*seen[seen.index(node.code) :], node.code])
            what = f"is its own ancestor ({around})"
            raise _bad(node, place, what, "Break the circle.", key="parent")
        seen.append(node.code)
    return depth


def _bad(node: Node, place: str, what: str, remedy: str, *, key: str) -> BadTable:
    """The error of one node, at its key in a TOML file or its column in iMeta."""
    where = node.place or place
    if ", row " in where:
        where += f", column {_COLUMNS[key]}"
    elif key != "code" and node.place:
        where += f".{key}"
    return BadTable(f"{node.code} {what}.", place=where, remedy=remedy)
