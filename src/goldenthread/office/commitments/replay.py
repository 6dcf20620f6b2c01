"""How duties and their supporting units follow from the log."""

from collections.abc import Iterator
from typing import Any

from goldenthread.office.commitments.models import Commitment, Support
from goldenthread.office.trail.replayers import Parts, Replayer, Told, register


def _supports(told: Told) -> Iterator[dict[str, Any]]:
    for position, unit in enumerate(told["supporting"]):
        yield {"department": unit, "position": position}


register(Replayer(Commitment, named=("slug",), parts=(Parts(Support, "commitment", _supports),)))
