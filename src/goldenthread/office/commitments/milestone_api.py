"""Milestones of a duty, for programs: set, reached, missed, dropped."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Router
from pydantic import Field

from goldenthread.office.bodies.api import Day, Decided, Given, Line, Slug, write, writer_of
from goldenthread.office.commitments import milestone_actions
from goldenthread.office.commitments.models import Milestone
from goldenthread.office.commitments.report_api import Address
from goldenthread.office.commitments.seen import commitments_seen_by, milestones_seen_by
from goldenthread.terms.text import Words

router = Router(tags=["milestones"])


class MilestoneSet(Decided):
    """What is to be there on the way of a duty, and by when."""

    title_en: Line
    title_zh: Line
    due: Day


class Reached(Decided):
    """What shows that it is reached: a figure, a link or both."""

    shown: Line = ""
    link: Address | None = None


class MilestonePlace(Given):
    """Which milestone of which duty."""

    slug: Slug
    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


@write(router, "/commitments/{slug}/milestones", "commitment.set_milestone")
def set_milestone(request: HttpRequest, slug: Slug, given: MilestoneSet) -> Milestone:
    """Set a milestone on the way of a duty."""
    by = writer_of(request)
    rows = commitments_seen_by(by).select_related("lead", "document__body")
    duty = get_object_or_404(rows, slug=slug)
    title = Words(given.title_en, given.title_zh)
    return milestone_actions.set_milestone(
        duty, title=title, due=given.due, by=by, reason=given.reason
    )


@write(router, "/commitments/{slug}/milestones/{number}/reach", "commitment.reach_milestone")
def reach(request: HttpRequest, at: Path[MilestonePlace], given: Reached) -> Milestone:
    """Say that a milestone of one's own unit's duty is reached, with what shows it."""
    row, by = _milestone(request, at), writer_of(request)
    milestone_actions.reach_milestone(
        row, shown=given.shown, link=given.link or "", by=by, reason=given.reason
    )
    return row


@write(router, "/commitments/{slug}/milestones/{number}/miss", "commitment.miss_milestone")
def miss(request: HttpRequest, at: Path[MilestonePlace], given: Decided) -> Milestone:
    """Say that a milestone of one's own unit's duty is missed, and why."""
    row = _milestone(request, at)
    milestone_actions.miss_milestone(row, by=writer_of(request), reason=given.reason)
    return row


@write(router, "/commitments/{slug}/milestones/{number}/drop", "commitment.drop_milestone")
def drop(request: HttpRequest, at: Path[MilestonePlace], given: Decided) -> Milestone:
    """Close a milestone that is not asked for any more, with the reason."""
    row = _milestone(request, at)
    milestone_actions.drop_milestone(row, by=writer_of(request), reason=given.reason)
    return row


def _milestone(request: HttpRequest, at: MilestonePlace) -> Milestone:
    rows = milestones_seen_by(writer_of(request)).select_related("commitment__document__body")
    rows = rows.select_related("commitment__lead")
    return get_object_or_404(rows, commitment__slug=at.slug, number=at.number)
