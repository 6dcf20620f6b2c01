"""An indicator's values with their revisions, as the database holds them known on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.office.indicators.models import Observation


@dataclass(frozen=True, slots=True)
class Vintage:
    """A value as recorded, and whether it was the one that counted."""

    observation: Observation
    is_latest: bool


def history(observations: QuerySet[Observation], *, known: date | None) -> QuerySet[Observation]:
    """Return the rows in force at the end of the day `known`; None stands for all recorded.

    One for each indicator, area and period: the very rows `measuring.history` finds.
    """
    stands = Q(closed__isnull=True)
    if known is None:
        return observations.filter(stands)
    return observations.filter(stands | Q(closed__gt=known), known_by__lte=known)


def vintages(observations: QuerySet[Observation], *, known: date | None) -> list[Vintage]:
    """Return the values shown to be known by the end of the day `known`.

    None stands for all that is recorded. Of several for one area and period the
    one that counts comes last; the others stay visible before it.
    """
    rows = observations if known is None else observations.filter(known_by__lte=known)
    day = known or date.max
    shown = [Vintage(row, row.closed is None or row.closed > day) for row in rows]
    return sorted(shown, key=_place)


def _place(vintage: Vintage) -> tuple[int, date, date, bool, date, int]:
    row = vintage.observation
    return row.area_id, row.start, row.end, vintage.is_latest, row.known_by, row.pk
