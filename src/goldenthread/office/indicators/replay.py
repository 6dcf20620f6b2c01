"""How indicators, targets and values follow from the log."""

from goldenthread.office.indicators.models import Indicator, Observation, Target
from goldenthread.office.trail.replayers import Replayer, Told, register
from goldenthread.terms.periods import Period


def _start(told: Told) -> str:
    return Period.parse(told["period"]).start.isoformat()


def _end(told: Told) -> str:
    return Period.parse(told["period"]).end.isoformat()


register(
    Replayer(Indicator, named=("slug",)),
    Replayer(Target, named=("slug",)),
    Replayer(Observation, columns={"start": _start, "end": _end}),
)
