"""Read a design from one TOML file."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from goldenthread.scoring.choices import (
    TAKES,
    Aggregate,
    Impute,
    Normalisation,
    Normalise,
    Treat,
    Weigh,
)
from goldenthread.scoring.design import Alternatives, Design
from goldenthread.scoring.tree import Node, Tree
from goldenthread.terms.errors import BadTable
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import NO_WORDS, Words

Choice = TypeVar("Choice", Impute, Treat, Normalise, Weigh, Aggregate)

_STEPS: dict[str, Any] = {
    "impute": Impute,
    "treat": Treat,
    "normalise": Normalise,
    "weigh": Weigh,
    "aggregate": Aggregate,
}
_LISTS = {
    "impute": "imputations",
    "treat": "treatments",
    "normalise": "normalisations",
    "weigh": "weighings",
    "aggregate": "aggregations",
}
#: No more sets of noisy weights are held at once.
MOST_SETS = 100_000
_NODE_KEYS = {"parent", "name", "direction", "weight", "unit", "denominator", "goalposts", "target"}
_TOP_KEYS = {"title", "screen", "nodes", "alternatives"}


def read_toml(path: Path) -> Design:
    """Return the design written in a TOML file; raise BadTable naming the key that is wrong."""
    try:
        held = tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadTable("not UTF-8 text.", place=str(path), remedy="Save it in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"not TOML: {error}.", place=str(path), remedy=_corrected(error)) from error
    place = str(path)
    _known(held, _TOP_KEYS | _STEPS.keys(), place)
    nodes = held.get("nodes")
    if not isinstance(nodes, dict) or not nodes:
        raise BadTable("no nodes.", place=place, remedy="Write a table [nodes.CODE] for each node.")
    parents = {_parent(code, node, place) for code, node in nodes.items() if isinstance(node, dict)}
    tree = Tree.of(
        [
            _node(code, node, is_indicator=code not in parents, place=f"{place}, nodes.{code}")
            for code, node in nodes.items()
        ],
        place=place,
    )
    steps = {
        step: _choice(kind, held.get(step, {}), f"{place}, {step}") for step, kind in _STEPS.items()
    }
    _group(steps["weigh"], tree, f"{place}, weigh")
    design = Design(
        tree,
        _words(held.get("title"), f"{place}, title"),
        **steps,
        screen=_share(held.get("screen", 0.0), f"{place}, screen"),
        alternatives=_alternatives(held.get("alternatives", {}), tree, f"{place}, alternatives"),
        place=place,
    )
    _turned(design)
    return design


def _turned(design: Design) -> None:
    """Raise BadTable where a scale would put the worst first: a ratio to the least of all."""
    for how in (design.normalise, *design.alternatives.normalisations):
        for node in design.tree.indicators:
            own = (node.normalise or how).method
            if own is Normalisation.TO_LEADER and node.direction is Direction.LESS:
                raise BadTable(
                    f"{node.code} is better when less, and {own} would put the worst first.",
                    place=f"{node.place}.direction",
                    remedy=f'Write normalise = "{Normalisation.TO_BEST}" for it, or for all.',
                )


def _parent(code: str, node: dict[str, Any], place: str) -> str | None:
    parent = node.get("parent")
    if parent is not None and not isinstance(parent, str):
        raise BadTable(
            f"{parent!r} is no code of a node.",
            place=f"{place}, nodes.{code}.parent",
            remedy='Write one code in quotes: parent = "whole".',
        )
    return parent


def _corrected(error: Exception) -> str:
    """What to do about a line that is not TOML: a bare key holds only A to Z, digits, - and _."""
    if "key" not in str(error):
        return "Correct that line."
    return 'Correct that line; other letters than A to Z need quotes: [nodes."空气"], "空气" = 1.'


def _node(code: str, held: Any, *, is_indicator: bool, place: str) -> Node:
    table = _table(held, place)
    _known(table, _NODE_KEYS | (_STEPS.keys() - {"impute"}), place)
    written = table.get("direction", "neither" if is_indicator else "more")
    own = {
        step: _choice(_STEPS[step], table[step], f"{place}.{step}")
        for step in _STEPS.keys() & table.keys()
    }
    posts = table.get("goalposts")
    if posts is not None and not (isinstance(posts, list) and len(posts) == 2):
        raise BadTable("goalposts are two numbers.", place=place, remedy="[worst, best]")
    target = table.get("target")
    return Node(
        code,
        table.get("parent"),
        _words(table.get("name"), place),
        _one_of(Direction, written, f"{place}.direction"),
        _real(table.get("weight", 1.0), f"{place}.weight"),
        str(table.get("unit", "")),
        is_indicator,
        str(table.get("denominator", "")),
        None if posts is None else (_real(posts[0], place), _real(posts[1], place)),
        None if target is None else _real(target, f"{place}.target"),
        **own,
        place=place,
    )


def _alternatives(held: Any, tree: Tree, place: str) -> Alternatives:
    table = _table(held, place)
    _known(table, _LISTS.keys() | {"weights"}, place)
    lists: dict[str, Any] = {
        _LISTS[step]: tuple(
            _choice(_STEPS[step], each, f"{place}.{step}[{row}]")
            for row, each in enumerate(_list(table.get(step, []), f"{place}.{step}"), 1)
        )
        for step in _LISTS
    }
    for way in lists["weighings"]:
        _group(way, tree, f"{place}.weigh")
    weights = _table(table.get("weights", {}), f"{place}.weights")
    _known(weights, {"noise", "nodes", "sets"}, f"{place}.weights")
    noise = _real(weights.get("noise", 0.0), f"{place}.weights.noise")
    if not 0 <= noise < 1:
        raise BadTable(
            f"noise {noise} is no share.",
            place=f"{place}.weights",
            remedy="Write a number from 0 to below 1; 0.25 means up to a quarter more or less.",
        )
    sets = _real(weights.get("sets", 100), f"{place}.weights.sets")
    if not 1 <= sets <= MOST_SETS or sets % 1:
        raise BadTable(
            f"{sets:g} sets cannot be drawn.",
            place=f"{place}.weights.sets",
            remedy=f"Write a whole number from 1 to {MOST_SETS:,}.",
        )
    noisy = tuple(_list(weights.get("nodes", []), f"{place}.weights.nodes"))
    if strange := [node for node in noisy if node not in tree.codes]:
        raise BadTable(
            f"no node {strange[0]}.",
            place=f"{place}.weights.nodes",
            remedy=f"Name one of {', '.join(tree.codes)}.",
        )
    return Alternatives(**lists, noise=noise, noisy=noisy, sets=int(sets))


def _group(way: Weigh, tree: Tree, place: str) -> None:
    """Raise BadTable where a way to weigh is for a node that is no group."""
    groups = [node.code for node in tree.aggregates]
    if way.node and way.node not in groups:
        raise BadTable(
            f"no group {way.node}.", place=place, remedy=f"Name one of {', '.join(groups)}."
        )


def _choice(kind: type[Choice], held: Any, place: str) -> Choice:
    """A choice written as its method's name, or as a table of its fields."""
    table = {"method": held} if isinstance(held, str) else _table(held, place)
    hints = get_type_hints(kind)
    _known(table, hints.keys(), place)
    given = {key: _value(hints[key], value, f"{place}.{key}") for key, value in table.items()}
    if given and "method" not in given:
        raise BadTable("no method.", place=place, remedy='Write method = "…" beside what it takes.')
    named = str(given.get("method", ""))
    takes: tuple[str, ...] = TAKES.get(named, ())
    if idle := sorted(given.keys() - {"method", "node", *takes}):
        raise BadTable(
            f"{idle[0]} does nothing for {named}.",
            place=f"{place}.{idle[0]}",
            remedy=f"Leave it out, or name another method; {named} takes "
            f"{', '.join(takes) or 'nothing'}.",
        )
    try:
        return kind(**given)
    except BadTable as error:
        raise BadTable(error.what, place=place, remedy=error.remedy) from error


def _value(hint: Any, value: Any, place: str) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _one_of(hint, value, place)
    if hint is float:
        return _real(value, place)
    if hint is int:
        if not _real(value, place).is_integer():
            raise BadTable(f"{value} is not whole.", place=place, remedy="Write a whole number.")
        return int(value)
    if hint is str:
        return str(value)
    if len(get_args(hint)) and isinstance(value, list):
        return tuple(
            tuple(_real(cell, place) for cell in row)
            if isinstance(row, list)
            else _real(row, place)
            for row in value
        )
    raise BadTable(f"{value!r} does not fit here.", place=place, remedy="Write a list of numbers.")


Member = TypeVar("Member", bound=StrEnum)


def _one_of(kind: type[Member], value: Any, place: str) -> Member:
    try:
        return kind(value)
    except ValueError as error:
        names = ", ".join(repr(str(member)) for member in kind)
        raise BadTable(
            f"{value!r} is none of the choices.", place=place, remedy=f"Write one of {names}."
        ) from error


def _real(value: Any, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadTable(f"{value!r} is not a number.", place=place, remedy="Write a plain number.")
    if not isfinite(value):
        raise BadTable(f"{value} is no quantity.", place=place, remedy="Write a plain number.")
    return float(value)


def _share(value: Any, place: str) -> float:
    share = _real(value, place)
    if not 0 <= share <= 1:
        raise BadTable(f"{share:g} is no share.", place=place, remedy="Write a number from 0 to 1.")
    return share


def _table(held: Any, place: str) -> dict[str, Any]:
    if not isinstance(held, dict):
        raise BadTable(f"{held!r} is not a table.", place=place, remedy="Write key = value.")
    return held


def _list(held: Any, place: str) -> list[Any]:
    if not isinstance(held, list):
        raise BadTable(f"{held!r} is not a list.", place=place, remedy="Write [ …, … ].")
    return held


def _known(table: Mapping[str, Any], keys: Any, place: str) -> None:
    if strange := sorted(table.keys() - set(keys)):
        raise BadTable(
            f"unknown key {', '.join(strange)}.",
            place=place,
            remedy=f"Write one of {', '.join(sorted(keys))}.",
        )


def _words(held: Any, place: str) -> Words:
    if held is None:
        return NO_WORDS
    if isinstance(held, str):
        return Words(held, held)
    table = _table(held, place)
    _known(table, {"en", "zh"}, place)
    if any(not isinstance(word, str) for word in table.values()):
        raise BadTable(f"{held!r} is not words.", place=place, remedy='Write en = "…", zh = "…".')
    return Words(table.get("en", table.get("zh", "")), table.get("zh", table.get("en", "")))
