"""Score stored forecasts when their outcomes have landed: were they right as often as they said?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from goldenthread.forecasting.stored import Forecast
from goldenthread.terms.errors import CannotTell

#: The edges between which chances are counted together.
_EDGES = tuple(Decimal(each) / 10 for each in range(11))
_COVERS = (Decimal("0.80"), Decimal("0.95"))
_THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Landed:
    """A stored forecast and the value that came."""

    forecast: Forecast
    value: Decimal

    @property
    def is_met(self) -> bool | None:
        """Whether the target was met; None where the forecast had none."""
        asked, line = self.forecast.asked, self.forecast.line
        return None if asked is None or line is None else asked.holds(self.value, line)

    def is_within(self, cover: Decimal) -> bool:
        """Whether the value came within the interval said to hold it with probability `cover`."""
        low, high = self.forecast.interval(cover)
        return low <= self.value <= high

    @property
    def brier(self) -> Decimal | None:
        """The squared distance of the shown chance from what came; None without a target."""
        if self.forecast.shown is None:
            return None
        return (self.forecast.shown - int(bool(self.is_met))) ** 2


@dataclass(frozen=True, slots=True)
class Bin:
    """Of the `count` forecasts that showed a chance from `low` to `high`, how many were met.

    `said` is the mean of the chances they showed.
    """

    low: Decimal
    high: Decimal
    count: int
    met: int
    said: Decimal


@dataclass(frozen=True, slots=True)
class Calibration:
    """How good stored forecasts were: the table a body publishes of its own.

    `brier` is the mean squared distance of the shown chances from what came (0
    is perfect, 0.25 what always saying one half scores), None without targets.
    `coverage` says of each kept interval how often the value came within it.
    """

    count: int
    with_target: int
    brier: Decimal | None
    coverage: tuple[tuple[Decimal, Decimal], ...]
    bins: tuple[Bin, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the calibration for JSON, numbers as text."""
        return {
            "count": self.count,
            "with_target": self.with_target,
            "brier": None if self.brier is None else str(self.brier),
            "coverage": {str(cover): str(share) for cover, share in self.coverage},
            "bins": [
                {
                    "low": str(each.low),
                    "high": str(each.high),
                    "count": each.count,
                    "met": each.met,
                    "said": str(each.said),
                }
                for each in self.bins
            ],
        }


def calibration(landed: Iterable[Landed]) -> Calibration:
    """Return how good the forecasts were whose outcomes have landed.

    The Brier score is Brier's (1950) for two outcomes, halved as is usual.
    Raises CannotTell where none has landed.
    """
    all_landed = list(landed)
    if not all_landed:
        raise CannotTell(
            "no forecast has an outcome yet.", remedy="Score them when the figures are out."
        )
    squares = [each.brier for each in all_landed if each.brier is not None]
    return Calibration(
        count=len(all_landed),
        with_target=len(squares),
        brier=_mean(squares) if squares else None,
        coverage=tuple(
            (cover, _mean([Decimal(each.is_within(cover)) for each in all_landed]))
            for cover in _COVERS
        ),
        bins=tuple(_bins(all_landed)),
    )


def _bins(landed: list[Landed]) -> Iterable[Bin]:
    shown = [(each.forecast.shown, each) for each in landed if each.forecast.shown is not None]
    for low, high in pairwise(_EDGES):
        # The last bin keeps its upper edge: 1 belongs somewhere.
        here = [
            (chance, each)
            for chance, each in shown
            if low <= chance < high or chance == high == _EDGES[-1]
        ]
        if here:
            met = sum(bool(each.is_met) for _, each in here)
            yield Bin(low, high, len(here), met, _mean([chance for chance, _ in here]))


def _mean(numbers: Sequence[Decimal]) -> Decimal:
    return (sum(numbers, Decimal(0)) / len(numbers)).quantize(_THOUSANDTH)
