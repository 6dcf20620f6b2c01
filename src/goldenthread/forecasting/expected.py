"""What is expected of one period: a middle, a size of errors, and the pool they come from."""

import math
from dataclasses import dataclass, replace
from decimal import Context, Decimal

import numpy as np

from goldenthread.forecasting.asked import Asked
from goldenthread.forecasting.pools import Pool
from goldenthread.forecasting.series import Series
from goldenthread.forecasting.stored import Forecast, Model
from goldenthread.terms.periods import Period

#: The levels of the quantiles kept with a forecast.
LEVELS = tuple(Decimal(each) for each in ("0.025", "0.1", "0.25", "0.5", "0.75", "0.9", "0.975"))
#: Below this history, by periods in a year, no chance beyond 10 and 90 per cent is shown.
SHORT = {1: 10, 4: 20, 12: 60}
_WILDEST, _EXACT = 50.0, Context(prec=80)
_SHOWN_AT_LEAST, _SHOWN_AT_MOST = Decimal("0.10"), Decimal("0.90")


@dataclass(frozen=True, slots=True)
class Expected:
    """The middle of what is expected of `period` and the size of its errors.

    With `is_by_shares` errors are logarithms and multiply the middle, else they
    are added to it. `horizon` says where in the pool they are looked up.
    """

    series: Series
    period: Period
    model: Model
    middle: float
    size: float
    pool: Pool
    horizon: int
    is_by_shares: bool

    def forecast(self, target: Asked | None = None, *, base: Decimal | None = None) -> Forecast:
        """Return the forecast to be kept, with the chance of `target` if there is one.

        `base` is the value of a year before the period; raises CannotTell where
        the target needs it and it is not known.
        """
        plain = Forecast(
            indicator=self.series.indicator,
            cut_off=self.series.cut_off,
            period=self.period,
            model=self.model,
            quantiles=self._quantiles(),
            history=len(self.series.values),
            own_errors=self.pool.own[min(self.horizon, len(self.pool.own)) - 1],
            is_short=self._is_short,
        )
        return plain if target is None else self._with_chance(plain, target, base)

    @property
    def _is_short(self) -> bool:
        return len(self.series.values) < SHORT[self.series.per_year]

    def _quantiles(self) -> tuple[tuple[Decimal, Decimal], ...]:
        errors = self.pool.quantiles(np.array(LEVELS, float), horizon=self.horizon) * self.size
        # Of a series this wild nothing is known, but numbers must stay numbers.
        shares = np.exp(np.clip(errors, -_WILDEST, _WILDEST))
        values = self.middle * shares if self.is_by_shares else self.middle + errors
        # One more decimal than the values are written with: a forecast is no finer than that.
        place = Decimal(1).scaleb(-self.series.decimals - 1)
        rounded = (Decimal(repr(float(each))).quantize(place, context=_EXACT) for each in values)
        return tuple(zip(LEVELS, rounded, strict=True))

    def _with_chance(self, plain: Forecast, target: Asked, base: Decimal | None) -> Forecast:
        line = target.line(base)
        above = self._chance_above(float(line))
        chance = Decimal(repr(above if target.is_upwards else 1 - above)).quantize(Decimal("0.001"))
        shown = chance
        if self._is_short:
            shown = min(max(chance, _SHOWN_AT_LEAST), _SHOWN_AT_MOST)
        shown = shown.quantize(Decimal("0.01"))
        return replace(plain, asked=target, line=line, chance=chance, shown=shown)

    def _chance_above(self, line: float) -> float:
        if self.is_by_shares:
            # A positive quantity is always above zero.
            apart = math.log(line / self.middle) if line > 0 else -math.inf
        else:
            apart = line - self.middle
        return float(self.pool.chance_above(np.array(apart / self.size), horizon=self.horizon))
