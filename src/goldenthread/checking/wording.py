"""The questions of the checks, in English and Simplified Chinese."""

from goldenthread.terms.text import Words
from goldenthread.terms.wording import phrases


def phrase(key: str) -> Words:
    """Return the phrase of `key` in both languages, its values not yet put in."""
    return phrases("goldenthread.checking")[key]
