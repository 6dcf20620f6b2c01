"""Which choice moves an index: Sobol indices, exact where the choices can be counted.

Source: Sobol' (1993); Saltelli et al., Computer Physics Communications 181 (2010),
whose estimators are used here on centred outputs; scrambled points by Owen (1998).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from goldenthread.scoring.arrays import Floats, Ints
from goldenthread.scoring.uncertainty import FACTORS, Doubt, everything, replayed

#: More combinations than this are sampled, not enumerated.
COUNTABLE = 200_000


@dataclass(frozen=True, slots=True)
class Sobol:
    """First-order and total indices by factor, with the bounds of 90 % intervals.

    An exact index has its own value as both bounds. `runs` says how many
    evaluations it took.
    """

    factors: tuple[str, ...]
    first: Floats
    total: Floats
    first_bounds: Floats
    total_bounds: Floats
    mean: float
    variance: float
    runs: int
    is_exact: bool


def exact(outputs: Floats, *, factors: tuple[str, ...]) -> Sobol:
    """Return the Sobol indices of `outputs`, one axis a factor, every combination equally likely.

    With no variance at all every index is nought.
    """
    variance = float(outputs.var())
    axes = range(outputs.ndim)
    first, total = [], []
    for axis in axes:
        others = tuple(other for other in axes if other != axis)
        first.append(outputs.mean(axis=others).var())
        total.append(outputs.var(axis=axis).mean())
    scale = variance or 1.0
    s, t = np.array(first) / scale, np.array(total) / scale
    bounds = (np.column_stack([s, s]), np.column_stack([t, t]))
    return Sobol(factors, s, t, *bounds, float(outputs.mean()), variance, outputs.size, True)


def sampled(
    output: Callable[[Ints], Floats],
    *,
    sizes: tuple[int, ...],
    factors: tuple[str, ...],
    points: int = 1024,
    seed: int = 0,
    resamples: int = 500,
) -> Sobol:
    """Return estimated Sobol indices of `output`, which takes choices (runs × factors).

    `points` is a power of two; it takes points × (factors + 2) runs. The bounds
    are of the 5th and 95th percentile of a bootstrap over points.
    """
    k = len(sizes)
    unit = qmc.Sobol(2 * k, scramble=True, seed=seed).random(points)
    choices = np.minimum((unit * np.tile(sizes, 2)).astype(np.int64), np.tile(sizes, 2) - 1)
    a, b = choices[:, :k], choices[:, k:]
    mixed = [
        np.column_stack([b[:, c] if c == axis else a[:, c] for c in range(k)]) for axis in range(k)
    ]
    runs = output(np.concatenate([a, b, *mixed])).reshape(k + 2, points)
    first, total = _estimated(runs)
    random = np.random.default_rng(seed)
    again = [_estimated(runs[:, random.integers(points, size=points)]) for _ in range(resamples)]
    bounds = [np.quantile([each[i] for each in again], [0.05, 0.95], axis=0).T for i in (0, 1)]
    both = runs[:2]
    return Sobol(
        factors,
        first,
        total,
        bounds[0],
        bounds[1],
        float(both.mean()),
        float(both.var()),
        runs.size,
        False,
    )


def _estimated(runs: Floats) -> tuple[Floats, Floats]:
    # Centring takes out the part of the error that a large mean puts in.
    centred = runs - runs[:2].mean()
    a, b, mixed = centred[0], centred[1], centred[2:]
    variance = centred[:2].var() or 1.0
    return (b * (mixed - a)).mean(axis=1) / variance, ((a - mixed) ** 2).mean(axis=1) / variance / 2


def sensitivity(
    doubt: Doubt, *, points: int = 1024, seed: int = 0, countable: int = COUNTABLE
) -> Sobol:
    """Return the Sobol indices of the mean shift of places from the nominal.

    Only factors with more than one alternative are there. Exact, by
    enumeration, up to `countable` combinations; beyond, from `points` scrambled
    Sobol points.
    """
    open_ = [axis for axis, size in enumerate(doubt.sizes) if size > 1]
    factors = tuple(FACTORS[axis] for axis in open_)
    sizes = tuple(doubt.sizes[axis] for axis in open_)
    if np.prod(doubt.sizes, dtype=float) <= countable:
        return exact(everything(doubt).shift.reshape(sizes or (1,)), factors=factors or ("none",))

    def output(choices: Ints) -> Floats:
        full = np.zeros((len(choices), len(FACTORS)), np.int64)
        full[:, open_] = choices
        found = replayed(doubt, points=full)
        return np.asarray(found.shift[found.which])

    return sampled(output, sizes=sizes, factors=factors, points=points, seed=seed)
