"""Figures, targets and definitions are kept to the letter, and given back as they were."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.indicators.actions import define, record, set_target
from goldenthread.office.indicators.models import Indicator, Observation, Target
from goldenthread.office.records.models import Document, Source
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.models import Entry, Log, Value
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.observations import Target as TargetTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words

PRICES = IndicatorTerm(
    id="prices",
    title=Words("Consumer prices", "居民消费价格"),
    unit="%",
    kind=Kind.GROWTH,
    direction=Direction.LESS,
    lag_months=1,
)
WITHIN = TargetTerm(
    id="2023-2",
    commitment="2023-2",
    indicator="prices",
    comparator=Comparator.LE,
    value=Decimal("3.0"),
    unit="%",
    period=Period.parse("2023"),
    area="haven",
)
SAID = ObservationTerm(
    indicator="prices",
    area="haven",
    period=Period.parse("2023"),
    value=Decimal("0.30"),
    unit="%",
    kind=Kind.GROWTH,
    source="yearbook",
    known=Day("2024-01"),
    recorded=date(2024, 2, 1),
    published=Day("2024"),
    status=Status.REVISED,
    text="0.30",
    note=Words("Revised.", "修订数。"),
)


@pytest.fixture
def prices(secretary: Person) -> Indicator:
    """Consumer prices, defined."""
    return define(PRICES, by=secretary)


@pytest.fixture
def duty(notice: Document, secretary: Person) -> Commitment:
    """The second duty of the notice."""
    return adopt(
        notice,
        slug="2023-2",
        title=Words("Hold prices", "稳价"),
        statements=numbered(notice, "2"),
        by=secretary,
    )


def test_an_indicator_is_given_back_as_it_was_defined(prices: Indicator) -> None:
    assert Indicator.objects.get().term() == PRICES


def test_an_indicator_is_defined_once(prices: Indicator, secretary: Person) -> None:
    with pytest.raises(NotPossible, match="defined already"):
        define(PRICES, by=secretary)


def test_a_target_is_given_back_with_the_precision_it_was_set_with(
    prices: Indicator, duty: Commitment, secretary: Person
) -> None:
    set_target(duty, target=WITHIN, by=secretary)
    term = Target.objects.get().term()
    assert term == WITHIN
    assert str(term.value) == "3.0"


def test_a_target_is_set_once(prices: Indicator, duty: Commitment, secretary: Person) -> None:
    set_target(duty, target=WITHIN, by=secretary)
    with pytest.raises(NotPossible, match="set already"):
        set_target(duty, target=WITHIN, by=secretary)


def test_a_target_without_the_number_it_needs_is_refused(
    prices: Indicator, duty: Commitment, secretary: Person
) -> None:
    with pytest.raises(NotPossible, match="needs a number"):
        set_target(duty, target=replace(WITHIN, value=None), by=secretary)


def test_a_target_that_is_set_elsewhere_needs_none(
    prices: Indicator, duty: Commitment, secretary: Person
) -> None:
    assigned = replace(WITHIN, comparator=Comparator.AS_ASSIGNED, value=None)
    set_target(duty, target=assigned, by=secretary)
    assert Target.objects.get().term() == assigned


def test_an_observation_is_given_back_as_it_was_said_but_recorded_now(
    prices: Indicator, source: Source, secretary: Person
) -> None:
    row = record(SAID, by=secretary)
    term = Observation.objects.get().term()
    today = Observation.objects.get().recorded.date()
    assert term == replace(SAID, recorded=today, row=f"observation/{row.pk}")
    assert str(term.value) == "0.30"
    assert today != SAID.recorded


def test_a_great_number_is_never_written_in_powers_of_ten(
    prices: Indicator, source: Source, secretary: Person
) -> None:
    record(replace(SAID, value=Decimal("1E+9")), by=secretary)
    assert Observation.objects.get().value == "1000000000"


def test_the_entry_commits_to_all_that_a_verifier_compares(
    prices: Indicator, source: Source, secretary: Person
) -> None:
    row = record(SAID, by=secretary)
    entry = Entry.objects.get(object=row.trail_object)
    assert entry.action == "observation.recorded"
    shown = {value.name: value.value for value in Value.objects.filter(entry=entry)}
    expected = {
        "indicator": "prices",
        "area": "haven",
        "period": "2023",
        "value": "0.30",
        "unit": "%",
        "source": "yearbook",
        "known": "2024-01",
    }
    assert shown.items() >= expected.items()


def test_a_revision_is_a_further_row(prices: Indicator, source: Source, secretary: Person) -> None:
    record(replace(SAID, status=Status.FIRST, value=Decimal("0.2")), by=secretary)
    record(SAID, by=secretary)
    assert [row.value for row in Observation.objects.order_by("pk")] == ["0.2", "0.30"]
    assert not list(audit())


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (replace(SAID, indicator="luck"), "no indicator is called 'luck'"),
        (replace(SAID, area="atlantis"), "no area is called 'atlantis'"),
        (replace(SAID, source="hearsay"), "no source is called 'hearsay'"),
    ],
)
def test_a_figure_about_what_is_unknown_here_is_refused(
    prices: Indicator, source: Source, secretary: Person, figure: ObservationTerm, said: str
) -> None:
    before = Log.objects.get().size
    with pytest.raises(NotPossible, match=said):
        record(figure, by=secretary)
    assert (Observation.objects.count(), Log.objects.get().size) == (0, before)


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_others_than_the_secretary_define_and_record_nothing(
    prices: Indicator,
    source: Source,
    duty: Commitment,
    who: str,
    request: pytest.FixtureRequest,
) -> None:
    person = request.getfixturevalue(who)
    before = Log.objects.get().size
    with pytest.raises(NotPermitted):
        define(replace(PRICES, id="other"), by=person)
    with pytest.raises(NotPermitted):
        set_target(duty, target=WITHIN, by=person)
    with pytest.raises(NotPermitted):
        record(SAID, by=person)
    assert Log.objects.get().size == before
