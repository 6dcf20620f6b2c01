"""The recorded draws of COINr's vignette replayed, and laws of drawing."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from goldenthread.scoring import Alternatives, Table
from goldenthread.scoring.account import places
from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.index import Index
from goldenthread.scoring.saying import robustness
from goldenthread.scoring.uncertainty import (
    Doubt,
    Job,
    Work,
    doubt,
    drawn,
    everything,
    replayed,
)
from scoring.examples import CODES, UNITS, VALUES
from scoring.examples import index as small
from scoring.vignette import folder, recorded_points, vignette


@pytest.fixture(scope="module")
def asked(shared: Path) -> Doubt:
    index, table = vignette(shared)
    return doubt(index.design, table=table)


def recorded(path: Path, units: tuple[str, ...], columns: list[str]) -> Floats:
    with path.open(encoding="utf-8") as file:
        rows = {row["uCode"]: row for row in csv.DictReader(file)}
    return np.array([[float(rows[unit][name]) for name in columns] for unit in units])


@pytest.mark.parametrize(("run", "draws"), [("ua100", 100), ("ua1000", 1000), ("sa100", 600)])
def test_every_recorded_draw_is_replayed_to_the_last_digit(
    asked: Doubt, shared: Path, run: str, draws: int
) -> None:
    points = recorded_points(folder(shared) / f"{run}_draws.csv")
    assert len(points) == draws
    found = replayed(asked, points=points)
    names = [f"r_{draw}" for draw in range(1, draws + 1)]
    theirs = recorded(folder(shared) / f"{run}_scores.csv", found.units, names)
    assert np.abs(found.scores[found.which].T - theirs).max() <= 1e-12


@pytest.mark.parametrize("run", ["ua100", "ua1000", "sa100"])
def test_statistics_of_places_are_coinrs(asked: Doubt, shared: Path, run: str) -> None:
    points = recorded_points(folder(shared) / f"{run}_draws.csv")
    # Of a sensitivity run COINr ranks over the two base samples only.
    found = replayed(asked, points=points[:200] if run == "sa100" else points)
    names = ["Nominal", "Mean", "Median", "Q5", "Q95"]
    theirs = recorded(folder(shared) / f"{run}_rankstats.csv", found.units, names)
    quantiles = [found.quantile(share) for share in (0.5, 0.05, 0.95)]
    nominal = asked.nominal.places[:, -1]
    ours = np.column_stack([nominal, found.mean, *quantiles])
    assert np.abs(ours - theirs).max() <= 1e-9


def test_all_two_thousand_combinations_shift_places_as_enumerated(
    asked: Doubt, shared: Path
) -> None:
    theirs = np.load(folder(shared) / "rank_shift_5x2x100x2.npy")
    ours = everything(asked).shift.reshape(theirs.shape)
    assert np.abs(ours - theirs).max() <= 1e-12


def test_the_same_seed_gives_the_same_answer_however_the_work_is_spread(asked: Doubt) -> None:
    def backwards(work: Work, jobs: Iterable[Job], /) -> Iterable[Floats]:
        return reversed([work(job) for job in reversed(list(jobs))])

    here = drawn(asked, draws=500, seed=3)
    there = drawn(asked, draws=500, seed=3, spread=backwards)
    assert np.array_equal(here.scores, there.scores)
    assert not np.array_equal(here.which, drawn(asked, draws=500, seed=4).which)


def test_who_is_above_whom_adds_to_one_unless_tied(asked: Doubt) -> None:
    found = drawn(asked, draws=300, seed=1)
    assert found.above("CHE", "NLD") + found.above("NLD", "CHE") == pytest.approx(1)


def test_of_two_that_are_tied_neither_is_above_the_other() -> None:
    twins = np.vstack([VALUES, VALUES[0]])
    held = Table((*UNITS, "Twin"), CODES, twins)
    found = drawn(doubt(small(alternatives=Alternatives(noise=0.2)).design, table=held), draws=50)
    assert found.above("Ash", "Twin") == found.above("Twin", "Ash") == 0
    assert found.above("Cedar", "Birch") + found.above("Birch", "Cedar") == 1


def test_an_index_of_which_nothing_is_in_doubt_never_moves(asked: Doubt) -> None:
    built = asked.nominal
    certain = replace(built.design, alternatives=type(built.design.alternatives)())
    found = drawn(doubt(certain, table=built.table), draws=50)
    assert len(found.places) == 1
    assert np.array_equal(found.quantile(0.95), built.places[:, -1])


def test_a_draw_without_a_score_gives_no_place_and_moves_no_range(tmp_path: Path) -> None:
    held = tmp_path / "index.toml"
    held.write_text(
        """normalise = "min-max"
[nodes.whole]
[nodes.a]
parent = "whole"
direction = "more"
[nodes.b]
parent = "whole"
direction = "more"
[alternatives]
normalise = ["min-max", "z-score"]
aggregate = ["arithmetic", "geometric"]
"""
    )
    table = tmp_path / "data.csv"
    table.write_text("unit,a,b\nlow,1,2\nmid,5,5\nhigh,9,8\n")
    index = Index.from_toml(held)
    found = everything(doubt(index.design, table=index.read(table)))
    low = found.units.index("low")
    assert found.tally[low, 0] > 0
    assert found.placed[low] == 1 - found.tally[low, 0] / found.counts.sum()
    assert found.quantile(0)[low] == 3
    assert found.mean[low] == 3
    assert found.above("low", "high") == 0
    assert (spread := places(found, low)) is not None
    assert spread["low"] == 3
    said = robustness(found, unit="low")
    assert "no place" in said.en
    assert "没有名次" in said.zh
