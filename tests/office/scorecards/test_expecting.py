"""A forecast is kept as it was made, and scored when its figure is out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.forecasting import VERSION
from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.indicators.actions import define, record, set_target
from goldenthread.office.indicators.models import Target
from goldenthread.office.records.models import Document, Source
from goldenthread.office.scorecards.actions import forecast
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.scorecards.expecting import calibration_of, landed
from goldenthread.office.scorecards.models import Forecast
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPermitted
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.observations import Target as TargetTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words


def tell(period: str, value: str, secretary: Person) -> None:
    term = ObservationTerm(
        "jobs", "haven", Period.parse(period), Decimal(value), "people", Kind.LEVEL_STOCK,
        "yearbook", Day("2023-12"), date(2024, 1, 1),
    )  # fmt: skip
    record(term, by=secretary)


@pytest.fixture
def forecasted(secretary: Person, notice: Document, source: Source, body: Body) -> Forecast:
    """A forecast of the end of 2023, from sixteen quarters up to the middle of that year."""
    words = Words("Jobs", "就业人数")
    define(IndicatorTerm("jobs", words, "people", Kind.LEVEL_STOCK, Direction.MORE), by=secretary)
    duty = adopt(
        notice,
        slug="2023-2",
        title=Words("Hold prices", "稳价"),
        statements=numbered(notice, "2"),
        by=secretary,
    )
    target = TargetTerm(
        "2023-2", "2023-2", "jobs", Comparator.GE, Decimal(1100), "people",
        Period.parse("2023"), "haven",
    )  # fmt: skip
    set_target(duty, target=target, by=secretary)
    for place in range(16):
        year, quarter = divmod(place + 2, 4)
        tell(f"{2019 + year}Q{quarter + 1}", str(1000 + 7 * place), secretary)
    (made,) = forecast(body, by=secretary)
    return made


def test_a_forecast_is_kept_with_its_cut_off_model_version_and_chance(forecasted: Forecast) -> None:
    term = Forecast.objects.get().term()
    assert (term.cut_off.label, term.period.label) == ("2023Q2", "2023Q4")
    assert (term.version, term.seed, term.history) == (VERSION, None, 16)
    assert term.model
    assert Decimal(1100) < term.value < Decimal(1140)
    assert term.shown is not None
    assert Decimal("0.5") < term.shown <= 1


def test_it_is_told_to_the_card_as_it_was_kept(forecasted: Forecast, body: Body) -> None:
    (told,) = dossier(body).foretold
    assert (told.target, told.forecast) == ("2023-2", forecasted.forecast)
    assert told.on == timezone.localdate(forecasted.made)


def test_it_is_scored_by_the_figure_that_comes_after_it(
    forecasted: Forecast, secretary: Person
) -> None:
    assert landed(forecasted) is None
    assert calibration_of([forecasted]) is None
    tell("2023Q4", "1090", secretary)
    came = landed(forecasted)
    assert came is not None
    assert (came.value, came.is_met) == (Decimal(1090), False)
    good = calibration_of([forecasted])
    assert good is not None
    assert (good.count, good.brier) == (1, round(came.brier or Decimal(0), 3))


def test_what_was_forecast_once_stands_when_more_is_known(
    forecasted: Forecast, secretary: Person, body: Body
) -> None:
    kept = forecasted.forecast
    tell("2023Q3", "900", secretary)
    (later,) = forecast(body, by=secretary)
    assert later.term().cut_off.label == "2023Q3"
    assert Forecast.objects.get(pk=forecasted.pk).forecast == kept
    assert list(replay().faults) == []


def test_of_a_target_whose_figure_is_known_nothing_is_forecast(
    forecasted: Forecast, secretary: Person, body: Body
) -> None:
    tell("2023Q4", "1090", secretary)
    tell("2023Q3", "1100", secretary)
    assert forecast(body, by=secretary) == []


def _cumulative(
    months: Sequence[int], notice: Document, source: Source, secretary: Person
) -> Target:
    """Sums since January at the ends of these months, 2019 to mid-2023; the year's is asked for."""
    words = Words("Revenue", "财政收入")
    term = IndicatorTerm("revenue", words, "亿元", Kind.CUMULATIVE, Direction.MORE)
    define(term, by=secretary)
    for year, month in product(range(2019, 2024), months):
        period = Period.of_months(date(year, 1, 1), month)
        if period.end <= date(2023, 7, 1):
            value = Decimal(10 * month + (year - 2019) * month)
            row = ObservationTerm(
                "revenue", "haven", period, value, "亿元", Kind.CUMULATIVE, "yearbook",
                Day("2023-08"), date(2024, 1, 1),
            )  # fmt: skip
            record(row, by=secretary)
    title, said = Words("Raise revenue", "增收"), numbered(notice, "2")
    duty = adopt(notice, slug="revenue", title=title, statements=said, by=secretary)
    target = TargetTerm(
        "revenue", "revenue", "revenue", Comparator.GE, Decimal(150), "亿元",
        Period.parse("2023"), "haven",
    )  # fmt: skip
    return set_target(duty, target=target, by=secretary)


@pytest.mark.parametrize("months", [(3, 6, 9, 12), range(2, 13)], ids=["quarters", "1—2月"])
def test_the_total_of_a_year_is_forecast_from_sums_that_run_since_january(
    months: Sequence[int], notice: Document, source: Source, secretary: Person, body: Body
) -> None:
    target = _cumulative(months, notice, source, secretary)
    (made,) = forecast(body, by=secretary)
    term = made.term()
    assert (term.period.label, term.cut_off.label, term.history) == ("2023", "2023Q2", 18)
    # Ten units a month, and one more each year: fourteen times twelve.
    assert abs(term.value - 168) < 2
    row = ObservationTerm(
        "revenue", "haven", Period.parse("2023"), Decimal(171), "亿元", Kind.CUMULATIVE,
        "yearbook", Day("2024-01"), date(2024, 1, 30),
    )  # fmt: skip
    record(row, by=secretary)
    came = landed(made)
    assert came is not None
    assert (came.value, came.is_met, made.target) == (Decimal(171), True, target)


def test_a_leader_makes_no_forecast(forecasted: Forecast, leader: Person, body: Body) -> None:
    with pytest.raises(NotPermitted):
        forecast(body, by=leader)


def test_anybody_reads_how_good_the_forecasts_were(forecasted: Forecast, secretary: Person) -> None:
    before = Client().get("/en/forecasts/").content.decode()
    assert "No forecast has its figure yet" in before
    tell("2023Q4", "1090", secretary)
    page = Client().get("/zh-hans/forecasts/").content.decode()
    assert ">1090<" in page
    told = Client().get("/forecasts.json").json()
    assert told["calibration"]["count"] == 1
    assert told["forecasts"][0]["outcome"] == "1090"
    assert told["forecasts"][0]["cut_off"] == "2023Q2"


def test_the_button_forecasts_and_is_nobody_elses(
    forecasted: Forecast, secretary: Person, leader: Person
) -> None:
    client = Client()
    assert client.post("/en/forecasts/").status_code == 403
    client.force_login(leader)
    assert client.post("/en/forecasts/").status_code == 403
    client.force_login(secretary)
    assert client.post("/en/forecasts/")["Location"] == "/en/forecasts/"
    assert Forecast.objects.count() == 2
