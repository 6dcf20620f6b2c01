"""Count verdicts; what could not be judged is neither met nor missed."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from goldenthread.terms.figures import Tally, Verdict


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Return how many there are of each verdict, in the order of `Verdict`, noughts included."""
    counted = Counter(verdicts)
    return Tally(tuple((verdict, counted[verdict]) for verdict in Verdict))


def share_met(counted: Tally) -> Fraction | None:
    """Return the share of targets met among those judged, or None if none could be judged.

    The denominator is what was judged and never the total: what is not known
    counts neither for nor against.
    """
    return Fraction(counted[Verdict.MET], counted.judged) if counted.judged else None
