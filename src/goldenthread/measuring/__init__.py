"""Say what was known of a quantity on a day, and whether it is what was asked for."""

from goldenthread.measuring.attainment import attainment
from goldenthread.measuring.figures import figure_for
from goldenthread.measuring.history import History, history
from goldenthread.measuring.judging import judge
from goldenthread.measuring.revisions import Revision, Triangle, is_material, revised, triangle
from goldenthread.measuring.vintages import NEVER, Vintages, vintages

__all__ = [
    "NEVER",
    "History",
    "Revision",
    "Triangle",
    "Vintages",
    "attainment",
    "figure_for",
    "history",
    "is_material",
    "judge",
    "revised",
    "triangle",
    "vintages",
]
