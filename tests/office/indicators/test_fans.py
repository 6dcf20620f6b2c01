"""An indicator's page draws what is expected next, with its table, or says that it cannot."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from goldenthread.office.bodies.models import Person
from goldenthread.office.indicators.actions import define, record
from goldenthread.office.records.models import Source
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

YEARS = ["100", "104", "109", "113", "118", "124", "129", "134"]
NAME = Words("Ships & boats", "船只")
OUTPUT = IndicatorTerm("output", NAME, "", Kind.LEVEL_FLOW, Direction.MORE)


def told(values: Sequence[str], by: Person, *, first: int = 2010) -> None:
    for place, value in enumerate(values, first):
        row = ObservationTerm(
            "output", "haven", Period.parse(str(place)), Decimal(value), "", Kind.LEVEL_FLOW,
            "yearbook", Day(f"{place + 1}-02"), date(2024, 1, 1),
        )  # fmt: skip
        record(row, by=by)


@pytest.fixture(autouse=True)
def output(secretary: Person, source: Source) -> None:
    """An indicator of Haven without values."""
    define(OUTPUT, by=secretary)


def page(language: str = "en", asked: str = "") -> str:
    return Client().get(f"/{language}/indicators/output/{asked}").content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Ships &amp; boats</title>", "Known to 2017: 134.", "80 per cent probability")),
        ("zh-hans", ("船只</title>", "数据截至2017", "80% 概率区间")),
    ],
)
def test_the_fan_is_drawn_and_said_with_a_table_behind_it(
    secretary: Person, language: str, said: tuple[str, ...]
) -> None:
    told(YEARS, secretary)
    shown = page(language)
    assert all(each in shown for each in said)
    assert 'class="gt-fanwide"' in shown
    assert 'class="gt-expected"' in shown
    (row,) = re.findall(r"<tr><td>2018[^<]*</td>(.*?)</tr>", shown)
    numbers = [float(each) for each in re.findall(r"\d+(?:\.\d+)?", re.sub("<[^>]+>", " ", row))]
    value, low, high, lowest, highest = numbers
    assert lowest <= low < value < high <= highest
    assert 134 < value < 145


def test_a_page_as_known_on_a_day_forecasts_from_what_was_known(secretary: Person) -> None:
    told(YEARS, secretary)
    assert "Known to 2015: 124." in page(asked="?known=2016-12-31")


@pytest.mark.parametrize(
    ("values", "said"),
    [([], "Nothing to forecast from"), (YEARS[:3], "of Haven 3 values stand in an unbroken row")],
)
def test_too_few_values_are_said_to_be_too_few(
    secretary: Person, values: list[str], said: str
) -> None:
    told(values, secretary)
    shown = page()
    assert said in shown
    assert "<svg" not in shown.partition("What is expected")[2]


def test_more_values_bring_no_more_queries(
    secretary: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    told(YEARS[:5], secretary)
    with CaptureQueriesContext(connection) as before:
        page()
    told(YEARS[5:], secretary, first=2015)
    with django_assert_num_queries(len(before)):
        page()
