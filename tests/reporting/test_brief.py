"""The leader's brief: one page, whatever is on the card, and nothing that the card does not say."""

import re
from dataclasses import replace
from decimal import Decimal
from html import escape, unescape
from importlib import import_module

import pytest

from goldenthread.reporting import brief_body, wording
from goldenthread.reporting.brief import Brief, briefed
from goldenthread.reporting.card import Card, Row
from goldenthread.reporting.headlines import since_said, sure_said
from goldenthread.reporting.pdf import brief_pdf
from goldenthread.scoring import tally
from goldenthread.terms.commitments import Confidence
from goldenthread.terms.figures import Verdict
from goldenthread.terms.text import LANGUAGES, Language, Words

# It has no types of its own.
pypdfium2 = import_module("pypdfium2")


def read(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [re.sub(r"[\s\u00a0\ufffe\u00ad]+", "", text) for text in texts]


def bare(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", text)


def named(told: Brief) -> dict[str, list[str]]:
    return {part.head: [item.name for item in part.items] for part in told.parts}


def with_rows(card: Card, rows: list[Row]) -> Card:
    return replace(card, rows=tuple(rows), tally=tally(row.verdict for row in rows))


def test_it_says_what_was_missed_what_is_open_and_what_must_be_settled(card: Card) -> None:
    parts = named(briefed(card, "en"))
    assert {head: [name.split(" ")[0] for name in names] for head, names in parts.items()} == {
        "Missed": ["4"],
        "Still open": ["2"],
        "To be settled by whoever asked": ["6", "9", "12"],
    }
    assert parts["To be settled by whoever asked"][0] == (
        "6 · Keep household incomes in step with growth"
    )
    assert briefed(card, "en").parts[-1].more == "And 2 more on the card."


def test_what_is_open_stands_with_the_least_likely_first(spring: Card) -> None:
    first, second, *rest = spring.rows
    (result,) = first.results
    assert result.outlook is not None
    likely = replace(result, outlook=replace(result.outlook, chance=Decimal("0.9")))
    rows = [second, replace(first, results=(likely,)), first, *rest]
    told = next(part for part in briefed(with_rows(spring, rows), "en").parts)
    assert ["55" in told.items[0].line, "90" in told.items[1].line] == [True, True]
    assert "6.3" in told.items[2].line


def test_a_report_of_risk_and_a_question_without_an_answer_are_brought_up(spring: Card) -> None:
    first, *rest, last = spring.rows
    worried = replace(first.commitment, confidence=Confidence.AT_RISK)
    rows = [replace(first, commitment=worried), *rest, last]
    heads = named(briefed(with_rows(spring, rows), "en"))
    assert heads["Reported to be at risk"] == ["1 · Raise port revenue"]
    assert heads["Questions about figures without an answer"] == ["4 · Welcome visitors"]
    answered = replace(last, flags=tuple(replace(flag, answer="Yes.") for flag in last.flags))
    quiet = named(briefed(with_rows(spring, [first, *rest, answered]), "en"))
    assert list(quiet) == ["Still open"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_paper_say_the_same_in_the_same_order(card: Card, language: Language) -> None:
    told = briefed(card, language)
    page = bare(unescape(re.sub(r"<[^>]+>", "", brief_body(card, language=language))))
    (paper,) = read(brief_pdf(card, language))
    parts = [
        line
        for part in told.parts
        for line in (part.head, *(text for item in part.items for text in (item.name, item.line)))
    ]
    for text in (page, paper):
        place = 0
        for words in (told.title, told.meta, told.notice, told.said, told.since, told.sure, *parts):
            place = text.index(bare(words), place)
    assert (told.since, told.sure) == (since_said(card, language), sure_said(card, language))
    assert told.said == wording.said(card, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_however_much_is_on_the_card_it_stays_one_page(
    card: Card, spring: Card, language: Language
) -> None:
    long = Words("Raise the quay and its very long name " * 8, "提高码头及其很长的名称" * 25)
    worst = []
    for place in range(60):
        row = (*card.rows, *spring.rows)[place % (len(card.rows) + len(spring.rows))]
        duty = replace(row.commitment, title=long, lead=long, confidence=Confidence.SUPPORT_NEEDED)
        worst.append(replace(row, commitment=duty))
    whole = with_rows(card, worst)
    assert len(briefed(whole, language).parts) == 5
    assert len(read(brief_pdf(whole, language))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_fit_for_an_archive(card: Card, language: Language) -> None:
    made = brief_pdf(card, language)
    assert b"pdfuaid:part>1<" in made
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert brief_pdf(card, language) == made


def test_hostile_words_stay_words(card: Card) -> None:
    hostile = "<script>alert(1)</script>"
    rows = [
        replace(row, commitment=replace(row.commitment, title=Words(hostile, hostile)))
        for row in card.rows
    ]
    page = brief_body(with_rows(card, rows), language="en")
    assert hostile not in page
    assert escape(hostile) in page


def test_a_card_without_duties_has_a_brief(card: Card) -> None:
    told = briefed(replace(with_rows(card, []), peers=None), "en")
    assert (told.parts, told.counts, told.peers) == ((), (), "")
    assert told.said == "No duty was due in this quarter."


def test_every_verdict_is_counted_with_its_word(card: Card) -> None:
    told = briefed(card, "en")
    assert sum(int(count) for count, _, _ in told.counts) == 15
    assert {shape for _, _, shape in told.counts} == {each.name.lower() for each in Verdict}
