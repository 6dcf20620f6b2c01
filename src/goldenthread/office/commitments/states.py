"""In which states of a duty each thing may be done to it: one table, and the refusal it gives."""

from django.utils import timezone

from goldenthread.office.commitments.models import Commitment
from goldenthread.terms.commitments import State
from goldenthread.terms.errors import NotPossible

#: Named one by one: a state that is added stands in none of them until somebody says where.
_BEING_DONE = frozenset({State.NOT_STARTED, State.UNDER_WAY})
_OPEN = _BEING_DONE | {State.REPORTED_DONE}
#: All but those of which nothing is asked any more.
_ASKED_FOR = _OPEN | {State.ACCEPTED, State.NOT_MET}

#: Every action on a duty that is there, and the states in which it may be done.
DONE_IN: dict[str, frozenset[State]] = {
    "commitment.assign": _OPEN,
    "commitment.set_supporting": _OPEN,
    "commitment.set_due": _OPEN,
    "commitment.extend": _OPEN,
    "commitment.ask_extension": _BEING_DONE,
    "commitment.approve_extension": _OPEN,
    "commitment.refuse_extension": _OPEN,
    "commitment.withdraw": _OPEN,
    "commitment.supersede": _OPEN,
    "commitment.set_milestone": _BEING_DONE,
    "commitment.reach_milestone": _OPEN,
    "commitment.miss_milestone": _OPEN,
    "commitment.drop_milestone": _OPEN,
    "commitment.report": _OPEN,
    "commitment.explain": _ASKED_FOR,
    "commitment.accept": _OPEN,
    "commitment.send_back": _OPEN,
}


def is_possible(action: str, commitment: Commitment) -> bool:
    """Return whether `action` may be done to a duty in its state. KeyError if the table lacks it.

    Of more time and a first due day, the one fits a duty with a day, the other one
    without; why it fell short is said once its day is past.
    """
    if action in ("commitment.extend", "commitment.ask_extension") and commitment.due is None:
        return False
    if action == "commitment.set_due" and commitment.due is not None:
        return False
    if action == "commitment.explain" and not is_over(commitment):
        return False
    return State(commitment.state) in DONE_IN[action]


def is_over(commitment: Commitment) -> bool:
    """Return whether the duty can have fallen short: its day is past, or it was not met."""
    if commitment.state == State.NOT_MET.value:
        return True
    return commitment.due is not None and commitment.due < timezone.localdate()


def refuse_state(action: str, commitment: Commitment) -> None:
    """Raise NotPossible, saying the state, if `action` is not done to a duty in it."""
    state = State(commitment.state)
    if state in DONE_IN[action]:
        return
    if state.is_closed:
        raise NotPossible(
            f"it is closed: {state}.",
            place=commitment.slug,
            remedy="Take up another duty if something is left to do.",
        )
    raise NotPossible(
        f"it is {state}.", place=commitment.slug, remedy="Wait until its report is answered."
    )


def refuse_without(reason: str, commitment: Commitment) -> None:
    """Raise NotPossible if no reason is given."""
    if not reason.strip():
        raise NotPossible("no reason is given.", place=commitment.slug, remedy="Say why.")
