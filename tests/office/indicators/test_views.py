"""What is shown of an indicator as known on a day, and how a value is recorded."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.indicators import views
from goldenthread.office.indicators.actions import define, record
from goldenthread.office.indicators.models import Indicator, Observation
from goldenthread.office.indicators.vintages import vintages
from goldenthread.office.records.models import Source
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

OUTPUT = IndicatorTerm(
    "output", Words("Output", "产值"), "%", Kind.GROWTH, Direction.MORE, lag_months=1
)


@pytest.fixture
def output(secretary: Person, source: Source) -> Indicator:
    """A quantity with a first value, and its revision a year later."""
    row = define(OUTPUT, by=secretary)
    for value, known, status in (
        ("8.5", "2022-01-30", Status.FIRST),
        ("8.0", "2023-03", Status.REVISED),
    ):
        term = ObservationTerm(
            "output", "haven", Period.parse("2021"), Decimal(value), "%", Kind.GROWTH,
            "yearbook", Day(known), date(2024, 1, 1), status=status,
        )  # fmt: skip
        record(term, by=secretary)
    return row


@pytest.mark.parametrize(
    ("known", "seen"),
    [("2022-01-29", []), ("2022-01-30", ["8.5"]), ("2023-03-30", ["8.5"]),
     ("2023-03-31", ["8.5", "8.0"])],
)  # fmt: skip
def test_a_page_as_known_on_a_day_shows_nothing_known_later(
    known: str, seen: list[str], output: Indicator
) -> None:
    page = Client().get(f"/en/indicators/output/?known={known}").content.decode()
    assert [value for value in ("8.5", "8.0") if f">{value}</a>" in page] == seen


def test_a_revision_leaves_the_first_value_in_sight(output: Indicator) -> None:
    shown = vintages(output.observations.all(), known=None)
    assert [(each.value, each.is_latest) for each in shown] == [
        ("8.5", False),
        ("8.0", True),
    ]
    assert "已被后值取代" in Client().get("/zh-hans/indicators/output/").content.decode()


def test_a_first_value_without_a_day_of_its_own_does_not_replace_its_revision(
    output: Indicator, secretary: Person
) -> None:
    term = ObservationTerm(
        "output", "haven", Period.parse("2021"), Decimal("8.4"), "%", Kind.GROWTH, "yearbook",
        None, date(2024, 1, 1),
    )  # fmt: skip
    record(term, by=secretary)
    shown = vintages(output.observations.all(), known=None)
    assert [each.value for each in shown if each.is_latest] == ["8.0"]


def test_a_long_history_is_turned_over_newest_period_first_and_no_value_is_lost(
    output: Indicator, monkeypatch: pytest.MonkeyPatch, secretary: Person
) -> None:
    term = ObservationTerm(
        "output", "haven", Period.parse("2022"), Decimal("7.1"), "%", Kind.GROWTH, "yearbook",
        Day("2023-01-30"), date(2024, 1, 1),
    )  # fmt: skip
    record(term, by=secretary)
    monkeypatch.setattr(views, "PER_PAGE", 2)
    pages = [
        Client().get(f"/en/indicators/output/?known=2023-04-01&page={page}").content.decode()
        for page in (1, 2)
    ]
    values = [re.findall(r">(\d\.\d)</a>", page) for page in pages]
    assert values == [["7.1", "8.5"], ["8.0"]]
    assert "?known=2023-04-01&amp;page=2" in pages[0]
    assert "?known=2023-04-01&amp;page=1" in pages[1]


def test_a_value_shows_its_three_dates_and_the_other_values_of_its_period(
    output: Indicator,
) -> None:
    first, revised = output.observations.order_by("pk")
    page = Client().get(f"/en/observations/{revised.pk}/").content.decode()
    assert "March 2023" in page
    assert f'href="/en/observations/{first.pk}/"' in page
    assert 'href="/en/sources/yearbook/"' in page


def _given(printed: Source, **changed: object) -> dict[str, object]:
    given = {"period": "2022", "value": "7.40", "source": printed.pk, "known": "2023-01"}
    return {**given, "area": Area.objects.get(slug="haven").pk, **changed}


def test_a_value_is_recorded_with_the_digits_it_was_printed_with(
    output: Indicator, secretary: Person, source: Source
) -> None:
    client = Client()
    client.force_login(secretary)
    answer = client.post("/en/indicators/output/record/", _given(source, is_ambiguous="on"))
    row = Observation.objects.order_by("pk").last()
    assert row is not None
    assert answer["Location"] == f"/en/observations/{row.pk}/"
    assert (row.value, row.known, row.status) == ("7.40", "2023-01", "period ambiguous")


def test_what_others_claim_is_kept_and_never_comes_into_force(
    output: Indicator, secretary: Person, source: Source
) -> None:
    client = Client()
    client.force_login(secretary)
    client.post("/en/indicators/output/record/", _given(source, is_claim="on", period="2031"))
    row = Observation.objects.order_by("pk").last()
    assert row is not None
    assert (row.status, row.closed) == ("claimed elsewhere", row.known_by)
    page = client.get("/en/indicators/output/").content.decode()
    assert "claimed elsewhere, not used" in page


@pytest.mark.parametrize(
    "wrong", [{"period": "soon"}, {"known": "2023Q1"}, {"value": "much"}, {"source": ""}]
)
def test_what_cannot_be_a_value_is_refused_and_nothing_is_recorded(
    wrong: dict[str, str], output: Indicator, secretary: Person, source: Source
) -> None:
    client = Client()
    client.force_login(secretary)
    answer = client.post("/en/indicators/output/record/", _given(source, **wrong))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Observation.objects.count() == 2


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_nobody_else_records_a_value(
    who: str, output: Indicator, source: Source, request: pytest.FixtureRequest
) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(who))
    assert client.post("/en/indicators/output/record/", _given(source)).status_code == 403
    assert Observation.objects.count() == 2
