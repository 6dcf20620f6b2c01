"""Put every question that a table of figures allows, and say which could not be put."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.checking.flags import Check, Flag
from goldenthread.checking.portfolio import SHARE, keep
from goldenthread.checking.questions import questions
from goldenthread.checking.rates import rate
from goldenthread.checking.readings import Reading
from goldenthread.terms.errors import CannotTell


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A check that could not be put of some figures, and why."""

    check: Check
    about: str
    why: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The questions asked, in order of worth; those not put; and how many tests there were.

    `tests` counts those that rest on chance: they share one false discovery
    rate. `put` counts all.
    """

    flags: tuple[Flag, ...]
    not_asked: tuple[NotAsked, ...]
    tests: int
    put: int


def survey(readings: Sequence[Reading], *, q: float = SHARE) -> Survey:
    """Return what the figures make one ask, chance held to the false discovery rate `q`."""
    flags: list[Flag] = []
    missing: list[NotAsked] = []
    put: list[Check] = []
    for question in questions(readings):
        try:
            found = question.ask()
        except CannotTell as error:
            missing.append(NotAsked(question.check, question.about, error.what))
            continue
        put.append(question.check)
        if found:
            flags.append(replace(found, about=found.about or question.about))
    tests = sum(rate(each).level > 0 for each in put)
    worth = {check: place for place, check in enumerate(Check)}
    kept = sorted(keep(flags, tests=tests, q=q), key=lambda each: worth[each.check])
    return Survey(tuple(kept), tuple(missing), tests, len(put))
