"""Hold a figure against its own past and against its peers."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from goldenthread.checking.flags import Check, Flag, flag, need
from goldenthread.checking.rates import rate, tail

Floats = NDArray[np.float64]
#: A spread from few years is drawn towards the usual one, as if that came from about one year more.
#: Source: Smyth (2004), the moderated t; both numbers are those of quarterly competition series.
_USUAL = {"before": (2.0, 0.011), "second": (1.1, 0.0076), "after": (0.9, 0.0026)}
_YEARS = 8
#: How much of each runs on into the third quarter: the second quarter's share, the first
#: quarter's beside last year's total, last year's own share. The best of 720 on half of them.
_RUN_ON, _OPENING, _KEPT = 0.2, -0.05, 0.15
#: The usual noise of yearly levels in logarithms, for as many degrees of freedom.
_NOISE, _WEIGHT = 0.03, 2
_SCALE = 1.4826


def cumulative_jump(years: ArrayLike, *, quarter: int = 3) -> Flag | None:
    """Ask where the last year's cumulative figure of `quarter` (2 or 3) does not fit the past.

    `years` is years × 4, cumulative and above zero; the last row may lack what
    comes after the quarter (nan). Once the year's total is known, the figure is
    held between the quarter before and the total; before, against the quarter
    before. At least five years.
    """
    held = np.asarray(years, float)[-(_YEARS + 1) :]
    need(Check.CUMULATIVE_JUMP, have=len(held), least=5)
    statistic, expected = jump(held, quarter=quarter)
    p = tail(_when(held, quarter), statistic)
    if p > rate(Check.CUMULATIVE_JUMP).level:
        return None
    value = float(held[-1, quarter - 1])
    return flag(Check.CUMULATIVE_JUMP, n=len(held), p=p, value=value, expected=float(expected))


def jump(held: Floats, *, quarter: int = 3) -> tuple[float, float]:
    """Return the moderated t of the last year's figure and what the past would have it be."""
    when = _when(held, quarter)
    shares = _shares(np.log(held), quarter, when)
    past, degrees = shares[:-1], len(shares) - 2
    weight, usual = _USUAL[when]
    spread = (weight * usual**2 + degrees * past.var(ddof=1)) / (weight + degrees)
    off = shares[-1] - past.mean()
    expected = held[-1, quarter - 1] * np.exp(-off)
    statistic = off / np.sqrt(spread * (1 + 1 / len(past)))
    return _as_of_many(float(statistic), weight + degrees, weight + _YEARS - 2), float(expected)


def _as_of_many(statistic: float, degrees: float, many: float) -> float:
    """A t of few degrees of freedom as the t of `many` that is as rare: the placebos have many."""
    if degrees >= many:
        return statistic
    return float(np.sign(statistic) * stats.t.isf(stats.t.sf(abs(statistic), degrees), many))


def _shares(logs: Floats, quarter: int, when: str) -> Floats:
    """What the quarter adds each year, in logarithms, less what the quarters before it foretell."""
    shares = np.asarray(logs[:, quarter - 1] - logs[:, quarter - 2], float)
    if when == "after":
        return np.asarray(shares + (logs[:, quarter - 2] - logs[:, 3]) / 2, float)
    if when == "second":
        return shares
    opening, kept = _from_second(logs[1:, 0] - logs[:-1, 3]), _from_second(shares[:-1])
    return shares - _RUN_ON * (logs[:, 1] - logs[:, 0]) - _OPENING * opening - _KEPT * kept


def _from_second(later: Floats) -> Floats:
    """A row from the second year on, begun with its mean."""
    return np.concatenate([[later.mean()], later])


def _when(held: Floats, quarter: int) -> str:
    if np.isfinite(held[-1, 3]):
        return "after"
    return "before" if quarter == 3 else "second"


def level_and_growth(
    levels: ArrayLike, *, before: ArrayLike, growth: ArrayLike, area: int
) -> Flag | None:
    """Ask where one area's level and published growth (per cent) part ways unlike its peers'.

    Arrays by area. Prices and samples move levels off published growth
    everywhere; what is asked of is an area where they do so by much more than
    among its peers. At least eight areas.
    """
    level, base, grown = (np.asarray(each, float) for each in (levels, before, growth))
    need(Check.LEVEL_AND_GROWTH, have=len(level), least=8)
    gaps = parted(level, base, grown)
    others = np.delete(gaps, area)
    p = peer_p(gaps[area], others)
    if p > rate(Check.LEVEL_AND_GROWTH).level:
        return None
    return flag(
        Check.LEVEL_AND_GROWTH,
        n=len(level),
        p=p,
        growth=float(grown[area]),
        computed=round(float(100 * (level[area] / base[area] - 1)), 2),
        peers=round(float(100 * np.expm1(np.median(others))), 2),
    )


def parted(level: Floats, before: Floats, growth: Floats) -> Floats:
    """Return by how much levels outgrow published growth (per cent), in logarithms."""
    return np.asarray(np.log(level / before) - np.log1p(growth / 100), float)


def peer_p(own: float, others: Floats, *, below_only: bool = False) -> float:
    """Return how unlike its peers a value is, by placebos, and no surer than few peers allow."""
    statistic = off_peers(own, others)
    # A median absolute deviation is worth some 0.37 of as many plain values.
    plain = 2 * stats.t.sf(abs(statistic), max(2.0, 0.37 * (len(others) - 1)))
    p = max(float(plain), tail("peers", statistic))
    if not below_only:
        return p
    return p / 2 if statistic < 0 else 1 - p / 2


def off_peers(own: float, others: Floats) -> float:
    """Return how many typical deviations a value stands off the median of its peers."""
    middle = np.median(others)
    spread = max(_SCALE * float(np.median(np.abs(others - middle))), 1e-12)
    # The error of a median of as many values is added to the value's own.
    return float((own - middle) / spread / np.sqrt(1 + 1.57 / len(others)))


def out_of_line(values: ArrayLike, *, times: ArrayLike) -> tuple[int, Flag] | None:
    """Ask of the level that stands farthest off its neighbours in time; return its place too.

    Levels above zero, `times` in years. Each is held against the path between
    the ones before and after it (at an end: the usual growth on from the
    nearest), in units of the series' own moves without it, as of a random walk
    with drift. The p-value is that of the farthest of a series. At least five values.
    """
    held, at = np.asarray(values, float), np.asarray(times, float)
    need(Check.OUT_OF_LINE, have=len(np.unique(at)) if (held > 0).all() else 0, least=5)
    found = [off_line(held, at, place) for place in range(len(held))]
    place = int(np.argmax([abs(statistic) for statistic, _ in found]))
    p = tail("line", found[place][0])
    if p > rate(Check.OUT_OF_LINE).level:
        return None
    value, expected = float(held[place]), found[place][1]
    return place, flag(Check.OUT_OF_LINE, n=len(held), p=p, value=value, expected=expected)


def off_line(held: Floats, at: Floats, place: int) -> tuple[float, float]:
    """Return how far a level is off the path of the others, and what the path says."""
    times, logs = _others(held, at, place)
    gaps, steps = np.diff(times), np.diff(logs)
    drift = float(np.median(steps / gaps))
    moves = (steps - drift * gaps) ** 2 / gaps
    spread = (moves.sum() + _WEIGHT * _NOISE**2) / (len(moves) - 1 + _WEIGHT)
    path, years = _path(times, logs, float(at[place]), drift)
    off = np.log(held[place]) - path
    return float(off / np.sqrt(spread * years)), float(np.exp(path))


def _others(held: Floats, at: Floats, place: int) -> tuple[Floats, Floats]:
    """The other times and their levels in logarithms; of several at one time the middle one."""
    times = np.unique(at[at != at[place]])
    return times, np.array([np.median(np.log(held[at == each])) for each in times])


def _path(times: Floats, logs: Floats, when: float, drift: float) -> tuple[float, float]:
    """Where a random walk through the others is expected at `when`, and its variance in years."""
    after = int(np.searchsorted(times, when))
    if after in (0, len(times)):
        end = 0 if after == 0 else -1
        return float(logs[end] + drift * (when - times[end])), float(abs(when - times[end]))
    low, high = times[after - 1], times[after]
    share = (when - low) / (high - low)
    path = logs[after - 1] + share * (logs[after] - logs[after - 1])
    return float(path), float((when - low) * (high - when) / (high - low))


def smoothness(values: ArrayLike, *, peers: ArrayLike) -> Flag | None:
    """Ask where a series moves far less from period to period than those of its peers.

    `values` by period, `peers` peers × periods, all above zero. At least twelve
    periods and eight peers.
    """
    own, others = np.asarray(values, float), np.asarray(peers, float)
    need(Check.SMOOTHNESS, have=len(own), least=12)
    need(Check.SMOOTHNESS, have=len(others), least=8)
    bumps = np.log([_bumps(each) for each in others])
    p = peer_p(float(np.log(_bumps(own))), bumps, below_only=True)
    if p > rate(Check.SMOOTHNESS).level:
        return None
    size, typical = (
        round(100 * float(each), 2) for each in (_bumps(own), np.exp(np.median(bumps)))
    )
    return flag(Check.SMOOTHNESS, n=len(own), p=p, moves=size, peers_move=typical)


def _bumps(values: Floats) -> float:
    return max(float(np.median(np.abs(np.diff(np.log(values), 2)))), 1e-9)
