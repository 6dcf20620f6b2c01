"""Say which reports a duty is asked for, what it needs today, and what the asking costs.

A report is asked for at the end of each quarter in which a duty is open, and
on the day it is due: no more, for every report takes somebody's time.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from goldenthread.planning.standing import standing
from goldenthread.terms.commitments import Commitment, Decision, Standing
from goldenthread.terms.periods import Period

#: What one report is reckoned to take: gathering, writing and sending six fields.
MINUTES_A_REPORT = 30
#: So long before the day a report is asked for it appears among what needs doing.
NOTICE = timedelta(days=14)


class Need(StrEnum):
    """What a duty needs of the unit that leads it, the most pressing first."""

    REVISE = "revise"
    OVERDUE = "overdue"
    REPORT = "report"
    WAITING = "waiting"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Reported:
    """The last report of a duty: the day it was sent, and what was decided of it."""

    sent: date
    decision: Decision


def quarter_of(day: date) -> Period:
    """Return the quarter of the year in which `day` lies."""
    return Period.of_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3)


def report_days(*, since: date, due: date | None, within: Period) -> tuple[date, ...]:
    """Return the days in the quarter `within` on which a duty open from `since` asks a report.

    One past its due day is still asked at the end of every quarter until it is closed.
    """
    days = {within.last_day} | ({due} if due and due in within else set())
    return tuple(sorted(day for day in days if day >= since))


def days_to_answer(
    *, since: date, due: date | None, within: Period, last: Reported | None
) -> tuple[date, ...]:
    """Return those of `report_days` for which the last report was too early, or is not there."""
    asked = report_days(since=since, due=due, within=within)
    return tuple(day for day in asked if last is None or last.sent < day - NOTICE)


def hours(reports: int) -> float:
    """Return how many hours so many reports take, at MINUTES_A_REPORT each."""
    return reports * MINUTES_A_REPORT / 60


def need(commitment: Commitment, *, on: date, since: date, last: Reported | None) -> Need | None:
    """Return what an open duty needs of its unit on the day `on`; None if it is closed.

    A report that waits for its answer asks nothing of the unit, however late the duty is.
    """
    stands = standing(commitment, on=on)
    if stands is Standing.CLOSED:
        return None
    if last and last.decision is Decision.SENT_BACK:
        return Need.REVISE
    if last and last.decision is Decision.WAITING:
        return Need.WAITING
    if stands is Standing.OVERDUE:
        return Need.OVERDUE
    quarter = quarter_of(on)
    unanswered = days_to_answer(since=since, due=commitment.due, within=quarter, last=last)
    is_asked = any(on >= day - NOTICE for day in unanswered)
    return Need.REPORT if is_asked else Need.LATER
