"""The due day of a duty, for programs: given, moved, asked to be moved, and decided."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Router
from pydantic import Field

from goldenthread.office.bodies.api import Day, Decided, Given, Slug, write, writer_of
from goldenthread.office.commitments import extension_actions
from goldenthread.office.commitments.models import Commitment, Extension
from goldenthread.office.commitments.seen import commitments_seen_by, extensions_seen_by

router = Router(tags=["commitments"])


class DueDay(Decided):
    """The day by which it is due, or is to be; why is public as the duty is."""

    to: Day


class ExtensionPlace(Given):
    """Which extension of which duty."""

    slug: Slug
    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


@write(router, "/commitments/{slug}/set-due", "commitment.set_due")
def set_due(request: HttpRequest, slug: Slug, given: DueDay) -> Commitment:
    """Give a duty that has none its due day, with the reason."""
    duty, by = _duty(request, slug), writer_of(request)
    extension_actions.set_due(duty, to=given.to, by=by, reason=given.reason)
    return duty


@write(router, "/commitments/{slug}/extend", "commitment.extend")
def extend(request: HttpRequest, slug: Slug, given: DueDay) -> Commitment:
    """Give a duty more time, with the reason."""
    duty, by = _duty(request, slug), writer_of(request)
    extension_actions.extend(duty, to=given.to, by=by, reason=given.reason)
    return duty


@write(router, "/commitments/{slug}/ask-extension", "commitment.ask_extension")
def ask_extension(request: HttpRequest, slug: Slug, given: DueDay) -> Extension:
    """Ask for more time for a duty of one's own unit, with the reason."""
    duty, by = _duty(request, slug), writer_of(request)
    return extension_actions.ask_extension(duty, to=given.to, by=by, reason=given.reason)


@write(router, "/commitments/{slug}/extensions/{number}/approve", "commitment.approve_extension")
def approve(request: HttpRequest, at: Path[ExtensionPlace], given: Decided) -> Extension:
    """Give the time that was asked for, never by oneself."""
    row = _extension(request, at)
    extension_actions.approve_extension(row, by=writer_of(request), reason=given.reason)
    return row


@write(router, "/commitments/{slug}/extensions/{number}/refuse", "commitment.refuse_extension")
def refuse(request: HttpRequest, at: Path[ExtensionPlace], given: Decided) -> Extension:
    """Leave the due day as it is, with the reason."""
    row = _extension(request, at)
    extension_actions.refuse_extension(row, by=writer_of(request), reason=given.reason)
    return row


def _duty(request: HttpRequest, slug: str) -> Commitment:
    rows = commitments_seen_by(writer_of(request)).select_related("lead", "document__body")
    return get_object_or_404(rows, slug=slug)


def _extension(request: HttpRequest, at: ExtensionPlace) -> Extension:
    rows = extensions_seen_by(writer_of(request)).select_related("commitment__document__body")
    rows = rows.select_related("commitment__lead", "asker")
    return get_object_or_404(rows, commitment__slug=at.slug, number=at.number)
