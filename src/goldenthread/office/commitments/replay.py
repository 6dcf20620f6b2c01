"""How duties, their units, days and milestones, and the reports about them follow from the log."""

from collections.abc import Iterator
from typing import Any

from goldenthread.office.commitments.models import (
    Commitment,
    Exhibit,
    Explanation,
    Extension,
    Milestone,
    Report,
    Support,
)
from goldenthread.office.trail.replayers import Hashed, Parts, Replayer, Told, register


def _supports(told: Told) -> Iterator[dict[str, Any]]:
    for position, unit in enumerate(told["supporting"]):
        yield {"department": unit, "position": position}


def _exhibits(told: Told) -> Iterator[dict[str, Any]]:
    for name, link, media_type, digest in told["exhibits"]:
        made = {"name": name, "link": link, "media_type": media_type, "sha256": digest}
        yield {**made, "content": Hashed(digest)} if digest else made


register(
    Replayer(Commitment, named=("slug",), parts=(Parts(Support, "commitment", _supports),)),
    Replayer(Extension, named=("commitment", "number"), texts=("why", "answer")),
    Replayer(
        Explanation,
        named=("commitment", "number"),
        texts=("cause_en", "cause_zh", "action_en", "action_zh"),
    ),
    Replayer(Milestone, named=("commitment", "number"), texts=("shown", "link", "why")),
    Replayer(
        Report,
        named=("commitment", "number"),
        texts=("words", "help_needed", "cause", "action", "answer"),
        parts=(Parts(Exhibit, "report", _exhibits),),
    ),
)
