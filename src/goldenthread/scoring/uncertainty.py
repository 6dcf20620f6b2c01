"""How sure an index is: score it under every listed choice and see how places move.

The Handbook (2008), step 7: every choice that could have been made otherwise is
drawn at random, and the places of each unit counted. Draws that make the same
choices are scored once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Protocol

import numpy as np

from goldenthread.scoring.arrays import ROUNDING, Floats, Ints, ranks
from goldenthread.scoring.building import Built, aggregate, build, treat
from goldenthread.scoring.choices import Aggregate
from goldenthread.scoring.design import Design
from goldenthread.scoring.drawing import scored
from goldenthread.scoring.scaling import scale
from goldenthread.scoring.tables import Table
from goldenthread.terms.errors import NotPossible

#: The choices, in the order of the columns of every array of points.
FACTORS = ("imputation", "treatment", "normalisation", "weights", "aggregation")
_BLOCK = 1 << 20  # scores held at a time


class Spread(Protocol):
    """What maps a function over many arguments in their order: `map`, or a cluster's own."""

    def __call__(self, work: "Work", jobs: Iterable["Job"], /) -> Iterable[Floats]:
        """Return the results in the order of the jobs."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """Weight sets to be scored under one frame and one aggregation."""

    values: Floats
    weights: Floats
    how: Aggregate


Tell = Callable[[int, int], None]
Work = Callable[[Job], Floats]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An index with everything that could have been chosen otherwise, ready to be drawn.

    `frames` holds normalised values (units × indicators) by imputation,
    treatment and normalisation; `weights` is sets × nodes; `nominal` the index
    as designed.
    """

    nominal: Built
    frames: dict[tuple[int, int, int], Floats]
    weights: Floats
    aggregations: tuple[Aggregate, ...]

    @property
    def sizes(self) -> tuple[int, int, int, int, int]:
        """How many alternatives each factor has, in the order of FACTORS."""
        a, b, c = (1 + max(key[axis] for key in self.frames) for axis in range(3))
        return a, b, c, len(self.weights), len(self.aggregations)

    @property
    def varied(self) -> tuple[str, ...]:
        """The factors with more than one alternative; with none, draws can say nothing of doubt."""
        return tuple(factor for factor, size in zip(FACTORS, self.sizes, strict=True) if size > 1)


def doubt(design: Design, *, table: Table, period: str = "", seed: int = 0) -> Doubt:
    """Return the index with its listed alternatives, for a table of one period or one of a panel.

    Weight sets are drawn by `seed`; the same seed gives the same sets.
    """
    nominal = build(design, table=table, period=period)
    if len(set(nominal.table.periods)) > 1:
        raise NotPossible(
            "doubt is for one period.", place=table.place, remedy="Say which by `period`."
        )
    frames = _frames(design, nominal)
    return Doubt(
        nominal,
        frames,
        _weight_sets(design, nominal, seed=seed),
        design.alternatives.aggregations or (design.aggregate,),
    )


def _frames(design: Design, nominal: Built) -> dict[tuple[int, int, int], Floats]:
    other, panel, out = design.alternatives, nominal.panel, {}
    rows = list(panel.rows)
    for i, impute in enumerate(other.imputations or (design.impute,)):
        filled = panel.filled(impute, design=design)
        for t, how in enumerate(other.treatments or (design.treat,)):
            done, _ = treat(how, design=design, table=nominal.table, values=filled[rows])
            base = panel.base(how, design=design, filled=filled)
            for n, norm in enumerate(other.normalisations or (design.normalise,)):
                out[i, t, n] = scale(norm, design=design, values=done, base=base)
    return out


def _weight_sets(design: Design, nominal: Built, *, seed: int) -> Floats:
    other, codes = design.alternatives, design.tree.codes
    given = np.array([node.weight for node in design.tree.nodes])
    if other.weight_sets:
        rows = [
            [each.get(code, w) for code, w in zip(codes, given, strict=True)]
            for each in other.weight_sets
        ]
        return np.array(rows, dtype=float)
    bases = [np.array([nominal.weights[code] for code in codes])]
    if other.weighings:
        bases = []
        for way in other.weighings:
            _, used = aggregate(replace(design, weigh=way), values=nominal.steps["normalised"])
            bases.append(np.array([used[code] for code in codes]))
    if not other.noise:
        return np.stack(bases)
    noisy = np.array([code in (other.noisy or codes[:-1]) for code in codes])
    shifts = np.random.default_rng(seed).uniform(
        -other.noise, other.noise, (other.sets, len(codes))
    )
    return np.concatenate([base * (1 + np.where(noisy, shifts, 0.0)) for base in bases])


@dataclass(frozen=True, slots=True)
class Draws:
    """The index under many draws; draws that make the same choices share a row.

    `scores` and `places` are distinct draws × units; `counts` says how often
    each was drawn and `which` gives each draw's row. `points` (distinct × five)
    are the choices, by FACTORS.
    """

    doubt: Doubt
    points: Ints
    counts: Ints
    which: Ints
    scores: Floats
    places: Ints

    @property
    def units(self) -> tuple[str, ...]:
        """The units, in the order of the columns."""
        return self.doubt.nominal.table.units

    def quantile(self, share: float) -> Floats:
        """Return that quantile of each unit's places, interpolated (Hyndman–Fan type 7).

        NaN for a unit that no draw gives a place.
        """
        passed = np.cumsum(self.tally[:, 1:], axis=1)
        at = (share * (passed[:, -1:] - 1)).clip(0)
        low, high = ((passed > step).argmax(axis=1) + 1 for step in (np.floor(at), np.ceil(at)))
        between = low + (high - low) * (at - np.floor(at))[:, 0]
        return np.asarray(np.where(passed[:, -1] > 0, between, np.nan))

    @property
    def placed(self) -> Floats:
        """The share of draws that give each unit a place."""
        return np.asarray(self.counts @ (self.places > 0) / self.counts.sum())

    @property
    def tally(self) -> Ints:
        """How often each unit had each place: units × (units + 1), the first for no place."""
        n = self.places.shape[1]
        out = np.zeros((n, n + 1), np.int64)
        for unit in range(n):
            held = np.bincount(self.places[:, unit], weights=self.counts, minlength=n + 1)
            out[unit] = held.astype(np.int64)
        return out

    @property
    def mean(self) -> Floats:
        """Each unit's mean place; NaN for one that no draw gives a place."""
        given = self.counts @ (self.places > 0)
        sums = self.counts @ self.places
        unknown = np.full(len(sums), np.nan)
        return np.asarray(np.divide(sums, given, out=unknown, where=given > 0))

    def above(self, unit: str, other: str) -> float:
        """Return the share of draws in which `unit` is before `other`, both having a place."""
        a, b = (self.places[:, self.units.index(each)] for each in (unit, other))
        return float(self.counts[(a > 0) & (a < b)].sum() / self.counts.sum())

    @property
    def shift(self) -> Floats:
        """For each distinct draw, the mean over units of how far its place is from the nominal.

        No place counts as one behind the last.
        """
        nominal, places = (
            np.where(each == 0, self.places.shape[1] + 1, each)
            for each in (self.doubt.nominal.places[:, -1], self.places)
        )
        return np.asarray(np.abs(places - nominal).mean(axis=1))


def drawn(
    doubt: Doubt, *, draws: int, seed: int = 0, spread: Spread = map, tell: Tell | None = None
) -> Draws:
    """Return `draws` random draws over all listed choices; the same seed, the same answer.

    `tell` is called with how many blocks are done, of how many.
    """
    random = np.random.default_rng(seed)
    points = np.column_stack([random.integers(size, size=draws) for size in doubt.sizes])
    return replayed(doubt, points=points, spread=spread, tell=tell)


def everything(doubt: Doubt, *, spread: Spread = map) -> Draws:
    """Return every combination of the listed choices, once."""
    points = np.array(list(product(*(range(size) for size in doubt.sizes))))
    return replayed(doubt, points=points, spread=spread)


def replayed(
    doubt: Doubt, *, points: Ints, spread: Spread = map, tell: Tell | None = None
) -> Draws:
    """Return the draws that make the choices `points` (draws × five, by FACTORS)."""
    flat = np.ravel_multi_index(tuple(points.T), doubt.sizes)
    held, which, counts = np.unique(flat, return_inverse=True, return_counts=True)
    distinct = np.column_stack(np.unravel_index(held, doubt.sizes))
    scores = np.empty((len(held), len(doubt.nominal.table.units)))
    rows, jobs = _jobs(doubt, distinct)
    work = partial(_root, doubt.nominal.design)
    for done, (row, found) in enumerate(zip(rows, spread(work, jobs), strict=True), 1):
        scores[row] = found
        if tell:
            tell(done, len(rows))
    # As many bytes as the places need: a billion of them is a usual size.
    small = np.int16 if scores.shape[1] < 32767 else np.int64
    places = np.empty(scores.shape, small)
    step = max(1, _BLOCK // scores.shape[1])
    for start in range(0, len(scores), step):
        places[start : start + step] = ranks(scores[start : start + step], near=ROUNDING)
    return Draws(doubt, distinct, counts, which.ravel(), scores, places)


def _root(design: Design, job: Job) -> Floats:
    return scored(design, job.values, weights=job.weights, how=job.how)[design.tree.root.code]


def _jobs(doubt: Doubt, points: Ints) -> tuple[list[Ints], list[Job]]:
    """Rows that share all but the weights, in blocks."""
    shared = points[:, [0, 1, 2, 4]]
    groups, which = np.unique(shared, axis=0, return_inverse=True)
    step = max(1, _BLOCK // len(doubt.nominal.table.units))
    rows, jobs = [], []
    for group, choice in enumerate(groups.tolist()):
        every = np.flatnonzero(which.ravel() == group)
        values = doubt.frames[choice[0], choice[1], choice[2]]
        for start in range(0, len(every), step):
            block = every[start : start + step]
            weights = doubt.weights[points[block, 3]]
            rows.append(block)
            jobs.append(Job(values, weights, doubt.aggregations[choice[3]]))
    return rows, jobs
