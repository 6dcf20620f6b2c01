"""Give the children of a node their weights, as its design says."""

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.choices import Weigh, Weighting
from goldenthread.scoring.tree import Node
from goldenthread.scoring.weighting import budget, critic, entropy, hierarchy, principal, variation
from goldenthread.terms.errors import BadTable


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
        case _ if np.sum(~np.isnan(values).all(axis=1)) < 2:
            return np.full_like(given, np.nan)
        case Weighting.PCA:
            return principal(values)
        case Weighting.ENTROPY:
            return entropy(values)
        case Weighting.CRITIC:
            return critic(values)
        case Weighting.VARIATION:
            return variation(values)


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
