"""What the shared value types promise by themselves."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.terms.commitments import State
from goldenthread.terms.errors import BadTable
from goldenthread.terms.figures import Tally, Verdict
from goldenthread.terms.observations import Kind, Observation
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Measure
from goldenthread.terms.statements import Due, Gap, Statement, StatementType
from goldenthread.terms.text import Span, Words

AIM = Statement(Span(0, 4), "Grow", StatementType.AIM)
SEEN = Observation(
    indicator="growth",
    area="here",
    period=Period.parse("2023"),
    value=Decimal("6.3"),
    unit="%",
    kind=Kind.GROWTH,
    source="S",
    known=Day("2024-01"),
    recorded=date(2026, 11, 22),
)


@given(st.text(min_size=1, max_size=30), st.data())
def test_a_span_slices_back_to_its_passage(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span(start, end).of(text) == text[start:end]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 1)])
def test_an_empty_or_backward_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span needs"):
        Span(start, end)


def test_an_aim_of_nothing_else_lacks_all_three() -> None:
    assert AIM.gaps == (Gap.OWNER, Gap.DUE, Gap.MEASURE)


def test_a_statement_that_has_all_three_lacks_nothing() -> None:
    measure = Measure("output", "%", Decimal(6), Comparator.APPROX)
    whole = Statement(Span(0, 4), "Grow", StatementType.AIM, "Works", Due("in 2023"), measure)
    assert whole.gaps == ()


@pytest.mark.parametrize("kind", [StatementType.EXHORTATION, StatementType.NARRATION])
def test_what_asks_for_nothing_lacks_nothing(kind: StatementType) -> None:
    assert Statement(Span(0, 4), "Grow", kind).gaps == ()


def test_a_month_counts_as_known_from_its_last_day() -> None:
    assert SEEN.known_by == date(2024, 1, 31)


def test_without_a_date_all_that_is_shown_is_the_day_of_recording() -> None:
    undated = Observation(
        "growth", "here", SEEN.period, SEEN.value, "%", Kind.GROWTH, "S", None, SEEN.recorded
    )
    assert undated.known_by == SEEN.recorded


def test_only_what_was_met_or_missed_was_judged() -> None:
    tally = Tally(((Verdict.MET, 3), (Verdict.MISSED, 1), (Verdict.NO_FIGURE, 5)))
    assert (tally.judged, tally.total, tally[Verdict.NO_MEASURE]) == (4, 9, 0)


def test_reported_done_is_not_closed_before_it_is_accepted() -> None:
    closed = {state for state in State if state.is_closed}
    assert closed == {State.ACCEPTED, State.NOT_MET, State.WITHDRAWN, State.SUPERSEDED}


def test_words_are_had_in_either_language() -> None:
    words = Words("target", "目标")
    assert (words.in_language("en"), words.in_language("zh")) == ("target", "目标")


def test_an_error_says_where_what_and_what_to_do() -> None:
    error = BadTable("'x' is no number.", place="figures.csv, row 3", remedy="Write digits.")
    assert str(error) == "figures.csv, row 3: 'x' is no number. Write digits."
