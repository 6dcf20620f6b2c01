"""Say which reminder of a duty is to go out on a day, and to whom it has come when it is late.

Each goes out once. Before a day on which something is asked for there are a few
notices; once a duty is overdue it is told step by step, first to those who do the
work, and to nobody above them before they were told and had time to answer.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from goldenthread.planning.working import WorkingDays

#: So many working days before a day on which something is asked for, it is told.
NOTICES = (10, 3, 0)
#: So many working days each step has before the next one is told.
INTERVAL = 5


class Step(StrEnum):
    """Who is told of an overdue duty, one after the other."""

    CONTRIBUTORS = "contributors"
    HEAD = "head"
    LEADER = "leader"


def notice(day: date, *, on: date, sent: Collection[int], calendar: WorkingDays) -> int | None:
    """Return which of NOTICES of `day` is to go out on the day `on`, or None.

    Of several whose time has come the last one goes, and those before it never
    do: whoever was not there for a fortnight is told once. `sent` went out before.
    """
    if on > day:
        return None
    come = [count for count in NOTICES if on >= calendar.before(day, count)]
    latest = min(come, default=None)
    if latest is None or any(count <= latest for count in sent):
        return None
    return latest


def escalation(
    due: date,
    *,
    on: date,
    sent: Mapping[Step, date],
    ladder: Sequence[Step],
    calendar: WorkingDays,
) -> Step | None:
    """Return the step that a duty due on `due` has come to on the day `on`, if it is to be told.

    `sent` says when each step so far was told, `ladder` which steps there are
    people for; one without people is passed over. None before the due day has
    passed, while the former step has time, and after the last one.
    """
    if on <= due:
        return None
    steps = list(Step)
    if sent and on < calendar.after(max(sent.values()), INTERVAL):
        return None
    done = max((steps.index(step) for step in sent), default=-1)
    rest = [step for step in steps[done + 1 :] if step in ladder]
    return rest[0] if rest else None
