"""The rows of this room: quantities, what is asked of them, their values and what these mean."""

from goldenthread.office.indicators.models.figures import (
    Import,
    Indicator,
    Observation,
    Path,
    Target,
    root_of_rows,
)
from goldenthread.office.indicators.models.meanings import Meaning

__all__ = ["Import", "Indicator", "Meaning", "Observation", "Path", "Target", "root_of_rows"]
