"""The pages on which anybody follows a duty or the cards by e-mail, confirms it, and stops."""

from http import HTTPStatus

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.permissions import PUBLIC
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.editions import following_actions as actions
from goldenthread.office.editions.letters import follower_of
from goldenthread.office.editions.limits import MOST, asks_too_often
from goldenthread.terms.errors import GoldenthreadError, NotPossible


class FollowForm(OfficeForm):
    """Where to write to."""

    address = forms.EmailField(max_length=254)


def follow(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Ask for an address, and send it the letter that it has to answer."""
    if not settings.CAN_MAIL:
        raise Http404
    duty = get_object_or_404(commitments_seen_by(None), slug=slug) if slug else None
    form, status, sent = FollowForm(request.POST or None), None, False
    if request.method == "POST" and form.is_valid():
        try:
            if asks_too_often(request):
                status = HTTPStatus.TOO_MANY_REQUESTS
                raise _too_often()
            sent = _follow(duty, form)
        except GoldenthreadError as error:
            form.refuse(error)
    given = {"form": form, "duty": duty, "sent": sent}
    return render(request, "editions/follow.html", given, status=status or form.status)


def following(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a token follows, with a button for each way; a mere visit changes nothing."""
    given = {"follower": follower_of(token), "token": token}
    return _private(render(request, "editions/following.html", given))


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Tell this address from now on."""
    actions.confirm_following(follower_of(token), by=PUBLIC)
    return _private(redirect("following", token))


# A mail program sends this by itself (RFC 8058): the token alone says who may.
@csrf_exempt
@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Forget this address."""
    actions.stop_following(follower_of(token), by=PUBLIC)
    return _private(render(request, "editions/following.html", {"stopped": True}))


def _follow(duty: Commitment | None, form: FollowForm) -> bool:
    address = form.cleaned_data["address"]
    actions.follow(duty, address=address, language=current(), by=PUBLIC)
    return True


def _private(answer: HttpResponse) -> HttpResponse:
    """Let nobody keep a page whose address is a key, nor learn it from a link."""
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _too_often() -> NotPossible:
    return NotPossible(
        f"more than {MOST} requests came from one place within an hour.",
        remedy="Try again later; nothing of you was kept.",
    )
