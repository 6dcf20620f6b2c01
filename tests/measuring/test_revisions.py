"""Revisions: triangles, first to latest, noise that is none, and the flips of real GDP."""

import csv
import gzip
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import (
    Revision,
    Triangle,
    Vintages,
    is_material,
    revised,
    triangle,
)

CENTS = st.decimals(-1000, 1000, places=2)


def year_of(*rows: tuple[str, float, int], rank: list[int] | None = None) -> Vintages:
    """One series of the year 2021: the day known, a value, how many decimals were printed."""
    return Vintages.of(
        [7] * len(rows),
        start=["2021-01-01"] * len(rows),
        end=["2022-01-01"] * len(rows),
        known=[known for known, _, _ in rows],
        value=[value for _, value, _ in rows],
        places=[places for _, _, places in rows],
        rank=rank,
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("632", "632.02", False),
        ("632.02", "632", False),
        ("632.0", "632.02", False),
        ("632.00", "632.02", True),
        ("30", "30.0", False),
        ("6.3", "6.2", True),
        ("6.25", "6.3", False),
        ("6.24", "6.3", True),
        ("-6.25", "-6.3", False),
        ("6355.28", "6388.38", True),
        (f"123456789012345.{'12' * 9}", f"123456789012345.{'12' * 10}", False),
    ],
)
def test_the_same_number_at_another_precision_is_no_revision(
    before: str, after: str, expected: bool
) -> None:
    assert is_material(Decimal(before), Decimal(after)) is expected


@given(CENTS, st.integers(0, 1))
def test_rounding_alone_is_never_material(value: Decimal, places: int) -> None:
    rounded = value.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
    assert not is_material(value, rounded)
    assert not is_material(rounded, value)


@given(CENTS, CENTS)
def test_arrays_and_decimals_agree_on_what_is_material(before: Decimal, after: Decimal) -> None:
    rows = year_of(("2022-01-01", float(before), 2), ("2023-01-01", float(after), 2))
    assert list(revised(rows)) == [False, is_material(before, after)]


def test_the_last_digits_of_a_float_are_no_revision() -> None:
    rows = year_of(
        ("2002-10-01", 64551.2543043118, 127),
        ("2003-01-01", 64551.2543043136, 127),
        ("2003-04-01", 64555.8557807139, 127),
    )
    assert list(revised(rows)) == [False, False, True]


def test_many_small_steps_in_one_direction_do_not_pass_unseen() -> None:
    rows = year_of(("2022-01-01", 6.34, 2), ("2022-02-01", 6.3, 1), ("2022-03-01", 6.26, 2))
    assert list(revised(rows)) == [False, False, True]


def test_a_finer_printing_is_what_later_ones_are_held_against() -> None:
    rows = year_of(("2022-01-01", 6.3, 1), ("2022-02-01", 6.34, 2), ("2022-03-01", 6.26, 2))
    assert list(revised(rows)) == [False, False, True]


def test_from_first_to_latest_only_what_is_material_is_an_amount() -> None:
    real = year_of(("2022-01-20", 6355.28, 2), ("2023-03-01", 6388.38, 2))
    noise = year_of(("2022-01-20", 632.0, 0), ("2023-03-01", 632.02, 2))
    found = Revision.of(real)
    assert (found.first[0], found.latest[0], found.times[0]) == (6355.28, 6388.38, 1)
    assert found.amount[0] == pytest.approx(33.1)
    assert (Revision.of(noise).amount[0], Revision.of(noise).times[0]) == (0, 0)


def test_a_value_that_was_never_in_force_revises_nothing() -> None:
    doubtful = year_of(("2022-01-20", 6.0, 1), ("2023-03-01", 9.0, 1), rank=[1, 0])
    assert list(revised(doubtful)) == [False, False]
    assert Revision.of(doubtful).latest[0] == 6.0


def test_the_triangle_shows_what_each_release_said_of_each_period() -> None:
    rows = Vintages.of(
        [1, 1, 1, 2],
        start=["2021-01-01", "2021-04-01", "2021-01-01", "2021-01-01"],
        end=["2021-04-01", "2021-07-01", "2021-04-01", "2021-04-01"],
        known=["2021-05-01", "2021-08-01", "2021-08-01", "2021-05-01"],
        value=[1.0, 2.0, 1.5, 9.0],
    )
    found = triangle(rows, series=1)
    np.testing.assert_array_equal(found.value, [[1.0, 1.5], [np.nan, 2.0]])
    assert [str(day) for day in found.release] == ["2021-05-01", "2021-08-01"]
    assert triangle(rows, series=3).value.shape == (0, 0)


@pytest.fixture(scope="module")
def gdp(shared: Path) -> Vintages:
    """GDP of four economies in the order CHE, EA, JP, US, as 89 quarterly releases had it."""
    with gzip.open(shared / "data/measuring/gdp_vintages/gdp_long.csv.gz", "rt") as file:
        rows = [row for row in csv.DictReader(file) if row["value"] not in ("", "NA")]
    start = np.asarray([row["time"] for row in rows], "datetime64[M]")
    return Vintages.of(
        np.unique([row["id"] for row in rows], return_inverse=True)[1],
        start=start.astype("datetime64[D]"),
        end=(start + np.timedelta64(3, "M")).astype("datetime64[D]"),
        known=[row["pub_date"] for row in rows],
        value=[float(row["value"]) for row in rows],
    )


def growth(found: Triangle) -> Iterator[tuple[float, float]]:
    """The first and the latest growth of each quarter first released after the first vintage."""
    per_cent = (found.value[1:] / found.value[:-1] - 1) * 100
    for row in per_cent:
        known = np.flatnonzero(~np.isnan(row))
        if len(known) > 1 and known[0] > 0:
            yield row[known[0]], row[known[-1]]


def test_the_verdict_on_gdp_growth_flips_in_a_quarter_of_the_quarters(gdp: Vintages) -> None:
    flips = []
    for series in range(4):
        pairs = list(growth(triangle(gdp, series=series)))
        flips.append(sum((first >= 0.5) != (latest >= 0.5) for first, latest in pairs) / len(pairs))
        assert len(pairs) == 87
    assert [round(share, 2) for share in flips] == [0.31, 0.22, 0.22, 0.22]


def test_some_of_the_changes_of_real_gdp_are_only_noise(gdp: Vintages) -> None:
    others = ~gdp.first
    changed = np.append(False, gdp.value[1:] != gdp.value[:-1]) & others
    material = revised(gdp)
    assert 0 < material.sum() < changed.sum()
    # Only the four quarters at the very end have had no chance of a revision.
    assert (Revision.of(gdp).times == 0).mean() < 0.05
