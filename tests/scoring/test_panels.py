"""One period of a panel is scored with the help of the others, and only where that is asked for."""

import numpy as np
import pytest

from goldenthread.scoring import (
    Alternatives,
    Imputation,
    Impute,
    Normalisation,
    Normalise,
    Table,
    changed,
    doubt,
    everything,
)
from goldenthread.terms.errors import BadTable
from scoring.examples import CODES, UNITS, VALUES, index

YEARS = ("2020", "2021", "2022")


def panel(*, gap: bool = False) -> Table:
    """Five units over three years, each year a little more of everything."""
    values = np.concatenate([VALUES, VALUES * 1.1, VALUES * 1.2])
    if gap:
        values[5, 2] = np.nan
    periods = tuple(year for year in YEARS for _ in UNITS)
    return Table(UNITS * 3, CODES, values, periods)


@pytest.mark.parametrize(
    ("method", "filled"), [(Imputation.LAST_VALUE, 71.0), (Imputation.LINEAR_IN_TIME, 71 * 1.1)]
)
def test_a_gap_of_one_year_is_filled_from_the_others(method: Imputation, filled: float) -> None:
    built = index(impute=Impute(method)).build(panel(gap=True), period="2021")
    assert built.table.periods == ("2021",) * 5
    assert built.steps["imputed"][0, 2] == pytest.approx(filled)
    assert np.isnan(built.steps["denominated"][0, 2])
    assert built.coverage[0, -1] < 1


def test_without_imputing_a_year_of_a_panel_is_what_it_is_alone() -> None:
    whole = index().build(panel(gap=True), period="2021")
    alone = index().build(panel(gap=True).of_period("2021"))
    assert np.array_equal(whole.scores, alone.scores, equal_nan=True)
    assert np.array_equal(whole.places, alone.places)


def test_draws_fill_the_same_gap_from_the_same_years() -> None:
    ways = (Impute(Imputation.NONE), Impute(Imputation.LAST_VALUE))
    asked = index(impute=ways[1], alternatives=Alternatives(imputations=ways))
    found = everything(doubt(asked.design, table=panel(gap=True), period="2021"))
    for row, way in enumerate(ways):
        built = index(impute=way).build(panel(gap=True), period="2021")
        assert found.scores[row] == pytest.approx(built.index, abs=1e-12)


def test_a_base_year_sets_the_scale_of_a_year_scored_alone() -> None:
    base = Normalise(Normalisation.MIN_MAX, base="2020")
    asked = index(normalise=base)
    alone = asked.build(panel(), period="2022")
    signs = np.array([node.sign for node in asked.tree.indicators])
    old, new = VALUES * signs, VALUES * 1.2 * signs
    expected = (new - old.min(axis=0)) / np.ptp(old, axis=0) * 100
    assert alone.steps["normalised"] == pytest.approx(expected)
    assert alone.scores == pytest.approx(asked.build(panel()).scores[10:])
    with pytest.raises(BadTable, match="base period 1999"):
        index(normalise=Normalise(base="1999")).build(panel(), period="2022")


def test_on_a_base_year_no_change_is_the_scales() -> None:
    asked = index(normalise=Normalise(Normalisation.MIN_MAX, base="2020"))
    older, newer = (asked.build(panel(), period=year) for year in ("2021", "2022"))
    found = changed(older, newer)
    assert found.parts.sum(axis=1) == pytest.approx(found.after - found.before, abs=1e-12)
    assert np.abs(found.parts[:, 2]).max() <= 1e-12 < np.abs(found.parts[:, 0]).min()


def test_other_weights_keep_the_year_and_what_it_was_filled_from() -> None:
    asked = index(impute=Impute(Imputation.LAST_VALUE))
    built = asked.build(panel(gap=True), period="2021")
    other = asked.reweighted({"green": 5.0}, built=built)
    assert other.table.periods == ("2021",) * 5
    assert np.array_equal(other.steps["imputed"], built.steps["imputed"])


def test_a_year_that_the_panel_lacks_is_refused() -> None:
    with pytest.raises(BadTable, match="no row of 1999"):
        index().build(panel(), period="1999")


def test_a_unit_screened_out_in_another_year_is_not_said_to_be_dropped() -> None:
    held = panel()
    held.values[0] = np.nan
    asked = index(screen=0.5)
    assert asked.build(held, period="2021").dropped == ()
    assert asked.build(held, period="2020").dropped == ("Ash",)
