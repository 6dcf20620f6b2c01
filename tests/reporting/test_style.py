"""The stylesheet: readable in light and dark, by the contrast that WCAG 2.2 AA asks for."""

import re
from datetime import date
from pathlib import Path

import pytest

from goldenthread.reporting.card import Card
from goldenthread.reporting.page import card_html, stylesheet
from goldenthread.terms.periods import Period
from goldenthread.weaving import open_folder, weave

#: Classes that take their look from the element they are on or in.
NEED_NO_RULE = {"gt-label"}

WORDS_ON = [
    *(("paper", ink) for ink in ("ink", "soft", "gold-ink", "met", "miss", "wait")),
    ("met", "on"),
    ("miss", "on"),
    ("gold-soft", "ink"),
]


def tokens(scheme: str) -> dict[str, str]:
    roots = re.findall(r":root\s*\{([^}]*)\}", stylesheet())
    light = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", roots[0]))
    dark = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", roots[1]))
    paper = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", roots[2]))
    return {"light": light, "dark": light | dark, "print": light | paper}[scheme]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("ground", "words"), WORDS_ON)
def test_words_stand_out_from_their_ground(scheme: str, ground: str, words: str) -> None:
    known = tokens(scheme)
    low, high = sorted((luminance(known[ground]), luminance(known[words])))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def classes(page: str) -> set[str]:
    return {name for names in re.findall(r' class="([^"]*)"', page) for name in names.split()}


def test_every_class_of_the_card_has_its_rule(card: Card, example: Path) -> None:
    later = weave(
        open_folder(example).dossier, quarter=Period.parse("2023Q4"), as_known=date(2025, 2, 28)
    )
    used = classes(card_html(card)) | classes(card_html(later))
    assert {"verdict", "missed", "gt-missed", "gt-open", "own", "unknown"} <= used
    ruled = set(re.findall(r"\.([a-z][\w-]*)", stylesheet()))
    assert used - ruled == NEED_NO_RULE


def test_the_stylesheet_loads_nothing() -> None:
    assert "url(" not in stylesheet()
    assert "@import" not in stylesheet()
