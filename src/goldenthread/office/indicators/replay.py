"""How indicators, targets and values follow from the log."""

from goldenthread.measuring.history import RANK
from goldenthread.office.indicators.models import (
    Import,
    Indicator,
    Meaning,
    Observation,
    Path,
    Target,
)
from goldenthread.office.trail.replayers import Replayer, Told, register
from goldenthread.terms.observations import Status
from goldenthread.terms.periods import Day, Period


def _start(told: Told) -> str:
    return Period.parse(told["period"]).start.isoformat()


def _end(told: Told) -> str:
    return Period.parse(told["period"]).end.isoformat()


def _known_by(told: Told) -> str:
    known = told["known"]
    return Day(known).latest.isoformat() if known else str(told["recorded"])[:10]


def _rank(told: Told) -> int:
    return RANK[Status(told["status"])]


register(
    Replayer(Indicator, named=("slug",)),
    Replayer(Target, named=("slug",)),
    Replayer(Path, named=("target", "number")),
    Replayer(Meaning, named=("indicator", "number"), texts=("base", "breakdown")),
    Replayer(Import, texts=("file",)),
    Replayer(
        Observation,
        columns={"start": _start, "end": _end, "known_by": _known_by, "rank": _rank},
        free={"closed": "the database works it out from the rows of the same period"},
        fixed=True,
    ),
)
