"""What the pages say, in both languages; `words.toml` holds it."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.terms.text import Language, Words


@cache
def phrases() -> dict[str, Words]:
    """Return every phrase by its key, such as "records.title"."""
    held = files("goldenthread.office.site").joinpath("words.toml").read_text("utf-8")
    return dict(_flat(tomllib.loads(held), ""))


def say(key: str, language: Language, **values: Any) -> SafeString:
    """Return the phrase of `key` with `values` put in, escaped; raise KeyError without such a key.

    The phrases themselves are ours and may hold markup; values may not, unless marked safe.
    """
    phrase = phrases()[key].in_language(language)
    return format_html(phrase, **values) if values else SafeString(phrase)


def _flat(table: dict[str, Any], path: str) -> Iterator[tuple[str, Words]]:
    if table.keys() == {"en", "zh"} and isinstance(table["en"], str):
        yield path, Words(table["en"], table["zh"])
        return
    for key, inner in table.items():
        yield from _flat(inner, f"{path}.{key}" if path else key)
