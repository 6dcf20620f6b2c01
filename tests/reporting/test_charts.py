"""Charts: words that never run into each other, and pictures that say what they show."""

import re
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


def test_a_miss_is_drawn_as_a_miss_and_a_success_as_one(card: Card) -> None:
    for row in card.rows:
        for result in row.results:
            svg = strip(result, "en", id="x", title="t")
            verdict = result.judgement.verdict
            dots = re.findall(r'<(?:circle|rect|path)[^>]*class="(gt-met|gt-missed)"', svg)
            dots += re.findall(r'class="(gt-met|gt-missed)"[^>]*(?:cx|cy)=', svg)
            assert ("gt-missed" in dots) == (verdict is Verdict.MISSED)
            assert ("gt-met" in dots) == (verdict is Verdict.MET)


def test_on_paper_no_class_is_left_to_a_stylesheet(card: Card) -> None:
    result = card.rows[0].results[0]
    assert 'class="gt-' not in re.sub(
        r'class="gt-chart"', "", for_paper(strip(result, "en", id="x", title="t"))
    )
