"""Erase values and their salts for good, and tell what was erased from what is merely gone.

An entry commits to a value without holding it: once value and salt are away,
the entry still proves that something was recorded then, and nobody can find out
what by guessing. An entry `value.erased` names what went, so that a value lost
in any other way is still a fault.
"""

import json
from collections.abc import Iterable
from typing import Any

from goldenthread.ledger import ERASED
from goldenthread.office.trail.models import Entry, FormerValue, Value


def erase_values(thing: str, *, names: Iterable[str]) -> int:
    """Remove the values of these fields from every entry so far about `thing`; say how many."""
    wanted = list(names)
    gone, _ = Value.objects.filter(entry__object=thing, name__in=wanted).delete()
    former, _ = FormerValue.objects.filter(entry__object=thing, name__in=wanted).delete()
    return gone + former


def erasures() -> dict[tuple[str, str], int]:
    """Return the index of the entry that tells of its erasure, by object and field.

    Values of entries before that one may be absent.
    """
    found: dict[tuple[str, str], int] = {}
    for entry in Entry.objects.filter(action=ERASED).prefetch_related("values"):
        said: dict[str, Any] = {value.name: value.value for value in entry.values.all()}
        for name in said.get("names") or ():
            found[str(said.get("thing")), str(name)] = entry.index
    return found


def erasures_of(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that tell of the erasure of a value that one of these held.

    Of each value it is the last that names it: an earlier one was about what
    stood there before.
    """
    told = erasures()
    found = set()
    for entry in entries:
        held = {value.name for value in entry.values.all()}
        for name in json.loads(entry.canonical)["fields"].keys() - held:
            if told.get((entry.object, name), 0) > entry.index:
                found.add(told[entry.object, name])
    return list(Entry.objects.filter(index__in=found).prefetch_related("values"))
