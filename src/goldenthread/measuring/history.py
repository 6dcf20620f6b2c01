"""Find the values that were known on a day; what became known later is never seen."""

from collections.abc import Iterable
from datetime import date

from goldenthread.terms.observations import Observation, Status
from goldenthread.terms.periods import Period

#: The value in force for each indicator, area and period.
History = dict[tuple[str, str, Period], Observation]

#: A revision replaces what it revises even where the day of the first value is
#: not shown; a value whose period is in doubt never replaces a plain one. What is
#: claimed elsewhere, below zero, never comes into force.
RANK = {Status.CLAIMED: -1, Status.PERIOD_AMBIGUOUS: 0, Status.FIRST: 1, Status.REVISED: 2}


def history(observations: Iterable[Observation], *, known: date) -> History:
    """Return the latest known value of each indicator, area and period at the end of `known`.

    A pure function of those rows whose `known_by` is not after that day, without
    what is claimed elsewhere. Of two rows that became known together the later one
    in `observations` counts.
    """
    seen = [row for row in observations if row.known_by <= known and RANK[row.status] >= 0]
    in_force: History = {}
    for observation in sorted(seen, key=lambda row: (RANK[row.status], row.known_by)):
        in_force[observation.indicator, observation.area, observation.period] = observation
    return in_force
