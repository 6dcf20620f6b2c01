"""Find the number that a clause asks for, with its unit and in what sense it is asked."""

import re
from decimal import Decimal, InvalidOperation

from goldenthread.reading.lexicon import Cue, Lexicon
from goldenthread.reading.numerals import whole_number
from goldenthread.terms.quantities import Comparator, Measure

#: Stands for the number in the patterns of comparators, and how far after it they look.
_HERE, _NEAR = "\1", 12

#: What "halve", "a third" or "double" ask for, as a percentage.
_SHARES = {"halve": "50", "third": "33.3", "quarter": "25", "double": "100"}


def find_measure(text: str, *, words: Lexicon) -> Measure | None:
    """Return what `text` asks to be reached or done, or None if it names no number for it.

    Value and unit are as written (1.4 万亿斤 is 1.4 in 万亿斤); of a two-sided range
    the lower bound is taken, as at least. A comparison with the year before, a
    date, an age or a number in a name is no measure.
    """
    plain = words.plain(text)
    if not words["counted"].search(plain):
        return None
    readable = words["no_measure"].sub(lambda found: "\0" * len(found[0]), plain)
    for cue in words.measures:
        if found := cue.find(readable):
            value = _value(found, cue, words)
            if value is not None:
                return Measure(
                    quantity=_quantity(text, found, words),
                    unit=_unit(text, found, cue),
                    value=value,
                    comparator=_comparator(readable, found, cue, words),
                )
    return None


def _value(found: re.Match[str], cue: Cue, words: Lexicon) -> Decimal | None:
    if cue.means in _SHARES:
        return Decimal(_SHARES[cue.means])
    if cue.means == "tenths":
        return Decimal(whole_number(found["number"], words=words) or 0) * 10
    text = found["number"].replace(",", "").replace("，", "").strip()
    try:
        return Decimal(text)
    except InvalidOperation:
        whole = whole_number(text, words=words)
        return None if whole is None else Decimal(whole)


def _unit(text: str, found: re.Match[str], cue: Cue) -> str:
    """Currency before the number, scale and unit after it, as one unit."""
    if cue.means in ("percent", "tenths", *_SHARES):
        return "%"
    named = (name for name in ("currency", "scale", "unit") if name in found.re.groupindex)
    parts = (text[slice(*found.span(name))] for name in named if found[name])
    written = [part.strip().replace("％", "%") for part in parts]
    joint = " " if any(part.isascii() and part.isalpha() for part in written) else ""
    return joint.join(written)


def _comparator(text: str, found: re.Match[str], cue: Cue, words: Lexicon) -> Comparator:
    """Return the first sense, in the vocabulary's order, that stands around the number."""
    groups = found.groupdict()
    if groups.get("upper"):
        return Comparator.GE
    # Words before the number count within its own part of the clause, those after it at once.
    end = found.end("number") if groups.get("number") else found.end()
    before = words["part"].split(text[:end])[-1]
    around = f"{before}{_HERE}{text[found.end() : found.end() + _NEAR]}"
    for comparator, pattern in words.comparators:
        if pattern.search(around):
            return comparator
    return Comparator.DECREASE_BY if cue.means == "halve" else Comparator.EQ


def _quantity(text: str, found: re.Match[str], words: Lexicon) -> str:
    """What is counted: the words before the number in its part of the clause, else those after."""
    before = words["part"].split(text[: found.start()])[-1]
    after = words["part"].split(text[found.end() :])[0]
    for candidate in (before, after, found.groupdict().get("unit") or ""):
        bare = words["quantity_frame"].sub("", candidate).strip(" ，,、。.")
        if len(bare) > 1:
            return bare
    return ""
