"""Say where one's reminders are to come by e-mail, and that they shall not come any more.

No entry of the log says any of it: an address is somebody's own. So a `reason`
is taken here as every action takes one, and kept nowhere.
"""

from goldenthread.office.bodies.letters import is_sent, letter, page_in
from goldenthread.office.bodies.models import Mailbox, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import Language


def set_mailbox(
    person: Person, *, address: str, language: Language, by: Person, reason: str = ""
) -> None:
    """Have reminders come to `address` as well; a first letter goes there at once.

    Raise NotPossible if that letter cannot be sent: then all stays as it was.
    """
    allow(by, "body.set_mailbox", person)
    given = {"page": page_in(language, "mailbox")}
    if not is_sent(letter("bodies/letter_mailbox.txt", to=address, language=language, given=given)):
        raise NotPossible(
            "the first letter could not be sent.",
            place=address,
            remedy="Look at the address, or ask the administrator to look at the mail server.",
        )
    with writing():
        kept = {"address": address, "language": language}
        Mailbox.objects.update_or_create(person=person, defaults=kept)


def remove_mailbox(person: Person, *, by: Person, reason: str = "") -> None:
    """Send no letters any more, and forget the address; reminders stay on the desk."""
    allow(by, "body.remove_mailbox", person)
    with writing():
        Mailbox.objects.filter(person=person).delete()
