"""Hold every input of a card's figures against the entry that recorded it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from goldenthread.ledger import bundle as b
from goldenthread.ledger.canonical import strict_json
from goldenthread.ledger.case import Case
from goldenthread.ledger.findings import Absent, Wrong, say
from goldenthread.terms.errors import BadProof
from goldenthread.terms.text import Words

RECORDED = "observation.recorded"
OBSERVATION = "observation/"

_ALWAYS_SAID = ("indicator", "area", "period", "value")
_SAID_IF_AT_ALL = ("unit", "source", "known")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,60}(\.[0-9]{1,60})?")


def compared_figures(case: Case) -> Words:
    """Say how many inputs of the card are as recorded; raise at the first that is not."""
    recorded = {
        each.entry.object: each
        for each in sorted(case.shown(), key=lambda one: one.index)
        if each.entry.action == RECORDED
    }
    count = 0
    for said in _inputs(_card(case)):
        row = said["row"]
        if not row.startswith(OBSERVATION):
            raise Absent("row", row=row)
        if row not in recorded:
            raise Wrong("row", row=row)
        _compare(said, recorded[row])
        count += 1
    return say("good", "figures", count=count)


def _card(case: Case) -> list[dict[str, Any]]:
    """Return the card's figures."""
    try:
        card = strict_json(case.file(b.CARD))
    except BadProof as error:
        raise Wrong("malformed", name=b.CARD) from error
    match card:
        case {"figures": list(figures)} if all(isinstance(each, dict) for each in figures):
            return figures
    raise Wrong("malformed", name=b.CARD)


def _inputs(figures: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every input of the figures, in their order."""
    for figure in figures:
        inputs = figure.get("inputs") or []
        if not inputs and figure.get("value") not in (None, ""):
            raise Absent("inputs", figure=figure.get("id"))
        if not isinstance(inputs, list) or not all(_is_input(each) for each in inputs):
            raise Wrong("malformed", name=b.CARD)
        yield from inputs


def _is_input(said: Any) -> bool:
    return isinstance(said, dict) and isinstance(said.get("row"), str)


def _compare(said: dict[str, Any], exhibit: b.Exhibit) -> None:
    """Raise `BadProof` unless the input says what was recorded.

    What a card leaves out of unit, source and known date it does not claim.
    """
    for name in (*_ALWAYS_SAID, *(name for name in _SAID_IF_AT_ALL if name in said)):
        on_card, recorded = said.get(name), exhibit.value(name)
        if not _same(on_card, recorded, is_number=name == "value"):
            raise Wrong("input", row=said["row"], name=name, said=on_card, recorded=recorded)


def _same(said: Any, recorded: Any, *, is_number: bool) -> bool:
    """Return whether both are the same text; 7.40 is 7.4, and not stated is empty."""
    texts = ["" if each is None else each for each in (said, recorded)]
    if not all(isinstance(each, str) for each in texts):
        return False
    if is_number and all(_DECIMAL.fullmatch(each) for each in texts):
        return Decimal(texts[0]) == Decimal(texts[1])
    return bool(texts[0] == texts[1])
