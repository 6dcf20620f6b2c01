"""Give the children of a node their weights, as its design says."""

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.choices import Weigh, Weighting
from goldenthread.scoring.tree import Node
from goldenthread.scoring.weighting import budget, critic, entropy, hierarchy, principal, variation
from goldenthread.terms.errors import BadTable

_DATA = {
    Weighting.PCA: principal,
    Weighting.ENTROPY: entropy,
    Weighting.CRITIC: critic,
    Weighting.VARIATION: variation,
}

#: Both divide by a sum or a mean, which must not be about nought.
_UPWARD = (Weighting.ENTROPY, Weighting.VARIATION)


def weighed(how: Weigh, *, values: Floats, given: Floats, place: str = "") -> Floats:
    """Return the weights of children with these values (units × children), as `how` says."""
    match how.method:
        case Weighting.GIVEN:
            return given
        case Weighting.EQUAL:
            return np.ones_like(given)
        case Weighting.BUDGET:
            return budget(_judged(how, given, place))
        case Weighting.AHP:
            return hierarchy(_judged(how, given, place)).weights
        case _ if len(given) == 1:
            return np.ones(1)
        case _:
            if how.method in _UPWARD and (values < 0).any():
                raise BadTable(
                    f"weights by {how.method} are not defined for values below nought.",
                    place=place,
                    remedy="Normalise to a scale from 0 or above, such as min-max from 0 to 100.",
                )
            return _by_data(how.method, values)


def _by_data(method: Weighting, values: Floats) -> Floats:
    """Weights from what differs; a child that is the same everywhere weighs nothing."""
    held = np.ma.masked_invalid(values)
    differs = np.ma.filled(np.ma.ptp(held, axis=0), 0.0) > 0
    if not differs.any():
        return np.full(values.shape[1], np.nan)
    out = np.zeros(values.shape[1])
    out[differs] = _DATA[method](values[:, differs]) if differs.sum() > 1 else 1.0
    return out


def _judged(how: Weigh, given: Floats, place: str) -> Floats:
    matrix = np.array(how.matrix, dtype=float)
    square = how.method is not Weighting.AHP or matrix.shape[0] == matrix.shape[-1]
    if matrix.ndim != 2 or matrix.shape[1] != len(given) or not square:
        raise BadTable(
            f"the matrix of judgements does not fit {len(given)} children.",
            place=place,
            remedy="Give one column for each child in order; for AHP as many rows as columns.",
        )
    return matrix


def usable(node: Node, *, weights: Floats) -> Floats:
    """Return `weights` of the children of `node`; raise BadTable where they are none."""
    if not (np.isfinite(weights).all() and (weights >= -1e-12).all() and weights.sum() > 0):
        raise BadTable(
            f"the values under {node.code} give no weights.",
            place=node.place,
            remedy="Such weights need several units that differ; give the weights instead.",
        )
    return weights
