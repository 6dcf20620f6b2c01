"""How sure a card's counts are: what hangs on rounding, on first values, on what is unknown."""

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.reporting.card import Card, Row
from goldenthread.terms.figures import Figure, Verdict
from goldenthread.terms.observations import Observation, Status

_JUDGED = (Verdict.MET, Verdict.MISSED)


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the counts are.

    Of the `judged` duties, `close` are those (by number) whose verdict another
    value that prints the same could turn, `first` how many rest on values that
    were never revised so far. From `least` to `most` of all `total` duties may
    turn out met once everything is known; revisions may move even that.
    """

    judged: int
    close: tuple[str, ...]
    first: int
    least: int
    most: int
    total: int


def sureness(card: Card) -> Sureness:
    """Return how sure the counts of `card` are, from what stands on it alone."""
    judged = [row for row in card.rows if row.verdict in _JUDGED]
    close = [row for row in judged if _hangs_on_rounding(row)]
    ends = [bounds(row) for row in card.rows]
    return Sureness(
        judged=len(judged),
        close=tuple(row.commitment.number for row in close),
        first=sum(_rests_on_first_values(row) for row in judged),
        least=sum(least for least, _ in ends),
        most=sum(most for _, most in ends),
        total=len(card.rows),
    )


def bounds(row: Row) -> tuple[int, int]:
    """Return the least and the most that a duty may count once everything is known: 0 or 1 each."""
    if row.verdict is Verdict.NO_MEASURE:
        return 0, 0
    if row.verdict not in _JUDGED or _hangs_on_rounding(row):
        return 0, 1
    is_met = int(row.verdict is Verdict.MET)
    return is_met, is_met


def _hangs_on_rounding(row: Row) -> bool:
    """Whether a figure that decides lies nearer to its mark than its own rounding."""
    decided = (each.judgement for each in row.results if each.judgement.verdict is row.verdict)
    return any(
        each.figure is not None and each.gap is not None and abs(each.gap) <= rounding(each.figure)
        for each in decided
    )


def rounding(figure: Figure) -> Decimal:
    """Return how far from its value a figure can lie that would be printed the same.

    Half a unit of its last place; of a growth computed from two levels, what half
    a unit of the last place of each makes together.
    """
    if len(figure.inputs) != 2:
        return _half(figure.value)
    now, before = figure.inputs
    if not before.value:
        return _half(figure.value)
    share = _half(now.value) / before.value + now.value * _half(before.value) / before.value**2
    return abs(share) * 100


def _half(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    # What is no number has no last place: whoever writes it out refuses it.
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


def _rests_on_first_values(row: Row) -> bool:
    return any(given.status is Status.FIRST for given in _inputs(row))


def _inputs(row: Row) -> list[Observation]:
    figures = [result.judgement.figure for result in row.results if result.judgement.figure]
    return [given for figure in figures for given in figure.inputs]
