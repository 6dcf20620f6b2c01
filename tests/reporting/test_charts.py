"""Charts: words that never run into each other, and pictures that say what they show."""

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldenthread.reporting.card import Card
from goldenthread.reporting.charts import Label, for_paper, rank_bar, spread, strip
from goldenthread.terms.figures import Verdict
from goldenthread.terms.text import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"
labels = st.lists(
    st.builds(
        Label,
        st.text("abc中文 19.", min_size=1, max_size=12),
        st.floats(-50, 350),
        st.sampled_from([12.0, 64.0]),
    ),
    max_size=6,
)


@given(labels)
def test_labels_that_fit_stand_side_by_side_within_the_picture(given_labels: list[Label]) -> None:
    for y in (12.0, 64.0):
        row = [label for label in given_labels if label.y == y]
        assume(sum(label.width + 8 for label in row) <= 300)
    placed = spread(given_labels)
    assert sorted(label.text for label in placed) == sorted(label.text for label in given_labels)
    for y in (12.0, 64.0):
        boxes = sorted(label.box for label in placed if label.y == y)
        assert all(a[1] <= b[0] + 1e-6 for a, b in pairwise(boxes))
        assert all(box[0] >= -1e-6 and box[1] <= 300 + 1e-6 for box in boxes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_a_picture_with_a_title_and_a_description(
    card: Card, language: Language
) -> None:
    assert card.peers is not None
    drawn = [rank_bar(card.peers, language, id="rank")]
    for row in card.rows:
        drawn += [
            svg
            for result in row.results
            if (svg := strip(result, language, id=f"s{result.target.id}", title="Duty"))
        ]
    assert len(drawn) == 12
    for svg in drawn:
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        named = (root.get("aria-labelledby") or "").split()
        assert [each.get("id") for each in root[:2]] == named
        assert all(root.findtext(f"{SVG}{part}") for part in ("title", "desc"))


def dots(svg: str) -> list[str | None]:
    """The classes of the last dot of a strip: the figure judged."""
    circles = ElementTree.fromstring(svg).findall(f"{SVG}circle")
    return [circle.get("class") for circle in circles if circle.get("r") == "8"]


def test_each_verdict_has_its_own_dot_and_no_figure_has_none(card: Card) -> None:
    shapes = {Verdict.MET: ["gt-met"], Verdict.MISSED: ["gt-missed"]}
    for row in card.rows:
        for result in row.results:
            if svg := strip(result, "en", id="x", title="t"):
                assert dots(svg) == shapes.get(result.judgement.verdict, [])
    judged = card.rows[0].results[0]
    ambiguous = replace(judged.judgement, verdict=Verdict.NOT_YET_KNOWN)
    assert dots(strip(replace(judged, judgement=ambiguous), "en", id="x", title="t")) == ["gt-open"]


def test_a_miss_shows_how_far_it_fell_and_where_it_came_from(card: Card) -> None:
    missed = next(row for row in card.rows if row.verdict is Verdict.MISSED).results[0]
    root = ElementTree.fromstring(strip(missed, "en", id="x", title="t"))
    drawn = [each.get("class") for each in root]
    assert {"gt-short", "gt-earlier", "gt-path"} <= set(drawn)
    texts = [each.text for each in root.findall(f"{SVG}text")]
    assert {"target at least 10\u00a0%", "Q1 13.0", "year 7.4"} <= set(texts)


def test_a_target_without_a_number_is_not_drawn(card: Card) -> None:
    without = [r for row in card.rows for r in row.results if r.target.value is None]
    assert len(without) == 2
    assert [strip(result, "en", id="x", title="t") for result in without] == ["", ""]


def test_hostile_words_stay_words_in_a_chart(card: Card) -> None:
    hostile = "</title><script>alert(1)</script>"
    svg = strip(card.rows[0].results[0], "en", id='x" onload="alert(1)', title=hostile)
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == hostile
    assert not root.findall(f".//{SVG}script")
    assert "onload" not in root.attrib


def test_a_way_over_years_names_the_years_of_its_ends(card: Card) -> None:
    goal = next(row.results[0] for row in card.running if row.commitment.number == "1")
    assert [each.period.label for each in goal.earlier] == ["2021", "2022", "2023"]
    shown = strip(goal, "en", id="goal", title="Goal")
    texts = [each.text for each in ElementTree.fromstring(shown).findall(f"{SVG}text")]
    assert {"2021 6,388.38", "2023 7,062.5"} <= set(texts)
    assert not [text for text in texts if text and text.startswith(("year", "2022"))]


def test_the_bar_reaches_from_the_best_place_to_the_worst(card: Card) -> None:
    assert card.peers is not None
    root = ElementTree.fromstring(rank_bar(card.peers, "en", id="x"))
    assert [each.text for each in root.findall(f"{SVG}text")] == ["1st", "3rd", "11th"]
    track, bar = root.findall(f"{SVG}line")
    assert float(track.get("x1", "")) < float(bar.get("x1", "")) < float(bar.get("x2", ""))
    assert bar.get("x2") == track.get("x2")


def test_on_paper_no_class_is_left_to_a_stylesheet(card: Card) -> None:
    assert card.peers is not None
    for row in card.rows:
        for result in row.results:
            assert "class=" not in for_paper(strip(result, "en", id="x", title="t"))
    paper = for_paper(rank_bar(card.peers, "en", id="x"))
    assert "class=" not in paper
    marks = [each for each in ElementTree.fromstring(paper) if each.tag.endswith(("line", "text"))]
    assert all(mark.get("style") for mark in marks)
