"""Weights from judgements or from the data.

Functions of data take values (units × indicators, more is better, normalised)
and return weights that sum to 1. Source: OECD/JRC Handbook (2008), step 6; the
others are named at each function.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from goldenthread.scoring.arrays import Floats

#: Saaty's mean consistency index of random matrices (1980), by size.
RANDOM_INDEX = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)


def _shares(raw: Floats) -> Floats:
    # Where nothing differs there is nothing to weigh by: NaN, which `building` refuses.
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(raw / raw.sum())


def budget(points: Floats) -> Floats:
    """Return the mean of the judges' budgets (judges × indicators), each scaled to 1 first.

    Source: OECD/JRC Handbook (2008), step 6, budget allocation.
    """
    return np.asarray((points / points.sum(axis=1, keepdims=True)).mean(axis=0))


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Weights of a matrix of judgements, its greatest eigenvalue, and its consistency ratio."""

    weights: Floats
    eigenvalue: float
    consistency_ratio: float


def hierarchy(judgements: Floats) -> Hierarchy:
    """Return the weights of pairwise judgements, an AHP matrix (Saaty 1980).

    `judgements[i, j]` says how many times as important i is as j. A ratio above
    0.1 means that the judgements contradict each other. Beyond ten indicators
    the ratio is NaN: Saaty's table ends there.
    """
    n = len(judgements)
    values, vectors = np.linalg.eig(judgements)
    best = int(np.argmax(values.real))
    weights = np.abs(vectors[:, best].real)
    excess = (values[best].real - n) / max(n - 1, 1)
    expected = RANDOM_INDEX[n] if n < len(RANDOM_INDEX) else np.nan
    ratio = excess / expected if expected else 0.0
    return Hierarchy(_shares(weights), float(values[best].real), float(ratio))


def entropy(values: Floats) -> Floats:
    """Return weights by entropy, 熵值法 (Shannon; Zeleny 1982); values must not be below nought.

    An indicator whose share is the same everywhere says nothing and weighs nothing.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = values / np.nansum(values, axis=0)
        terms = np.where(shares > 0, shares * np.log(shares), 0.0)
        n = np.sum(~np.isnan(values), axis=0)
        return _shares(1 + np.nansum(terms, axis=0) / np.log(n))


def critic(values: Floats) -> Floats:
    """Return weights by contrast and conflict, CRITIC (Diakoulaki et al. 1995)."""
    conflict = (1 - correlations(values)).sum(axis=0)
    return _shares(np.nanstd(values, axis=0, ddof=1) * conflict)


def variation(values: Floats) -> Floats:
    """Return weights in proportion to the coefficient of variation.

    Source: Pearson (1896) for the coefficient.
    """
    return _shares(np.nanstd(values, axis=0, ddof=1) / np.abs(np.nanmean(values, axis=0)))


def correlations(values: Floats) -> Floats:
    """Return the correlations of the columns over the rows known for both.

    Source: Pearson (1896).
    """
    if not np.isnan(values).any():
        return np.asarray(np.atleast_2d(np.corrcoef(values, rowvar=False)))
    n = values.shape[1]
    out = np.eye(n)
    for i in range(n):
        for j in range(i):
            both = ~np.isnan(values[:, i]) & ~np.isnan(values[:, j])
            out[i, j] = out[j, i] = np.corrcoef(values[both, i], values[both, j])[0, 1]
    return out


@dataclass(frozen=True, slots=True)
class Components:
    """Principal components of correlations, the greatest first.

    `loadings` (indicators × components) are unit vectors, `eigenvalues` sum to
    the number of indicators.
    """

    eigenvalues: Floats
    loadings: Floats

    @property
    def shares(self) -> Floats:
        """The share of variance of each component."""
        return _shares(self.eigenvalues)


def components(values: Floats) -> Components:
    """Return the principal components of the columns' correlations.

    The sign of a component is that which makes the sum of its loadings positive. Source: Hotelling
    (1933).
    """
    found, vectors = np.linalg.eigh(correlations(values))
    order = np.argsort(found)[::-1]
    loadings = vectors[:, order]
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    return Components(found[order], loadings)


def varimax(loadings: Floats, *, rounds: int = 1000, tolerance: float = 1e-12) -> Floats:
    """Return loadings (indicators × factors) turned to the simplest structure (Kaiser 1958)."""
    n, k = loadings.shape
    turn, before = np.eye(k), 0.0
    for _ in range(rounds):
        now = loadings @ turn
        u, s, v = np.linalg.svd(loadings.T @ (now**3 - now * (now**2).sum(axis=0) / n))
        turn = u @ v
        if s.sum() < before * (1 + tolerance):
            break
        before = s.sum()
    return np.asarray(loadings @ turn)


def principal(values: Floats, *, factors: int | None = None) -> Floats:
    """Return weights of rotated factors as the Handbook, table 22, row FA, makes them.

    Each indicator goes to the factor of whose explained variance its squared loading is the
    greatest share; it weighs that share times the factor's share of what all explain. `factors`
    defaults to as many as have an eigenvalue of 0.9 or nearly so, as the Handbook keeps four of
    eight. Source: Nicoletti, Scarpetta and Boylaud (2000), as the Handbook (2008) has it.
    """
    found = components(values)
    kept = factors or max(1, int(np.sum(found.eigenvalues > 0.885)))
    loads = varimax(found.loadings[:, :kept] * np.sqrt(found.eigenvalues[:kept])) ** 2
    explained = loads.sum(axis=0)
    best = np.argmax(loads / explained, axis=1)
    return _shares(loads[np.arange(len(loads)), best])


def benefit_of_the_doubt(values: Floats, *, shares: tuple[float, float] | None = None) -> Floats:
    """Return each unit's score by the weights that favour it most (Melyn and Moesen 1991).

    A linear programme a unit: no unit may be above 1 by those weights. `shares`
    bounds each weight's share of the sum of weights. A missing indicator is left
    out of the unit's own programme. NaN for all where a value is below nought.
    """
    if (values < 0).any():
        return np.full(len(values), np.nan)
    return np.array([_own_best(values, unit, shares) for unit in range(len(values))])


def _own_best(values: Floats, unit: int, shares: tuple[float, float] | None) -> float:
    known = ~np.isnan(values[unit])
    if not known.any():
        return float("nan")
    own, others = values[unit, known], np.nan_to_num(values[:, known])
    limits, bounds = [others], [np.ones(len(others))]
    if shares is not None:
        # low * total <= weight <= high * total, as rows not above nought.
        parts, total = np.eye(len(own)), np.ones((len(own), len(own)))
        limits += [shares[0] * total - parts, parts - shares[1] * total]
        bounds += [np.zeros(2 * len(own))]
    found = linprog(-own, A_ub=np.vstack(limits), b_ub=np.concatenate(bounds))
    return float(own @ found.x) if found.status == 0 else float("nan")
