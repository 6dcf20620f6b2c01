"""Which of the two languages a page is made in."""

from django.utils.translation import get_language, override

from goldenthread.terms.text import Language


def current() -> Language:
    """Return the language of the page being made."""
    return "zh" if (get_language() or "en").startswith("zh") else "en"


def in_language(language: str) -> override:
    """Return a context in which addresses are those of the pages in `language`."""
    return override("zh-hans" if language == "zh" else "en")
