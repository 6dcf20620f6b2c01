"""Rank a unit among its peers as a range, because not every peer's figure is known."""

from collections.abc import Mapping
from decimal import Decimal

from goldenthread.terms.errors import CannotTell
from goldenthread.terms.figures import RankRange
from goldenthread.terms.quantities import Direction


def rank_range(
    unit: str, *, figures_by_area: Mapping[str, Decimal | None], direction: Direction
) -> RankRange:
    """Return the best and the worst place that `unit` can have; 1 is the first.

    `figures_by_area` holds every area of the comparison, `unit` among them, with
    None for one whose figure is not known. The best place is the one if all
    unknown peers are behind, the worst if all are ahead; an equal peer does not
    push the best place down and counts as ahead for the worst. Raises CannotTell
    where neither direction is the good one, or `unit` is not among the areas.
    """
    if direction is Direction.NEITHER or unit not in figures_by_area:
        raise CannotTell(
            f"{unit} cannot be ranked.",
            remedy="Give an indicator of which more or less is better, and the unit's own row.",
        )
    peers = {area: value for area, value in figures_by_area.items() if area != unit}
    own = figures_by_area[unit]
    known = tuple(area for area, value in peers.items() if value is not None)
    if own is None:
        above: tuple[str, ...] = ()
        best, worst = 1, len(figures_by_area)
    else:
        leads = {area: _lead(value, own, direction) for area, value in peers.items()}
        above = tuple(area for area, lead in leads.items() if lead is not None and lead > 0)
        best = 1 + len(above)
        worst = 1 + sum(lead is None or lead >= 0 for lead in leads.values())
    unknown = tuple(area for area in peers if area not in known)
    return RankRange(unit, best, worst, len(figures_by_area), above, known, unknown)


def _lead(value: Decimal | None, own: Decimal, direction: Direction) -> Decimal | None:
    """By how much a peer is ahead, below zero if behind; None if it is not known."""
    if value is None:
        return None
    return value - own if direction is Direction.MORE else own - value
