"""What is marked is the statement, and whatever the text says stays text."""

import html
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.office.records.highlight import excerpt, marked
from goldenthread.office.records.models import Record, Statement


def _statements(text: str, cuts: list[int]) -> list[Statement]:
    """Every second stretch between the cuts, as a statement of the text."""
    record = Record(text=text)
    places = [(start, end) for start, end in pairwise(sorted(set(cuts))) if end <= len(text)]
    return [
        Statement(pk=number, record=record, start=start, end=end, type="aim")
        for number, (start, end) in enumerate(places[::2])
    ]


TEXTS = st.text(alphabet=st.sampled_from("ab<>&\"'\n责任。1"), min_size=1, max_size=40)
CUTS = st.lists(st.integers(0, 40), max_size=8)


@given(TEXTS, CUTS)
def test_without_its_marks_the_page_says_what_the_text_says(text: str, cuts: list[int]) -> None:
    shown = re.sub(r"</?mark[^>]*>", "", marked(text, _statements(text, cuts)))
    assert html.unescape(shown) == text


@given(TEXTS, CUTS)
def test_only_marks_are_markup_and_each_holds_its_quote(text: str, cuts: list[int]) -> None:
    statements = _statements(text, cuts)
    shown = marked(text, statements)
    found = re.findall(r'<mark id="s(\d+)" class="aim" tabindex="-1">(.*?)</mark>', shown, re.S)
    assert [(int(pk), html.unescape(quote)) for pk, quote in found] == [
        (statement.pk, statement.quote) for statement in statements
    ]
    assert shown.count("<") == 2 * len(statements)


def test_an_excerpt_is_the_paragraph_with_its_statement_marked() -> None:
    text = "First line.\n1. Mend <the> wall. Lead: Works.\nLast line."
    statement = Statement(record=Record(text=text), start=15, end=30, type="directive")
    assert excerpt(statement) == (
        '1. <mark class="directive">Mend &lt;the&gt; wall</mark>. Lead: Works.'
    )
