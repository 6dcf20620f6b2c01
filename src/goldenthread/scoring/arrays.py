"""Arrays as the engine uses them, and ranks."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]


#: Scores that differ by no more than this share of the greatest differ by rounding alone.
ROUNDING = 1e-12


def ranks(scores: Floats, *, near: float = 0.0) -> Ints:
    """Return competition ranks along the last axis: 1 is the highest, ties share the best place.

    Neighbours that differ by no more than `near`, as a share of the greatest size
    among them, are tied. NaN has no place: 0.
    """
    order = np.argsort(-scores, axis=-1)
    ordered = np.take_along_axis(scores, order, axis=-1)
    places = np.broadcast_to(np.arange(1, scores.shape[-1] + 1), scores.shape)
    if near:
        size = np.fmax.reduce(np.abs(ordered), axis=-1, keepdims=True, initial=0.0)
        tied = ordered[..., :-1] - ordered[..., 1:] <= near * size
    else:
        tied = ordered[..., 1:] == ordered[..., :-1]
    if tied.any():
        fresh = np.concatenate([np.ones_like(tied[..., :1]), ~tied], axis=-1)
        places = np.maximum.accumulate(np.where(fresh, places, 0), axis=-1)
    out = np.empty(scores.shape, np.int64)
    np.put_along_axis(out, order, places, axis=-1)
    return np.where(np.isnan(scores), 0, out)


def lowest_ranks(values: Floats) -> Floats:
    """Return ranks down each column, 1 for the lowest, ties the lower; NaN stays NaN."""
    held = ranks(-values.T).T.astype(float)
    held[np.isnan(values)] = np.nan
    return held
