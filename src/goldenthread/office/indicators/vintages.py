"""An indicator's values with their revisions, as they were known on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.office.indicators.models import Observation


@dataclass(frozen=True, slots=True)
class Vintage:
    """A value as recorded, and whether a later one for the same period had replaced it."""

    observation: Observation
    is_latest: bool


def vintages(observations: Iterable[Observation], *, known: date | None) -> list[Vintage]:
    """Return the values shown to be known by the end of the day `known`, oldest first.

    None stands for all that is recorded. Of several for one area and period the
    one known last is the latest; the others stay visible.
    """
    terms = [(row.term(), row) for row in observations]
    usable = [(term, row) for term, row in terms if known is None or term.known_by <= known]
    usable.sort(key=lambda pair: (pair[1].area_id, pair[0].period, pair[0].known_by, pair[1].pk))
    latest = {(row.area_id, term.period, term.kind): row.pk for term, row in usable}
    return [
        Vintage(row, latest[row.area_id, term.period, term.kind] == row.pk) for term, row in usable
    ]
