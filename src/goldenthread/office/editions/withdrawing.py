"""A published card is withdrawn: its addresses stay, and say that it was, when and why."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.editions import actions
from goldenthread.office.editions.forms import WithdrawForm
from goldenthread.office.editions.models import Edition
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.reporting.tombstone import Stone, stone_file
from goldenthread.terms.errors import GoldenthreadError

#: HTTP: it was here, and it is gone for good.
GONE = 410


@login_required
def withdraw(request: HttpRequest, quarter: str, number: int) -> HttpResponse:
    """Withdraw a published edition, with a reason that the public reads: the leader's act."""
    person = cast(Person, request.user)
    rows = editions_seen_by(person).select_related("scorecard__body")
    edition = get_object_or_404(rows, quarter=quarter, number=number)
    allow(person, "edition.withdraw", edition)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(edition, by=person, reason=form.cleaned_data["reason"])
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("edition", quarter, number)
    shown = {"form": form, "edition": edition}
    return render(request, "editions/withdraw.html", shown, status=form.status)


def tombstone(request: HttpRequest, edition: Edition, names: list[str]) -> HttpResponse:
    """Show in the place of a withdrawn edition that it was withdrawn; `names` are its files."""
    later = editions_seen_by(None).filter(
        quarter=edition.quarter, number__gt=edition.number, withdrawn__isnull=True
    )
    shown = {"edition": edition, "files": names, "later": later.first()}
    return render(request, "editions/tombstone.html", shown, status=GONE)


def stone(edition: Edition, *, name: str, sha256: str) -> bytes:
    """Return what stands at the address of a withdrawn edition's file."""
    if edition.withdrawn is None:
        raise ValueError(f"{edition} stands")
    title = f"{edition.body.name_en} / {edition.body.name_zh}: {edition.trail_id()} {name}"
    made = Stone(title, edition.withdrawn.date(), edition.withdrawal, sha256)
    return stone_file(made, name=name)
