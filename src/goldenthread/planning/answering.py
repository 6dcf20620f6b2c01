"""Say what a progress report still lacks, and how far it shows what it says."""

from dataclasses import dataclass

from goldenthread.terms.commitments import Confidence, EvidenceLevel, State

#: What a report may say of a duty; the other states are decided, never reported.
REPORTABLE = (State.NOT_STARTED, State.UNDER_WAY, State.REPORTED_DONE, State.NOT_MET)


@dataclass(frozen=True, slots=True)
class Account:
    """What a unit says of its duty: the six fields of a report, and why if it is late or missed.

    `figure` is the number with its unit as the unit would print it; `exhibits`
    how many files and links stand beside it.
    """

    state: State
    words: str
    figure: str = ""
    exhibits: int = 0
    confidence: Confidence = Confidence.NOT_STATED
    help_needed: str = ""
    cause: str = ""
    action: str = ""


def lacking(account: Account, *, is_overdue: bool) -> tuple[str, ...]:
    """Return the fields that `account` must fill and does not, in the order of the form.

    A duty reported done shows a figure, a file or a link. One that is not met,
    or that is overdue and not done, says the fact in its words, then cause and
    action. Whoever needs support says which.
    """
    is_missed = account.state is State.NOT_MET or (
        is_overdue and account.state is not State.REPORTED_DONE
    )
    asked = {
        "words": True,
        "evidence": account.state is State.REPORTED_DONE,
        "help_needed": account.confidence is Confidence.SUPPORT_NEEDED,
        "cause": is_missed,
        "action": is_missed,
    }
    given = {
        "words": account.words,
        "evidence": account.figure or account.exhibits,
        "help_needed": account.help_needed,
        "cause": account.cause,
        "action": account.action,
    }
    return tuple(name for name, is_asked in asked.items() if is_asked and not given[name])


def evidence_level(account: Account) -> EvidenceLevel:
    """Return how far `account` is shown: by a file or a link, by its figure alone, or not.

    Whether it is verified is for whoever accepts it to say.
    """
    if account.exhibits:
        return EvidenceLevel.DOCUMENTED
    return EvidenceLevel.CLAIMED if account.figure else EvidenceLevel.NONE
