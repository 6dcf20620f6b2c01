"""COINr's ASEM example and its panel, step by step."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from goldenthread.scoring import (
    Aggregate,
    Aggregation,
    Built,
    Imputation,
    Impute,
    Index,
    Normalisation,
    Normalise,
    Table,
    Treat,
    Treatment,
    Tree,
)
from goldenthread.scoring.arrays import Floats

WINSORISED = Treat(Treatment.WINSORISE, most=5, fallback=Treatment.LOG)


@pytest.fixture(scope="module")
def asem(shared: Path) -> Path:
    return shared / "data" / "scoring" / "asem"


@pytest.fixture(scope="module")
def index(asem: Path) -> Index:
    return Index.from_imeta(
        asem / "00_iMeta.csv",
        impute=Impute(Imputation.GROUP_MEAN, by="EurAsia_group"),
        treat=WINSORISED,
        normalise=Normalise(Normalisation.MIN_MAX, low=0, high=100),
        screen=0.9,
    )


@pytest.fixture(scope="module")
def table(index: Index, asem: Path) -> Table:
    held = index.read(asem / "00_iData.csv")
    return held.rows(sorted(range(len(held.units)), key=lambda row: held.units[row]))


@pytest.fixture(scope="module")
def built(index: Index, table: Table) -> Built:
    return index.build(table)


def printed(path: Path, built: Built, columns: list[str]) -> Floats:
    """The published numbers, their rows in the order of ours; 'Inf' stays.

    The steps of a single year are printed without it.
    """
    with path.open(encoding="utf-8") as file:
        rows = {(row.get("Time", ""), row["uCode"]): row for row in csv.DictReader(file)}
    keys = [(built.table.period_of(at), unit) for at, unit in enumerate(built.table.units)]
    held = [rows[key] if key in rows else rows["", key[1]] for key in keys]
    return np.array([[float(row[name] or "nan") for name in columns] for row in held])


def apart(ours: Floats, theirs: Floats) -> float:
    """The greatest difference; missing and infinite must be so in both."""
    assert ours.shape == theirs.shape
    assert np.array_equal(np.isfinite(ours), np.isfinite(theirs))
    both = np.isfinite(ours)
    return float(np.max(np.abs(ours[both] - theirs[both])))


def greatest(values: Floats) -> float:
    """What a double's rounding is a share of: the largest value, at least 1."""
    return max(1.0, float(np.abs(values[np.isfinite(values)]).max()))


def indicators(built: Built) -> list[str]:
    return [node.code for node in built.design.tree.indicators]


@pytest.mark.parametrize(
    ("step", "file"),
    [
        ("raw", "10_Raw"),
        ("denominated", "10_Denominated"),
        ("imputed", "10_Imputed"),
        ("imputed", "10_Screened"),
        ("treated", "10_Treated"),
        ("normalised", "10_Normalised"),
    ],
)
def test_each_step_of_the_example_is_coinrs_to_the_last_digit(
    built: Built, asem: Path, step: str, file: str
) -> None:
    theirs = printed(asem / f"{file}.csv", built, indicators(built))
    assert apart(built.steps[step], theirs) <= 1e-12 * greatest(theirs)


def test_scores_and_places_of_all_sixty_nodes_are_coinrs(built: Built, asem: Path) -> None:
    codes = list(built.design.tree.codes)
    assert len(codes) == 60
    assert apart(built.scores, printed(asem / "10_Aggregated.csv", built, codes)) <= 1e-12
    # The table of results is printed at ten decimals.
    assert apart(built.scores, printed(asem / "30_results_scores.csv", built, codes)) <= 5.1e-11
    places = printed(asem / "31_results_ranks.csv", built, codes)
    assert np.array_equal(built.places, places)


def test_what_was_treated_is_what_coinr_treated(built: Built, asem: Path) -> None:
    with (asem / "40_treatment_details.csv").open(encoding="utf-8") as file:
        theirs = {
            row["iCode"]: f"winsorise {row['winsorise.nwin']}"
            for row in csv.DictReader(file)
            if row["check_SkewKurt0.Pass"] == "FALSE"
        }
    assert built.changes == theirs


def test_effective_weights_are_coinrs(built: Built, asem: Path) -> None:
    with (asem / "21_effective_weights.csv").open(encoding="utf-8") as file:
        theirs = {row["iCode"]: float(row["EffWeight"]) for row in csv.DictReader(file)}
    ours = built.design.tree.effective()
    assert ours.keys() == theirs.keys()
    assert max(abs(ours[code] - theirs[code]) for code in ours) <= 1e-12


@pytest.mark.parametrize(
    ("file", "how"),
    [
        ("minmax", Normalise(Normalisation.MIN_MAX, low=0, high=100)),
        ("minmax1_100", Normalise(Normalisation.MIN_MAX, low=1, high=100)),
        ("zscore", Normalise(Normalisation.Z_SCORE, mean=10, sd=2)),
        ("rank", Normalise(Normalisation.RANK)),
        ("borda", Normalise(Normalisation.BORDA)),
        ("prank", Normalise(Normalisation.PERCENTILE)),
        ("dist2max", Normalise(Normalisation.TO_BEST)),
        ("fracmax", Normalise(Normalisation.TO_LEADER)),
        ("scaled", Normalise(Normalisation.SCALED, low=0, high=100)),
    ],
)
def test_each_of_nine_normalisations_is_coinrs(
    index: Index, table: Table, asem: Path, file: str, how: Normalise
) -> None:
    built = index.using(normalise=how, aggregate=Aggregate(Aggregation.MEDIAN)).build(table)
    theirs = printed(asem / f"60_norm_{file}.csv", built, indicators(built))
    assert apart(built.steps["normalised"], theirs) <= 1e-12 * max(
        1.0, np.nanmax(np.abs(theirs[np.isfinite(theirs)]))
    )


@pytest.mark.parametrize(
    ("file", "mean"),
    [
        ("amean", Aggregation.ARITHMETIC),
        ("gmean", Aggregation.GEOMETRIC),
        ("hmean", Aggregation.HARMONIC),
    ],
)
def test_each_of_three_means_is_coinrs(
    index: Index, table: Table, asem: Path, file: str, mean: Aggregation
) -> None:
    scale = Normalise(Normalisation.MIN_MAX, low=1, high=100)
    built = index.using(normalise=scale, aggregate=Aggregate(mean)).build(table)
    codes = [node.code for node in built.design.tree.aggregates]
    ours = np.column_stack([built.of(code) for code in codes])
    theirs = printed(asem / f"61_agg_minmax1_100_a_{file}.csv", built, codes)
    assert apart(ours, theirs) <= 1e-12


def test_the_five_year_panel_is_coinrs(asem: Path) -> None:
    panel = Index.from_imeta(asem / "00_iMeta.csv", treat=WINSORISED, screen=0.9)
    panel = panel.using(tree=without_denominators(panel))
    built = panel.build(panel.read(asem / "70_purse_iData.csv"))
    assert len(built.table.units) == 230
    codes = ["Conn", "Sust", "Index"]
    ours = np.column_stack([built.of(code) for code in codes])
    assert apart(ours, printed(asem / "70_purse_aggregated.csv", built, codes)) <= 1e-12


def without_denominators(index: Index) -> Tree:
    return Tree.of([replace(node, denominator="") for node in index.tree.nodes])
