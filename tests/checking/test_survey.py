"""A table is asked all that it allows; real conflicts are found, what is right is left alone."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from goldenthread.checking import Check, Reading, Survey, survey
from goldenthread.terms.meanings import Basis
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction

GDP = Reading("gdp", Period.parse("2022"), Decimal("6739.45"), "jiaxing", Kind.LEVEL_FLOW)


def of(year: int | str, value: str, like: Reading = GDP, **others: Any) -> Reading:
    return replace(like, period=Period.parse(str(year)), value=Decimal(value), **others)


def asked(found: Survey) -> list[tuple[Check, str]]:
    return [(each.check, each.about) for each in found.flags]


@pytest.fixture(scope="module")
def city(shared: Path) -> list[Reading]:
    """The city's yearly levels and growth as its sources print them."""
    path = shared / "data" / "jiaxing" / "quarters.csv"
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["period"].isdigit()]
    held = []
    for name, growth, basis in (
        ("gdp_100m", "gdp_growth_pct", Basis.CONSTANT),
        ("ind_va_100m", "ind_va_growth_pct", Basis.CONSTANT),
        ("budget_rev_100m", "budget_rev_growth_pct", Basis.CURRENT),
    ):
        level = replace(GDP, indicator=name)
        told = replace(level, indicator=growth, kind=Kind.GROWTH, growth_of=name, basis=basis)
        held += [of(row["period"], row[name], level) for row in rows if row[name]]
        held += [of(row["period"], row[growth], told) for row in rows if row[growth]]
    return held


def test_the_figures_as_published_are_not_asked_about(city: list[Reading]) -> None:
    found = survey(city)
    assert found.flags == ()
    assert found.put > 0
    growth = [each for each in found.not_asked if each.check is Check.LEVEL_AND_GROWTH]
    # Industry grew 4.2 % by levels and 7.6 % as reported: one city alone has no peers to tell.
    assert any("ind_va_growth_pct" in each.about for each in growth)


def test_budget_growth_of_fifteen_is_asked_about(city: list[Reading]) -> None:
    growth = next(each for each in city if each.indicator == "budget_rev_growth_pct")
    claim = of(2023, "15.6", growth, source="article")
    found = survey([*city, claim])
    assert asked(found) == [
        (Check.GROWTH_OF_LEVEL, "budget_rev_growth_pct, jiaxing, 2023 (article)")
    ]


@pytest.mark.parametrize(("year", "value"), [(2023, "19000"), (2019, "3400")])
def test_a_gdp_out_of_line_is_asked_about(city: list[Reading], year: int, value: str) -> None:
    levels = [each for each in city if each.indicator == "gdp_100m"]
    claim = of(year, value, levels[0], source="page")
    found = survey([*levels, claim])
    assert asked(found) == [(Check.OUT_OF_LINE, f"gdp_100m, jiaxing, {year} (page)")]


def test_six_billion_of_revenue_is_asked_about() -> None:
    revenue = replace(GDP, indicator="budget revenue", area="hangzhou")
    found = survey([of(2022, "61", revenue), of(2024, "2640.3", revenue)])
    assert [each.check for each in found.flags] == [Check.MAGNITUDE]
    assert "digits" in found.flags[0].question.en


def test_two_denominators_of_the_same_year_are_not_asked_about() -> None:
    head = replace(GDP, indicator="gdp per head", area="zhejiang", kind=Kind.RATIO)
    year_end = of(2023, "124571", head, definition="year-end population")
    mean = of(2023, "125043", head, definition="mean population")
    assert survey([year_end, mean]).flags == ()


def test_a_firmer_wording_of_the_same_number_is_not_asked_about() -> None:
    target = replace(GDP, indicator="investment", kind=Kind.GROWTH)
    notice = of(2023, "10", target, source="notice")
    assert survey([notice, replace(notice, source="plan", note="strive for")]).flags == ()


def test_growth_without_its_basis_is_told_as_not_asked() -> None:
    growth = of(2023, "15.6", GDP, indicator="growth", kind=Kind.GROWTH, growth_of="gdp")
    found = survey([GDP, of(2023, "7062.45"), growth])
    assert found.flags == ()
    assert [each.check for each in found.not_asked if "prices" in each.why] == [
        Check.GROWTH_OF_LEVEL
    ]


def test_the_value_known_last_is_the_one_compared() -> None:
    growth = of(
        2023, "4.8", GDP, indicator="growth", kind=Kind.GROWTH, growth_of="gdp", basis=Basis.CURRENT
    )
    wrong = of(2023, "9062.45", known=Day("2024-01-20"))
    right = of(2023, "7062.45", known=Day("2024-01-26"))
    for order in ([wrong, right], [right, wrong]):
        assert survey([GDP, growth, *order]).flags == ()


def test_parts_and_quarters_and_cumulatives_are_read_from_their_rows() -> None:
    parts = [of(2022, each, indicator=f"p{each}", part_of="gdp") for each in ("2000", "3739.45")]
    quarters = [of(f"2022Q{place}", "1600") for place in range(1, 5)]
    running = [of("2022Q1", "900", kind=Kind.CUMULATIVE), of("2022H1", "800", kind=Kind.CUMULATIVE)]
    found = survey([GDP, *parts, *quarters, *running])
    assert [each.check for each in found.flags] == [
        Check.FALLING_CUMULATIVE,
        Check.PARTS_AND_WHOLE,
        Check.QUARTERS_AND_YEAR,
    ]


def test_numerators_and_changed_bases_are_read_from_their_rows() -> None:
    share = replace(GDP, kind=Kind.RATIO, denominator=Decimal(200))
    rows = [
        of(2019 + place, value, share, numerator=Decimal(100 + place), base="2015")
        for place, value in enumerate(["50", "50.5", "51", "61.5"])
    ]
    rows[3] = replace(rows[3], base="2020")
    found = survey(rows)
    assert [each.check for each in found.flags] == [Check.RATIO, Check.DEFINITION]


def test_a_third_quarter_that_runs_ahead_is_asked_about() -> None:
    rows = [
        of(f"{year}{part}", str(amount), kind=Kind.CUMULATIVE)
        for year in range(2016, 2024)
        for part, amount in (("Q1", 100), ("H1", 200), ("Q1-3", 300 + 90 * (year == 2023)))
    ]
    years = [of(year, "400") for year in range(2016, 2023)]
    found = survey([*rows, *years])
    assert asked(found) == [(Check.CUMULATIVE_JUMP, "gdp, jiaxing, 2023 Q1-3")]


def test_targets_days_and_revisions_of_one_indicator_are_pooled() -> None:
    asked_for = replace(GDP, indicator="seen in time", kind=Kind.RATIO, good=Direction.MORE)
    rows = []
    for place in range(40):
        bad = place % 4 == 0
        month = f"{2019 + place // 12}-{place % 12 + 1:02}"
        end = Period.parse(month).last_day
        known = Day(f"{end.year + (end.month >= 11)}-{(end.month + 1 + bad) % 12 + 1:02}-10")
        first = of(month, "94" if bad else "96", asked_for, target=Decimal(95), known=known)
        rows += [first, replace(first, value=first.value + 1, known=Day(str(end.year + 2)))]
    found = survey([*rows])
    assert Check.ONE_WAY_REVISIONS in [each.check for each in found.flags]
    assert Check.BUNCHING in [each.check for each in found.not_asked]


def test_flags_stand_in_the_order_of_worth_with_room_for_an_answer(city: list[Reading]) -> None:
    growth = next(each for each in city if each.indicator == "budget_rev_growth_pct")
    falling = [of("2022Q1", "900", kind=Kind.CUMULATIVE), of("2022H1", "8", kind=Kind.CUMULATIVE)]
    found = survey([of(2023, "15.6", growth), *city, *falling])
    order = list(Check)
    places = [order.index(each.check) for each in found.flags]
    assert places == sorted(places)
    for each in found.flags:
        assert each.answer == ""
        assert each.n >= 2
        assert each.evidence
        assert replace(each, answer="The base was revised.").question == each.question


def test_of_days_nothing_is_counted_off_by_quarters_or_years() -> None:
    days = [of(f"2024-02-{day}", "100") for day in (28, 29)]
    growth = of("2024-02-29", "0", indicator="g", kind=Kind.GROWTH, growth_of="gdp")
    found = survey([*days, replace(growth, basis=Basis.CURRENT)])
    assert found.flags == ()
