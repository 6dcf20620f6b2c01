"""What the pages say, in both languages; `words.toml` holds it."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.terms import wording
from goldenthread.terms.text import Language, Words

_ROOM = "goldenthread.office.site"


def phrases() -> dict[str, Words]:
    """Return every phrase by its key, such as "records.title"."""
    return wording.phrases(_ROOM)


def say(key: str, language: Language, **values: Any) -> SafeString:
    """Return the phrase of `key` with `values` put in, escaped; raise KeyError without such a key.

    The phrases themselves are ours and may hold markup; values may not, unless marked safe.
    """
    phrase = phrases()[key].in_language(language)
    return format_html(phrase, **values) if values else SafeString(phrase)
