"""Words files: what a room says to people, kept as data in both languages."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from goldenthread.terms.text import Words


@cache
def phrases(room: str, name: str = "words.toml") -> dict[str, Words]:
    """Return every phrase of the words file `name` in the package `room` by its dotted key."""
    held = files(room).joinpath(name).read_text("utf-8")
    return dict(_flat(tomllib.loads(held), ""))


def _flat(table: dict[str, Any], path: str) -> Iterator[tuple[str, Words]]:
    if table.keys() == {"en", "zh"} and isinstance(table["en"], str):
        yield path, Words(table["en"], table["zh"])
        return
    for key, inner in table.items():
        yield from _flat(inner, f"{path}.{key}" if path else key)
