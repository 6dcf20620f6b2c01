"""What was known on a day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import history
from goldenthread.terms.observations import Kind, Observation, Status
from goldenthread.terms.periods import Day, Period

YEAR = Period.parse("2021")
KEY = ("gdp", "here", YEAR)
FIRST = Observation(
    indicator="gdp",
    area="here",
    period=YEAR,
    value=Decimal("6355.28"),
    unit="100m yuan",
    kind=Kind.LEVEL_FLOW,
    source="S1",
    known=Day("2022-01-20"),
    recorded=date(2026, 11, 22),
)
REVISED = replace(
    FIRST, value=Decimal("6388.38"), known=Day("2023-03"), status=Status.REVISED, source="S2"
)
DAYS = st.dates(date(2022, 1, 1), date(2024, 12, 31))
ROWS = st.builds(
    lambda known, value, status, area: replace(
        FIRST,
        known=Day(known.isoformat()) if known else None,
        value=Decimal(value),
        status=status,
        area=area,
        recorded=date(2024, 6, 1),
    ),
    st.none() | DAYS,
    st.integers(-9, 9),
    st.sampled_from(Status),
    st.sampled_from(["here", "there"]),
)


@given(st.lists(ROWS, max_size=12), DAYS)
def test_history_never_sees_later_knowledge(rows: list[Observation], known: date) -> None:
    seen = history(rows, known=known)
    assert all(row.known_by <= known for row in seen.values())
    assert seen == history([row for row in rows if row.known_by <= known], known=known)


@given(st.lists(ROWS, max_size=12), DAYS)
def test_whatever_was_known_and_not_only_claimed_has_a_value_in_force(
    rows: list[Observation], known: date
) -> None:
    said = [row for row in rows if row.status is not Status.CLAIMED]
    keys = {(row.indicator, row.area, row.period) for row in said if row.known_by <= known}
    assert history(rows, known=known).keys() == keys


@given(st.lists(ROWS.map(lambda row: replace(row, status=Status.FIRST)), max_size=12), DAYS)
def test_among_equals_the_one_known_last_is_in_force(rows: list[Observation], known: date) -> None:
    for row in history(rows, known=known).values():
        rivals = [r for r in rows if r.area == row.area and r.known_by <= known]
        assert row.known_by == max(rival.known_by for rival in rivals)


def test_a_revision_takes_over_on_the_day_it_is_known() -> None:
    rows = (REVISED, FIRST)
    assert history(rows, known=date(2022, 1, 19)) == {}
    assert history(rows, known=date(2023, 3, 30))[KEY] == FIRST
    assert history(rows, known=date(2023, 3, 31))[KEY] == REVISED


def test_a_first_value_without_a_date_never_displaces_its_revision() -> None:
    undated = replace(FIRST, known=None)
    assert history((REVISED, undated), known=undated.recorded)[KEY] == REVISED


def test_a_value_of_an_uncertain_period_never_displaces_a_plain_one() -> None:
    doubtful = replace(FIRST, known=Day("2024"), status=Status.PERIOD_AMBIGUOUS)
    assert history((FIRST, doubtful), known=date(2025, 1, 1))[KEY] == FIRST
