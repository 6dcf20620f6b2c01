"""Say what may be said of a unit's place, and what may not."""

import numpy as np

from goldenthread.scoring.arrays import Floats
from goldenthread.scoring.uncertainty import Draws
from goldenthread.terms.text import LANGUAGES, Words
from goldenthread.terms.wording import phrases

#: Ahead in at least this share of the draws may be said to be ahead.
SURE = 0.95
_NAMED = 3


def tied_with(draws: Draws, *, unit: str) -> tuple[str, ...]:
    """Return the units of which it cannot be said whether `unit` is ahead or behind.

    Nearest first, by mean place: neither is ahead in 95 % of the draws. Of a unit that
    has no place in any draw there is nothing to say.
    """
    at = draws.units.index(unit)
    ahead, behind = _against(draws, at)
    distance = np.abs(draws.mean - draws.mean[at])
    open_ = [int(other) for other in np.flatnonzero((ahead < SURE) & (behind < SURE))]
    placed = [other for other in open_ if other != at and draws.placed[other] > 0]
    found = sorted(placed, key=lambda other: distance[other])
    return tuple(draws.units[other] for other in found)


def _against(draws: Draws, at: int) -> tuple[Floats, Floats]:
    """The shares of draws in which one unit is ahead of, and behind, each."""
    own, total = draws.places[:, [at]], draws.counts.sum()
    ahead, behind = (
        (side * draws.counts[:, None]).sum(axis=0) / total
        for side in (
            (own > 0) & (own < draws.places),
            (draws.places > 0) & (own > draws.places),
        )
    )
    return ahead, behind


def robustness(draws: Draws, *, unit: str) -> Words:
    """Return what may be said of the place of `unit`, in both languages."""
    at = draws.units.index(unit)
    built = draws.doubt.nominal
    place = int(built.places[at, -1])
    titles = built.table.titles
    if not place:
        return _said("none", unit=titles.get(unit, unit))
    if not draws.doubt.varied:
        total = int((built.places[:, -1] > 0).sum())
        return _said("fixed", unit=titles.get(unit, unit), place=place, of=total)
    low, middle, high = (float(draws.quantile(share)[at]) for share in (0.05, 0.5, 0.95))
    facts: dict[str, object] = {
        "unit": titles.get(unit, unit),
        "place": place,
        "of": int((built.places[:, -1] > 0).sum()),
        "draws": int(draws.counts.sum()),
        "low": int(np.floor(low)),
        "middle": round(middle),
        "high": int(np.ceil(high)),
    }
    parts = [_said(_kind(draws, at, place, facts), **facts)]
    if (unplaced := 1 - float(draws.placed[at])) > 0:
        parts.append(_said("unplaced", share=f"{max(unplaced, 0.001):.1%}"))
    if ahead := int((_against(draws, at)[0] >= SURE).sum()):
        parts.append(_said("ahead", count=ahead))
    if level := tied_with(draws, unit=unit):
        parts.append(_level([titles.get(other, other) for other in level]))
    return Words("".join(part.en for part in parts), "".join(part.zh for part in parts))


def _kind(draws: Draws, at: int, place: int, facts: dict[str, object]) -> str:
    """Whether a unit's place never moves, hardly ever, or does."""
    if (draws.places[:, at] == place).all():
        return "certain"
    return "steady" if facts["low"] == facts["high"] else "range"


def _level(names: list[str]) -> Words:
    first = Words(", ".join(names[:_NAMED]), "、".join(names[:_NAMED]))
    rest = len(names) - _NAMED
    if rest > 0:
        held = phrases("goldenthread.scoring")["place.more"]
        # In Chinese the count after 等 is of all, not of the rest.
        first = Words(
            held.en.format(names=first.en, count=rest),
            held.zh.format(names=first.zh, count=len(names)),
        )
    said = phrases("goldenthread.scoring")["place.level"]
    return Words(said.en.format(names=first.en), said.zh.format(names=first.zh))


def _said(key: str, **facts: object) -> Words:
    held = phrases("goldenthread.scoring")[f"place.{key}"]
    en, zh = (held.in_language(language).format(**facts) for language in LANGUAGES)
    return Words(en, zh)
