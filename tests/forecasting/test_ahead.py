"""Many series at once: the same numbers as each alone, and ranges that hold on known chance."""

from decimal import Decimal

import numpy as np
import pytest

from goldenthread.forecasting import Model, Series
from goldenthread.forecasting.ahead import LEAST, coming, year_to_come
from goldenthread.forecasting.batches import Floats, batch
from goldenthread.forecasting.combining import combined
from goldenthread.forecasting.years import year_totals
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

D = Decimal


def of(values: Floats, *, kind: Kind | None = None, months: int = 3) -> Series:
    first = Period.of_months(Period.parse("2010").start, months)
    return Series("x", kind, first, tuple(D(f"{value:.6f}") for value in values))


def walks(count: int, length: int, *, noise: float = 0.03, seed: int = 1) -> Floats:
    """Random walks of logarithms around a season: what comes next is known to chance alone."""
    random = np.random.default_rng(seed)
    season = np.resize([0.1, -0.05, 0.0, -0.05], length)
    steps = random.normal(0.005, noise, size=(count, length))
    return np.asarray(100 * np.exp(steps.cumsum(axis=1) + season))


def test_the_middles_are_those_of_the_combined_models() -> None:
    values = walks(3, 30)
    found = coming([of(each) for each in values], steps=4)
    rows = batch([[float(D(f"{value:.6f}")) for value in each] for each in values])
    made = combined(rows, per_year=4, horizon=4, by_shares=np.ones(3, bool))
    middles = np.array([[each.middle for each in path] for path in found])
    assert middles == pytest.approx(made)


def test_the_path_counts_periods_and_horizons_together() -> None:
    path = coming([of(walks(1, 30)[0])], steps=3)[0]
    assert [each.horizon for each in path] == [1, 2, 3]
    assert [each.period.label for each in path] == ["2017Q3", "2017Q4", "2018Q1"]
    assert {each.model for each in path} == {Model.COMBINED}


@pytest.mark.parametrize(("months", "per_year"), [(1, 12), (3, 4), (12, 1)])
def test_what_is_too_short_gets_an_empty_path_and_the_others_theirs(
    months: int, per_year: int
) -> None:
    least = LEAST[per_year]
    many = [of(walks(1, count)[0], months=months) for count in (least - 1, least, least + 9)]
    assert [len(path) for path in coming(many, steps=2)] == [0, 2, 2]


def test_nothing_is_expected_of_nothing_or_of_no_steps() -> None:
    short = of(walks(1, 3)[0])
    assert coming([short], steps=4) == [()]
    assert coming([of(walks(1, 30)[0])], steps=0) == [()]
    assert year_to_come([short], elapsed=1, year=Period.parse("2010")) == [None]


def test_ranges_hold_as_much_of_pure_chance_as_they_say() -> None:
    values = walks(150, 44)
    paths = coming([of(each[:40]) for each in values], steps=4)
    for cover, low, high in (("0.80", 0.74, 0.87), ("0.95", 0.90, 0.985)):
        within = [
            edges[0] <= D(f"{value:.6f}") <= edges[1]
            for each, path in zip(values, paths, strict=True)
            for value, expected in zip(each[40:], path, strict=True)
            if (edges := expected.forecast().interval(D(cover)))
        ]
        assert low < np.mean(within) < high


def test_the_restless_get_wider_ranges_than_the_quiet_beside_them() -> None:
    many = [of(walks(1, 40, noise=noise)[0]) for noise in (0.01, 0.1)]
    quiet, restless = coming(many, steps=1)
    assert restless[0].size > 3 * quiet[0].size
    assert restless[0].pool == quiet[0].pool


def test_a_total_is_that_of_the_years_engine_with_the_size_of_its_error() -> None:
    values = walks(3, 30)
    year = Period.parse("2017")
    found = year_to_come([of(each) for each in values], elapsed=2, year=year)
    rows = batch([[float(D(f"{value:.6f}")) for value in each] for each in values])
    made = year_totals(rows, per_year=4, elapsed=2, by_shares=np.ones(3, bool))
    assert [each.middle for each in found if each] == pytest.approx(made.middles.tolist())
    assert [each.size for each in found if each] == pytest.approx(made.sizes.tolist())


@pytest.mark.parametrize(
    ("count", "elapsed", "model"),
    [
        (8, 0, None),
        (7, 3, None),
        (9, 1, Model.YEAR_TO_DATE),
        (11, 3, Model.YEAR_TO_DATE),
        (12, 0, Model.YEAR_SUM),
        (13, 1, Model.YEAR_SHARES),
        (40, 0, Model.YEAR_SUM),
    ],
)
def test_how_a_total_is_told_follows_from_the_history(
    count: int, elapsed: int, model: Model | None
) -> None:
    found = year_to_come([of(walks(1, count)[0])], elapsed=elapsed, year=Period.parse("2015"))[0]
    assert (found.model if found else None) is model


def test_a_short_series_that_touches_zero_has_no_shares_and_so_no_total() -> None:
    values = walks(1, 10)[0]
    values[3] = 0
    assert year_to_come([of(values)], elapsed=2, year=Period.parse("2012")) == [None]


def test_chances_of_totals_hold_on_pure_chance() -> None:
    values = walks(200, 24)
    found = year_to_come([of(each[:22]) for each in values], elapsed=2, year=Period.parse("2015"))
    totals = values[:, 20:].sum(axis=1)
    edges = [each.forecast().interval(D("0.80")) for each in found if each]
    within = [low <= D(f"{t:.6f}") <= high for t, (low, high) in zip(totals, edges, strict=True)]
    assert 0.72 < np.mean(within) < 0.9
