"""The database knows what was known when exactly as the pure function does."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.measuring import history
from goldenthread.office.bodies.models import Person
from goldenthread.office.indicators.actions import define, record
from goldenthread.office.indicators.models import Observation
from goldenthread.office.indicators.vintages import history as in_force
from goldenthread.office.records.models import Source
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

FIRST_DAY = date(2022, 1, 1)
DAYS = [FIRST_DAY + timedelta(days=each) for each in range(4)]
GIVEN = st.tuples(
    st.sampled_from(["haven", "coast"]),
    st.sampled_from(["2021", "2021Q4"]),
    st.sampled_from([*DAYS, None]),
    st.sampled_from(list(Status)),
)


@pytest.fixture
def recorded(secretary: Person, source: Source) -> Callable[..., Observation]:
    """Record a value of an indicator of Haven."""
    define(
        IndicatorTerm("output", Words("Output", "产值"), "%", Kind.GROWTH, Direction.MORE),
        by=secretary,
    )

    def write(area: str, period: str, known: date | None, status: Status) -> Observation:
        term = ObservationTerm(
            "output", area, Period.parse(period), Decimal("8.5"), "%", Kind.GROWTH, "yearbook",
            Day(known.isoformat()) if known else None, FIRST_DAY, status=status,
        )  # fmt: skip
        return record(term, by=secretary)

    return write


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(given=st.lists(GIVEN, min_size=1, max_size=7))
def test_the_database_finds_in_force_the_very_rows_that_the_pure_function_finds(
    recorded: Callable[..., Observation],
    given: list[tuple[str, str, date | None, Status]],
) -> None:
    before = transaction.savepoint()
    for each in given:
        recorded(*each)
    rows = Observation.objects.order_by("pk")
    terms = [row.term() for row in rows]
    for day in (FIRST_DAY - timedelta(days=1), *DAYS, date(2100, 1, 1)):
        expected = {term.row for term in history(terms, known=day).values()}
        assert {row.trail_object for row in in_force(rows, known=day)} == expected
    # What a commit would look at, before all is taken back.
    connection.check_constraints()
    transaction.savepoint_rollback(before)


def test_a_later_row_closes_the_one_before_it_and_changes_nothing_else(
    recorded: Callable[..., Observation],
) -> None:
    first = recorded("haven", "2021", DAYS[0], Status.FIRST)
    before = first.trail_fields()
    recorded("haven", "2021", DAYS[2], Status.REVISED)
    first.refresh_from_db()
    assert first.closed == DAYS[2]
    assert first.trail_fields() == before


def test_a_value_found_late_is_put_between_those_it_was_known_between(
    recorded: Callable[..., Observation],
) -> None:
    first = recorded("haven", "2021", DAYS[0], Status.FIRST)
    last = recorded("haven", "2021", DAYS[3], Status.FIRST)
    between = recorded("haven", "2021", DAYS[1], Status.FIRST)
    closed = [Observation.objects.get(pk=row.pk).closed for row in (first, between, last)]
    assert closed == [DAYS[1], DAYS[3], None]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indicators_observation SET value = '9.9'",
        "UPDATE indicators_observation SET known_by = '2001-01-01'",
        "UPDATE indicators_observation SET closed = '2023-01-01'",
        "DELETE FROM indicators_observation",
    ],
)
def test_the_database_itself_refuses_to_overwrite_or_remove_a_value(
    statement: str, recorded: Callable[..., Observation]
) -> None:
    recorded("haven", "2021", DAYS[0], Status.FIRST)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Observation.objects.get().value == "8.5"


def test_two_values_can_never_be_in_force_together(recorded: Callable[..., Observation]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no exclusion constraint; its triggers are tried above")
    recorded("haven", "2021", DAYS[0], Status.FIRST)
    recorded("haven", "2021", DAYS[1], Status.FIRST)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE indicators_observation DISABLE TRIGGER USER")
    with (
        pytest.raises(DatabaseError, match="one_in_force"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE indicators_observation SET closed = NULL")
