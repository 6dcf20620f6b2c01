"""What a sentence does: undertake, instruct, aim, exhort or narrate."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.terms.quantities import Measure
from goldenthread.terms.text import Span


class StatementType(StrEnum):
    """The five things a statement can do."""

    COMMITMENT = "commitment"
    DIRECTIVE = "directive"
    AIM = "aim"
    EXHORTATION = "exhortation"
    NARRATION = "narration"


class Gap(StrEnum):
    """What a statement lacks to be trackable."""

    OWNER = "owner"
    DUE = "due"
    MEASURE = "measure"


#: Only what asks for something to be done or reached can lack what tracking needs.
TRACKABLE = (StatementType.COMMITMENT, StatementType.DIRECTIVE, StatementType.AIM)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: the words as written and the calendar days they name.

    `from_` and `to` are inclusive and None where the words name no date; `recur`
    is such as "monthly/25", or None.
    """

    text: str
    from_: date | None = None
    to: date | None = None
    recur: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest span with one act, outcome, attitude or event.

    `cues` are the words or rules that decided its type, for whoever asks why.
    `number` is the list number printed before it, as printed, or "".
    """

    span: Span
    quote: str
    type: StatementType
    owner: str | None = None
    due: Due | None = None
    measure: Measure | None = None
    number: str = ""
    supporting: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What it lacks to be trackable; empty for what asks for nothing."""
        if self.type not in TRACKABLE:
            return ()
        present = {Gap.OWNER: self.owner, Gap.DUE: self.due, Gap.MEASURE: self.measure}
        return tuple(gap for gap, value in present.items() if value is None)


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
