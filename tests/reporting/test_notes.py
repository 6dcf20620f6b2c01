"""What stands beside a verdict, in both languages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.reporting.card import Card, Row, TrackRecord
from goldenthread.reporting.notes import needed_said, notes, track_said
from goldenthread.reporting.page import card_html
from goldenthread.terms.commitments import Explanation
from goldenthread.terms.figures import Needed, Verdict, Way
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import LANGUAGES, Language, Words


def said(row: Row, language: Language = "en") -> dict[str, str]:
    return {note.name: " ".join(note.lines) for note in notes(row, language)}


def test_a_duty_in_the_middle_of_its_year_says_what_lies_ahead(spring: Card) -> None:
    found = said(spring.rows[0])
    assert list(found) == ["What it would take", "Chance", "Path", "Revised", "Confidence"]
    assert "149.5\u00a0m in the nine months left" in found["What it would take"] or (
        "149.5 m in the nine months left" in found["What it would take"]
    )
    assert "from 25 values up to the first quarter of 2024" in found["Chance"]
    assert "92 m by 30 June 2024" in found["Path"]
    assert found["Revised"].startswith("The first quarter of 2024: 48")
    assert found["Confidence"] == "attainable (reported 10 April 2024)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_of_a_duty_is_not_said(card: Card, language: Language) -> None:
    open_ones = [row for row in card.rows if row.verdict is not Verdict.MISSED]
    assert not [note for row in open_ones for note in notes(row, language)]


def test_of_a_miss_the_last_reason_given_is_said_and_that_there_is_none(card: Card) -> None:
    row = next(row for row in card.rows if row.verdict is Verdict.MISSED)
    assert said(row) == {"Why it fell short": "No reason is recorded here."}
    assert said(row, "zh") == {"未完成原因": "此处未记载原因。"}
    words = {5: Words("Storms.", "风暴。"), 30: Words("Late permits.", "许可迟到。")}
    given = [Explanation(date(2024, 1, day), why, words[5]) for day, why in words.items()]
    duty = replace(row.commitment, explanations=tuple(given))
    told = said(replace(row, commitment=duty))["Why it fell short"]
    assert told == "Late permits. (said on 30 January 2024) What is done about it: Storms."
    before = replace(row, commitment=duty.known(on=date(2024, 1, 29)))
    assert said(before)["Why it fell short"].startswith("Storms. (said on 5 January 2024)")
    assert duty.known(on=date(2024, 1, 4)).explanations == ()


@pytest.mark.parametrize(
    ("way", "comparator", "value", "words"),
    [
        (Way.SUM, Comparator.GE, "5", "5 in the nine months left"),
        (Way.SUM, Comparator.GE, "-5", "is there already"),
        (Way.SUM, Comparator.LE, "5", "no more than 5 in"),
        (Way.SUM, Comparator.LE, "-5", "5 above what was asked already"),
        (Way.MEAN, Comparator.GE, "-5", "−5 on average"),
        (Way.MEAN, Comparator.LT, "5", "no more than 5 on average"),
        (Way.MOVE, Comparator.GE, "5", "up by 5"),
        (Way.MOVE, Comparator.GE, "-5", "it must hold"),
        (Way.MOVE, Comparator.LE, "-5", "down by 5"),
        (Way.MOVE, Comparator.LE, "5", "it must hold"),
        (Way.MOVE, Comparator.EQ, "-5", "down by 5"),
    ],
)
def test_what_it_would_take_is_said_towards_a_floor_and_under_a_ceiling(
    spring: Card, way: Way, comparator: Comparator, value: str, words: str
) -> None:
    result = spring.rows[0].results[0]
    assert result.needed is not None
    wanted = replace(result.needed, way=way, value=Decimal(value), unit="")
    target = replace(result.target, comparator=comparator)
    changed = replace(result, needed=wanted, target=target)
    assert words in needed_said(changed, "en")
    assert needed_said(changed, "zh")


def test_about_a_number_that_should_be_low_is_a_ceiling(spring: Card) -> None:
    result = spring.rows[1].results[0]
    low = replace(result, indicator=replace(result.indicator, direction=Direction.LESS))
    assert "6.3\u00a0% on average" in needed_said(result, "en")
    assert "no more than 6.3\u00a0% on average" in needed_said(low, "en")


def test_one_month_left_is_said_in_the_singular(spring: Card) -> None:
    result = spring.rows[0].results[0]
    assert isinstance(result.needed, Needed)
    last = replace(result, needed=replace(result.needed, months=1))
    assert "in the one month left" in needed_said(last, "en")


ANSWER = "They were counted twice."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_stands_with_its_evidence_its_odds_and_its_answer(
    spring: Card, language: Language
) -> None:
    row = spring.rows[3]
    (flag,) = row.flags
    asked = replace(row, flags=(replace(flag, p="0.002", is_arithmetic=False, answer=ANSWER),))
    for each, answered in ((row, False), (asked, True)):
        text = " ".join(said(each, language).values())
        assert flag.question.in_language(language) in text
        assert all(value in text for _, value in flag.evidence)
        assert f"{flag.tests:,}" in text
        assert (ANSWER in text) is answered
    assert "arithmetic" in said(row)["Question about the figures"]
    assert "arithmetic" not in said(asked)["Question about the figures"]


def test_how_good_past_forecasts_were_is_said_where_any_has_its_outcome(spring: Card) -> None:
    assert spring.record is not None
    assert len(track_said(spring.record, "en")) == 2
    assert len(track_said(TrackRecord(12, Decimal("0.75"), None), "zh")) == 1
    assert "12 forecasts" in track_said(TrackRecord(12, Decimal("0.75"), None), "en")[0]
    assert track_said(None, "en") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_stands_on_the_page(spring: Card, language: Language) -> None:
    from html import escape

    page = card_html(spring)
    for row in spring.rows:
        for note in notes(row, language):
            assert all(escape(line) in page for line in note.lines)
