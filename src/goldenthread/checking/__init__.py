"""Ask, never accuse: figures that contradict themselves or each other, and what chance allows."""

from goldenthread.checking.comparing import (
    cumulative_jump,
    level_and_growth,
    out_of_line,
    smoothness,
)
from goldenthread.checking.definitions import Marks, changed_without_note
from goldenthread.checking.flags import Check, Flag, Rate
from goldenthread.checking.habits import bunching, heaping, late_when_bad, one_way_revisions
from goldenthread.checking.identities import (
    falling_cumulative,
    growth_of_level,
    magnitude,
    parts_and_whole,
    quarters_and_year,
    ratio,
)
from goldenthread.checking.portfolio import benjamini_hochberg, keep
from goldenthread.checking.rates import rate
from goldenthread.checking.readings import Reading
from goldenthread.checking.survey import NotAsked, Survey, survey

__all__ = [
    "Check",
    "Flag",
    "Marks",
    "NotAsked",
    "Rate",
    "Reading",
    "Survey",
    "benjamini_hochberg",
    "bunching",
    "changed_without_note",
    "cumulative_jump",
    "falling_cumulative",
    "growth_of_level",
    "heaping",
    "keep",
    "late_when_bad",
    "level_and_growth",
    "magnitude",
    "one_way_revisions",
    "out_of_line",
    "parts_and_whole",
    "quarters_and_year",
    "rate",
    "ratio",
    "smoothness",
    "survey",
]
