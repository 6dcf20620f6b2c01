"""What became of each step of a verification, and of the whole."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from goldenthread.terms.text import Words


class Outcome(StrEnum):
    """What a step, or the whole, came to."""

    GOOD = "good"
    BAD = "bad"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number from 1, what it claims, what became of the claim and why."""

    number: int
    claim: Words
    outcome: Outcome
    detail: Words


@dataclass(frozen=True, slots=True)
class Verification:
    """The seven steps in their order."""

    steps: tuple[Step, ...]

    @property
    def outcome(self) -> Outcome:
        """Bad if any step is bad, else cannot tell if any cannot tell, else good."""
        found = {step.outcome for step in self.steps}
        worst_first = (Outcome.BAD, Outcome.CANNOT_TELL)
        return next((each for each in worst_first if each in found), Outcome.GOOD)

    @property
    def status(self) -> int:
        """The exit status: 0 good, 1 bad, 2 cannot tell."""
        return tuple(Outcome).index(self.outcome)

    def as_dict(self) -> dict[str, Any]:
        """Return the verification for JSON, in both languages."""
        return {
            "outcome": self.outcome.value,
            "status": self.status,
            "steps": [
                {
                    "number": step.number,
                    "claim": {"en": step.claim.en, "zh": step.claim.zh},
                    "outcome": step.outcome.value,
                    "detail": {"en": step.detail.en, "zh": step.detail.zh},
                }
                for step in self.steps
            ],
        }
