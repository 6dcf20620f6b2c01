"""Which questions a table of figures allows: each check with the figures it is put to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

import numpy as np

from goldenthread.checking.comparing import cumulative_jump, out_of_line
from goldenthread.checking.definitions import Marks, changed_without_note
from goldenthread.checking.flags import Check, Flag
from goldenthread.checking.identities import (
    falling_cumulative,
    growth_of_level,
    magnitude,
    parts_and_whole,
    quarters_and_year,
    ratio,
)
from goldenthread.checking.pooled import pooled
from goldenthread.checking.readings import Reading, grouped, latest
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.meanings import Basis
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period


@dataclass(frozen=True, slots=True)
class Question:
    """A check and what it is put to; `ask` gives a flag or nothing, or raises CannotTell."""

    check: Check
    about: str
    ask: Callable[[], Flag | None]


def questions(readings: Sequence[Reading]) -> Iterator[Question]:
    """Yield every question that the readings allow."""
    own = [each for each in readings if not each.claimed]
    claims = [each for each in readings if each.claimed]
    by_place = grouped(own, _series)
    for series in by_place.values():
        yield from _identities(series)
        yield from _levels(series)
        yield from _meaning(series)
        yield from _past(series)
    yield from _parts(own)
    yield from _growth(readings, by_place)
    for claim in claims:
        yield from _claim(claim, by_place.get(_series(claim), []))
    for check, about, ask in pooled(own):
        yield Question(check, about, ask)


def _series(reading: Reading) -> tuple[str, str]:
    return reading.indicator, reading.area


def _identities(series: list[Reading]) -> Iterator[Question]:
    name = series[0].name
    running = latest(each for each in series if each.kind is Kind.CUMULATIVE)
    for year, held in grouped(running.values(), lambda each: each.period.start).items():
        if len(held) > 1:
            values = [float(each.value) for each in held]
            ask = partial(falling_cumulative, values, precision=_coarsest(held))
            yield Question(Check.FALLING_CUMULATIVE, f"{name}, {year.year}", ask)
    yield from _quarters(latest(each for each in series if each.kind is Kind.LEVEL_FLOW), name)
    yield from _ratios(series, name)


def _quarters(flows: dict[Period, Reading], name: str) -> Iterator[Question]:
    for period, year in flows.items():
        # Of a day or a week no quarters can be counted off.
        if period.months != 12:
            continue
        single = [Period.of_months(_month(period, 3 * place), 3) for place in range(4)]
        if all(each in flows for each in single):
            held = [flows[each] for each in single]
            values = [float(each.value) for each in held]
            spacing = _coarsest([*held, year])
            ask = partial(quarters_and_year, values, year=float(year.value), precision=spacing)
            yield Question(Check.QUARTERS_AND_YEAR, f"{name}, {period}", ask)


def _ratios(series: list[Reading], about: str) -> Iterator[Question]:
    given = [each for each in series if each.numerator is not None and each.denominator is not None]
    for factor, held in grouped(given, lambda each: each.factor).items():
        yield Question(Check.RATIO, about, partial(_ratio, held, factor))


def _ratio(given: list[Reading], factor: Decimal | None) -> Flag | None:
    return ratio(
        [float(each.value) for each in given],
        numerators=[float(each.numerator or 0) for each in given],
        denominators=[float(each.denominator or 0) for each in given],
        multiplier=None if factor is None else float(factor),
        precision=_coarsest(given),
    )


def _levels(series: list[Reading]) -> Iterator[Question]:
    levels = [each for each in series if each.is_level]
    for held in grouped(levels, lambda each: (each.period.months, each.kind)).values():
        # A second source may say otherwise of the same period: both are looked at.
        if len({each.period for each in held}) < 2 or held[0].period.months != 12:
            continue
        values, times = [float(each.value) for each in held], [each.year for each in held]
        for check, ask in ((Check.MAGNITUDE, magnitude), (Check.OUT_OF_LINE, out_of_line)):
            yield Question(check, held[0].name, partial(_placed, ask, values, times, held))


def _claim(claim: Reading, series: list[Reading]) -> Iterator[Question]:
    """What is claimed elsewhere, by itself among the levels of its series, and as a ratio."""
    about = f"{claim.name}, {claim.period}" + (f" ({claim.source})" if claim.source else "")
    yield from _ratios([claim], about)
    if not claim.is_level or claim.period.months != 12:
        return
    levels = [each for each in series if each.is_level and each.kind is claim.kind]
    held = [each for each in levels if each.period.months == 12] + [claim]
    values, times = [float(each.value) for each in held], [each.year for each in held]
    # A day on, the published value of the very same period is a neighbour too.
    beside = [*times[:-1], times[-1] + 1 / 366]
    yield Question(Check.MAGNITUDE, about, partial(_if_last, magnitude, values, beside))
    yield Question(Check.OUT_OF_LINE, about, partial(_if_last, out_of_line, values, times))


def _if_last(
    ask: Callable[..., tuple[int, Flag] | None], values: list[float], times: list[float]
) -> Flag | None:
    """The flag if it is about the last of the values, which was added to them."""
    found = ask(values, times=times)
    return found[1] if found and found[0] == len(values) - 1 else None


def _placed(
    ask: Callable[..., tuple[int, Flag] | None],
    values: list[float],
    times: list[float],
    held: list[Reading],
) -> Flag | None:
    found = ask(values, times=times)
    if found is None:
        return None
    place, flag = found
    source = f" ({held[place].source})" if held[place].source else ""
    return replace(flag, about=f"{held[place].name}, {held[place].period}{source}")


def _meaning(series: list[Reading]) -> Iterator[Question]:
    for kind, held in grouped(series, lambda each: each.kind).items():
        if any(each.definition or each.denominator_is or each.base for each in held):
            marks = [
                Marks(
                    each.period.label,
                    each.definition,
                    each.denominator_is,
                    each.source,
                    each.base,
                    each.note,
                )
                for each in sorted(held, key=lambda each: each.period)
            ]
            about = f"{held[0].name}, {kind}" if kind else held[0].name
            yield Question(Check.DEFINITION, about, partial(changed_without_note, marks))


def _past(series: list[Reading]) -> Iterator[Question]:
    """The cumulative second and third quarters of the latest year against those of years before."""
    known = latest(
        each
        for each in series
        if each.value > 0
        and (each.kind is Kind.CUMULATIVE or (each.kind is Kind.LEVEL_FLOW and _is_year(each)))
    )
    years = sorted({each.start for each in known})
    table = np.full((len(years), 4), np.nan)
    for period, each in known.items():
        if period.months in (3, 6, 9, 12):
            table[years.index(period.start), period.months // 3 - 1] = float(each.value)
    if not years or np.isnan(table[:, :3]).all(axis=0).any():
        return
    whole = table[np.isfinite(table).all(axis=1) | (np.arange(len(years)) == len(years) - 1)]
    for quarter in (2, 3):
        if np.isfinite(whole[-1, quarter - 2 : quarter]).all():
            about = f"{series[0].name}, {years[-1].year} Q1-{quarter}"
            ask = partial(cumulative_jump, whole, quarter=quarter)
            yield Question(Check.CUMULATIVE_JUMP, about, ask)


def _parts(readings: Sequence[Reading]) -> Iterator[Question]:
    parts = [each for each in readings if each.part_of]
    for (whole, breakdown, area, period), told in grouped(
        parts, lambda each: (each.part_of, each.breakdown, each.area, each.period)
    ).items():
        # A part told twice, as after a revision, counts once.
        by_part = grouped(told, lambda each: each.indicator).values()
        held = [latest(of_part)[period] for of_part in by_part]
        found = latest(
            each
            for each in readings
            if (each.indicator, each.area, each.period) == (whole, area, period)
        )
        if period in found and len(held) > 1:
            values = [float(each.value) for each in held]
            total = found[period]
            spacing = _coarsest([*held, total])
            ask = partial(parts_and_whole, values, whole=float(total.value), precision=spacing)
            named = f"{total.name}, {period}" + (f" ({breakdown})" if breakdown else "")
            yield Question(Check.PARTS_AND_WHOLE, named, ask)


def _growth(
    readings: Sequence[Reading], by_place: dict[tuple[str, str], list[Reading]]
) -> Iterator[Question]:
    """Growth in current prices against the levels it is told of."""
    for each in readings:
        if not each.growth_of or each.basis is Basis.CONSTANT:
            continue
        about = f"{each.name}, {each.period}" + (f" ({each.source})" if each.source else "")
        levels = latest(by_place.get((each.growth_of, each.area), []))
        yield Question(Check.GROWTH_OF_LEVEL, about, partial(_growth_of, each, levels))


def _growth_of(growth: Reading, levels: dict[Period, Reading]) -> Flag | None:
    if growth.basis is None:
        raise CannotTell("growth does not say whether it is in current or in constant prices.")
    now, before = levels.get(growth.period), levels.get(growth.period.year_before)
    if now is None or before is None:
        raise CannotTell("the level, or that of a year before, is not there.")
    return growth_of_level(
        float(now.value),
        before=float(before.value),
        growth=float(growth.value),
        precision=(_coarsest([now, before]), growth.precision),
    )


def _coarsest(held: Sequence[Reading]) -> float:
    """The coarsest printed place among figures: no finer agreement can be asked of them."""
    return max(each.precision for each in held)


def _is_year(reading: Reading) -> bool:
    return reading.period.months == 12


def _month(period: Period, months: int) -> date:
    return period.start if not months else Period.of_months(period.start, months).end
