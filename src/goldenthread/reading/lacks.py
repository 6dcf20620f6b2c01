"""Say what the statements of a document lack before anything in it can be tracked."""

from collections import Counter
from collections.abc import Iterable

from goldenthread.terms.statements import TRACKABLE, Gap, Lacks, Statement, StatementType


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
