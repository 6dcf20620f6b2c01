"""Cumulated and single periods, both ways, and January with February."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import gaps, read_period, to_cumulative, to_single
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.periods import Period

CENTS = st.decimals(-1000, 1000, places=2)


def values(**by_words: str) -> dict[Period, Decimal]:
    """Values of 2023 by the end of a month or a pair of months: m9, m1_9."""
    made = {}
    for words, value in by_words.items():
        first, _, last = words[1:].partition("_")
        made[read_period(f"2023年{first}-{last or first}月")] = Decimal(value)
    return made


@given(st.lists(CENTS, min_size=1, max_size=12), st.integers(1, 12))
def test_there_and_back_every_month_is_what_it_was(months: list[Decimal], starts: int) -> None:
    first = Period.of_months(date(2023, starts, 1), 1)
    single = {}
    for value in months:
        single[first] = value
        first = Period.of_months(first.end, 1)
    cumulative = to_cumulative(single, month=starts)
    assert to_single(cumulative) == single
    assert cumulative[max(cumulative)] == sum(months)


def test_january_and_february_stay_together() -> None:
    published = values(m1_2="20", m1_3="33", m1_4="41")
    single = values(m1_2="20", m3="13", m4="8")
    assert to_single(published) == single
    assert to_cumulative(single) == published


def test_a_month_that_is_missing_leaves_a_longer_stretch_and_is_not_shared_out() -> None:
    assert to_single(values(m1_6="60", m1_9="90")) == values(m1_6="60", m7_9="30")


def test_quarters_add_up_to_the_year_and_no_further() -> None:
    quarters = values(m1_3="1", m4_6="2", m7_9="3", m10_12="4") | {
        Period.parse("2024Q1"): Decimal(9)
    }
    found = to_cumulative(quarters)
    assert [(period.label, int(value)) for period, value in found.items()] == [
        ("2023Q1", 1),
        ("2023H1", 3),
        ("2023Q1-3", 6),
        ("2023", 10),
        ("2024Q1", 9),
    ]


def test_beyond_a_hole_no_sum_is_known() -> None:
    assert to_cumulative(values(m1="1", m3="5")) == values(m1="1")


def test_two_ways_that_disagree_are_not_chosen_between() -> None:
    with pytest.raises(CannotTell, match="one way"):
        to_cumulative(values(m1="1", m2="1", m1_2="5"))


def test_the_fiscal_year_is_summed_from_its_own_start() -> None:
    single = {Period.parse("2022-04"): Decimal(1), Period.parse("2022-05"): Decimal(2)}
    assert max(to_cumulative(single, month=4)).label == "2022-04-01/P2M"
    assert to_cumulative(single) == {}


def months(*labels: str) -> list[Period]:
    return [Period.parse(label) for label in labels]


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (("2022-11", "2022-12", "2023-03", "2023-04"), ()),
        (("2022-12", "2023-02", "2023-03"), ()),
        (("2022-12", "2023-01-01/P2M", "2023-03"), ()),
        (("2022-01", "2022-02", "2022-12", "2023-03"), ("2022-03-01/P9M", "2023-01-01/P2M")),
        (("2023-03", "2023-05"), ("2023-04",)),
        (("2022Q4", "2023Q2"), ("2023Q1",)),
        ((), ()),
    ],
)
def test_a_new_year_published_late_is_no_gap_and_any_other_hole_is(
    known: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    assert [gap.label for gap in gaps(months(*known))] == list(missing)
