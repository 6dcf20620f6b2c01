"""A forecast as it is kept: enough to be scored when the outcome lands, and to be made again."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from goldenthread.forecasting.asked import Asked
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator

#: Raised whenever any forecast would come out differently.
VERSION = "1"


class Model(StrEnum):
    """How a forecast was made."""

    COMBINED = "theta, damped trend and steps"
    YEAR_SUM = "sum of the year's forecasts"
    YEAR_SHARES = "shares of past years, and forecasts"
    YEAR_TO_DATE = "shares of past years"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was expected of an indicator in `period` when it was known up to `cut_off`.

    `quantiles` are pairs of a level and the value below which the outcome lies
    with that probability; the one at 0.5 is the forecast itself. `line` is the
    number a target comes to, `chance` the probability that it is met, as
    computed; `shown` what people are shown of it: with a short history never
    beyond 10 and 90 per cent. `seed` is None because nothing is drawn at random.
    `history` counts the values used, `own_errors` the body's own past errors.
    """

    indicator: str
    cut_off: Period
    period: Period
    model: Model
    quantiles: tuple[tuple[Decimal, Decimal], ...]
    history: int
    own_errors: int
    is_short: bool
    asked: Asked | None = None
    line: Decimal | None = None
    chance: Decimal | None = None
    shown: Decimal | None = None
    version: str = VERSION
    seed: int | None = None

    @property
    def value(self) -> Decimal:
        """The value in the middle: the outcome is as likely above it as below."""
        return self.at(Decimal("0.5"))

    def at(self, level: Decimal) -> Decimal:
        """Return the quantile at `level`; raise KeyError where it was not kept."""
        return dict(self.quantiles)[level]

    def interval(self, cover: Decimal) -> tuple[Decimal, Decimal]:
        """Return the bounds between which the outcome lies with probability `cover`."""
        outside = (1 - cover) / 2
        return self.at(outside), self.at(1 - outside)

    def as_dict(self) -> dict[str, Any]:
        """Return the forecast for JSON: numbers as text, so that none changes on the way."""
        asks = self.asked
        return {
            "indicator": self.indicator,
            "cut_off": self.cut_off.label,
            "period": self.period.label,
            "model": self.model.value,
            "version": self.version,
            "seed": self.seed,
            "history": self.history,
            "own_errors": self.own_errors,
            "is_short": self.is_short,
            "value": str(self.value),
            "quantiles": {str(level): str(value) for level, value in self.quantiles},
            "target": asks
            and {
                "comparator": asks.comparator.value,
                "value": str(asks.value),
                "is_share": asks.is_share,
                "line": _text(self.line),
            },
            "chance": _text(self.chance),
            "shown": _text(self.shown),
        }


def from_dict(held: dict[str, Any]) -> Forecast:
    """Return the forecast that `Forecast.as_dict` gave; raise KeyError or ValueError otherwise."""
    target = held["target"]
    return Forecast(
        indicator=held["indicator"],
        cut_off=Period.parse(held["cut_off"]),
        period=Period.parse(held["period"]),
        model=Model(held["model"]),
        quantiles=tuple((Decimal(k), Decimal(v)) for k, v in held["quantiles"].items()),
        history=held["history"],
        own_errors=held["own_errors"],
        is_short=held["is_short"],
        asked=target
        and Asked(Comparator(target["comparator"]), Decimal(target["value"]), target["is_share"]),
        line=_number(target["line"]) if target else None,
        chance=_number(held["chance"]),
        shown=_number(held["shown"]),
        version=held["version"],
        seed=held["seed"],
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
