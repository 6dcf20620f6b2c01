"""The pages of published report cards, their files, and the walk back from a figure."""

from hashlib import sha256
from itertools import groupby
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import http_date
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow, may
from goldenthread.office.editions import actions
from goldenthread.office.editions.asking import answered_on
from goldenthread.office.editions.figures import figure_proof
from goldenthread.office.editions.files import latest_bundle
from goldenthread.office.editions.forms import ComputeForm
from goldenthread.office.editions.models import BUNDLE, Answering, Edition, File
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.office.editions.thread import walk_back
from goldenthread.office.editions.withdrawing import GONE, stone, tombstone
from goldenthread.office.records.highlight import excerpt
from goldenthread.office.trail.keeping import kept
from goldenthread.terms.errors import GoldenthreadError, NotPossible

#: The files the public may fetch, and what each is.
CONTENT_TYPES = {
    "card.json": "application/json",
    "figures.csv": "text/csv; charset=utf-8",
    "datapackage.json": "application/json",
    "card.jsonld": "application/ld+json",
    "figures.sdmx.csv": "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
    "structure.sdmx.json": "application/vnd.sdmx.structure+json; version=2.0.0",
    "card.html": "text/html; charset=utf-8",
    "card.pdf": "application/pdf",
    "card.zh.pdf": "application/pdf",
    "brief.pdf": "application/pdf",
    "brief.zh.pdf": "application/pdf",
    "bundle.zip": "application/zip",
}


@kept
def editions(request: HttpRequest) -> HttpResponse:
    """List the cards by quarter, the latest edition of each first."""
    rows = editions_seen_by(request.user).select_related("scorecard")
    standing = [row for row in rows if row.published and not row.withdrawn]
    by_quarter = [list(group) for _, group in groupby(rows, key=lambda row: row.quarter)]
    return render(
        request,
        "editions/editions.html",
        {
            "quarters": by_quarter,
            "standing": standing,
            "may_compute": may(request.user, "scorecard.compute"),
        },
    )


def latest(request: HttpRequest, quarter: str) -> HttpResponse:
    """Go to the latest published edition of a quarter's card."""
    rows = editions_seen_by(request.user).filter(quarter=quarter, published__isnull=False)
    if not (found := rows.filter(withdrawn__isnull=True).first() or rows.first()):
        raise Http404
    return redirect("edition", quarter, found.number)


@kept
def edition(request: HttpRequest, quarter: str, number: int) -> HttpResponse:
    """Show a card as it was published."""
    shown = _edition(request, quarter, number)
    names = set(shown.files.values_list("name", flat=True))
    files = [name for name in CONTENT_TYPES if name in names]
    if shown.withdrawn:
        return tombstone(request, shown, files)
    body = get_object_or_404(File, edition=shown, name=f"body.{current()}.html")
    return render(
        request,
        "editions/edition.html",
        {
            "edition": shown,
            # Made by `reporting` from escaped values, and hashed into the log when drafted.
            "card": mark_safe(bytes(body.content).decode()),
            "files": files,
            "has_brief": "brief.pdf" in names,
            "answered": shown.inquiries.filter(state=Answering.ANSWERED),
            "may_withdraw": may(request.user, "edition.withdraw", shown) and shown.published,
            "may_publish": may(request.user, "edition.publish", shown) and not shown.published,
        },
    )


@kept
def brief(request: HttpRequest, quarter: str, number: int) -> HttpResponse:
    """Show the leader's brief of a card, as it was made with the card."""
    shown = _edition(request, quarter, number)
    if shown.withdrawn:
        return tombstone(request, shown, [])
    body = get_object_or_404(File, edition=shown, name=f"body.brief.{current()}.html")
    paper = "brief.zh.pdf" if current() == "zh" else "brief.pdf"
    # Made by `reporting` from escaped values, and hashed into the log when drafted.
    told = mark_safe(bytes(body.content).decode())
    return render(request, "editions/brief.html", {"edition": shown, "brief": told, "paper": paper})


@kept
def walk(request: HttpRequest, quarter: str, number: int, figure: str) -> HttpResponse:
    """Show the way from a figure on the card back to the sentence that asked for it."""
    shown = _edition(request, quarter, number)
    if shown.withdrawn:
        return tombstone(request, shown, [])
    walked = walk_back(shown, figure=figure, language=current())
    return render(
        request,
        "editions/walk.html",
        {
            "edition": shown,
            "walk": walked,
            "excerpt": excerpt(walked.statement),
            "answered": answered_on(shown, figure=figure),
        },
    )


def file(request: HttpRequest, quarter: str, number: int, name: str) -> HttpResponse:
    """Serve a file of an edition, byte for byte, at an address that never changes.

    A bundle alone may come with more cosignatures than it was published with.
    """
    if name not in CONTENT_TYPES:
        raise Http404
    shown = _edition(request, quarter, number)
    kept = get_object_or_404(File, edition=shown, name=name)
    if shown.withdrawn:
        return _gone(shown, name, kept.sha256)
    content = latest_bundle(shown) if name == BUNDLE else bytes(kept.content)
    answer = HttpResponse(content, content_type=CONTENT_TYPES[name])
    answer["Content-Disposition"] = f'attachment; filename="{quarter}.{number}.{name}"'
    answer["ETag"] = f'"{sha256(content).hexdigest()}"'
    if shown.published:
        answer["Last-Modified"] = http_date(shown.published.timestamp())
    answer["Cache-Control"] = "public, max-age=3600" if shown.published else "private, no-store"
    return answer


def figure(request: HttpRequest, quarter: str, number: int, figure: str) -> HttpResponse:
    """Serve the proof of one figure alone, for anybody to check offline."""
    shown = _edition(request, quarter, number)
    if shown.withdrawn:
        return _gone(shown, f"{figure}.tlog-proof", "")
    try:
        made = figure_proof(shown, figure=figure)
    except NotPossible as error:
        raise Http404 from error
    answer = HttpResponse(made, content_type="text/plain; charset=utf-8")
    name = f"{quarter}.{number}.{figure}.tlog-proof"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-cache"
    return answer


@login_required
def compute(request: HttpRequest) -> HttpResponse:
    """Compute a card as known on a day, and draft an edition of it."""
    person = cast(Person, request.user)
    allow(person, "scorecard.compute")
    form = ComputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafted = form.draft(by=person)
        except GoldenthreadError as error:
            form.refuse(error)
        else:
            return redirect("edition", drafted.quarter, drafted.number)
    return render(request, "editions/compute.html", {"form": form}, status=form.status)


@login_required
@require_POST
def publish(request: HttpRequest, quarter: str, number: int) -> HttpResponse:
    """Publish a draft: the leader's act."""
    drafted = _edition(request, quarter, number)
    actions.publish(drafted, by=cast(Person, request.user))
    return redirect("edition", quarter, number)


def _gone(edition: Edition, name: str, sha256: str) -> HttpResponse:
    """Answer in the place of a withdrawn edition's file, in a file of its kind."""
    kind = CONTENT_TYPES.get(name, "text/plain; charset=utf-8")
    answer = HttpResponse(stone(edition, name=name, sha256=sha256), content_type=kind, status=GONE)
    answer["Cache-Control"] = "no-cache"
    return answer


def _edition(request: HttpRequest, quarter: str, number: int) -> Edition:
    rows = editions_seen_by(request.user).select_related("scorecard__body")
    return get_object_or_404(rows, quarter=quarter, number=number)
