"""Plain arithmetic that published figures must obey, as far as their rounding allows."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goldenthread.checking.flags import Check, Flag, flag, need

Floats = NDArray[np.float64]
#: A printed ratio and its printed parts may differ by this share: their roundings are not known.
TOLERANCE = 0.02
#: A step of this factor is no change of the thing counted but one of its unit or its digits.
FACTOR = 7.0
#: Elsewhere in the series no value may stand this many times off its neighbours.
_CALM = 3.0
#: Unit slips by name: a digit, hundreds and per cent, 万 for 亿.
_SLIPS = (10.0, 100.0, 10_000.0)


def falling_cumulative(values: ArrayLike, *, precision: float = 0.0) -> Flag | None:
    """Ask where one year's cumulative figures, in order, fall by more than `precision`.

    Only for what cannot be negative, such as output; at least two figures.
    """
    held = np.asarray(values, float)
    need(Check.FALLING_CUMULATIVE, have=len(held), least=2)
    steps = np.diff(held)
    at = int(np.argmin(steps))
    if steps[at] >= -precision:
        return None
    before, after = float(held[at]), float(held[at + 1])
    return flag(Check.FALLING_CUMULATIVE, n=len(held), before=before, after=after)


def parts_and_whole(parts: ArrayLike, *, whole: float, precision: float = 0.0) -> Flag | None:
    """Ask where all `parts` do not add up to the `whole`, each printed to `precision`.

    At least two parts.
    """
    held = np.asarray(parts, float)
    need(Check.PARTS_AND_WHOLE, have=len(held), least=2)
    return _sum(Check.PARTS_AND_WHOLE, float(held.sum()), whole, len(held), precision)


def quarters_and_year(quarters: ArrayLike, *, year: float, precision: float = 0.0) -> Flag | None:
    """Ask where four single quarters do not add up to the year, each printed to `precision`."""
    held = np.asarray(quarters, float)
    need(Check.QUARTERS_AND_YEAR, have=len(held), least=4)
    return _sum(Check.QUARTERS_AND_YEAR, float(held.sum()), year, len(held), precision)


def _sum(check: Check, added: float, whole: float, parts: int, precision: float) -> Flag | None:
    # Half a unit of the last place for each printed figure, and a little for binary fractions.
    slack = precision * (parts + 1) / 2 + 1e-9 * abs(whole)
    if abs(added - whole) <= slack:
        return None
    return flag(check, n=parts + 1, sum=added, whole=float(whole))


def ratio(
    values: ArrayLike,
    *,
    numerators: ArrayLike,
    denominators: ArrayLike,
    multiplier: float | None = None,
    precision: float = 0.0,
) -> Flag | None:
    """Ask where values are not their numerators over their denominators, within 2 %.

    Rows with a zero or a gap are left out. Without `multiplier` (100 for per
    cent) it is found from at least three rows: what most of them agree on
    (such as weeks in a year), else the nearest power of ten.
    """
    value, above, below = (np.asarray(each, float) for each in (values, numerators, denominators))
    kept = np.isfinite(value * above * below) & (value * above * below != 0)
    need(Check.RATIO, have=int(kept.sum()), least=1 if multiplier else 3)
    value, plain = value[kept], above[kept] / below[kept]
    scale = multiplier or _scale(np.abs(value / plain))
    off = np.abs(value - scale * plain) > TOLERANCE * np.abs(scale * plain) + precision / 2
    if not off.any():
        return None
    worst = int(np.argmax(np.abs(np.log(np.abs(value / (scale * plain))))))
    return flag(
        Check.RATIO,
        n=len(value),
        variant="many" if off.mean() > 0.5 else "",
        rows=int(off.sum()),
        of=len(value),
        value=float(value[worst]),
        computed=float(scale * plain[worst]),
    )


def _scale(found: Floats) -> float:
    middle = float(np.median(found))
    agreed = float(np.mean(np.abs(found / middle - 1) <= TOLERANCE)) > 0.5
    power = 10.0 ** round(float(np.log10(middle)))
    return middle if agreed and abs(middle / power - 1) > TOLERANCE else power


def growth_of_level(
    level: float, *, before: float, growth: float, precision: tuple[float, float] = (0.0, 0.1)
) -> Flag | None:
    """Ask where `growth` (per cent, current prices) is not what level over level gives.

    `precision` is that of the levels and of the growth; a tenth of a point more
    is left for digits that are not printed. Not for growth in constant prices
    or on a changing sample: those are compared with peers. Raises CannotTell
    where the level before is not above zero.
    """
    need(Check.GROWTH_OF_LEVEL, have=3 if before > 0 else 2, least=3)
    computed = 100 * (level / before - 1)
    slack = 100 * precision[0] / 2 * (before + abs(level)) / before**2 + precision[1] / 2 + 0.1
    if abs(computed - growth) <= slack:
        return None
    return flag(
        Check.GROWTH_OF_LEVEL,
        n=3,
        growth=growth,
        computed=round(computed, 2),
        level=level,
        before=before,
    )


def magnitude(
    values: ArrayLike, *, times: ArrayLike, within: float = 3.0
) -> tuple[int, Flag] | None:
    """Ask where a level is seven times its neighbours, or a seventh; return its place too.

    `times` are in years; a value is held against the median of the others that
    lie `within` so many. At least two values, all above zero. Of two values
    alone nobody can tell which is wrong: the second is named, and both shown.
    """
    held, at = np.asarray(values, float), np.asarray(times, float)
    need(Check.MAGNITUDE, have=len(held) if (held > 0).all() else 0, least=2)
    steps = np.array([_step(held, at, place, within) for place in range(len(held))])
    # A slip in a short series also moves its neighbours' median: the farthest is asked of.
    far = np.abs(steps)
    place = len(far) - 1 - int(np.argmax(far[::-1]))
    if far[place] < np.log(FACTOR) or _is_wild(
        np.delete(held, place), np.delete(at, place), within
    ):
        return None
    factor = float(np.exp(far[place]))
    slip = min(_SLIPS, key=lambda each: abs(np.log(each / factor)))
    is_slip = abs(np.log(slip / factor)) < 0.35
    return place, flag(
        Check.MAGNITUDE,
        n=len(held),
        variant="slip" if is_slip else "",
        value=float(held[place]),
        nearby=float(held[place] * np.exp(-steps[place])),
        factor=slip if is_slip else round(factor, 1),
    )


def _is_wild(held: Floats, at: Floats, within: float) -> bool:
    """Whether other values of the series jump as well: then a jump is nothing to ask about."""
    steps = [abs(_step(held, at, place, within)) for place in range(len(held))]
    return bool(max(steps) > np.log(_CALM))


def _step(held: Floats, at: Floats, place: int, within: float) -> float:
    """The logarithm of a value over the median of its neighbours in time."""
    near = (np.abs(at - at[place]) <= within) & (at != at[place])
    return float(np.log(held[place] / np.median(held[near]))) if near.any() else 0.0
