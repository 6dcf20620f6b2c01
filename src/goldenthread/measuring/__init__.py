"""Say what was known of a quantity on a day, and whether it is what was asked for."""

from goldenthread.measuring.attainment import attainment
from goldenthread.measuring.course import course
from goldenthread.measuring.cumulative import gaps, to_cumulative, to_single
from goldenthread.measuring.figures import figure_for
from goldenthread.measuring.history import History, history
from goldenthread.measuring.judging import judge
from goldenthread.measuring.needed import needed
from goldenthread.measuring.paths import Path
from goldenthread.measuring.periodwords import read_period
from goldenthread.measuring.revisions import Revision, Triangle, is_material, revised, triangle
from goldenthread.measuring.units import Unit, convert, read_unit
from goldenthread.measuring.vintages import NEVER, Vintages, vintages
from goldenthread.measuring.years import FiscalYear

__all__ = [
    "NEVER",
    "FiscalYear",
    "History",
    "Path",
    "Revision",
    "Triangle",
    "Unit",
    "Vintages",
    "attainment",
    "convert",
    "course",
    "figure_for",
    "gaps",
    "history",
    "is_material",
    "judge",
    "needed",
    "read_period",
    "read_unit",
    "revised",
    "to_cumulative",
    "to_single",
    "triangle",
    "vintages",
]
