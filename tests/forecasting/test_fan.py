"""A fan chart is well formed, says in words what it shows, and styles by classes alone."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.forecasting import Outlook, asked, outlooks, series
from goldenthread.forecasting.fan import HEIGHT, STYLE, WIDTH, Legend, fan, round_values, sheet
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

SVG = "{http://www.w3.org/2000/svg}"
LEGEND = Legend("Tax <&> fees", 'Known to "2023Q3"', "≥ 130 · 60 %")


def outlook(count: int = 35, *, target: str = "", by: str = "2024Q4") -> Outlook:
    values = {}
    period = Period.parse("2015Q1")
    for place in range(count):
        values[period] = Decimal(100 + place + (place % 4) * 5)
        period = Period.of_months(period.end, 3)
    made = series("tax", values, kind=Kind.LEVEL_FLOW)
    return outlooks([made], by=Period.parse(by), target=asked(target) if target else None)[0]


def parts(svg: str, name: str) -> list[ET.Element]:
    return [each for each in ET.fromstring(svg).iter() if each.get("class") == name]


def test_title_and_description_are_there_for_who_cannot_see_it() -> None:
    root = ET.fromstring(fan(outlook(), LEGEND, id="a"))
    assert root.findtext(f"{SVG}title") == LEGEND.title
    assert root.findtext(f"{SVG}desc") == LEGEND.described
    assert root.get("aria-labelledby") == "a-t a-d"
    assert root.get("role") == "img"


def test_the_bands_open_from_the_last_known_value_and_the_wide_holds_the_narrow() -> None:
    svg = fan(outlook(), LEGEND, id="a")
    wide, narrow = (
        [tuple(map(float, point.split(","))) for point in (band.get("points") or "").split()]
        for name in ("gt-fanwide", "gt-fannarrow")
        for band in parts(svg, name)
    )
    assert wide[0] == wide[-1] == narrow[0] == narrow[-1]
    half = len(wide) // 2
    for (_, high), (_, inner_high) in zip(wide[1:half], narrow[1:half], strict=True):
        assert high <= inner_high
    for (_, low), (_, inner_low) in zip(wide[half:-1], narrow[half:-1], strict=True):
        assert low >= inner_low


def test_everything_is_drawn_within_the_picture() -> None:
    svg = fan(outlook(target=">= 300"), LEGEND, id="a")
    for each in ET.fromstring(svg).iter():
        for point in (each.get("points") or "").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT


def test_the_line_asked_for_is_drawn_where_it_is_one_of_a_period() -> None:
    assert len(parts(fan(outlook(target=">= 130"), LEGEND, id="a"), "gt-target")) == 1
    year = outlook(target=">= 500", by="2023")
    assert parts(fan(year, LEGEND, id="a"), "gt-target") == []


def test_what_is_too_short_to_tell_shows_only_what_came() -> None:
    svg = fan(outlook(5), LEGEND, id="a")
    assert parts(svg, "gt-fanwide") == []
    assert len(parts(svg, "gt-came")) == 1


def test_every_class_has_its_style_and_no_part_has_one_of_its_own() -> None:
    svg = fan(outlook(target=">= 130"), LEGEND, id="a")
    names = {name for each in ET.fromstring(svg).iter() if (name := each.get("class"))}
    assert {name for name in names if f".{name}" not in STYLE} == set()
    assert "style=" not in svg


def test_a_sheet_stacks_its_charts_and_stands_alone() -> None:
    charts = [fan(outlook(), LEGEND, id=name) for name in ("a", "b")]
    root = ET.fromstring(sheet(charts))
    inner = root.findall(f"{SVG}svg")
    assert [each.get("y") for each in inner] == ["0", str(HEIGHT)]
    assert root.find(f"{SVG}style") is not None


@given(st.floats(-1e9, 1e9), st.floats(0.001, 1e9))
def test_the_scale_has_two_to_six_values_within_it(low: float, more: float) -> None:
    found = round_values(low, low + more)
    assert 2 <= len(found) <= 6
    assert all(low <= each <= low + more for each in map(float, found))


def test_round_values_are_round() -> None:
    assert [f"{each:f}" for each in round_values(83.2, 131.0)] == ["90", "100", "110", "120", "130"]


@pytest.mark.parametrize("words", ["<script>", "a & b", '"quoted"'])
def test_words_from_a_table_stay_words(words: str) -> None:
    root = ET.fromstring(fan(outlook(), Legend(words, words, words), id="a"))
    assert root.findtext(f"{SVG}title") == words
