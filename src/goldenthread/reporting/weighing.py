"""What a card's counts come to where some duties weigh more than others: a share, with its bounds.

The share of the weight that was met is told as bounds, since what is unknown may
turn out either way; nothing is put in the place of what is not known, and no
success makes up for a miss but by the weights that are stated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.terms.figures import Verdict
from goldenthread.terms.text import Words

#: The heaviest that one duty may weigh, where the lightest that counts weighs one.
MOST = 100
_PLACES = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Weighed:
    """From `least` to `most` per cent of the weight may turn out met.

    `shares` is what each duty weighs in the whole, by its id, in per cent to a tenth.
    """

    least: Decimal
    most: Decimal
    shares: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Counted:
    """A duty of a card, its verdict, and the least and most that it counts, 0 or 1 each."""

    id: str
    number: str
    title: Words
    verdict: Verdict
    least: int
    most: int


def weighed(duties: Iterable[Counted], weights: Mapping[str, int]) -> Weighed | None:
    """Return what share of the weight may turn out met; None where nothing weighs anything.

    A duty that `weights` does not name weighs one.
    """
    held = {each: weights.get(each.id, 1) for each in duties}
    whole = sum(held.values())
    if not whole:
        return None

    def share(part: int) -> Decimal:
        return (100 * Decimal(part) / whole).quantize(_PLACES)

    least = sum(weight * each.least for each, weight in held.items())
    most = sum(weight * each.most for each, weight in held.items())
    shares = {each.id: share(weight) for each, weight in held.items()}
    return Weighed(share(least), share(most), shares)


def counted(card: Mapping[str, Any]) -> tuple[Counted, ...]:
    """Return the duties that a card.json counts, in its order; none if it does not tell them.

    A card made before these were told has none.
    """
    told = (card.get("sureness") or {}).get("duties", [])
    duties = {each["commitment"]["id"]: each["commitment"] for each in card["figures"]}
    return tuple(
        Counted(
            each["commitment"],
            duties[each["commitment"]]["number"],
            Words(**duties[each["commitment"]]["title"]),
            Verdict(each["verdict"]),
            int(each["least"]),
            int(each["most"]),
        )
        for each in told
    )
