"""Follow a duty or the cards by e-mail: asked for, confirmed, told, and stopped.

No entry of the log says any of it: an address is somebody's own. So a `reason`
is taken here as every action takes one, and kept nowhere.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from goldenthread.office.bodies.letters import is_sent
from goldenthread.office.bodies.permissions import Public, System, allow
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.editions.letters import asked_letter, news_letter, standing_now
from goldenthread.office.editions.models import Follower
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import Language

#: For so long an address waits to be confirmed; then it is forgotten.
PATIENCE = timedelta(days=3)
#: One address is written to no oftener, whoever asks.
PAUSE = timedelta(hours=1)


def follow(
    commitment: Commitment | None,
    *,
    address: str,
    language: Language,
    by: Public,
    reason: str = "",
) -> None:
    """Ask whoever reads `address` whether they want to be told of a duty, or of new cards.

    Nobody learns from it whether an address follows already. Raise NotPossible
    if the letter cannot be sent: then nothing is kept.
    """
    allow(by, "edition.follow", commitment)
    now = timezone.now()
    known = Follower.objects.filter(address__iexact=address, commitment=commitment).first()
    if known and (known.confirmed or now - known.asked < PAUSE):
        return
    row = known or Follower(address=address, commitment=commitment)
    row.language, row.asked = language, now
    with writing():
        row.save()
    if not is_sent(asked_letter(row)):
        with writing():
            row.delete()
        raise NotPossible(
            "the letter could not be sent.", remedy="Look at the address, or try again later."
        )


def confirm_following(follower: Follower, *, by: Public, reason: str = "") -> None:
    """Tell an address from now on; what has happened before is not told."""
    allow(by, "edition.confirm_following")
    if follower.confirmed is None:
        follower.confirmed = timezone.now()
        follower.told = standing_now(follower, on=timezone.localdate())
        with writing():
            follower.save()


def stop_following(follower: Follower, *, by: Public, reason: str = "") -> None:
    """Forget an address: its row is deleted, and nothing says that there was one."""
    allow(by, "edition.stop_following")
    with writing():
        follower.delete()


def tell_followers(*, on: date, by: System, reason: str = "") -> tuple[int, int]:
    """Write to everybody whose duty stands otherwise than they were told, or of a new card.

    Return how many letters went out and how many could not: those are tried
    again the next time. Addresses that nobody confirmed are forgotten.
    """
    allow(by, "edition.tell_followers")
    with writing():
        late = timezone.now() - PATIENCE
        Follower.objects.filter(confirmed__isnull=True, asked__lt=late).delete()
    rows = Follower.objects.filter(confirmed__isnull=False).order_by("pk")
    results = list(_told(rows.select_related("commitment__document", "commitment__lead"), on))
    return results.count(True), results.count(False)


def _told(rows: Iterable[Follower], on: date) -> Iterable[bool]:
    for row in rows:
        now = standing_now(row, on=on)
        if now == row.told:
            continue
        went_out = is_sent(news_letter(row, on=on))
        if went_out:
            row.told = now
            with writing():
                row.save()
        yield went_out
