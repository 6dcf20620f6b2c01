"""Say what the statements of a document lack before anything in it can be tracked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.office.records.models import Statement
from goldenthread.terms.statements import TRACKABLE, Gap, StatementType


@dataclass(frozen=True, slots=True)
class Lacks:
    """How many statements there are of each type, and what those that ask for something lack.

    `trackable` counts those that lack nothing.
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
    terms = [statement.term() for statement in statements]
    types = Counter(term.type for term in terms)
    asking = [term for term in terms if term.type in TRACKABLE]
    gaps = Counter(gap for term in asking for gap in term.gaps)
    return Lacks(
        by_type=tuple((kind.value, types[kind]) for kind in StatementType),
        asking=len(asking),
        aims=types[StatementType.AIM],
        trackable=sum(not term.gaps for term in asking),
        owner=gaps[Gap.OWNER],
        due=gaps[Gap.DUE],
        measure=gaps[Gap.MEASURE],
    )
