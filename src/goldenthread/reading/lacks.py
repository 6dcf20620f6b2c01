"""Say what the statements of a document lack before anything in it can be tracked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.terms.statements import TRACKABLE, Gap, Statement, StatementType


@dataclass(frozen=True, slots=True)
class Lacks:
    """How many statements there are of each type, and what those that ask for something lack.

    `asking` counts those that ask for something, `aims` the aims among them,
    `trackable` those that lack nothing.
    """

    by_type: tuple[tuple[str, int], ...]
    asking: int
    aims: int
    trackable: int
    owner: int
    due: int
    measure: int


def lacks(statements: Iterable[Statement]) -> Lacks:
    """Count what `statements` are, and what they lack."""
    read = list(statements)
    types = Counter(statement.type for statement in read)
    asking = [statement for statement in read if statement.type in TRACKABLE]
    gaps = Counter(gap for statement in asking for gap in statement.gaps)
    return Lacks(
        by_type=tuple((kind.value, types[kind]) for kind in StatementType),
        asking=len(asking),
        aims=types[StatementType.AIM],
        trackable=sum(not statement.gaps for statement in asking),
        owner=gaps[Gap.OWNER],
        due=gaps[Gap.DUE],
        measure=gaps[Gap.MEASURE],
    )
