"""Clean figures and eight ways to tamper with them, from seeds: what the checks are calibrated on.

Every recipe is written out here, so that a stated power can be judged: a
level of growth, its noise and its rounding are written beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from goldenthread.checking.comparing import (
    cumulative_jump,
    level_and_growth,
    out_of_line,
    smoothness,
)
from goldenthread.checking.flags import Check, Flag
from goldenthread.checking.habits import bunching, heaping, late_when_bad, one_way_revisions
from goldenthread.checking.identities import (
    falling_cumulative,
    growth_of_level,
    magnitude,
    parts_and_whole,
    quarters_and_year,
    ratio,
)

Floats = NDArray[np.float64]


def _printed(values: Floats, places: int) -> Floats:
    return np.asarray(np.round(values, places), float)


def years_of_quarters(rng: Generator, *, years: int = 9) -> Floats:
    """Cumulative quarters, years × 4: fixed seasons, growth N(6, 2) % a year.

    Each quarter's own noise is lognormal; its size differs by series around 3 %.
    """
    noise = 0.03 * np.exp(0.6 * rng.normal())
    seasons = np.exp(0.15 * rng.normal(size=4))
    growth = np.cumsum(rng.normal(0.06, 0.02, years))
    single = 1000 * seasons * np.exp(growth[:, None] + noise * rng.normal(size=(years, 4)))
    return np.round(np.cumsum(single, axis=1), 1)


def panel(rng: Generator, *, areas: int = 20) -> tuple[Floats, Floats, Floats]:
    """Levels, levels before and published growth (per cent, one decimal) by area.

    Real growth N(5, 3) %; prices move all areas alike by N(2, 1.5) %; sample
    changes and local prices move each area's level by a t of 4 degrees times 3 %.
    No panel of real cities was at hand: GDP and industry of one city lay within
    2 points of each other in 2022 and 2023. With more noise, fewer gaps are found.
    """
    before = np.exp(rng.normal(6, 1, areas))
    growth = rng.normal(0.05, 0.03, areas)
    gap = rng.normal(0.02, 0.015) + 0.03 * rng.standard_t(4, areas)
    level = before * (1 + growth) * np.exp(gap)
    return _printed(level, 2), _printed(before, 2), _printed(100 * growth, 1)


def yearly_levels(rng: Generator, *, years: int = 10) -> Floats:
    """Yearly levels: growth N(6, 4) %."""
    return np.round(500 * np.exp(np.cumsum(rng.normal(0.06, 0.04, years))), 2)


def near_a_line(rng: Generator, *, n: int = 300) -> Floats:
    """Distances from a target: N(m, 1), where m is itself N(0, 0.5)."""
    return rng.normal(0.5 * rng.normal(), 1.0, n)


def revisions(rng: Generator, *, n: int = 40, good: float = 0.5) -> tuple[Floats, Floats]:
    """First and later values; each revision goes the good way with chance `good`."""
    first = rng.normal(5, 2, n)
    way = np.where(rng.random(n) < good, 1.0, -1.0)
    return first, first + way * rng.gamma(2, 0.1, n)


def days_to_publish(rng: Generator, *, n: int = 40) -> tuple[Floats, NDArray[np.bool_]]:
    """Days to publication, lognormal around 30, and which three in ten missed their target."""
    return np.exp(rng.normal(np.log(30), 0.3, n)), np.arange(n) < 0.3 * n


def counts(rng: Generator, *, n: int = 200) -> Floats:
    """Whole numbers around 2,000, lognormal."""
    return np.rint(np.exp(rng.normal(np.log(2000), 0.5, n)))


def parts(rng: Generator) -> tuple[Floats, float]:
    """Four parts and their whole, each rounded to two decimals on its own."""
    exact = np.exp(rng.normal(5, 1, 4))
    return _printed(exact, 2), round(float(exact.sum()), 2)


def shares(rng: Generator, *, rows: int = 10) -> tuple[Floats, Floats, Floats]:
    """Per cent to one decimal with their numerators and denominators."""
    below = np.rint(np.exp(rng.normal(8, 0.5, rows)))
    above = np.rint(below * rng.uniform(0.4, 0.9, rows))
    return _printed(100 * above / below, 1), above, below


def peers_of_one(rng: Generator, *, peers: int = 12, periods: int = 20) -> Floats:
    """A series (row 0) and its peers: growth 1 % a period, noise around 3 %."""
    noise = 0.03 * np.exp(0.3 * rng.normal(size=(peers + 1, 1)))
    return np.exp(6 + 0.01 * np.arange(periods) + noise * rng.normal(size=(peers + 1, periods)))


@dataclass(frozen=True, slots=True)
class Trial:
    """One way to tamper; `ask` builds figures from a generator, clean or tampered, and asks."""

    name: str
    check: Check
    ask: Callable[[Generator, bool], Flag | None]


def _inflated(share: float) -> Callable[[Generator, bool], Flag | None]:
    def ask(rng: Generator, tampered: bool) -> Flag | None:
        held = years_of_quarters(rng)
        held[-1, 3] = np.nan
        held[-1, 2] *= 1 + share * tampered
        return cumulative_jump(held)

    return ask


def _parted(rng: Generator, tampered: bool) -> Flag | None:
    level, before, growth = panel(rng)
    level[0] *= 0.8 if tampered else 1.0
    return level_and_growth(level, before=before, growth=growth, area=0)


def _moved(rng: Generator, tampered: bool) -> Flag | None:
    off = near_a_line(rng)
    moved = (off < 0) & (off > -0.5) & (rng.random(len(off)) < 0.5) & tampered
    return bunching(np.where(moved, -off, off), target=0.0)


def _revised(rng: Generator, tampered: bool) -> Flag | None:
    first, later = revisions(rng, good=0.8 if tampered else 0.5)
    return one_way_revisions(first, later=later)


def _slipped(factor: float) -> Callable[[Generator, bool], Flag | None]:
    def ask(rng: Generator, tampered: bool) -> Flag | None:
        held = yearly_levels(rng)
        held[int(rng.integers(len(held)))] *= factor if tampered else 1.0
        found = magnitude(held, times=np.arange(len(held)))
        return found[1] if found else None

    return ask


def _part_changed(rng: Generator, tampered: bool) -> Flag | None:
    held, whole = parts(rng)
    held[0] *= 1.05 if tampered else 1.0
    return parts_and_whole(held, whole=whole, precision=0.01)


def _share_changed(rng: Generator, tampered: bool) -> Flag | None:
    value, above, below = shares(rng)
    value[0] *= 1.1 if tampered else 1.0
    return ratio(value, numerators=above, denominators=below, precision=0.1)


def _held_back(rng: Generator, tampered: bool) -> Flag | None:
    days, bad = days_to_publish(rng)
    return late_when_bad(np.where(bad & tampered, days + 20, days), bad=bad)


def _rounded(rng: Generator, tampered: bool) -> Flag | None:
    held = counts(rng)
    taken = (rng.random(len(held)) < 0.2) & tampered
    return heaping(np.where(taken, 5 * np.rint(held / 5), held))


def _smoothed(rng: Generator, tampered: bool) -> Flag | None:
    held = peers_of_one(rng)
    own = held[0]
    if tampered:
        own = np.exp(np.interp(np.arange(len(own)), np.arange(0, len(own), 4), np.log(own[::4])))
        own = own * np.exp(0.001 * rng.normal(size=len(own)))
    return smoothness(own, peers=held[1:])


def _off_the_line(rng: Generator, tampered: bool) -> Flag | None:
    held = yearly_levels(rng)
    held[-2] *= 0.65 if tampered else 1.0
    found = out_of_line(held, times=np.arange(len(held)))
    return found[1] if found else None


def _growth_raised(rng: Generator, tampered: bool) -> Flag | None:
    before, level = yearly_levels(rng)[-2:]
    growth = round(100 * (level / before - 1), 1) + 3 * tampered
    return growth_of_level(level, before=before, growth=growth, precision=(0.01, 0.1))


def _went_back(rng: Generator, tampered: bool) -> Flag | None:
    held = years_of_quarters(rng)[-1]
    held[2] = 0.9 * held[1] if tampered else held[2]
    return falling_cumulative(held, precision=0.1)


def _quarter_changed(rng: Generator, tampered: bool) -> Flag | None:
    held, whole = parts(rng)
    held[2] *= 1.05 if tampered else 1.0
    return quarters_and_year(held, year=whole, precision=0.01)


#: The eight ways, some at two sizes; then what else the checks are for.
TRIALS = (
    Trial("1 one third-quarter cumulative + 5 %", Check.CUMULATIVE_JUMP, _inflated(0.05)),
    Trial("1 one third-quarter cumulative + 10 %", Check.CUMULATIVE_JUMP, _inflated(0.10)),
    Trial("2 a gap of 20 % between level and growth", Check.LEVEL_AND_GROWTH, _parted),
    Trial("3 half the near-misses moved over the line", Check.BUNCHING, _moved),
    Trial("4 revisions, 80 % one way, n = 40", Check.ONE_WAY_REVISIONS, _revised),
    Trial("5 a unit slip, × 10", Check.MAGNITUDE, _slipped(10.0)),
    Trial("5 a unit slip, ÷ 10,000", Check.MAGNITUDE, _slipped(1e-4)),
    Trial("6 a broken identity: one part + 5 %", Check.PARTS_AND_WHOLE, _part_changed),
    Trial("6 a broken identity: one value + 10 %", Check.RATIO, _share_changed),
    Trial("6 a broken identity: growth + 3 points", Check.GROWTH_OF_LEVEL, _growth_raised),
    Trial("6 a broken identity: one quarter + 5 %", Check.QUARTERS_AND_YEAR, _quarter_changed),
    Trial("6 a broken identity: a cumulative falls", Check.FALLING_CUMULATIVE, _went_back),
    Trial("7 bad figures 20 days later", Check.LATE_WHEN_BAD, _held_back),
    Trial("8 a fifth of the counts rounded to 5", Check.HEAPING, _rounded),
    Trial("besides: one year in ten down by 35 %", Check.OUT_OF_LINE, _off_the_line),
    Trial("besides: three values in four interpolated", Check.SMOOTHNESS, _smoothed),
)


def asked(trial: Trial, *, tampered: bool, tries: int, seed: int) -> list[Flag | None]:
    """Return what each of `tries` runs of a trial asked; the same seed gives the same figures."""
    return [trial.ask(np.random.default_rng([seed, each]), tampered) for each in range(tries)]
