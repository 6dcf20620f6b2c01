"""Set milestones on the way of a duty; each is reached with evidence, missed with its cause."""

from datetime import date

from django.utils import timezone

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.models import Commitment, Milestone
from goldenthread.office.commitments.states import refuse_state, refuse_without
from goldenthread.office.trail.changes import change
from goldenthread.terms.commitments import EvidenceLevel, MilestoneState
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import Words


def set_milestone(
    commitment: Commitment, *, title: Words, due: date, by: Person, reason: str = ""
) -> Milestone:
    """Say what is to be there on the way of a duty, and by when.

    Raise NotPossible if the duty is closed or reported done, if the title lacks
    a language, or if the day is later than the duty's own.
    """
    allow(by, "commitment.set_milestone", commitment)
    refuse_state("commitment.set_milestone", commitment)
    if not (title.en.strip() and title.zh.strip()):
        raise NotPossible(
            "a milestone has a title in both languages.",
            place=commitment.slug,
            remedy="Write both.",
        )
    if commitment.due and due > commitment.due:
        raise NotPossible(
            f"the duty itself is due on {commitment.due}.",
            place=commitment.slug,
            remedy="Choose that day or an earlier one.",
        )
    number = commitment.milestones.count() + 1
    milestone = Milestone(commitment=commitment, number=number, due=due)
    milestone.title_en, milestone.title_zh = title.en.strip(), title.zh.strip()
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(milestone, "milestone.set")
    return milestone


def reach_milestone(
    milestone: Milestone, *, by: Person, shown: str = "", link: str = "", reason: str = ""
) -> None:
    """Say that a milestone is reached, with what shows it: a figure, a link or both.

    Raise NotPossible if the duty is closed, if the milestone is not open any
    more, or if nothing shows it.
    """
    allow(by, "commitment.reach_milestone", milestone)
    refuse_state("commitment.reach_milestone", milestone.commitment)
    _refuse_decided(milestone)
    milestone.shown, milestone.link = shown.strip(), link.strip()
    if not (milestone.shown or milestone.link):
        raise NotPossible(
            "nothing shows that it is reached.",
            place=milestone.trail_id(),
            remedy="Give a figure or a link.",
        )
    level = EvidenceLevel.DOCUMENTED if milestone.link else EvidenceLevel.CLAIMED
    milestone.evidence = level.value
    _decide(milestone, MilestoneState.REACHED)
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(milestone, "milestone.reached")


def miss_milestone(milestone: Milestone, *, by: Person, reason: str) -> None:
    """Say that a milestone is not reached by its day, and why.

    Raise NotPossible if the duty is closed, if the milestone is not open any
    more, or if no reason is given.
    """
    allow(by, "commitment.miss_milestone", milestone)
    refuse_state("commitment.miss_milestone", milestone.commitment)
    _refuse_decided(milestone)
    refuse_without(reason, milestone.commitment)
    _decide(milestone, MilestoneState.MISSED, why=reason)
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(milestone, "milestone.missed")


def drop_milestone(milestone: Milestone, *, by: Person, reason: str) -> None:
    """Close a milestone that is not asked for any more; it stays, with why.

    Raise NotPossible if the duty is closed, if the milestone is not open any
    more, or if no reason is given.
    """
    allow(by, "commitment.drop_milestone", milestone)
    refuse_state("commitment.drop_milestone", milestone.commitment)
    _refuse_decided(milestone)
    refuse_without(reason, milestone.commitment)
    _decide(milestone, MilestoneState.DROPPED, why=reason)
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(milestone, "milestone.dropped")


def _decide(milestone: Milestone, state: MilestoneState, *, why: str = "") -> None:
    milestone.state, milestone.why = state.value, why.strip()
    milestone.decided = timezone.localdate()


def _refuse_decided(milestone: Milestone) -> None:
    if not milestone.is_open:
        raise NotPossible(
            f"it is {milestone.state} already.",
            place=milestone.trail_id(),
            remedy="Set another milestone if something is left to do.",
        )
