"""What changed between two cards, figure by figure, read from their card.json alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from goldenthread.terms.text import Words

Json = Mapping[str, Any]
#: What two cards can say differently: as wholes, and of a figure.
WHOLE = ("said", "rank", "method", "notice")
PARTS = (
    "value",
    "period",
    "known",
    "source",
    "asked",
    "verdict",
    "reason",
    "title",
    "lead",
    "due",
    "state",
    "evidence",
    "sentence",
)


class Kind(StrEnum):
    """What became of a figure from one card to the other."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two cards say differently; an empty text is what a card does not say."""

    name: str
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is not the same on both cards, by its id and its duty's title."""

    id: str
    title: Words
    kind: Kind
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two cards say differently as wholes, and of which figures; `same` counts the rest."""

    card: tuple[Difference, ...]
    figures: tuple[Change, ...]
    same: int

    @property
    def is_empty(self) -> bool:
        """Whether both say the same of everything compared."""
        return not self.card and not self.figures


def compare(earlier: Json, later: Json) -> Comparison:
    """Return what `later` says differently from `earlier`, two values of card.json.

    Figures are compared by their id: value, period, day known, sources, what
    was asked, verdict, reason, the duty's title, unit, due day, state and
    evidence, and its sentence. A number is compared digit for digit: 7.4
    revised to 7.40 is a difference. Those only one card has are added or
    removed. In the order of the later card, the removed last.
    """
    before, after = ({each["id"]: each for each in card["figures"]} for card in (earlier, later))
    changes = [change for name in (after | before) if (change := _change(name, before, after))]
    same = len(before.keys() | after.keys()) - len(changes)
    return Comparison(tuple(_differences(_whole(earlier), _whole(later))), tuple(changes), same)


def _change(name: str, before: Mapping[str, Json], after: Mapping[str, Json]) -> Change | None:
    old, new = before.get(name), after.get(name)
    found = tuple(_differences(_parts(old), _parts(new)))
    if not found:
        return None
    kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
    shown = new if new is not None else before[name]
    return Change(name, _words(shown["commitment"]["title"]), kind, found)


def _differences(before: Mapping[str, Words], after: Mapping[str, Words]) -> Iterator[Difference]:
    nothing = Words("", "")
    for name in {**after, **before}:
        old, new = before.get(name, nothing), after.get(name, nothing)
        if old != new:
            yield Difference(name, old, new)


def _whole(card: Json) -> dict[str, Words]:
    ranges = [each["range"] for each in card["peers"]]
    places = (f"{each['best']}–{each['worst']} / {each['of']}" for each in ranges)
    return {
        "said": _words(card["said"]),
        "rank": _plain(", ".join(places)),
        "method": _plain(card["method"]),
        "notice": _words(card["notice"]),
    }


def _parts(figure: Json | None) -> dict[str, Words]:
    """What is compared of a figure, by name; nothing of one that a card does not have."""
    if figure is None:
        return {}
    duty, target = figure["commitment"], figure["target"]
    return {
        "value": _plain(_quantity(figure["value"], figure["unit"])),
        "period": _plain(figure["period"]),
        "known": _plain(figure["known"]),
        "source": _plain(", ".join(figure["source"])),
        "asked": _words(target["asked"]) if target else _plain(None),
        "verdict": _words(figure["verdict_said"]),
        "reason": _words(figure["reason"]),
        "title": _words(duty["title"]),
        "lead": _words(duty["lead"]),
        "due": _plain(duty["due"]),
        "state": _plain(duty["state"]),
        "evidence": _plain(duty["evidence"]),
        "sentence": _words(figure["statement"]["quote"]),
    }


def _quantity(value: Decimal | None, unit: str | None) -> str:
    return "" if value is None else f"{value:f} {unit or ''}".strip()


def _words(words: Json) -> Words:
    return Words(words["en"], words["zh"])


def _plain(text: object) -> Words:
    said = "" if text is None else str(text)
    return Words(said, said)
