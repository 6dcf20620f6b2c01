"""Ask where what a figure means has changed without a word about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from goldenthread.checking.flags import Check, Flag, flag, need

#: A source that changes with every figure is a citation; after so many equal ones it is a habit.
_HABIT = 4


@dataclass(frozen=True, slots=True)
class Marks:
    """What a figure of one period means: each as written, empty where it is not stated."""

    period: str
    definition: str = ""
    denominator: str = ""
    source: str = ""
    base: str = ""
    note: str = ""


def changed_without_note(marks: Sequence[Marks]) -> Flag | None:
    """Ask of the first change of definition, denominator, source or base year without a note.

    `marks` in the order of their periods, at least two. What is not stated has
    not changed. A source is asked of only after four periods from the same one.
    """
    need(Check.DEFINITION, have=len(marks), least=2)
    for place, (old, new) in enumerate(pairwise(marks), 1):
        name = "" if new.note or old.period == new.period else _changed(marks[:place], new)
        if name:
            return flag(
                Check.DEFINITION,
                n=len(marks),
                variant=name,
                period=new.period,
                old=getattr(old, name),
                new=getattr(new, name),
            )
    return None


def _changed(before: Sequence[Marks], new: Marks) -> str:
    old = before[-1]
    for name in ("definition", "denominator", "base"):
        was, is_now = getattr(old, name), getattr(new, name)
        if was and is_now and was != is_now:
            return name
    lately = {each.source for each in before[-_HABIT:]}
    is_habit = len(before) >= _HABIT and len(lately) == 1 and old.source
    return "source" if is_habit and new.source and new.source != old.source else ""
