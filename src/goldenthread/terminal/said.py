"""The terminal's own phrases."""

from goldenthread.terms.text import Language
from goldenthread.terms.wording import phrases


def say(key: str, language: Language, **values: object) -> str:
    """Return the phrase of `key` in `language` with `values` put in."""
    return phrases("goldenthread.terminal")[key].in_language(language).format(**values)


def number(count: int, language: Language) -> str:
    """Return a count in words where a sentence would say it so, else in figures."""
    words = phrases("goldenthread.terminal").get(f"number.{count}")
    return words.in_language(language) if words else f"{count:,}"
