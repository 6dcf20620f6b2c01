"""Questions that need many figures at once: peers, revisions, days, targets, digits."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from goldenthread.checking.comparing import level_and_growth, smoothness
from goldenthread.checking.flags import Check, Flag
from goldenthread.checking.habits import bunching, heaping, late_when_bad, one_way_revisions
from goldenthread.checking.readings import Reading, grouped, latest
from goldenthread.terms.meanings import Basis
from goldenthread.terms.quantities import Direction

Asking = tuple[Check, str, Callable[[], Flag | None]]


def pooled(readings: Sequence[Reading]) -> Iterator[Asking]:
    """Yield the questions put to all areas and periods of an indicator together."""
    for name, held in grouped(readings, lambda each: each.indicator).items():
        yield from _peers_growth(name, held, readings)
        yield from _smooth(name, held)
        yield from _revised(name, held)
        yield from _targets(name, held)
        # Only whole numbers are counts; measured amounts are rounded by their nature.
        counts = [each for each in held if each.is_level and each.precision == 1]
        if counts:
            yield Check.HEAPING, name, partial(heaping, [float(each.value) for each in counts])


def _peers_growth(name: str, held: list[Reading], all_of: Sequence[Reading]) -> Iterator[Asking]:
    told = [each for each in held if each.growth_of and each.basis is Basis.CONSTANT]
    for period, of_areas in grouped(told, lambda each: each.period).items():
        rows = []
        for each in of_areas:
            levels = latest(
                other
                for other in all_of
                if (other.indicator, other.area) == (each.growth_of, each.area) and other.value > 0
            )
            if period in levels and period.year_before in levels:
                now, before = levels[period].value, levels[period.year_before].value
                rows.append((each, float(now), float(before)))
        for place, (each, _, _) in enumerate(rows):
            ask = partial(
                level_and_growth,
                [now for _, now, _ in rows],
                before=[before for _, _, before in rows],
                growth=[float(one.value) for one, _, _ in rows],
                area=place,
            )
            yield Check.LEVEL_AND_GROWTH, f"{each.name}, {period}", ask


def _smooth(name: str, held: list[Reading]) -> Iterator[Asking]:
    by_area = {
        area: latest(of_area)
        for area, of_area in grouped([e for e in held if e.is_level], lambda e: e.area).items()
    }
    if len(by_area) < 2:
        return
    common = sorted(set.intersection(*(set(each) for each in by_area.values())))
    table = np.array([[float(each[p].value) for p in common] for each in by_area.values()])
    for place, area in enumerate(by_area):
        ask = partial(smoothness, table[place], peers=np.delete(table, place, axis=0))
        yield Check.SMOOTHNESS, f"{name}, {area}" if area else name, ask


def _revised(name: str, held: list[Reading]) -> Iterator[Asking]:
    aimed = [e for e in held if e.good is not Direction.NEITHER and e.known]
    pairs = []
    for vintages in grouped(aimed, lambda each: (each.area, each.period)).values():
        if len(vintages) > 1:
            vintages.sort(key=lambda each: each.known.latest if each.known else each.period.end)
            pairs.append((float(vintages[0].value), float(vintages[-1].value)))
    if pairs:
        first, later = zip(*pairs, strict=True)
        is_more = aimed[0].good is Direction.MORE
        ask = partial(one_way_revisions, first, later=later, more_is_good=is_more)
        yield Check.ONE_WAY_REVISIONS, name, ask


def _targets(name: str, held: list[Reading]) -> Iterator[Asking]:
    aimed = [e for e in held if e.target is not None and e.good is not Direction.NEITHER]
    if not aimed:
        return
    is_more = aimed[0].good is Direction.MORE
    off = [float(each.value - (each.target or 0)) for each in aimed]
    ask = partial(bunching, off, target=0.0, more_is_good=is_more)
    yield Check.BUNCHING, name, ask
    dated = [(each, gap) for each, gap in zip(aimed, off, strict=True) if each.known]
    days = [
        float((each.known.latest - each.period.last_day).days) for each, _ in dated if each.known
    ]
    bad = [gap < 0 if is_more else gap > 0 for _, gap in dated]
    yield Check.LATE_WHEN_BAD, name, partial(late_when_bad, days, bad=bad)
