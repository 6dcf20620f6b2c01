"""Say in public why a duty fell short and what is done about it; the card repeats it."""

from django.utils import timezone

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.models import Commitment, Explanation
from goldenthread.office.commitments.states import is_over, refuse_state
from goldenthread.office.trail.changes import change
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import Words


def explain(
    commitment: Commitment, *, cause: Words, action: Words, by: Person, reason: str = ""
) -> Explanation:
    """Say why a duty fell short and what is done about it, in the words the public reads.

    Raise NotPossible if nobody has to do the duty any more, if its day is still
    to come, or if the cause or what is done lacks a language.
    """
    allow(by, "commitment.explain", commitment)
    refuse_state("commitment.explain", commitment)
    if not is_over(commitment):
        raise NotPossible(
            "its day is still to come.",
            place=commitment.slug,
            remedy="Say in a progress report what holds it up.",
        )
    said = Explanation(commitment=commitment, number=commitment.explanations.count() + 1)
    said.cause_en, said.cause_zh = cause.en.strip(), cause.zh.strip()
    said.action_en, said.action_zh = action.en.strip(), action.zh.strip()
    if not (said.cause_en and said.cause_zh and said.action_en and said.action_zh):
        raise NotPossible(
            "the cause and what is done about it are said in both languages.",
            place=commitment.slug,
            remedy="Write all four.",
        )
    said.said = timezone.localdate()
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(said, "explanation.given")
    return said
