"""Ask about a published figure, answer in public, or refuse with a reason; no figure is touched."""

from secrets import token_hex

from django.utils import timezone

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import Public, allow
from goldenthread.office.editions.models import Answering, Doubt, Edition, Inquiry
from goldenthread.office.editions.thread import card_json
from goldenthread.office.trail.changes import change
from goldenthread.terms.errors import NotPossible

#: More than this wait nowhere: nobody would read them.
MOST_WAITING = 200


def ask(
    edition: Edition,
    *,
    figure: str,
    about: Doubt,
    text: str,
    evidence: str = "",
    by: Public,
    reason: str = "",
) -> Inquiry:
    """Ask about a figure or a verdict of a published card; it waits until somebody answers.

    Raise NotPossible if the card does not stand in public, has no such figure,
    if nothing is asked, or if too many questions wait already.
    """
    allow(by, "edition.ask", edition)
    _refuse_unasked(edition, figure, text)
    inquiry = Inquiry(
        slug=token_hex(8),
        edition=edition,
        figure=figure,
        about=about.value,
        text=text.strip(),
        evidence=evidence.strip(),
        asked=timezone.now(),
    )
    with change(by=by, reason=reason) as changed:
        changed.save(inquiry, "inquiry.asked")
    return inquiry


def answer_question(inquiry: Inquiry, *, text: str, by: Person, reason: str = "") -> None:
    """Answer in public, beside the figure, or give a better answer; the log keeps the one before.

    Raise NotPossible for an answer without words, or if the question was refused.
    """
    allow(by, "edition.answer_question", inquiry)
    if inquiry.state == Answering.REFUSED:
        raise NotPossible(
            "it was refused.", place=inquiry.slug, remedy="Whoever asked may ask again."
        )
    _decide(inquiry, Answering.ANSWERED, text, by, reason)


def refuse_question(inquiry: Inquiry, *, by: Person, reason: str) -> None:
    """Leave the words of a question out of public view, and say there why.

    Raise NotPossible if it is answered or refused already, or if no reason is given.
    """
    allow(by, "edition.refuse_question", inquiry)
    if not inquiry.is_waiting:
        raise NotPossible(
            f"it is {inquiry.state} already.", place=inquiry.slug, remedy="Nothing is left to do."
        )
    _decide(inquiry, Answering.REFUSED, reason, by, "")


def _decide(inquiry: Inquiry, state: Answering, words: str, by: Person, reason: str) -> None:
    if not words.strip():
        raise NotPossible(
            "it has no words.", place=inquiry.slug, remedy="Say it: the public reads it."
        )
    inquiry.state, inquiry.answer, inquiry.decided = state.value, words.strip(), timezone.now()
    with change(by=by, reason=reason) as changed:
        changed.save(inquiry, f"inquiry.{state.value}")


def _refuse_unasked(edition: Edition, figure: str, text: str) -> None:
    if edition.published is None or edition.withdrawn is not None:
        raise NotPossible(
            "this edition does not stand in public.",
            place=str(edition),
            remedy="Ask about one that does.",
        )
    if figure not in {each["id"] for each in card_json(edition)["figures"]}:
        raise NotPossible(
            f"the card has no figure called {figure!r}.",
            place=str(edition),
            remedy="Start from the card, and follow its links.",
        )
    if not text.strip():
        raise NotPossible("nothing is asked.", place=str(edition), remedy="Write your question.")
    if Inquiry.objects.filter(state=Answering.WAITING).count() >= MOST_WAITING:
        raise NotPossible(
            "too many questions wait for an answer.",
            place=str(edition),
            remedy="Ask again in a few days; or write to the body itself.",
        )
