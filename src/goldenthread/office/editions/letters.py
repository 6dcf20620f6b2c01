"""The letters to those who follow, in their language; each says how to stop it."""

from datetime import date
from typing import Any

from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.http import Http404

from goldenthread.office.bodies.letters import letter, page_in
from goldenthread.office.editions.models import Edition, Follower
from goldenthread.planning import standing
from goldenthread.terms.text import LANGUAGES, Language

_SIGNER = Signer(salt="goldenthread.following")


def token_of(follower: Follower) -> str:
    """Return the word that leads to what an address follows; only its letters hold it."""
    return _SIGNER.sign(str(follower.pk))


def follower_of(token: str) -> Follower:
    """Return whom a token leads to; Http404 for a forged one, or where nobody follows any more."""
    try:
        found = Follower.objects.filter(pk=_SIGNER.unsign(token)).select_related("commitment")
    except BadSignature:
        raise Http404 from None
    if (follower := found.first()) is None:
        raise Http404
    return follower


def standing_now(follower: Follower, *, on: date) -> str:
    """Return what there is to be told: how the duty stands, or which card was published last."""
    if duty := follower.commitment:
        return f"{duty.state}, {standing(duty.term(), on=on).value}"
    latest = _latest()
    return latest.trail_id() if latest else ""


def asked_letter(follower: Follower) -> EmailMessage:
    """Return the letter that asks whether an address really wants to be told."""
    return _letter(follower, "asked", {})


def news_letter(follower: Follower, *, on: date) -> EmailMessage:
    """Return the letter that says how the duty stands now, or that a card was published."""
    if duty := follower.commitment:
        page = _page(follower, "commitment", duty.slug)
        shown: dict[str, Any] = {"page": page, "standing": standing(duty.term(), on=on).value}
    else:
        latest = _latest()
        given = [latest.quarter, latest.number] if latest else []
        shown = {"page": _page(follower, "edition", *given), "edition": latest}
    return _letter(follower, "news", shown)


def _page(follower: Follower, name: str, *given: Any) -> str:
    return page_in(_language(follower), name, *given)


def _letter(follower: Follower, kind: str, shown: dict[str, Any]) -> EmailMessage:
    word = token_of(follower)
    given = {
        **shown,
        "follower": follower,
        "duty": follower.commitment,
        "following": _page(follower, "following", word),
    }
    headers = {
        "List-Unsubscribe": f"<{_page(follower, 'following-stop', word)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return letter(
        f"editions/letter_{kind}.txt",
        to=follower.address,
        language=_language(follower),
        given=given,
        headers=headers,
    )


def _language(follower: Follower) -> Language:
    return next(each for each in LANGUAGES if each == follower.language)


def _latest() -> Edition | None:
    rows = Edition.objects.filter(published__isnull=False, withdrawn__isnull=True)
    return rows.order_by("-published").first()
