"""The card's words: a term for everything, and sentences that count rightly."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card
from goldenthread.scoring import tally
from goldenthread.terms.commitments import EvidenceLevel, Standing
from goldenthread.terms.figures import Verdict
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator
from goldenthread.terms.text import LANGUAGES, Language
from goldenthread.weaving import open_folder, weave


@pytest.fixture(scope="module")
def card(example: Path) -> Card:
    dossier = open_folder(example).dossier
    return weave(dossier, quarter=Period.parse("2023Q4"), as_known=date(2024, 1, 31))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_said_has_its_own_word(language: Language) -> None:
    words = [wording.verdict(each, language) for each in Verdict]
    words += [wording.standing(each, language) for each in Standing]
    words += [wording.evidence(each, language) for each in EvidenceLevel]
    words += [wording.kind(each, language) for each in Kind]
    words += [wording.status(each, language) for each in Status]
    words += [wording.say(f"asked.{each.value}", language, value="6") for each in Comparator]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("language", "value", "unit", "said"),
    [
        ("en", "6.3", "%", "6.3\u00a0%"),
        ("zh", "6.3", "%", "6.3%"),
        ("en", "-2.6", "%", "−2.6\u00a0%"),
        ("en", "200", "100m yuan", "20\u00a0billion yuan"),
        ("zh", "200", "100m yuan", "200亿元"),
        ("en", "110000", "people", "110,000 people"),
        ("en", "7", "beds", "7 beds"),
    ],
)
def test_a_number_is_said_with_its_unit(
    language: Language, value: str, unit: str, said: str
) -> None:
    assert wording.number(Decimal(value), unit, language) == said


@pytest.mark.parametrize(
    ("place", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (102, "102nd"), (111, "111th")],
)  # fmt: skip
def test_a_place_is_said_as_english_says_it(place: int, said: str) -> None:
    assert wording.ordinal(place, "en") == said


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("2024-01-30", "30 January 2024", "2024年1月30日"),
        ("2023-03", "March 2023", "2023年3月"),
        ("2024", "2024", "2024年"),
    ],
)
def test_a_day_is_said_as_precisely_as_it_is_known(written: str, en: str, zh: str) -> None:
    assert wording.day_known(Day(written), "en") == en
    assert wording.day_known(Day(written), "zh") == zh


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("2023Q1", "the first quarter of 2023", "2023年第一季度"),
        ("2023H1", "the first half of 2023", "2023年上半年"),
        ("2023Q1-3", "the first three quarters of 2023", "2023年前三季度"),
        ("2023", "2023", "2023年"),
        ("2023-05", "2023-05", "2023-05"),
    ],
)
def test_a_period_is_said_in_words(written: str, en: str, zh: str) -> None:
    assert wording.period(Period.parse(written), "en") == en
    assert wording.period(Period.parse(written), "zh") == zh


def said(card: Card, verdicts: list[Verdict], language: Language) -> str:
    return wording.said(replace(card, tally=tally(verdicts)), language)


@pytest.mark.parametrize(
    ("verdicts", "en", "zh"),
    [
        ([], "No duty was due in this quarter.", "本季度没有到期任务。"),
        (
            [Verdict.MET],
            "One duty, and it can be judged on this day: one was met.",
            "仅1项任务，截至当日可以判定：达成1项。",
        ),
        (
            [Verdict.MET, Verdict.MET],
            "Of two duties, two can be judged on this day: all were met.",
            "2项任务中，截至当日可判定2项：全部达成。",
        ),
        (
            [Verdict.MISSED, Verdict.MISSED, Verdict.NO_FIGURE],
            "Of three duties, two can be judged on this day: all were missed. "
            "One has no figure for this unit.",
            "3项任务中，截至当日可判定2项：全部未达成。另有1项没有本单位数据。",
        ),
    ],
)
def test_the_one_sentence_counts_what_there_is(
    card: Card, verdicts: list[Verdict], en: str, zh: str
) -> None:
    assert said(card, verdicts, "en") == en
    assert said(card, verdicts, "zh") == zh


@given(st.lists(st.sampled_from(Verdict), max_size=40), st.sampled_from(LANGUAGES))
def test_the_one_sentence_is_a_sentence_whatever_came(
    card: Card, verdicts: list[Verdict], language: Language
) -> None:
    sentence = said(card, verdicts, language)
    assert sentence.endswith("." if language == "en" else "。")
    assert "{" not in sentence
    if language == "en":
        assert sentence[0].isupper()
        missed = verdicts.count(Verdict.MISSED)
        assert ("missed" in sentence) == (missed > 0)


def test_the_miss_is_said_with_its_size_and_what_came_before(card: Card) -> None:
    row = next(row for row in card.rows if row.commitment.number == "4")
    assert wording.verdict_said(row, "en") == "Missed by 2.6\u00a0points"
    assert wording.verdict_said(row, "zh") == "未达成，差2.6个百分点"
    assert "13.0" in wording.why(row, "en")
    assert "13.0" in wording.why(row, "zh")


def test_a_rank_is_said_as_a_range_with_what_is_not_known(card: Card) -> None:
    assert card.peers is not None
    assert wording.peers_said(card.peers, "en").startswith("3rd to 11th of 11 by")
    assert "第3至第11位" in wording.peers_said(card.peers, "zh")
