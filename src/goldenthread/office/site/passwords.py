"""Refuse a password that is little more than words of the place: body, area, units, product."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Area, Body, Department, Person
from goldenthread.office.site.words import say

#: Signs that must be left once those words are taken out of a password.
LEAST_LEFT = 8
_PRODUCT = "goldenthread"


class WordsOfThePlace:
    """A validator of Django's: what anybody who knows the office would try first is refused."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise ValidationError if too few signs are left without the words of the place."""
        left = password.casefold()
        for word in sorted(words_of_the_place(), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < LEAST_LEFT < len(password):
            raise ValidationError(say("password.place", current()), code="password_of_the_place")

    def get_help_text(self) -> str:
        """Say what is refused, in the page's language."""
        return str(say("password.place", current()))


def words_of_the_place() -> set[str]:
    """Return the words that no password may consist of, without regard to case."""
    return {_PRODUCT, *(word for name in _names() for word in _words(name.casefold()))}


def _names() -> Iterator[str]:
    for kind in (Body, Area, Department):
        for row in kind._base_manager.values_list("slug", "name_en", "name_zh"):
            yield from row


def _words(name: str) -> Iterator[str]:
    """The words of three letters or more; of Chinese, whole and without 市 or 局 at its end."""
    for word in re.findall(r"[a-z]{3,}|[一-鿿]{2,}", name):
        yield word
        if re.fullmatch(r"[一-鿿]{3,}", word):
            yield word[:-1]
