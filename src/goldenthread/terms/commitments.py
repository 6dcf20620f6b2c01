"""An adopted duty, and how it is said to go."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from goldenthread.terms.text import Words


class State(StrEnum):
    """Where a commitment is on its way; set by people."""

    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    REPORTED_DONE = "reported done"
    ACCEPTED = "accepted"
    NOT_MET = "not met"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected of it."""
        return self in (State.ACCEPTED, State.NOT_MET, State.WITHDRAWN, State.SUPERSEDED)


class Standing(StrEnum):
    """How a commitment stands on a given day; always derived."""

    AHEAD = "ahead"
    ON_PACE = "on pace"
    BEHIND = "behind"
    OVERDUE = "overdue"
    CLOSED = "closed"
    CANNOT_BE_TOLD = "cannot be told"


class Confidence(StrEnum):
    """A person's view of the future of a commitment."""

    SECURED = "secured"
    ATTAINABLE = "attainable"
    SUPPORT_NEEDED = "support needed"
    AT_RISK = "at risk"
    NOT_STATED = "not stated"


class Decision(StrEnum):
    """What was decided of a progress report by whoever asked for it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    SENT_BACK = "sent back"


class Ruling(StrEnum):
    """What was decided of more time by whoever asked for the duty."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class MilestoneState(StrEnum):
    """What became of a milestone; that its day is past while it is open is derived."""

    OPEN = "open"
    REACHED = "reached"
    MISSED = "missed"
    DROPPED = "dropped"


class EvidenceLevel(StrEnum):
    """How far what is said of a commitment is shown."""

    NONE = "none"
    CLAIMED = "claimed"
    DOCUMENTED = "documented"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Extension:
    """A due day that was moved: where it stood before (None: nowhere), since when, and why."""

    due: date | None
    on: date
    because: str


@dataclass(frozen=True, slots=True)
class Said:
    """How sure a progress report of the day `on` was; `row` names the report."""

    on: date
    confidence: Confidence
    row: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a duty fell short and what is done about it, as said in public on the day `on`."""

    on: date
    cause: Words
    action: Words
    row: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """An adopted duty: lead and supporting units, due date, and the statement it serves.

    `id` is the body's own short name for it, such as 2023-4; `number` the item
    number in its document; `quote` the words of its statement in each language;
    `statement` names that place: document id, a hash sign, start and end.
    `extensions` tell every day it was due before, `reports` how sure each progress
    report was, `explanations` why it fell short; each oldest first.
    """

    id: str
    number: str
    title: Words
    lead: Words
    supporting: tuple[Words, ...]
    due: date | None
    document: str
    statement: Words
    quote: Words
    state: State = State.NOT_STARTED
    evidence: EvidenceLevel = EvidenceLevel.NONE
    confidence: Confidence = Confidence.NOT_STATED
    extensions: tuple[Extension, ...] = ()
    reports: tuple[Said, ...] = ()
    explanations: tuple[Explanation, ...] = ()

    def known(self, *, on: date) -> "Commitment":
        """Return the duty with the due day and all that was said of it by the end of `on`."""
        return self._explained(on)._reported(on)._due(on)

    def _explained(self, on: date) -> "Commitment":
        if not self.explanations:
            return self
        return replace(self, explanations=tuple(e for e in self.explanations if e.on <= on))

    def _due(self, on: date) -> "Commitment":
        before = tuple(each for each in self.extensions if each.on <= on)
        if len(before) == len(self.extensions):
            return self
        return replace(self, due=self.extensions[len(before)].due, extensions=before)

    def _reported(self, on: date) -> "Commitment":
        if not self.reports:
            return self
        said = tuple(each for each in self.reports if each.on <= on)
        last = said[-1].confidence if said else Confidence.NOT_STATED
        return replace(self, confidence=last, reports=said)
