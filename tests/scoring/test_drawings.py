"""The pictures: what is drawn is where the figures say, and nothing breaks out of its frame."""

import re
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from goldenthread.scoring import drawings


def parsed(text: str) -> Any:
    return etree.fromstring(text)


def rects(tree: Any, kind: str = "") -> list[tuple[float, float]]:
    """Left end and width of each bar."""
    found = tree.xpath(f"//rect[contains(@class, '{kind}')]")
    return [(float(each.get("x")), float(each.get("width"))) for each in found]


def test_figures_beside_a_bar_are_whole_places_that_hold_all_of_it() -> None:
    rows = [{"name": "x", "low": 41.95, "place": 45, "high": 48.05}]
    assert "41–49" in "".join(parsed(drawings.ranges(rows, label="Places")).itertext())


def brightness(colour: str) -> float:
    """Relative luminance of #rrggbb, by WCAG 2.2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_neighbours_in_a_stack_are_told_apart_without_colour() -> None:
    style = files("goldenthread.scoring").joinpath("page.css").read_text("utf-8")
    found = re.findall(r"\.p\d \{ fill: (#\w{6});", style)
    assert len(found) == 8
    for one, other in pairwise([*found, found[0]]):
        dark, light = sorted((brightness(one), brightness(other)))
        assert (light + 0.05) / (dark + 0.05) > 2
        assert 1.05 / (light + 0.05) > 3  # and each from white paper


PLACES = st.integers(1, 9)
POINTS = st.integers(-500, 500).map(lambda tenths: tenths / 10)


@settings(deadline=None)
@given(st.lists(st.tuples(PLACES, PLACES, PLACES).map(sorted), min_size=1, max_size=9))
def test_a_bar_spans_its_dot_and_both_stay_inside(held: list[list[int]]) -> None:
    rows = [{"name": "x", "low": a, "place": b, "high": c} for a, b, c in held]
    rows += [{"name": "y", "place": None} for _ in range(9 - len(rows))]
    tree = parsed(drawings.ranges(rows, label="Places"))
    wide = float(tree.get("viewBox").split()[2])
    dots = [float(dot.get("cx")) for dot in tree.xpath("//circle")]
    assert len(dots) == len(held)
    for (left, width), dot in zip(rects(tree), dots, strict=True):
        assert left - 0.1 <= dot <= left + width + 0.1
        assert 0 <= left <= left + width <= wide
    assert f"{held[0][0]}–{held[0][2]}" in "".join(tree.itertext())


def test_one_unit_alone_is_drawn_at_the_left_end() -> None:
    tree = parsed(drawings.ranges([{"name": "x", "place": 1}], label="Places"))
    assert len(tree.xpath("//circle")) == 1
    assert not rects(tree)


@settings(deadline=None)
@given(st.lists(st.lists(POINTS, min_size=1, max_size=10), min_size=1, max_size=5))
def test_parts_lie_end_to_end_on_either_side_of_nought(values: list[list[float]]) -> None:
    rows = [{"name": "x", "parts": [("p", value) for value in each]} for each in values]
    tree = parsed(drawings.stacked(rows, label="Parts"))
    found = rects(tree, "part")
    assert len(found) == sum(len(each) for each in values)
    wide = float(tree.get("viewBox").split()[2])
    assert all(-0.1 <= left <= left + width <= wide + 0.1 for left, width in found)
    scale = 460 / (
        max(sum(max(v, 0) for v in each) for each in values)
        - min(sum(min(v, 0) for v in each) for each in values)
        or 1
    )
    start = 0
    for each in values:
        bars = found[start : start + len(each)]
        start += len(each)
        assert sum(width for _, width in bars) == pytest.approx(
            sum(map(abs, each)) * scale, abs=0.06 * len(each)
        )


def test_no_rows_are_an_empty_picture() -> None:
    for draw in (drawings.ranges, drawings.stacked):
        assert len(parsed(draw([], label="None"))) == 0
    assert len(parsed(drawings.sobol([], [], [], label="None"))) == 0


def test_what_a_choice_does_alone_is_never_wider_than_the_frame() -> None:
    tree = parsed(drawings.sobol(["a", "b"], [-0.1, 0.4], [1.2, 0.6], label="Choices"))
    assert [width for _, width in rects(tree, "total")] == [460, 276]
    assert [width for _, width in rects(tree, "first")] == [0, 184]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Short", "Short"),
        ("A name of twenty-six letters", "A name of twenty-six lett…"),
        ("嘉兴市南湖区七星街道湘家荡社区", "嘉兴市南湖区七星街道湘家…"),
        ("<b>&", "<b>&"),
    ],
)
def test_a_name_takes_no_more_than_its_room(name: str, shown: str) -> None:
    tree = parsed(drawings.ranges([{"name": name, "place": 1}], label="Places"))
    assert tree.xpath("string(//text)") == shown


def test_a_name_may_be_a_link() -> None:
    row = {"name": "x", "place": 1, "href": "#unit-a&b"}
    tree = parsed(drawings.ranges([row], label="Places"))
    assert tree.xpath("//a/@href") == ["#unit-a&b"]


def test_a_narrow_picture_has_its_names_above_and_stays_in_its_frame() -> None:
    rows = [{"name": "x" * 60, "place": n, "low": 1, "high": 9} for n in range(1, 10)]
    parts = [{"name": "x", "parts": [("a", 3.0), ("b", -2.0)]}]
    for text in (
        drawings.ranges(rows, label="Places", at=drawings.NARROW),
        drawings.stacked(parts, label="Parts", at=drawings.NARROW),
        drawings.sobol(["a"], [0.2], [1.2], label="Choices", at=drawings.NARROW),
    ):
        tree = parsed(text)
        _, _, wide, high = map(float, tree.get("viewBox").split())
        assert wide <= 360
        assert not tree.xpath("//*[@class='name']")
        names = [float(each.get("y")) for each in tree.xpath("//*[@class='over']")]
        bars = [
            (float(each.get("y")), float(each.get("height")))
            for each in tree.xpath("//rect[not(@class='first')]")
        ]
        for name, (top, tall) in zip(names, bars, strict=False):
            assert name < top < top + tall < high
        for left, width in rects(tree):
            assert 0 <= left <= left + width <= wide
