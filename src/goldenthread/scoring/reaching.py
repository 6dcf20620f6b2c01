"""What would it take: the least change that brings a unit to a place or a score.

Everybody else and the scale stay as they are, which is said wherever the answer
is shown: were the unit to set a new best, a scale by best and worst would move.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goldenthread.scoring.arrays import ROUNDING, Floats, ranks
from goldenthread.scoring.building import Built, aggregate
from goldenthread.scoring.choices import Normalisation
from goldenthread.scoring.middles import cheapest_through_medians
from goldenthread.scoring.mixing import NEAR, Score, cheapest
from goldenthread.scoring.passing import first, least, ordered_below, passings
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.quantities import Direction

#: Scales on which the indicator's own value can be read back from a straight line.
_STRAIGHT = (
    Normalisation.MIN_MAX,
    Normalisation.Z_SCORE,
    Normalisation.GOALPOSTS,
    Normalisation.TO_BEST,
    Normalisation.TO_LEADER,
    Normalisation.SCALED,
    Normalisation.NONE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One indicator's way, on the scale and in its own unit; `direction` says which is better.

    `own_after` is None where the own value cannot be read back from the scale.
    """

    indicator: str
    direction: Direction
    before: float
    after: float
    own_before: float
    own_after: float | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What it takes; `steps` is empty where it is already so, None where it cannot be reached.

    `furthest` is the score at the best value anybody has of what may change; `gap`
    by what share a mixture's cost may be above the least. `place` is what was asked
    for where no score stands for it, because all scores move with the unit's; `wanted`
    is then NaN.
    """

    unit: str
    score: float
    wanted: float
    furthest: float
    steps: tuple[Step, ...] | None
    gap: float = 0.0
    place: int | None = None

    @property
    def is_least(self) -> bool:
        """Whether it is proved that nothing cheaper does, but for a millionth."""
        return self.gap <= NEAR


def score_for_place(built: Built, *, unit: str, place: int) -> float:
    """Return the score that brings `unit` to `place`, everybody else as they are."""
    row = _scored(built, unit)
    others = np.delete(built.index, row)
    others = np.sort(others[~np.isnan(others)])[::-1]
    if not 1 <= place <= len(others) + 1:
        raise CannotTell(
            f"there is no place {place} among {len(others) + 1}.",
            remedy=f"Name one from 1 to {len(others) + 1}.",
        )
    return float(others[place - 1]) if place <= len(others) else float("-inf")


def reach_alone(built: Built, *, unit: str, indicator: str, score: float) -> Reach:
    """Return the least change of one indicator that brings `unit` to `score`.

    Bisection on the unit's own score, which no indicator lowers; up to the best
    value anybody has. Raises CannotTell where units are ranked by pairs or by weights
    of their own: then everybody's score moves with the unit's.
    """
    if not built.design.is_row_by_row:
        raise CannotTell(
            "what it would take cannot be told where a unit's score hangs on the others' "
            "(outranking, copeland, kemeny, benefit of the doubt).",
            place=built.design.place,
            remedy="Ask for a place: `reach_place`.",
        )
    row, column = _scored(built, unit), _column(built, indicator)
    own = built.steps["normalised"][row]
    best = float(np.nanmax(built.steps["normalised"][:, column]))

    def at(value: float) -> float:
        changed = own.copy()
        changed[column] = value
        return _score(built, changed)

    start, now, furthest = float(own[column]), float(built.index[row]), at(best)
    if np.isnan(start):
        raise CannotTell(
            f"{indicator} of {unit} is not known.", remedy="Impute it, or name another."
        )
    if now >= score:
        return Reach(unit, now, score, furthest, ())
    if furthest < score:
        return Reach(unit, now, score, furthest, None)
    high = least(lambda value: at(value) >= score, start, best)
    return Reach(unit, now, score, furthest, (_step(built, row, column, high),))


def reach_place(built: Built, *, unit: str, indicator: str, place: int) -> Reach:
    """Return the least change of one indicator that brings `unit` to `place`.

    As `reach_alone`, and where units are ranked by pairs or by weights of their own:
    there everybody is ranked anew at each step, since a unit that gains takes from
    those it passes. By Kemeny's order a gain need not bring a better place at once, so
    each value is tried at which it passes somebody. Raises CannotTell where Kemeny's
    order or the benefit of the doubt stands beside another of these in one tree.
    """
    score = score_for_place(built, unit=unit, place=place)
    if built.design.is_row_by_row:
        return reach_alone(built, unit=unit, indicator=indicator, score=score)
    ordered = ordered_below(built.design)
    row, column = _scored(built, unit), _column(built, indicator)
    values = built.steps["normalised"].copy()
    start, best = float(values[row, column]), float(np.nanmax(values[:, column]))
    if np.isnan(start):
        raise CannotTell(
            f"{indicator} of {unit} is not known.", remedy="Impute it, or name another."
        )
    fixed = built.design.fixed(built.weights)

    def at(value: float) -> Floats:
        values[row, column] = value
        return np.asarray(aggregate(fixed, values=values)[0][:, -1])

    def is_there(value: float) -> bool:
        return bool(ranks(at(value), near=ROUNDING)[row] <= place)

    now, furthest = float(built.index[row]), float(at(best)[row])
    if is_there(start):
        return Reach(unit, now, float("nan"), furthest, (), place=place)
    passing = passings(built, ordered, row=row, column=column) if ordered else None
    if passing is None:
        after = least(is_there, start, best) if is_there(best) else None
    else:
        after = first(is_there, passing, best)
    steps = None if after is None else (_step(built, row, column, after),)
    return Reach(unit, now, float("nan"), furthest, steps, place=place)


def reach_together(
    built: Built, *, unit: str, score: float, costs: Mapping[str, float], rounds: int = 0
) -> Reach:
    """Return the cheapest change of several indicators that brings `unit` to `score`.

    `costs` is the price of one point of the scale by indicator. For trees of
    arithmetic, geometric and harmonic means, the median, the minimum, and powers
    up to 1; CannotTell for others. The cost is within a millionth of the least, or `gap`
    says how far it may be off where `rounds` did not suffice to prove it.
    """
    how, row = Score.of(built), _scored(built, unit)
    columns = [_column(built, code) for code in costs]
    scale = built.steps["normalised"]
    own, now = scale[row], float(built.index[row])
    room, price = np.zeros(len(own)), np.zeros(len(own))
    room[columns] = np.nanmax(scale[:, columns], axis=0) - own[columns]
    price[columns] = list(costs.values())
    if np.isnan(room).any():
        raise CannotTell(f"an indicator of {unit} is not known.", remedy="Leave it out.")
    if (price < 0).any():
        raise CannotTell("a price is below nought.", remedy="Give prices from 0 up.")
    furthest = how.score(own + room)[0]
    if now >= score:
        return Reach(unit, now, score, furthest, ())
    if furthest < score:
        return Reach(unit, now, score, furthest, None)
    find = cheapest if how.is_concave else cheapest_through_medians
    often = {"rounds": rounds} if rounds else {}
    gain, gap = find(how, own=own, room=room, price=price, wanted=score, **often)
    moved = np.flatnonzero(gain > 1e-12).tolist()
    steps = tuple(_step(built, row, c, float(own[c] + gain[c])) for c in moved)
    return Reach(unit, now, score, furthest, steps, gap)


def _score(built: Built, own: Floats) -> float:
    return float(aggregate(built.design.fixed(built.weights), values=own[None])[0][0, -1])


def _scored(built: Built, unit: str) -> int:
    """The row of a unit that has a score: without one nothing can be said of a way from it."""
    row = _row(built, unit)
    if np.isnan(built.index[row]):
        raise CannotTell(
            f"{unit} has no score.",
            place=built.table.place,
            remedy="Its values are not known, or everybody's are the same; add what is missing.",
        )
    return row


def _row(built: Built, unit: str) -> int:
    if unit not in built.table.units:
        raise CannotTell(
            f"no unit {unit}.", place=built.table.place, remedy="Name one as the table does."
        )
    return built.table.units.index(unit)


def _column(built: Built, code: str) -> int:
    codes = [node.code for node in built.design.tree.indicators]
    if code not in codes:
        raise CannotTell(f"no indicator {code}.", remedy=f"Name one of {', '.join(codes)}.")
    return codes.index(code)


def _step(built: Built, row: int, column: int, after: float) -> Step:
    node = built.design.tree.indicators[column]
    scale, own = built.steps["normalised"][:, column], built.steps["treated"][:, column]
    how = node.normalise or built.design.normalise
    straight = how.method in _STRAIGHT and node.code not in built.changes
    # The straight line through two rows inside the scale; goalposts may clip its ends.
    inside = np.flatnonzero((scale > np.nanmin(scale)) & (scale < np.nanmax(scale)))
    ends = inside if len(set(own[inside])) > 1 else np.flatnonzero(~np.isnan(scale))
    a, b = ends[np.argmin(own[ends])], ends[np.argmax(own[ends])]
    back = None
    if straight and scale[a] != scale[b]:
        back = float(own[a] + (after - scale[a]) * (own[b] - own[a]) / (scale[b] - scale[a]))
    return Step(node.code, node.direction, float(scale[row]), after, float(own[row]), back)
