"""Which of the two languages a page is made in."""

from django.utils.translation import get_language

from goldenthread.terms.text import Language


def current() -> Language:
    """Return the language of the page being made."""
    return "zh" if (get_language() or "en").startswith("zh") else "en"
