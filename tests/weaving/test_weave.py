"""The card that comes out of the worked example, and what no card may hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.card import Card, LogPlace, Row
from goldenthread.terms.commitments import EvidenceLevel, Extension, Standing, State
from goldenthread.terms.dossiers import Dossier
from goldenthread.terms.errors import BadPeriod, BadTable
from goldenthread.terms.figures import Figure, Reason, Verdict
from goldenthread.terms.observations import Observation
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator
from goldenthread.terms.text import Words
from goldenthread.weaving import Folder, open_folder, weave

ROOT = Path(__file__).resolve().parents[2]
FOLDER: Folder = open_folder(ROOT / "examples" / "jiaxing-2023")
DOSSIER: Dossier = FOLDER.dossier
QUARTER = Period.parse("2023Q4")
PEERS = [area.id for area in DOSSIER.peers.areas] if DOSSIER.peers else []
JANUARY, FEBRUARY_2025 = date(2024, 1, 31), date(2025, 2, 28)

TABLE = [
    ("1", Verdict.MET, Reason.REACHED, "6.3", "0.3"),
    ("2", Verdict.NOT_YET_KNOWN, Reason.COMES_LATER, None, None),
    ("3", Verdict.MET, Reason.REACHED, "5.96", "0.96"),
    ("4", Verdict.MISSED, Reason.FELL_SHORT, "7.4", "-2.6"),
    ("5", Verdict.MET, Reason.REACHED, "7.6", "0.6"),
    ("6", Verdict.CANNOT_BE_JUDGED, Reason.NO_TOLERANCE, None, None),
    ("7", Verdict.NO_FIGURE, Reason.NOT_PUBLISHED_FOR_UNIT, None, None),
    ("8", Verdict.NO_FIGURE, Reason.NOT_PUBLISHED_FOR_UNIT, None, None),
    ("9", Verdict.CANNOT_BE_JUDGED, Reason.SET_ELSEWHERE, None, None),
    ("10", Verdict.NO_FIGURE, Reason.NOT_PUBLISHED_FOR_UNIT, None, None),
    ("11", Verdict.NO_FIGURE, Reason.NOT_PUBLISHED_FOR_UNIT, None, None),
    ("12", Verdict.NO_MEASURE, Reason.NAMES_NO_MEASURE, None, None),
    ("13", Verdict.NO_MEASURE, Reason.NAMES_NO_MEASURE, None, None),
    ("14", Verdict.NO_FIGURE, Reason.NOT_PUBLISHED_FOR_UNIT, None, None),
    ("15", Verdict.NO_MEASURE, Reason.NAMES_NO_MEASURE, None, None),
]


def card(on: date = JANUARY, quarter: str = "2023Q4", dossier: Dossier = DOSSIER) -> Card:
    return weave(dossier, quarter=Period.parse(quarter), as_known=on)


def rows(of: Card) -> dict[str, Row]:
    return {row.commitment.number: row for row in of.rows}


def figures(of: Card) -> Iterator[Figure]:
    for row in of.duties:
        for result in row.results:
            yield from result.earlier
            yield from result.beside
            if result.judgement.figure:
                yield result.judgement.figure
    if of.peers:
        yield from (figure for _, figure in of.peers.figures if figure)


def inputs(of: Card) -> list[Observation]:
    return [row for figure in figures(of) for row in figure.inputs]


def test_the_rows_are_the_fifteen_duties_of_the_year_in_their_order() -> None:
    assert [row.commitment.number for row in card().rows] == [number for number, *_ in TABLE]


@pytest.mark.parametrize(("number", "verdict", "reason", "value", "gap"), TABLE)
def test_the_card_as_known_in_january_2024(
    number: str, verdict: Verdict, reason: Reason, value: str | None, gap: str | None
) -> None:
    row = rows(card())[number]
    assert (row.verdict, row.reason) == (verdict, reason)
    judgements = [result.judgement for result in row.results]
    assert [str(j.figure.value) for j in judgements if j.figure] == ([value] if value else [])
    assert [j.gap for j in judgements if j.gap is not None] == ([Decimal(gap)] if gap else [])


def test_four_of_the_fifteen_can_be_judged_and_three_are_met() -> None:
    tally = card().tally
    assert (tally.total, tally.judged, tally[Verdict.MET], tally[Verdict.MISSED]) == (15, 4, 3, 1)


def test_a_computed_growth_shows_both_its_inputs() -> None:
    figure = rows(card())["3"].results[0].judgement.figure
    assert figure is not None
    assert [(str(row.value), row.source) for row in figure.inputs] == [
        ("632", "S06"),
        ("596.47", "S13"),
    ]


def test_a_miss_shows_the_first_quarter_that_led() -> None:
    (earlier,) = rows(card())["4"].results[0].earlier
    assert (str(earlier.value), earlier.period) == ("13.0", Period.parse("2023Q1"))


def test_two_figures_that_should_keep_in_step_are_shown_beside_each_other() -> None:
    beside = rows(card())["6"].results[0].beside
    assert [(figure.indicator, str(figure.value)) for figure in beside] == [
        ("income_growth", "6.0"),
        ("gdp_growth", "6.3"),
    ]


@pytest.mark.parametrize(
    ("on", "best", "worst", "above"),
    [
        (JANUARY, 3, 11, {"wenzhou", "zhoushan"}),
        (FEBRUARY_2025, 6, 11, {"wenzhou", "zhoushan", "shaoxing", "jinhua", "lishui"}),
        (FOLDER.compiled, 7, 10, {"wenzhou", "zhoushan", "shaoxing", "jinhua", "lishui", "quzhou"}),
    ],
)
def test_the_rank_is_a_range_that_narrows_with_what_is_known(
    on: date, best: int, worst: int, above: set[str]
) -> None:
    peers = card(on).peers
    assert peers is not None
    assert (peers.range.best, peers.range.worst, peers.range.of) == (best, worst, 11)
    assert set(peers.range.above) == above
    assert [area.id for area, _ in peers.figures] == PEERS


@pytest.mark.parametrize(
    ("on", "value"),
    [(date(2025, 2, 10), None), (FEBRUARY_2025, "3.56"), (FOLDER.compiled, "3.57")],
)
def test_a_figure_whose_year_is_uncertain_is_shown_but_judges_nothing(
    on: date, value: str | None
) -> None:
    row = rows(card(on))["2"]
    figure = row.results[0].judgement.figure
    assert row.verdict is Verdict.NOT_YET_KNOWN
    assert row.reason is (Reason.PERIOD_AMBIGUOUS if value else Reason.COMES_LATER)
    assert (str(figure.value) if figure else None) == value


def test_the_provinces_figure_never_stands_in_for_the_citys() -> None:
    assert {row.area for row in inputs(card(FOLDER.compiled))} <= set(PEERS)
    assert "S12" not in {source.id for source in card(FOLDER.compiled).sources}


@given(
    st.dates(date(2021, 12, 1), date(2027, 1, 1)), st.sampled_from(["2023Q4", "2024Q4", "2023Q1"])
)
def test_nothing_known_later_stands_anywhere_in_a_card(on: date, quarter: str) -> None:
    made = card(on, quarter)
    for row in inputs(made):
        assert row.known_by <= on
        assert row.published is None or row.published.latest <= on
    assert all(figure.known <= on for figure in figures(made))
    # A source without a date of its own serves only figures known from their recording.
    assert all(Day(source.date).latest <= on for source in made.sources if source.date)
    assert all(document.dated <= on for document in made.documents)
    told = {place.en.split("#")[0] for place in made.hoped} | {
        row.commitment.document for row in made.duties
    }
    assert told == {document.id for document in made.documents}


@given(st.dates(date(2023, 3, 1), date(2027, 1, 1)))
def test_what_becomes_known_later_changes_no_earlier_card(on: date) -> None:
    until = tuple(row for row in DOSSIER.observations if row.known_by <= on)
    said = tuple(document for document in DOSSIER.documents if document.dated <= on)
    then = replace(DOSSIER, observations=until, documents=said)
    assert card(on, dossier=then) == card(on)


@pytest.mark.parametrize(
    ("on", "printed"), [(date(2024, 2, 3), None), (date(2024, 2, 4), Day("2024-02-04"))]
)
def test_what_was_said_but_not_yet_printed_is_shown_without_its_printing(
    on: date, printed: Day | None
) -> None:
    figure = rows(card(on))["4"].results[0].judgement.figure
    assert figure is not None
    assert [row.published for row in figure.inputs] == [printed]


def test_sources_are_those_of_the_figures_and_no_others() -> None:
    made = card()
    assert {source.id for source in made.sources} == {row.source for row in inputs(made)}


def test_the_one_dated_aim_of_the_meeting_points_to_the_card() -> None:
    made = card()
    (place,) = made.hoped
    meeting = {document.id: document for document in made.documents}["meeting"]
    for words, record in ((place.en, meeting.en), (place.zh, meeting.zh)):
        document, _, span = words.partition("#")
        start, end = map(int, span.split("-"))
        assert document == "meeting"
        assert any((s.span.start, s.span.end) == (start, end) for s in record.statements)
    assert card(quarter="2023Q3").hoped == ()


def test_a_meeting_not_yet_held_is_hoped_for_nowhere() -> None:
    assert card(date(2023, 10, 12)).hoped == ()
    assert len(card(date(2023, 10, 13)).hoped) == 1


def test_before_the_notice_there_are_no_duties() -> None:
    made = card(date(2023, 2, 28))
    assert (made.rows, made.tally.total) == ((), 0)
    assert {document.id for document in made.documents} == {"notice-2022"}
    made = card(date(2022, 5, 9))
    assert (made.rows, made.running, made.documents) == ((), (), ())


RUNNING = [
    # GDP is counted from the revised value of 2021, revenue from the first that is dated.
    (JANUARY, "2023Q4", "2022-1", "2021", "2023", "7833.03", "-770.53"),
    (FEBRUARY_2025, "2024Q4", "2022-1", "2021", "2024", "8555.35", "-985.85"),
    (FEBRUARY_2025, "2024Q4", "2022-3.1", "2022", "2024", "1364.99", "-291.39"),
    (FEBRUARY_2025, "2024Q4", "2022-3.2", "2022", "2024", "798.23", "-159.53"),
]


@pytest.mark.parametrize(("on", "quarter", "target", "base", "last", "expected", "lead"), RUNNING)
def test_a_goal_of_later_years_stands_apart_and_says_how_far_it_has_drifted(
    on: date, quarter: str, target: str, base: str, last: str, expected: str, lead: str
) -> None:
    made = card(on, quarter)
    assert not {row.commitment.document for row in made.rows} & {"notice-2022"}
    results = {each.target.id: each for row in made.running for each in row.results}
    way = results[target].course
    assert way is not None
    assert (way.base.period.label, way.last.period.label) == (base, last)
    # By days: the year 2024 has one more.
    assert abs(way.expected - Decimal(expected)) < 1
    assert abs(way.lead - Decimal(lead)) < 1
    assert way.lead == way.last.value - way.expected


def test_a_goal_of_later_years_is_neither_counted_nor_judged() -> None:
    made = card(FEBRUARY_2025, "2024Q4")
    assert made.tally.total == len(made.rows) == 10
    assert len(made.running) == 8
    verdicts = {row.verdict for row in made.running}
    assert not verdicts & {Verdict.MET, Verdict.MISSED}
    # The share of research has no figure of a year that its source names.
    (research,) = [row for row in made.running if row.commitment.number == "5"]
    assert research.results[0].course is None


def test_a_document_that_is_not_adopted_gives_no_duties() -> None:
    unadopted = tuple(replace(document, adopted=False) for document in DOSSIER.documents)
    assert card(dossier=replace(DOSSIER, documents=unadopted)).rows == ()


def test_a_quarter_before_the_due_day_shows_the_year_so_far_and_judges_nothing() -> None:
    made = card(date(2023, 10, 31), "2023Q3")
    assert len(made.rows) == 15
    assert {row.verdict for row in made.rows}.isdisjoint({Verdict.MET, Verdict.MISSED})
    earlier = [figure for row in made.rows for each in row.results for figure in each.earlier]
    assert earlier
    assert all(figure.period.end <= date(2023, 10, 1) for figure in earlier)


def test_a_duty_of_another_year_is_on_no_card_of_this_one() -> None:
    years = {row.commitment.document for row in card(FEBRUARY_2025, "2024Q2").rows}
    assert years == {"notice-2024"}


def test_the_duties_of_2024_are_judged_by_what_was_said_in_2025() -> None:
    made = rows(card(FEBRUARY_2025, "2024Q4"))
    verdicts = {number: row.verdict for number, row in made.items()}
    assert verdicts == {
        "1": Verdict.CANNOT_BE_JUDGED,
        "2": Verdict.MET,
        "3": Verdict.NO_FIGURE,
        "4": Verdict.NOT_YET_KNOWN,
        "5": Verdict.MISSED,
        "6": Verdict.NOT_YET_KNOWN,
        "7": Verdict.MISSED,
        "8": Verdict.CANNOT_BE_JUDGED,
        "9": Verdict.NO_FIGURE,
        "10": Verdict.NO_FIGURE,
    }
    gaps = {number: made[number].results[0].judgement.gap for number in ("1", "5", "7")}
    assert gaps == {"1": Decimal("-0.4"), "5": Decimal("-0.2"), "7": Decimal("-4.94")}


def test_before_the_year_is_over_nothing_of_it_is_late_or_judged() -> None:
    made = card(date(2023, 6, 30))
    assert {row.standing for row in made.rows} == {Standing.CANNOT_BE_TOLD}
    assert made.tally.judged == 0
    assert rows(made)["4"].reason is Reason.PERIOD_NOT_OVER


def test_what_nobody_closed_is_overdue_and_what_was_accepted_is_closed() -> None:
    assert {row.standing for row in card().rows} == {Standing.OVERDUE}
    accepted = tuple(replace(duty, state=State.ACCEPTED) for duty in DOSSIER.commitments)
    made = card(dossier=replace(DOSSIER, commitments=accepted))
    assert {row.standing for row in made.rows} == {Standing.CLOSED}


def test_a_judged_figure_documents_a_duty_and_silence_does_not() -> None:
    documented = {
        number
        for number, row in rows(card()).items()
        if row.commitment.evidence is EvidenceLevel.DOCUMENTED
    }
    assert documented == {"1", "3", "4", "5"}


def test_evidence_that_people_verified_is_not_lowered() -> None:
    verified = tuple(replace(duty, evidence=EvidenceLevel.VERIFIED) for duty in DOSSIER.commitments)
    made = card(dossier=replace(DOSSIER, commitments=verified))
    assert {row.commitment.evidence for row in made.rows} == {EvidenceLevel.VERIFIED}


(PATTERN,) = [target for target in DOSSIER.targets if target.id == "2023-1"]
ASKED = {
    "met": PATTERN,
    "missed": replace(PATTERN, value=Decimal(9)),
    "later": replace(PATTERN, indicator="rd_intensity"),
    "assigned": replace(PATTERN, comparator=Comparator.AS_ASSIGNED, value=None),
    "nothing": replace(PATTERN, indicator="consumer_prices"),
}


@pytest.mark.parametrize(
    ("several", "verdict"),
    [
        (("met", "nothing", "assigned", "later", "missed"), Verdict.MISSED),
        (("met", "nothing", "assigned", "later"), Verdict.NOT_YET_KNOWN),
        (("met", "nothing", "assigned"), Verdict.CANNOT_BE_JUDGED),
        (("met", "nothing"), Verdict.NO_FIGURE),
        (("met", "met"), Verdict.MET),
    ],
)
def test_of_several_targets_the_worst_that_can_be_said_is_said(
    several: tuple[str, ...], verdict: Verdict
) -> None:
    asked = tuple(replace(ASKED[fate], id=f"1.{at}") for at, fate in enumerate(several))
    row = rows(card(dossier=replace(DOSSIER, targets=asked)))["1"]
    assert row.verdict is verdict
    assert len(row.results) == len(several)


def test_clauses_stand_in_the_order_of_their_numbers_however_they_were_entered() -> None:
    shuffled = replace(DOSSIER, commitments=tuple(reversed(DOSSIER.commitments)))
    assert card(dossier=shuffled).rows == card().rows


@pytest.mark.parametrize("words", ["2023", "2023Q1-3", "2023-12", "2023-02-01/P3M"])
def test_a_card_is_for_a_quarter(words: str) -> None:
    with pytest.raises(BadPeriod, match="is no quarter"):
        card(quarter=words)


def test_a_target_of_an_unknown_indicator_is_named() -> None:
    broken = replace(DOSSIER, indicators=DOSSIER.indicators[1:])
    with pytest.raises(BadTable, match="target 2023-1: there is no indicator 'gdp_growth'"):
        card(dossier=broken)


def test_without_peers_there_is_no_rank() -> None:
    assert card(dossier=replace(DOSSIER, peers=None)).peers is None


def test_a_card_says_what_made_it_and_where_the_log_stood() -> None:
    place = LogPlace("example.invalid", 63, "00")
    made = weave(DOSSIER, quarter=QUARTER, as_known=JANUARY, ledger=place)
    assert made.ledger == place
    assert made.software.startswith("goldenthread ")
    assert made.notice == DOSSIER.notice != Words("", "")
    assert made.as_known - made.quarter.last_day == timedelta(days=31)


def test_a_card_shows_the_due_day_of_the_day_it_speaks_of() -> None:
    first = DOSSIER.commitments[0]
    assert first.due is not None
    moved = Extension(first.due, FEBRUARY_2025, "The storm.")
    later = replace(first, due=date(2030, 1, 1), extensions=(moved,))
    others = tuple(each for each in DOSSIER.commitments if each.id != first.id)
    dossier = replace(DOSSIER, commitments=(later, *others))
    before = rows(card(FEBRUARY_2025 - timedelta(days=1), dossier=dossier))[first.number]
    assert (before.commitment.due, before.commitment.extensions) == (first.due, ())
    assert first.number not in rows(card(FEBRUARY_2025, dossier=dossier))
