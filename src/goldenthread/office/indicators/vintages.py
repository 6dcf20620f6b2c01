"""An indicator's values with their revisions, as they were known on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.measuring import history
from goldenthread.office.indicators.models import Observation
from goldenthread.terms.observations import Observation as Term
from goldenthread.terms.periods import Period


@dataclass(frozen=True, slots=True)
class Vintage:
    """A value as recorded, and whether a later one for the same period had replaced it."""

    observation: Observation
    is_latest: bool


def vintages(observations: Iterable[Observation], *, known: date | None) -> list[Vintage]:
    """Return the values shown to be known by the end of the day `known`.

    None stands for all that is recorded. Of several for one area and period the
    one that counts comes last; the others stay visible before it.
    """
    day = known or date.max
    by_name = {row.trail_object: row for row in observations}
    terms = [row.term() for row in by_name.values()]
    in_force = {term.row for term in history(terms, known=day).values()}
    shown = [
        (term, Vintage(by_name[term.row], term.row in in_force))
        for term in terms
        if term.known_by <= day
    ]
    shown.sort(key=lambda pair: _place(*pair))
    return [vintage for _, vintage in shown]


def _place(term: Term, vintage: Vintage) -> tuple[int, Period, bool, date, int]:
    row = vintage.observation
    return row.area_id, term.period, vintage.is_latest, term.known_by, row.pk
