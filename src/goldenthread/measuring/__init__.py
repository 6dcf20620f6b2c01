"""Say what was known of a quantity on a day, and whether it is what was asked for."""

from goldenthread.measuring.attainment import attainment
from goldenthread.measuring.figures import figure_for
from goldenthread.measuring.history import History, history
from goldenthread.measuring.judging import judge

__all__ = ["History", "attainment", "figure_for", "history", "judge"]
