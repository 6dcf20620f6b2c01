"""The card as SDMX, read back by the statisticians' own reader against the structure beside it."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pysdmx.io import get_datasets, read_sdmx

from goldenthread.reporting.card import Card
from goldenthread.reporting.sdmx import COLUMNS, sdmx_csv, structure_json, time_period
from goldenthread.terms.periods import Period

KEY = ("FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD")


@pytest.fixture
def rows(card: Card) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sdmx_csv(card).decode())))


def _row(rows: list[dict[str, str]], indicator: str, period: str) -> dict[str, str]:
    (found,) = (r for r in rows if (r["INDICATOR"], r["TIME_PERIOD"]) == (indicator, period))
    return found


def test_the_readers_of_the_standard_take_table_and_structure_together(card: Card) -> None:
    (data,) = get_datasets(sdmx_csv(card).decode(), structure_json().decode())
    schema: Any = data.structure
    named = [component.id for component in schema.components]
    assert sorted(data.data.columns) == sorted(named)
    assert [each.id for each in schema.components.dimensions] == list(KEY)
    assert len(data.data) == len(data.data[list(KEY)].drop_duplicates()) > 20


def test_the_structure_is_one_that_the_standards_own_schema_allows() -> None:
    message = read_sdmx(structure_json().decode(), validate=True)
    assert [type(each).__name__ for each in message.structures or ()] == [
        "ConceptScheme",
        "DataStructureDefinition",
    ]


def test_a_figure_is_there_digit_for_digit_with_its_day_and_source(
    rows: list[dict[str, str]],
) -> None:
    found = _row(rows, "fixed_asset_investment_growth", "2023")
    assert (found["OBS_VALUE"], found["UNIT_MEASURE"], found["OBS_STATUS"]) == ("7.4", "%", "A")
    assert (found["KNOWN"], found["SOURCE"]) == ("2024-01-30", "S06")
    assert _row(rows, "fixed_asset_investment_growth", "2023-Q1")["OBS_VALUE"] == "13.0"


def test_what_is_not_known_is_empty_and_says_so_and_is_never_zero(
    rows: list[dict[str, str]],
) -> None:
    found = _row(rows, "rd_intensity", "2023")
    assert (found["OBS_VALUE"], found["OBS_STATUS"]) == ("", "O")
    assert {row["OBS_STATUS"] for row in rows if not row["OBS_VALUE"]} == {"O"}
    assert all(Decimal(row["OBS_VALUE"]).is_finite() for row in rows if row["OBS_VALUE"])


def test_every_peer_is_there_known_or_not(card: Card, rows: list[dict[str, str]]) -> None:
    assert card.peers is not None
    areas = {row["REF_AREA"] for row in rows if row["INDICATOR"] == card.peers.indicator.id}
    assert areas == {area.id for area, _ in card.peers.figures}


def test_nothing_in_it_was_known_after_the_cards_day(
    card: Card, rows: list[dict[str, str]]
) -> None:
    assert {row["AS_KNOWN"] for row in rows} == {card.as_known.isoformat()}
    assert max(row["KNOWN"] for row in rows) <= card.as_known.isoformat()


def test_a_card_without_figures_is_a_heading_alone(card: Card) -> None:
    bare = replace(card, rows=(), running=(), peers=None)
    assert sdmx_csv(bare).decode().splitlines() == [",".join(COLUMNS)]


@pytest.mark.parametrize(
    ("period", "frequency", "time"),
    [
        ("2023", "A", "2023"),
        ("2023H2", "S", "2023-S2"),
        ("2023Q3", "Q", "2023-Q3"),
        ("2023Q1-3", "_O", "2023-01-01/P9M"),
        ("2023-05", "M", "2023-M05"),
        ("2023-05-17", "D", "2023-05-17"),
        ("2023-01-01/P2M", "_O", "2023-01-01/P2M"),
    ],
)
def test_a_period_is_written_as_the_standard_writes_it(
    period: str, frequency: str, time: str
) -> None:
    assert time_period(Period.parse(period)) == (frequency, time)


def test_days_that_are_no_whole_months_are_counted_as_days() -> None:
    odd = Period(date(2023, 1, 5), date(2023, 1, 9))
    assert time_period(odd) == ("_O", "2023-01-05/P4D")


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_two_periods_are_never_written_alike(start: date, months: int) -> None:
    first = start.replace(day=1)
    period, longer = (Period.of_months(first, count) for count in (months, months + 1))
    assert time_period(period) != time_period(longer)
