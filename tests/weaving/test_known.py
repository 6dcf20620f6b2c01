"""Path, confidence, revision, chance, question and track record, as each day knew them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.reporting.card import Card
from goldenthread.terms.commitments import Confidence
from goldenthread.terms.dossiers import Answer, Dossier
from goldenthread.terms.observations import Status
from goldenthread.terms.periods import Period
from goldenthread.weaving import weave
from goldenthread.weaving.questioning import flags_of, question_name
from haven import dossier


@pytest.fixture(scope="module")
def haven() -> Dossier:
    return dossier()


def on(town: Dossier, day: date) -> Card:
    return weave(town, quarter=Period.parse("2024Q1"), as_known=day)


APRIL, SUMMER = date(2024, 4, 30), date(2024, 7, 31)


@pytest.mark.parametrize(
    ("day", "confidence"),
    [
        (date(2024, 1, 15), Confidence.NOT_STATED),
        (date(2024, 2, 1), Confidence.AT_RISK),
        (APRIL, Confidence.ATTAINABLE),
        (SUMMER, Confidence.SECURED),
    ],
)
def test_confidence_is_that_of_the_last_report_of_the_day(
    haven: Dossier, day: date, confidence: Confidence
) -> None:
    duty = on(haven, day).rows[0].commitment
    assert duty.confidence is confidence
    assert all(said.on <= day for said in duty.reports)


def test_a_path_stated_later_is_not_known_and_then_stands_alone(haven: Dossier) -> None:
    before, after = (on(haven, day).rows[0].results[0].path for day in (APRIL, SUMMER))
    assert [str(each.value) for each in before] == ["45", "92", "200"]
    assert [str(each.value) for each in after] == ["1", "200"]
    assert on(haven, date(2024, 1, 31)).rows[0].results[0].path == ()


def test_a_value_is_revised_from_the_day_another_replaces_it(haven: Dossier) -> None:
    before = on(haven, date(2024, 4, 24)).rows[0].results[0]
    after = on(haven, APRIL).rows[0].results[0]
    assert before.revised == ()
    assert [row.value for row in after.revised] == [row.value for row in before.earlier[0].inputs]


def test_the_chance_rests_on_what_was_known_that_day(haven: Dossier) -> None:
    early, late = (on(haven, day).rows[0].results[0].outlook for day in (date(2024, 2, 1), APRIL))
    assert early is not None
    assert late is not None
    assert (early.cut_off.label, late.cut_off.label) == ("2023Q4", "2024Q1")
    assert all(row.known_by <= date(2024, 2, 1) for row in early.inputs)
    assert late.lowest < late.low < late.value < late.high < late.highest
    assert late.chance is not None
    assert 0 < late.chance < 1


def test_of_about_a_number_no_chance_is_told(haven: Dossier) -> None:
    about = tuple(
        replace(each, comparator=each.comparator.APPROX) if each.id == "haven-1" else each
        for each in haven.targets
    )
    found = on(replace(haven, targets=about), APRIL).rows[0].results[0].outlook
    assert found is not None
    assert found.chance is None


def test_a_value_whose_period_is_in_doubt_is_no_ground_for_a_forecast(haven: Dossier) -> None:
    doubted = tuple(
        replace(row, status=Status.PERIOD_AMBIGUOUS) if row.indicator == "revenue" else row
        for row in haven.observations
    )
    assert on(replace(haven, observations=doubted), APRIL).rows[0].results[0].outlook is None


def test_a_question_stands_on_its_own_duty_alone_with_its_answer_of_the_day(
    haven: Dossier,
) -> None:
    card = on(haven, APRIL)
    assert [len(row.flags) for row in card.rows] == [0, 0, 0, 1]
    indicators = {each.id: each for each in haven.indicators}
    rows = [row for row in haven.observations if row.known_by <= APRIL]
    (flag,) = flags_of(rows, indicators=indicators, meanings=(), targets=())
    answers = (
        Answer(question_name(flag, body="haven"), APRIL, "Counted twice."),
        Answer(question_name(flag, body="haven"), SUMMER, "Counted anew."),
    )
    said = [
        on(replace(haven, answers=answers), day).rows[3].flags[0].answer for day in (APRIL, SUMMER)
    ]
    assert said == ["Counted twice.", "Counted anew."]
    assert card.rows[3].flags[0].answer == ""


def test_what_a_check_asks_is_not_known_before_its_figures(haven: Dossier) -> None:
    assert on(haven, date(2024, 4, 10)).rows[3].flags == ()


def test_a_forecast_counts_once_its_outcome_is_known(haven: Dossier) -> None:
    assert on(haven, date(2024, 1, 15)).record is None
    found = on(haven, APRIL).record
    assert found is not None
    assert (found.count, found.brier is not None) == (1, True)
    late = tuple(replace(each, on=date(2024, 2, 1)) for each in haven.foretold)
    assert on(replace(haven, foretold=late), APRIL).record is None


def test_what_is_still_needed_is_told_only_while_the_period_runs(haven: Dossier) -> None:
    running = on(haven, APRIL).rows[0].results[0].needed
    assert running is not None
    assert (running.value, running.months) == (Decimal("149.5"), 9)
    over = weave(haven, quarter=Period.parse("2024Q4"), as_known=date(2025, 1, 31))
    assert [result.needed for row in over.rows for result in row.results] == [None] * 4


def test_what_changed_is_told_against_the_same_duties_a_quarter_before(haven: Dossier) -> None:
    first = on(haven, APRIL).since
    assert first is not None
    assert (first.on, first.turned, first.new) == (date(2024, 1, 30), (), 0)
    before_the_plan = on(haven, date(2024, 4, 5)).since
    assert before_the_plan is not None
    assert (before_the_plan.on, before_the_plan.new) == (date(2024, 1, 5), 4)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 5, 31), date(2024, 2, 29)),
        (date(2024, 1, 31), date(2023, 10, 31)),
        (date(2024, 3, 31), date(2023, 12, 31)),
    ],
)
def test_a_quarter_before_is_a_day_of_the_calendar(haven: Dossier, day: date, before: date) -> None:
    since = on(haven, day).since
    assert since is not None
    assert since.on == before
