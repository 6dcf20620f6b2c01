"""Past errors of many indicators together: intervals and chances come from them.

A body has few errors of its own at first, so they stand beside a fixed number of
errors from elsewhere (`prior`). Errors are moved so that half of them lie on
either side: that all forecasts of some years were too low says something of
those years, not of the next.
"""

from dataclasses import dataclass

import numpy as np

from goldenthread.forecasting.batches import Floats

#: However far beyond every error seen, nothing is certain.
_SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Pool:
    """Standardised errors by horizon, each sorted; `own` says how many are the body's own."""

    errors: tuple[Floats, ...]
    own: tuple[int, ...]

    def quantiles(self, levels: Floats, *, horizon: int) -> Floats:
        """Return the standardised errors at `levels` for the horizon (1 is the next period)."""
        held, stretch = self._at(horizon)
        return np.asarray(np.quantile(held, levels, method="hazen") * stretch)

    def chance_above(self, distance: Floats, *, horizon: int) -> Floats:
        """Return how likely an error reaches `distance`, in standardised units."""
        held, stretch = self._at(horizon)
        ranks = (np.arange(len(held)) + 0.5) / len(held)
        chance = 1 - np.interp(np.asarray(distance) / stretch, held, ranks)
        return np.asarray(np.clip(chance, 1 - _SUREST, _SUREST))

    def _at(self, horizon: int) -> tuple[Floats, float]:
        """The errors of the horizon; beyond the last they grow as a random walk's would."""
        last = min(horizon, len(self.errors))
        return self.errors[last - 1], float(np.sqrt(horizon / last))


def pool(own: list[Floats], *, prior: list[Floats] | None = None) -> Pool:
    """Return the pool of a body's own errors by horizon, beside those of `prior` if given.

    Raises ValueError for a horizon that has no error at all.
    """
    horizons = max(len(own), len(prior or []))
    held = []
    for place in range(horizons):
        mine = own[place] if place < len(own) else np.empty(0)
        others = prior[place] if prior and place < len(prior) else np.empty(0)
        middle = np.median(mine) if len(mine) else 0.0
        together = np.sort(np.concatenate([mine - middle, others]))
        if not len(together):
            raise ValueError(f"no past error is known {place + 1} periods ahead")
        held.append(together - np.median(together))
    counts = tuple(len(each) for each in own) + (0,) * (horizons - len(own))
    return Pool(tuple(held), counts)
