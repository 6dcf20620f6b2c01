"""The way to a target through time: drawn where one is planned or expected."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from goldenthread.reporting.card import Card, Result
from goldenthread.reporting.charts import for_paper, strip
from goldenthread.reporting.course import course, course_said
from goldenthread.terms.figures import Judgement, Reason, Verdict
from goldenthread.terms.observations import Waypoint
from goldenthread.terms.text import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def result(spring: Card) -> Result:
    return spring.rows[0].results[0]


def drawn(result: Result, language: Language = "en") -> ElementTree.Element:
    return ElementTree.fromstring(course(result, language, id="x", title="Duty"))


def points(root: ElementTree.Element, name: str) -> list[tuple[float, float]]:
    (shape,) = [each for each in root if each.get("class") == name]
    pairs = (pair.split(",") for pair in (shape.get("points") or "").split())
    return [(float(x), float(y)) for x, y in pairs]


def test_the_path_runs_forward_in_time_to_the_target(result: Result) -> None:
    way = points(drawn(result), "gt-plan")
    assert len(way) == len(result.path)
    assert all(before[0] < after[0] for before, after in pairwise(way))


def test_the_fan_opens_from_the_last_figure_and_the_wide_one_holds_the_narrow(
    result: Result,
) -> None:
    wide, narrow = (points(drawn(result), name) for name in ("gt-fanwide", "gt-fannarrow"))
    assert wide[0] == narrow[0]
    assert wide[1][1] < narrow[1][1] < narrow[2][1] < wide[2][1]


def test_without_a_figure_of_the_period_the_fan_is_a_block_at_its_end(result: Result) -> None:
    block = points(drawn(replace(result, earlier=())), "gt-fanwide")
    assert len(block) == 4
    assert len({x for x, _ in block}) == 2


def test_a_replaced_value_is_crossed_out_and_a_judged_one_filled(result: Result) -> None:
    (figure,) = result.earlier
    judged = replace(
        result, earlier=(), judgement=Judgement(Verdict.MISSED, Reason.FELL_SHORT, figure)
    )
    assert [each.get("class") for each in drawn(result) if each.tag == f"{SVG}circle"] == [
        "gt-earlier"
    ]
    marks = [each.get("class") for each in drawn(judged)]
    assert {"gt-was", "gt-missed"} <= set(marks)


def test_a_band_is_drawn_with_both_its_ends(result: Result) -> None:
    band = replace(result, target=replace(result.target, upper=Decimal(210)))
    assert [each.get("class") for each in drawn(band)].count("gt-target") == 2


def test_a_band_that_ends_at_nought_is_drawn_within_the_picture(result: Result) -> None:
    low, high = Decimal(-200), Decimal(0)
    target = replace(result.target, value=low, upper=high)
    band = replace(result, target=target, path=(), earlier=(), revised=(), outlook=None)
    (below,) = [e for e in drawn(band) if e.get("class") == "gt-band"]
    assert float(below.get("y2", "0")) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_shows_is_told_to_who_cannot_see_it(result: Result, language: Language) -> None:
    said = course_said(result, language)
    assert drawn(result, language).findtext(f"{SVG}desc") == said
    for number in ("200", "50.5", "48", "45", "92", "189.83"):
        assert number in said


def test_a_target_without_a_number_is_not_drawn(result: Result) -> None:
    assert (
        course(replace(result, target=replace(result.target, value=None)), "en", id="x", title="t")
        == ""
    )


def test_on_paper_no_class_is_left_to_a_stylesheet(result: Result) -> None:
    paper = for_paper(course(result, "en", id="x", title="t"))
    assert "class=" not in paper
    assert all(each.get("style") for each in ElementTree.fromstring(paper)[2:])


def test_a_card_of_an_unfinished_year_says_so_and_draws_what_came(spring: Card) -> None:
    for row in spring.rows[1:]:
        (each,) = row.results
        svg = strip(each, "en", id="x", title="t")
        assert "2024 is not over" in svg
        assert svg.count("gt-earlier") == len(each.earlier) > 0
        assert "no figure" not in svg
        assert svg.count("gt-path") == len(each.earlier) - 1


def test_of_a_year_that_is_over_it_says_whose_figure_is_not_out(card: Card) -> None:
    (each,) = card.rows[1].results
    assert "2023: no figure out by this day" in strip(each, "en", id="x", title="t")
    (none,) = card.rows[6].results
    assert "no figure for this unit found" in strip(none, "en", id="x", title="t")


def test_a_path_before_the_period_widens_the_picture(result: Result) -> None:
    early = replace(result, path=(Waypoint(date(2023, 6, 30), Decimal(90)), *result.path))
    xs = [x for x, _ in points(drawn(early), "gt-plan")]
    assert xs == sorted(xs)
    assert min(xs) >= 16
