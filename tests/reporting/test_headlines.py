"""The first screen says what changed since a quarter before, and how sure the counts are."""

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.reporting.card import Card, Since, Turned
from goldenthread.reporting.headlines import since_said, sure_said
from goldenthread.reporting.opendata import card_json
from goldenthread.reporting.page import card_html
from goldenthread.scoring import tally
from goldenthread.terms.figures import Verdict
from goldenthread.terms.text import LANGUAGES, Language

DAY = date(2023, 10, 31)


def since(card: Card, *turned: Turned, came: int = 0, new: int = 0) -> str:
    return since_said(replace(card, since=Since(DAY, turned, came, new)), "en")


def turn(number: str, before: Verdict, after: Verdict) -> Turned:
    return Turned(number, number, before, after)


def test_the_example_says_what_its_last_quarter_brought(card: Card) -> None:
    assert since_said(card, "en") == (
        "Since 31 October 2023: five values came out; three duties turned from not yet known to met"
        " (Nos 1, 3, 5); one duty turned from not yet known to missed (No. 4)."
    )
    assert since_said(card, "zh") == (
        "自2023年10月31日以来：新公布5个数值；3项由尚未公布转为达成（第1、3、5项）；"
        "1项由尚未公布转为未达成（第4项）。"
    )


def test_one_of_each_is_said_in_the_singular(card: Card) -> None:
    said = since(card, turn("2", Verdict.MET, Verdict.MISSED), came=1, new=1)
    assert "one value came out; one duty is new; one duty turned from met to missed" in said
    assert "(No. 2)" in said


def test_a_quarter_that_brought_nothing_says_so(card: Card) -> None:
    assert since(card) == "Since 31 October 2023 nothing on this card has changed."


def test_duties_that_are_all_new_have_nothing_to_compare_with(card: Card) -> None:
    assert "nothing to compare with" in since(card, new=15)


def test_several_new_duties_are_counted(card: Card) -> None:
    assert "two duties are new" in since(card, new=2)


def test_the_example_says_how_sure_its_counts_are(card: Card) -> None:
    assert sure_said(card, "en") == (
        "How sure: no verdict hangs on the rounding of a figure, all rest on first values, which"
        " may be revised, and once everything is known, from three to eleven of the fifteen may"
        " turn out met."
    )


def test_a_card_that_judges_nothing_is_not_said_to_rest_on_anything(spring: Card) -> None:
    assert sure_said(spring, "en") == (
        "How sure: nothing is judged yet, and once everything is known, from none to four of the"
        " four may turn out met."
    )


def test_a_card_of_one_met_duty_says_that_it_is_met(card: Card) -> None:
    one = replace(card, rows=card.rows[:1], tally=tally([Verdict.MET]))
    said = sure_said(one, "en")
    assert "it rests on first values" in said
    assert "one of the one are met" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_duties_nothing_is_said(card: Card, language: Language) -> None:
    bare = replace(card, rows=(), tally=tally([]))
    assert (since_said(bare, language), sure_said(bare, language)) == ("", "")
    assert since_said(replace(card, since=None), language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_stand_on_the_page_and_in_the_data(card: Card, language: Language) -> None:
    page, data = card_html(card), card_json(card)
    for said, told in (
        (since_said(card, language), data["since"]["said"]),
        (sure_said(card, language), data["sureness"]["said"]),
    ):
        assert said in page
        assert told[language] == said
