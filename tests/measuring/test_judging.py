"""Verdicts: every comparator, the rule for "about", and what cannot be said."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import judge
from goldenthread.terms.figures import Figure, Judgement, Reason, Verdict
from goldenthread.terms.observations import Indicator, Kind, Observation, Status, Target
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words

YEAR = Period.parse("2023")
ON = date(2024, 1, 31)
GROWTH = Indicator(
    id="growth",
    title=Words("Growth", "增速"),
    unit="%",
    kind=Kind.GROWTH,
    direction=Direction.MORE,
    lag_months=1,
)
ROW = Observation(
    indicator="growth",
    area="here",
    period=YEAR,
    value=Decimal(6),
    unit="%",
    kind=Kind.GROWTH,
    source="S",
    known=Day("2024-01-26"),
    recorded=date(2026, 11, 22),
)
ABOUT_SIX = Target(
    id="1",
    commitment="1",
    indicator="growth",
    comparator=Comparator.APPROX,
    value=Decimal(6),
    unit="%",
    period=YEAR,
    area="here",
)
CENTS = st.decimals(-20, 20, places=2)
TENTHS = st.decimals(-9, 9, places=1)


def figure(value: str | Decimal, *, status: Status = Status.FIRST) -> Figure:
    row = replace(ROW, value=Decimal(value), status=status)
    return Figure("growth", "here", row.value, "%", YEAR, row.known_by, (row,), "as printed")


def judged(
    value: str | Decimal,
    asked: str | Decimal | None,
    comparator: Comparator = Comparator.APPROX,
    *,
    direction: Direction = Direction.MORE,
    tolerance: str | None = None,
    baseline: str | None = None,
    beside: str | None = None,
    unit: str = "%",
) -> Judgement:
    target = replace(
        ABOUT_SIX,
        comparator=comparator,
        value=None if asked is None else Decimal(asked),
        tolerance=None if tolerance is None else Decimal(tolerance),
        baseline=None if baseline is None else Decimal(baseline),
        unit=unit,
    )
    indicator = replace(GROWTH, direction=direction)
    other = None if beside is None else figure(beside)
    return judge(target, indicator, figure(value), on=ON, beside=other)


@pytest.mark.parametrize(
    ("value", "asked", "direction", "verdict", "gap"),
    [
        ("6.3", "6", Direction.MORE, Verdict.MET, "0.3"),
        ("6", "6", Direction.MORE, Verdict.MET, "0"),
        ("5.6", "6", Direction.MORE, Verdict.CANNOT_BE_JUDGED, "-0.4"),
        ("5.5", "6", Direction.MORE, Verdict.CANNOT_BE_JUDGED, "-0.5"),
        ("5.49", "6", Direction.MORE, Verdict.MISSED, "-0.51"),
        ("1.06", "6", Direction.MORE, Verdict.MISSED, "-4.94"),
        ("5.96", "5", Direction.MORE, Verdict.MET, "0.96"),
        ("5.6", "6.0", Direction.MORE, Verdict.MISSED, "-0.4"),
        ("5.96", "6.0", Direction.MORE, Verdict.CANNOT_BE_JUDGED, "-0.04"),
        ("0.3", "3", Direction.LESS, Verdict.MET, "2.7"),
        ("3.4", "3", Direction.LESS, Verdict.CANNOT_BE_JUDGED, "-0.4"),
        ("3.5", "3", Direction.LESS, Verdict.MISSED, "-0.5"),
        ("3.2", "3", Direction.NEITHER, Verdict.CANNOT_BE_JUDGED, "-0.2"),
        ("2.2", "3", Direction.NEITHER, Verdict.MISSED, "-0.8"),
        ("3", "3", Direction.NEITHER, Verdict.MET, "0"),
    ],
)
def test_about_without_a_tolerance(
    value: str, asked: str, direction: Direction, verdict: Verdict, gap: str
) -> None:
    found = judged(value, asked, direction=direction)
    assert (found.verdict, found.gap) == (verdict, Decimal(gap))


@given(CENTS, st.one_of(TENTHS, st.integers(-9, 9).map(Decimal)), st.sampled_from(Direction))
def test_about_is_met_missed_or_in_between_and_nothing_else(
    value: Decimal, asked: Decimal, direction: Direction
) -> None:
    found = judged(value, asked, direction=direction)
    is_there = {
        Direction.MORE: value >= asked,
        Direction.LESS: value <= asked,
        Direction.NEITHER: value == asked,
    }[direction]
    rounds = value.quantize(asked, ROUND_HALF_UP) == asked
    expected = Verdict.MET if is_there else Verdict.CANNOT_BE_JUDGED if rounds else Verdict.MISSED
    assert found.verdict is expected
    assert found.gap is not None
    assert (found.gap >= 0) is (found.verdict is Verdict.MET)


@given(CENTS, CENTS, TENTHS)
def test_a_better_value_is_never_judged_worse(one: Decimal, other: Decimal, asked: Decimal) -> None:
    order = [Verdict.MISSED, Verdict.CANNOT_BE_JUDGED, Verdict.MET]
    worse, better = sorted((one, other))
    ranks = [order.index(judged(value, asked).verdict) for value in (worse, better)]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("value", "tolerance", "verdict"),
    [("5.6", "0.5", Verdict.MET), ("5.5", "0.5", Verdict.MET), ("5.4", "0.5", Verdict.MISSED)],
)
def test_a_stated_tolerance_decides_what_about_means(
    value: str, tolerance: str, verdict: Verdict
) -> None:
    assert judged(value, "6", tolerance=tolerance).verdict is verdict


@pytest.mark.parametrize(
    ("comparator", "value", "verdict", "reason", "gap"),
    [
        (Comparator.GE, "10", Verdict.MET, Reason.REACHED, "0"),
        (Comparator.GE, "7.4", Verdict.MISSED, Reason.FELL_SHORT, "-2.6"),
        (Comparator.GT, "10.1", Verdict.MET, Reason.REACHED, "0.1"),
        (Comparator.GT, "10", Verdict.MISSED, Reason.FELL_SHORT, "0"),
        (Comparator.LE, "10", Verdict.MET, Reason.REACHED, "0"),
        (Comparator.LE, "10.5", Verdict.MISSED, Reason.WENT_OVER, "-0.5"),
        (Comparator.LT, "9.9", Verdict.MET, Reason.REACHED, "0.1"),
        (Comparator.LT, "10", Verdict.MISSED, Reason.WENT_OVER, "0"),
        (Comparator.EQ, "10", Verdict.MET, Reason.REACHED, "0"),
        (Comparator.EQ, "9", Verdict.MISSED, Reason.FELL_SHORT, "-1"),
        (Comparator.EQ, "11", Verdict.MISSED, Reason.WENT_OVER, "-1"),
    ],
)
def test_each_comparator_holds_the_value_against_ten(
    comparator: Comparator, value: str, verdict: Verdict, reason: Reason, gap: str
) -> None:
    found = judged(value, "10", comparator)
    assert (found.verdict, found.reason, found.gap) == (verdict, reason, Decimal(gap))


def test_equal_to_may_be_missed_by_no_more_than_its_tolerance() -> None:
    assert judged("10.2", "10", Comparator.EQ, tolerance="0.2").verdict is Verdict.MET
    assert judged("9.7", "10", Comparator.EQ, tolerance="0.2").verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "verdict", "gap", "share"),
    [
        (Comparator.INCREASE_BY, "55", "people", Verdict.MET, "0", "1"),
        (Comparator.INCREASE_BY, "52", "people", Verdict.MISSED, "-3", "0.4"),
        (Comparator.INCREASE_BY, "52.5", "%", Verdict.MET, "0.0", "1"),
        (Comparator.DECREASE_BY, "45", "people", Verdict.MET, "0", "1"),
        (Comparator.DECREASE_BY, "51", "people", Verdict.MISSED, "-6", "-0.2"),
        (Comparator.DECREASE_BY, "47.5", "%", Verdict.MET, "0", "1"),
    ],
)
def test_a_change_is_counted_from_its_baseline_of_fifty(
    comparator: Comparator, value: str, unit: str, verdict: Verdict, gap: str, share: str
) -> None:
    target = replace(
        ABOUT_SIX, comparator=comparator, value=Decimal(5), unit=unit, baseline=Decimal(50)
    )
    found = judge(target, replace(GROWTH, unit="people"), figure(value), on=ON)
    assert (found.verdict, found.gap) == (verdict, Decimal(gap))
    assert found.attainment == Decimal(share)


def test_five_per_cent_less_of_a_percentage_is_five_points() -> None:
    assert judged("45", "5", Comparator.DECREASE_BY, baseline="50").gap == 0


@pytest.mark.parametrize("comparator", [Comparator.INCREASE_BY, Comparator.DECREASE_BY])
def test_a_change_from_nowhere_cannot_be_judged(comparator: Comparator) -> None:
    found = judged("55", "5", comparator)
    assert (found.verdict, found.reason) == (Verdict.CANNOT_BE_JUDGED, Reason.NO_TOLERANCE)


def test_attainment_is_left_open_where_the_target_lies_behind_the_baseline() -> None:
    found = judged("8", "6", Comparator.GE, baseline="10")
    assert (found.verdict, found.attainment) == (Verdict.MET, None)


@pytest.mark.parametrize(
    ("value", "beside", "tolerance", "verdict"),
    [
        ("6.0", "6.3", None, Verdict.CANNOT_BE_JUDGED),
        ("6.0", "6.3", "0.5", Verdict.MET),
        ("6.0", "6.3", "0.2", Verdict.MISSED),
        ("7.0", "6.3", "0.2", Verdict.MET),
        ("6.0", None, "0.5", Verdict.NOT_YET_KNOWN),
    ],
)
def test_in_step_with_needs_a_tolerance_and_the_other_figure(
    value: str, beside: str | None, tolerance: str | None, verdict: Verdict
) -> None:
    found = judged(value, None, Comparator.IN_STEP_WITH, tolerance=tolerance, beside=beside)
    assert found.verdict is verdict


def test_what_is_assigned_elsewhere_cannot_be_judged_whatever_the_figure() -> None:
    found = judged("6", None, Comparator.AS_ASSIGNED)
    assert found == Judgement(Verdict.CANNOT_BE_JUDGED, Reason.SET_ELSEWHERE)


@pytest.mark.parametrize(
    ("lag_months", "on", "verdict", "reason"),
    [
        (13, date(2023, 12, 31), Verdict.NOT_YET_KNOWN, Reason.PERIOD_NOT_OVER),
        (13, date(2024, 1, 1), Verdict.NOT_YET_KNOWN, Reason.COMES_LATER),
        (None, date(2023, 6, 1), Verdict.NO_FIGURE, Reason.NOT_PUBLISHED_FOR_UNIT),
        (None, date(2026, 6, 1), Verdict.NO_FIGURE, Reason.NOT_PUBLISHED_FOR_UNIT),
    ],
)
def test_a_figure_that_is_missing_is_never_a_nought(
    lag_months: int | None, on: date, verdict: Verdict, reason: Reason
) -> None:
    indicator = replace(GROWTH, lag_months=lag_months)
    assert judge(ABOUT_SIX, indicator, None, on=on) == Judgement(verdict, reason)


def test_a_figure_of_an_uncertain_period_is_shown_but_judges_nothing() -> None:
    doubtful = figure("6.3", status=Status.PERIOD_AMBIGUOUS)
    found = judge(ABOUT_SIX, GROWTH, doubtful, on=ON)
    assert found == Judgement(Verdict.NOT_YET_KNOWN, Reason.PERIOD_AMBIGUOUS, doubtful)


@pytest.mark.parametrize(
    ("comparator", "direction", "value", "verdict", "gap"),
    [
        (Comparator.EQ, Direction.MORE, "5", Verdict.MET, "0"),
        (Comparator.EQ, Direction.MORE, "5.7", Verdict.MET, "0"),
        (Comparator.EQ, Direction.MORE, "6", Verdict.MET, "0"),
        (Comparator.EQ, Direction.MORE, "4.9", Verdict.MISSED, "-0.1"),
        (Comparator.EQ, Direction.MORE, "6.2", Verdict.MISSED, "-0.2"),
        (Comparator.APPROX, Direction.MORE, "6.2", Verdict.MET, "0.2"),
        (Comparator.APPROX, Direction.MORE, "4.6", Verdict.CANNOT_BE_JUDGED, "-0.4"),
        (Comparator.APPROX, Direction.MORE, "4.4", Verdict.MISSED, "-0.6"),
        (Comparator.APPROX, Direction.LESS, "4.4", Verdict.MET, "0.6"),
        (Comparator.APPROX, Direction.LESS, "6.4", Verdict.CANNOT_BE_JUDGED, "-0.4"),
        (Comparator.APPROX, Direction.LESS, "7", Verdict.MISSED, "-1"),
    ],
)
def test_a_band_from_five_to_six_is_met_anywhere_within(
    comparator: Comparator, direction: Direction, value: str, verdict: Verdict, gap: str
) -> None:
    target = replace(ABOUT_SIX, comparator=comparator, value=Decimal(5), upper=Decimal(6))
    found = judge(target, replace(GROWTH, direction=direction), figure(value), on=ON)
    assert (found.verdict, found.gap) == (verdict, Decimal(gap))


def test_a_tolerance_widens_a_band_at_both_ends() -> None:
    target = replace(ABOUT_SIX, comparator=Comparator.EQ, value=Decimal(5), upper=Decimal(6))
    wider = replace(target, tolerance=Decimal("0.5"))
    verdicts = [judge(wider, GROWTH, figure(value), on=ON).verdict for value in ("4.5", "6.5")]
    assert verdicts == [Verdict.MET, Verdict.MET]
    assert judge(wider, GROWTH, figure("6.6"), on=ON).verdict is Verdict.MISSED


@pytest.mark.parametrize(("value", "upper"), [("6", "5"), (None, "5")])
def test_a_band_runs_from_low_to_high(value: str | None, upper: str) -> None:
    with pytest.raises(ValueError, match="from low to high"):
        replace(ABOUT_SIX, value=Decimal(value) if value else None, upper=Decimal(upper))


@pytest.mark.parametrize(
    ("comparator", "direction", "baseline", "value", "way"),
    [
        # What should fall from 10 has arrived at the upper end of the band from 5 to 6.
        (Comparator.LE, Direction.LESS, "10", "6", "1"),
        (Comparator.APPROX, Direction.LESS, "10", "8", "0.5"),
        (Comparator.GE, Direction.MORE, "3", "5", "1"),
        (Comparator.EQ, Direction.MORE, "10", "6", "1"),
        (Comparator.EQ, Direction.MORE, "3", "5", "1"),
    ],
)
def test_the_end_of_a_band_that_is_met_first_is_the_whole_way(
    comparator: Comparator, direction: Direction, baseline: str, value: str, way: str
) -> None:
    band = replace(
        ABOUT_SIX,
        comparator=comparator,
        value=Decimal(5),
        upper=Decimal(6),
        baseline=Decimal(baseline),
    )
    found = judge(band, replace(GROWTH, direction=direction), figure(value), on=ON)
    assert found.attainment == Decimal(way)


def test_from_within_a_band_there_is_no_way_to_go() -> None:
    band = replace(ABOUT_SIX, comparator=Comparator.EQ, value=Decimal(5), upper=Decimal(6))
    found = judge(replace(band, baseline=Decimal("5.5")), GROWTH, figure("7"), on=ON)
    assert (found.verdict, found.attainment) == (Verdict.MISSED, None)


def test_about_is_judged_at_any_precision() -> None:
    about = replace(ABOUT_SIX, value=Decimal("6." + "0" * 20))
    assert judge(about, GROWTH, figure("-123456789012345"), on=ON).verdict is Verdict.MISSED
