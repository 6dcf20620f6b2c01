"""The card's words: a term for everything, and sentences that count rightly."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Peers, Row
from goldenthread.scoring import tally
from goldenthread.terms.commitments import Confidence, EvidenceLevel, Standing
from goldenthread.terms.figures import Judgement, Reason, Tally, Verdict
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_said_has_its_own_word(language: Language) -> None:
    words = [wording.verdict(each, language) for each in Verdict]
    words += [wording.standing(each, language) for each in Standing]
    words += [wording.evidence(each, language) for each in EvidenceLevel]
    words += [wording.confidence(each, language) for each in Confidence]
    words += [wording.kind(each, language) for each in Kind]
    words += [wording.status(each, language) for each in Status]
    words += [wording.say(f"asked.{each.value}", language, value="6") for each in Comparator]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("language", "value", "unit", "said"),
    [
        ("en", "13.0", "%", "13.0\u00a0%"),
        ("en", "0.5", "percentage points", "0.5\u00a0percentage points"),
        ("zh", "0.5", "percentage points", "0.5个百分点"),
        ("en", "596.47", "100m yuan", "59.647\u00a0billion yuan"),
        ("zh", "7062.45", "100m yuan", "7,062.45亿元"),
        ("en", "-12345", "100m yuan", "−1,234.5\u00a0billion yuan"),
        ("zh", "110000", "people", "110,000人"),
        ("zh", "7", "张", "7张"),
        ("en", "7", "", "7"),
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
def test_a_place_is_said_as_each_language_says_it(place: int, said: str) -> None:
    assert wording.ordinal(place, "en") == said
    assert wording.ordinal(place, "zh") == str(place)


def test_a_difference_of_percentages_is_in_points() -> None:
    assert wording.number(Decimal("2.6"), "%", "en", gap=True) == "2.6\u00a0points"
    assert wording.number(Decimal("2.6"), "%", "zh", gap=True) == "2.6个百分点"


@pytest.mark.parametrize(
    ("count", "en", "zh"),
    [(0, "none", "0"), (20, "twenty", "20"), (21, "21", "21"), (1500, "1,500", "1,500")],
)
def test_a_count_is_in_words_up_to_twenty_in_english(count: int, en: str, zh: str) -> None:
    assert (wording.in_words(count, "en"), wording.in_words(count, "zh")) == (en, zh)


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


def test_a_day_that_is_not_shown_is_said_to_be_so() -> None:
    assert wording.day_known(None, "en") == "day not shown"
    assert wording.day_known(None, "zh") == "日期不详"


@pytest.mark.parametrize(
    ("written", "en", "zh", "short_en", "short_zh"),
    [
        ("2023Q1", "the first quarter of 2023", "2023年第一季度", "Q1", "一季度"),
        ("2023Q2", "the second quarter of 2023", "2023年第二季度", "Q2", "二季度"),
        ("2023Q3", "the third quarter of 2023", "2023年第三季度", "Q3", "三季度"),
        ("2023Q4", "the fourth quarter of 2023", "2023年第四季度", "Q4", "四季度"),
        ("2023H1", "the first half of 2023", "2023年上半年", "half", "上半年"),
        ("2023H2", "the second half of 2023", "2023年下半年", "2nd half", "下半年"),
        ("2023Q1-3", "the first three quarters of 2023", "2023年前三季度", "Q1–3", "前三季度"),
        ("2023", "2023", "2023年", "year", "全年"),
        ("2023-05", "May 2023", "2023年5月", "May", "5月"),
        ("2023-01-01/P2M", "January to February 2023", "2023年1—2月", "to Feb", "1—2月"),
        ("2023-04-01/P2M", "2023-04-01/P2M", "2023-04-01/P2M", "2023-04-01/P2M", "2023-04-01/P2M"),
    ],
)
def test_a_period_is_said_in_words_and_in_short(
    written: str, en: str, zh: str, short_en: str, short_zh: str
) -> None:
    period = Period.parse(written)
    assert (wording.period(period, "en"), wording.period(period, "zh")) == (en, zh)
    short = (wording.period_short(period, "en"), wording.period_short(period, "zh"))
    assert short == (short_en, short_zh)


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("2023Q1", "First quarter 2023, report card", "2023年第一季度报告单"),
        ("2023Q4", "Fourth quarter 2023, report card", "2023年第四季度报告单"),
    ],
)
def test_the_title_names_the_quarter(card: Card, written: str, en: str, zh: str) -> None:
    of_quarter = replace(card, quarter=Period.parse(written))
    assert wording.title(of_quarter, "en") == en
    assert wording.title(of_quarter, "zh") == zh


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
            [Verdict.NOT_YET_KNOWN],
            "One duty, and it cannot be judged on this day. One figure is not out yet.",
            "仅1项任务，截至当日无法判定。另有1项数据尚未公布。",
        ),
        (
            [Verdict.NO_MEASURE, Verdict.NO_MEASURE, Verdict.CANNOT_BE_JUDGED],
            "Of three duties, none can be judged on this day. "
            "One duty cannot be judged as written; two name no measure.",
            "3项任务中，截至当日没有一项可以判定。另有1项因表述无法判定，2项没有可衡量指标。",
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


NUMBERS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
#: Where the sentence counts each verdict, in each language.
COUNTED = {
    Verdict.MET: (r"([\w,]+) (?:was|were) met", r"(?<!未)达成([\d,]+)项|(全部)达成"),
    Verdict.MISSED: (r"([\w,]+) (?:was|were) missed", r"未达成([\d,]+)项|(全部)未达成"),
    Verdict.NOT_YET_KNOWN: (r"([\w,]+) figures? (?:is|are) not out", r"([\d,]+)项数据尚未公布"),
    Verdict.CANNOT_BE_JUDGED: (
        r"([\w,]+) (?:duty|duties) cannot be judged as written",
        r"([\d,]+)项因表述无法判定",
    ),
    Verdict.NO_FIGURE: (r"([\w,]+) (?:has|have) no figure", r"([\d,]+)项没有本单位数据"),
    Verdict.NO_MEASURE: (r"([\w,]+) (?:name|names) no measure", r"([\d,]+)项没有可衡量指标"),
}


def counted(sentence: str, verdict: Verdict, language: Language, *, judged: int) -> int:
    """Read back how many of a verdict a sentence says there are."""
    found = re.search(COUNTED[verdict][LANGUAGES.index(language)], sentence)
    if found is None:
        return 0
    word = next(filter(None, found.groups())).lower().replace(",", "")
    if word in ("all", "全部"):
        return judged
    return NUMBERS.index(word) if word in NUMBERS else int(word)


@given(
    st.tuples(*[st.one_of(st.integers(0, 3), st.integers(0, 3000)) for _ in Verdict]),
    st.sampled_from(LANGUAGES),
)
def test_every_count_can_be_read_back_from_the_one_sentence(
    card: Card, counts: tuple[int, ...], language: Language
) -> None:
    made = Tally(tuple(zip(Verdict, counts, strict=True)))
    sentence = wording.said(replace(card, tally=made), language)
    for verdict in Verdict:
        assert counted(sentence, verdict, language, judged=made.judged) == made[verdict]


def row(card: Card, number: str) -> Row:
    return next(row for row in card.rows if row.commitment.number == number)


def judged(card: Card, judgement: Judgement, **changed: Any) -> Row:
    """The first duty with another judgement, and `changed` in its indicator."""
    first = row(card, "1")
    indicator = replace(first.results[0].indicator, **changed)
    result = replace(first.results[0], judgement=judgement, indicator=indicator)
    return replace(first, verdict=judgement.verdict, reason=judgement.reason, results=(result,))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_sentence(card: Card, reason: Reason, language: Language) -> None:
    figure = row(card, "1").results[0].judgement.figure
    judgement = Judgement(Verdict.CANNOT_BE_JUDGED, reason, figure, Decimal("-0.3"))
    sentence = wording.why(judged(card, judgement, lag_months=13), language)
    assert sentence.endswith("." if language == "en" else "。")
    assert not set("{}") & set(sentence)


@pytest.mark.parametrize(
    ("direction", "en", "zh"),
    [
        (Direction.MORE, "more is better", "以高为好"),
        (Direction.LESS, "less is better", "以低为好"),
        (Direction.NEITHER, "is what was asked", "相符"),
    ],
)
def test_what_is_met_says_which_way_is_good(
    card: Card, direction: Direction, en: str, zh: str
) -> None:
    met = judged(card, row(card, "1").results[0].judgement, direction=direction)
    assert en in wording.why(met, "en")
    assert zh in wording.why(met, "zh")


def test_a_figure_that_comes_soon_is_not_said_to_come_in_months(card: Card) -> None:
    later = Judgement(Verdict.NOT_YET_KNOWN, Reason.COMES_LATER)
    soon = wording.why(judged(card, later, lag_months=1), "en")
    assert soon == "No figure was found that was out by this day."
    assert "13 months" in wording.why(judged(card, later, lag_months=13), "en")


def test_what_went_over_is_said_to_be_over(card: Card) -> None:
    figure = row(card, "1").results[0].judgement.figure
    over = judged(card, Judgement(Verdict.MISSED, Reason.WENT_OVER, figure, Decimal("-0.4")))
    assert wording.verdict_said(over, "en") == "Missed: 0.4\u00a0points over"
    assert wording.verdict_said(over, "zh") == "未达成，超出0.4个百分点"


@pytest.mark.parametrize(("gap", "said"), [("-0.04", "0.04"), ("-1.24", "1.2"), ("-2", "2.0")])
def test_a_computed_miss_is_rounded_but_never_to_nothing(card: Card, gap: str, said: str) -> None:
    computed = row(card, "3").results[0].judgement.figure
    short = judged(card, Judgement(Verdict.MISSED, Reason.FELL_SHORT, computed, Decimal(gap)))
    assert wording.verdict_said(short, "en") == f"Missed by {said}\u00a0points"


NO_FIGURE = (
    "No figure for this unit",
    "本单位无数据",
    "No figure for this unit was found, and another unit's does not stand in for it.",
    "未见本单位数据，其他地区或上级的数据不能代替。",
)
NO_MEASURE = (
    "No measure",
    "无可衡量指标",
    "The sentence names nothing that could be measured.",
    "表述中没有可以衡量的内容。",
)
#: What is said of each duty of the real card: verdict and reason, in both languages.
SAID = {
    "1": (
        "Met",
        "达成",
        "6.3 % reaches what was asked (about 6 %); more is better.",
        "实际6.3%，要求6%左右，以高为好。",
    ),
    "2": (
        "Not yet known",
        "尚未公布",
        "No figure was out by this day; it usually comes about 13 months after its period.",
        "截至当日未公布；该数据一般在期末约13个月后公布。",
    ),
    "3": (
        "Met",
        "达成",
        "5.96 % reaches what was asked (about 5 %); more is better. "
        "Computed: 632 ÷ 596.47 − 1 = 5.96 % (levels in 100 million yuan).",
        "实际5.96%，要求5%左右，以高为好。推算：632 ÷ 596.47 − 1 = 5.96%（总量单位：亿元）。",
    ),
    "4": (
        "Missed by 2.6 points",
        "未达成，差2.6个百分点",
        "7.4 % against at least 10 %. After the first quarter of 2023 it stood at 13.0 %.",
        "实际7.4%，要求不低于10%。2023年第一季度为13.0%。",
    ),
    "5": (
        "Met",
        "达成",
        "7.6 % reaches what was asked (at least 7 %); more is better.",
        "实际7.6%，要求不低于7%，以高为好。",
    ),
    "6": (
        "Cannot be judged as written",
        "表述无法判定",
        "Neither the tolerance nor the price basis of “in step” is stated. "
        "Ask the issuer for both.",
        "“同步”的允许误差和价格口径均未写明，需请发文机关说明。",
    ),
    "7": NO_FIGURE,
    "8": NO_FIGURE,
    "9": (
        "Cannot be judged as written",
        "表述无法判定",
        "The number is set in another document, which is not named.",
        "具体数值由上级另行下达，本件未列明。",
    ),
    "10": NO_FIGURE,
    "11": NO_FIGURE,
    "12": NO_MEASURE,
    "13": NO_MEASURE,
    "14": NO_FIGURE,
    "15": NO_MEASURE,
}


@pytest.mark.parametrize("number", SAID)
def test_each_duty_of_the_real_card_is_said_in_both_languages(card: Card, number: str) -> None:
    each = row(card, number)
    said = [wording.verdict_said(each, language) for language in LANGUAGES]
    said += [wording.why(each, language) for language in LANGUAGES]
    assert tuple(words.replace("\u00a0", " ") for words in said) == SAID[number]


def test_the_table_has_every_duty_and_the_card_its_one_sentence(card: Card) -> None:
    assert [each.commitment.number for each in card.rows] == list(SAID)
    assert wording.said(card, "en") == (
        "Of fifteen duties, four can be judged on this day: three were met and one was missed. "
        "One figure is not out yet; two duties cannot be judged as written; "
        "five have no figure for this unit; three name no measure."
    )
    assert wording.said(card, "zh") == (
        "15项任务中，截至当日可判定4项：达成3项，未达成1项。另有1项数据尚未公布，"
        "2项因表述无法判定，5项没有本单位数据，3项没有可衡量指标。"
    )


@pytest.mark.parametrize(
    ("number", "en", "zh"),
    [
        ("10", "at least 20 billion yuan", "不低于200亿元"),
        ("12", "no measure named", "未提出指标"),
        ("14", "more than 0 percentage points", "高于0个百分点"),
        (
            "11",
            "Share of government procurement reserved for small and medium-sized firms: "
            "at least 40 %; Price deduction for small and micro bidders: at least 10 %",
            "政府采购预留中小企业份额：不低于40%；小微企业投标价格扣除比例：不低于10%",
        ),
    ],
)
def test_what_is_asked_is_said_target_by_target(card: Card, number: str, en: str, zh: str) -> None:
    assert wording.asked_of(row(card, number), "en").replace("\u00a0", " ") == en
    assert wording.asked_of(row(card, number), "zh") == zh


def ranked(card: Card, **changed: Any) -> Peers:
    """The real card's peers with another range."""
    assert card.peers is not None
    return replace(card.peers, range=replace(card.peers.range, **changed))


def test_a_rank_is_said_as_a_range_with_what_is_not_known(card: Card) -> None:
    assert wording.peers_said(ranked(card), "en") == (
        "3rd to 11th of 11 by growth of gross domestic product: two peers are known to be ahead, "
        "eight have no figure shown to be out by this day."
    )
    assert wording.peers_said(ranked(card), "zh") == (
        "按地区生产总值增速排第3至第11位（共11个）：已知2地领先，8地截至当日未见公布数据。"
    )


def test_a_rank_with_one_peer_ahead_or_unknown_counts_in_the_singular(card: Card) -> None:
    one = ranked(card, best=2, worst=3, above=("wenzhou",), unknown=("ningbo",))
    assert "one peer is known to be ahead, one has no figure" in wording.peers_said(one, "en")
    first = ranked(card, best=1, worst=9, above=())
    assert wording.peers_said(first, "en").startswith("1st to 9th of 11")
    assert "no peer is known to be ahead" in wording.peers_said(first, "en")
    assert "已知无一地领先" in wording.peers_said(first, "zh")


def test_a_rank_with_every_peer_known_is_exact(card: Card) -> None:
    exact = ranked(card, best=3, worst=3, unknown=())
    assert wording.peers_said(exact, "en") == (
        "3rd of 11 by growth of gross domestic product: every peer's figure is known."
    )
    assert wording.peers_said(exact, "zh") == (
        "按地区生产总值增速排第3位（共11个），各地数据齐全。"
    )


def test_a_shared_place_is_said_to_be_shared_and_not_to_be_unknown(card: Card) -> None:
    tied = ranked(card, best=3, worst=4, unknown=())
    assert wording.peers_said(tied, "en") == (
        "3rd to 4th of 11 by growth of gross domestic product: two peers are known to be ahead, "
        "and others have the same figure."
    )
    assert wording.peers_said(tied, "zh") == (
        "按地区生产总值增速排第3至第4位（共11个）：已知2地领先，另有数值相同者。"
    )


def test_without_its_own_figure_a_body_has_no_place(card: Card) -> None:
    peers = ranked(card)
    own = tuple(
        (area, None if area.id == peers.range.unit else figure) for area, figure in peers.figures
    )
    unknown = replace(peers, figures=own)
    assert wording.peers_said(unknown, "en") == (
        "No place can be said: the body's own figure is not known."
    )
    assert wording.peers_said(unknown, "zh") == "本地数据未见，无法排位。"


@pytest.mark.parametrize(
    ("comparator", "en", "zh"),
    [
        (Comparator.EQ, "5\u00a0% to 6\u00a0%", "5%至6%"),
        (Comparator.GE, "5\u00a0% to 6\u00a0%", "5%至6%"),
        (Comparator.APPROX, "about 5\u00a0% to 6\u00a0%", "5%至6%左右"),
    ],
)
def test_a_band_is_asked_for_with_both_its_ends(
    card: Card, comparator: Comparator, en: str, zh: str
) -> None:
    band = replace(
        card.rows[0].results[0].target,
        comparator=comparator,
        value=Decimal(5),
        upper=Decimal(6),
    )
    assert (wording.asked(band, "en"), wording.asked(band, "zh")) == (en, zh)
