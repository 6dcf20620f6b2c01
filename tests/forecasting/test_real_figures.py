"""On real figures that no part has learnt from, what is said comes true about as often as said."""

import csv
import gzip
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from goldenthread.forecasting import Landed, asked, calibration, outlooks, series
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

D = Decimal
Values = dict[Period, Decimal]


@pytest.fixture(scope="module")
def gdp(shared: Path) -> dict[str, Values]:
    """Quarterly GDP of four economies, as last published."""
    path = shared / "data/measuring/gdp_vintages/gdp_long.csv.gz"
    latest: dict[str, dict[Period, tuple[str, Decimal]]] = defaultdict(dict)
    with gzip.open(path, "rt") as file:
        for row in csv.DictReader(file):
            if row["value"] in ("", "NA"):
                continue
            period = Period.of_months(Period.parse(row["time"][:7]).start, 3)
            said = (row["pub_date"], D(row["value"]).quantize(D("0.1")))
            known = latest[row["id"]]
            known[period] = max(said, known.get(period, said))
    return {name: {p: value for p, (_, value) in of.items()} for name, of in latest.items()}


def up_to(values: dict[str, Values], last: Period) -> list[tuple[str, Values]]:
    return [
        (name, {period: value for period, value in of.items() if period <= last})
        for name, of in values.items()
        if last in of
    ]


@pytest.fixture(scope="module")
def quarters_landed(gdp: dict[str, Values]) -> list[Landed]:
    """The next four quarters, forecast at the end of each third quarter of twenty years."""
    landed = []
    for year in range(2000, 2020):
        known = up_to(gdp, Period.parse(f"{year}Q3"))
        many = [series(name, of, kind=Kind.LEVEL_FLOW) for name, of in known]
        for outlook in outlooks(many, by=Period.parse(f"{year + 1}Q3")):
            came = gdp[outlook.series.indicator]
            landed += [Landed(each, came[each.period]) for each in outlook.path]
    return landed


def test_ranges_of_gdp_hold_about_as_much_as_they_say(quarters_landed: list[Landed]) -> None:
    # The twenty years hold the crisis of 2008 and the standstill of 2020.
    found = calibration(quarters_landed)
    assert found.count > 300
    cover = dict(found.coverage)
    assert D("0.70") <= cover[D("0.80")] <= D("0.86")
    assert D("0.88") <= cover[D("0.95")] <= D("0.98")


def test_chances_that_gdp_grows_by_so_much_come_true_as_often_as_said(
    gdp: dict[str, Values],
) -> None:
    landed = []
    for year in range(2000, 2019):
        # After one, two or three quarters in turn.
        known = up_to(gdp, Period.parse(f"{year}Q{year % 3 + 1}"))
        many = [series(name, of, kind=Kind.LEVEL_FLOW) for name, of in known]
        for outlook in outlooks(many, by=Period.parse(str(year)), target=asked("+2%")):
            came = gdp[outlook.series.indicator]
            total = sum((v for p, v in came.items() if p.start.year == year), D(0))
            assert outlook.answer is not None
            landed.append(Landed(outlook.answer, total))
    found = calibration(landed)
    assert found.brier is not None
    assert found.brier < D("0.12")
    sure = [each for each in landed if (each.forecast.shown or 0) >= D("0.9")]
    assert len(sure) > 15
    assert sum(bool(each.is_met) for each in sure) / len(sure) > 0.85


def test_with_six_yearly_values_a_city_is_told_little_and_honestly(shared: Path) -> None:
    folder = shared / "data/measuring/nyc_management_report/Final Data"
    came, many = {}, {}
    with (folder / "Tidy Indicator Level Data.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            try:
                values = {Period.parse(str(y)): D(row[str(y)]) for y in range(2016, 2022)}
                came[row["ID"]] = D(row["2022"])
            except InvalidOperation:
                continue  # a year without a value
            many[row["ID"]] = series(row["ID"], values, kind=None)
    found = calibration(
        Landed(each.answer, came[each.series.indicator])
        for each in outlooks(list(many.values()), target=asked("+3%"))
        if each.answer
    )
    assert found.count > 800
    assert found.brier is not None
    assert found.brier < D("0.23")
    assert D("0.77") <= dict(found.coverage)[D("0.80")] <= D("0.93")
    for each in found.bins:
        if each.count >= 50:
            assert abs(D(each.met) / each.count - each.said) < D("0.16")
