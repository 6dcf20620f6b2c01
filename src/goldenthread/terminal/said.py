"""The terminal's own phrases."""

from goldenthread.terms.text import Language
from goldenthread.terms.wording import phrases


def say(key: str, language: Language, **values: object) -> str:
    """Return the phrase of `key` in `language` with `values` put in."""
    return phrases("goldenthread.terminal")[key].in_language(language).format(**values)
