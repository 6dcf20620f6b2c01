"""Resolve the words that say when something is due into calendar days.

The day is never today: words such as "this year" are understood from the
document's own date, and stay unresolved without one.
"""

import re
from dataclasses import replace
from datetime import date

from goldenthread.reading.calendar_words import MEANINGS, NO_DAYS, Named, Reference
from goldenthread.reading.lexicon import Cue, Lexicon
from goldenthread.terms.statements import Due


def find_due(text: str, *, reference: Reference, words: Lexicon) -> Due | None:
    """Return when `text` says that something is due, or None if it does not say.

    The vocabulary's cues are asked in their order; words that name no calendar
    day ("on time") are kept with both days None. A day that is not in the
    calendar is kept unresolved too.
    """
    plain = words.plain(text)
    if not words["dated"].search(plain):
        return None
    readable = words["no_date"].sub(lambda found: "\0" * len(found[0]), plain)
    for cue in words.dates:
        if found := cue.find(readable):
            due = _due(cue, found, reference, words)
            if words["looks_back"].match(due.text) and _is_past(due, reference):
                continue
            return replace(due, text=text[slice(*found.span())].strip(" ,，"))
    return None


def _is_past(due: Due, reference: Reference) -> bool:
    """Whether a year named alone is one the document looks back on."""
    if due.to is None or reference.year is None:
        return False
    return due.to.year < reference.year


def find_day(text: str, *, reference: Reference, words: Lexicon) -> date | None:
    """Return the first single day that `text` names, or None."""
    for cue in words.dates:
        if cue.means == "day":
            for found in cue.when.finditer(words.plain(text)):
                due = _due(cue, found, reference, words)
                if due.to is not None:
                    return due.to
    return None


def _due(cue: Cue, found: re.Match[str], reference: Reference, words: Lexicon) -> Due:
    named = Named(found.groupdict(), words, reference)
    try:
        first, last = MEANINGS[cue.means](named)
    except (ValueError, OverflowError):
        first, last = NO_DAYS
    return Due(found[0].strip(" ,，"), first, last, _recurrence(cue, named))


def _recurrence(cue: Cue, named: Named) -> str | None:
    if cue.recur is None:
        return None
    return f"{cue.recur}/{day}" if (day := named.number("day")) else cue.recur
