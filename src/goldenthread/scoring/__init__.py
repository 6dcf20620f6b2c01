"""Count verdicts with their honest denominator, and rank among peers of whom not all is known."""

from goldenthread.scoring.counting import share_met, tally
from goldenthread.scoring.ranking import rank_range

__all__ = ["rank_range", "share_met", "tally"]
