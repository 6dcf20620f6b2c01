"""Records as a page: every statement marked at its place, linked both ways, nothing loaded."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.record_page import Shown, records_html
from goldenthread.terms.meetings import MeetingRecord, Passage
from goldenthread.terms.quantities import Comparator, Measure
from goldenthread.terms.statements import Due, Lacks, Statement, StatementType
from goldenthread.terms.text import Span

TEXT = "The Works will mend the sea wall by May. Rain fell."
PROMISE = Statement(
    span=Span(0, 39),
    quote=TEXT[:39],
    type=StatementType.COMMITMENT,
    owner="The Works",
    due=Due("by May", date(2024, 5, 1), date(2024, 5, 31)),
    cues=("will",),
)
NEWS = Statement(span=Span(41, 50), quote=TEXT[41:50], type=StatementType.NARRATION)
RECORD = MeetingRecord(
    text=TEXT, language="en", body="The Board", date=date(2024, 1, 2), statements=(PROMISE, NEWS)
)
LACKS = Lacks(
    by_type=(("commitment", 1),), asking=1, aims=0, trackable=0, owner=0, due=0, measure=1
)
SHOWN = Shown("minutes.txt", RECORD, LACKS)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def document(html: str) -> str:
    found = re.search(r"<article[^>]*>(.*?)</article>", html, re.S)
    assert found is not None
    return found[1]


def test_the_document_is_whole_and_each_statement_is_marked_in_it() -> None:
    shown = document(records_html([SHOWN], language="en"))
    assert plain(shown) == TEXT
    assert re.findall(r"<mark>(.*?)</mark>", shown) == [PROMISE.quote, NEWS.quote]


def test_a_mark_leads_to_what_was_read_of_it_and_back() -> None:
    html = records_html([SHOWN, SHOWN], language="en")
    named = re.findall(r'\bid="([^"]+)"', html)
    assert len(named) == len(set(named))
    for place in ("1-1", "1-2", "2-1", "2-2"):
        assert f'id="m{place}" href="#s{place}"' in html
        assert f'href="#m{place}"' in html
        assert f"s{place}" in named


def test_every_link_leads_somewhere_on_the_page() -> None:
    html = records_html([SHOWN], language="zh")
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))


def test_nothing_is_loaded_and_nothing_runs() -> None:
    html = records_html([SHOWN], language="en")
    assert not re.search(r"https?://|<script|<link|@import|url\(|\bon\w+=", html)


def test_what_it_asks_and_what_it_lacks_stand_beside_it_in_both_languages() -> None:
    html = records_html([SHOWN], language="en")
    for said in ("2024-05-31 · by May", "The Works", "Commitment", "承诺", "Because of:", "依据："):
        assert said in plain(html)
    assert html.count('class="gap"') == 1
    assert "Nothing here can be tracked yet" in html


def test_the_language_asked_for_is_shown_first() -> None:
    assert 'id="tongue-zh" aria-label="中文" checked' in records_html([SHOWN], language="zh")
    assert '<html lang="zh-Hans">' in records_html([SHOWN], language="zh")


def test_a_rule_that_decided_is_said_in_words_of_its_own() -> None:
    listed = replace(PROMISE, cues=("in a list of duties",))
    html = records_html(
        [replace(SHOWN, record=replace(RECORD, statements=(listed,)))], language="en"
    )
    assert "it stands in a list of duties" in html
    assert "列在任务分工中" in html


def test_a_measure_is_said_with_its_sense() -> None:
    measure = Measure("length", "%", Decimal(6), Comparator.GE)
    listed = replace(PROMISE, measure=measure, supporting=("Parks",), number="4")
    record = replace(RECORD, statements=(listed,), sources=(Passage(Span(0, 3), "A <speech>"),))
    html = plain(records_html([replace(SHOWN, record=record)], language="en"))
    assert "at least 6" in html
    assert "The Works, Parks" in html
    assert "4 · " in html
    assert "A <speech>" in html


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_whatever_a_document_says_is_shown_as_text(before: str, said: str) -> None:
    text = f"{before}{said}<b>&\"'"
    statement = Statement(
        span=Span(len(before), len(before) + len(said)), quote=said, type=StatementType.AIM
    )
    record = MeetingRecord(text=text, language="en", statements=(statement,))
    html = records_html([Shown(said, record, LACKS)], language="en")
    assert "<b>" not in document(html)
    assert plain(document(html)) == text
