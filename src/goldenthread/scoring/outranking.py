"""Order units by how much weight says one is ahead of the other, without any scale.

Source: OECD/JRC Handbook (2008), tables 36 and 37; Copeland (1951); Kemeny (1959)
by the linear ordering programme of Grötschel, Jünger and Reinelt (1984).
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from goldenthread.scoring.arrays import Floats
from goldenthread.terms.errors import CannotTell


def outranking(values: Floats, *, weights: Floats) -> Floats:
    """Return the share of weight by which each row's unit is ahead of each column's.

    `values` is units × indicators, more is better; a tie counts half to each; the diagonal is 0. An
    indicator missing for either is left out of their pair. Source: OECD/JRC Handbook (2008), table
    36; COINr `outrankMatrix`.
    """
    n = len(values)
    ahead, both = np.zeros((n, n)), np.zeros((n, n))
    for column, weight in zip(values.T, weights, strict=True):
        known = ~np.isnan(column)
        pair = known[:, None] & known
        ahead += weight * ((column[:, None] > column) + 0.5 * (column[:, None] == column)) * pair
        both += weight * pair
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(both > 0, ahead / both, 0.5)
    np.fill_diagonal(share, 0)
    return share


def copeland(beats: Floats) -> Floats:
    """Return each unit's wins less its losses in the outranking matrix `beats`.

    Source: Copeland (1951).
    """
    # Sums of shares that differ by less than rounding are a draw.
    lead = np.round(beats - beats.T, 12)
    return np.asarray(np.sign(lead).sum(axis=1))


@dataclass(frozen=True, slots=True)
class Kemeny:
    """A best order: rows of the matrix first to last, its support, and what is not proved.

    `gap` is nought when no order has more support; else by how much, as a share,
    one could.
    """

    order: tuple[int, ...]
    support: float
    gap: float


def kemeny(beats: Floats, *, seconds: float = 60.0) -> Kemeny:
    """Return the order of units with the most support in `beats` (units × units).

    When `seconds` are over the best order found is given with its gap; raises CannotTell if there
    is none yet. Source: Kemeny (1959); Grötschel, Jünger and Reinelt (1984).
    """
    n = len(beats)
    pairs = list(combinations(range(n), 2))
    if not pairs:
        return Kemeny(tuple(range(n)), 0.0, 0.0)
    gain = np.array([beats[i, j] - beats[j, i] for i, j in pairs])
    found = milp(
        -gain,
        integrality=np.ones(len(pairs), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=_no_circles(n, pairs) if n > 2 else (),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise CannotTell(
            f"no order of {n} units was found in {seconds:g} seconds.",
            remedy="Give it more time, fewer units, or use Copeland.",
        )
    ahead = np.zeros((n, n))
    for (i, j), value in zip(pairs, np.round(found.x), strict=True):
        ahead[i, j], ahead[j, i] = value, 1 - value
    order = np.argsort(-ahead.sum(axis=1), kind="stable")
    support = sum(float(beats[i, j]) for i, j in combinations(order, 2))
    return Kemeny(tuple(order.tolist()), support, float(found.mip_gap or 0.0))


def _no_circles(n: int, pairs: list[tuple[int, int]]) -> LinearConstraint:
    """0 <= x_ij + x_jk - x_ik <= 1 for every three: no unit ahead of itself by way of two."""
    place = {pair: column for column, pair in enumerate(pairs)}
    rows = [(place[i, j], place[j, k], place[i, k]) for i, j, k in combinations(range(n), 3)]
    columns = np.array(rows).ravel()
    signs = np.tile([1.0, 1.0, -1.0], len(rows))
    starts = np.arange(0, len(columns) + 1, 3)
    return LinearConstraint(csr_array((signs, columns, starts), (len(rows), len(pairs))), 0, 1)
