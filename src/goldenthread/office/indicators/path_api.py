"""The path to a target, for programs."""

from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field

from goldenthread.office.bodies.api import Day, Decided, Given, Number, Slug, write, writer_of
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.indicators import path_actions
from goldenthread.office.indicators.models import Path, Target
from goldenthread.terms.observations import Waypoint

router = Router(tags=["indicators"])


class Point(Given):
    """Where the figure should stand on a day."""

    on: Day
    value: Number


class Stated(Decided):
    """The points of a path, the earliest first; the target stands at its end by itself."""

    points: Annotated[list[Point], Field(min_length=1, max_length=path_actions.MOST)]


@write(router, "/targets/{slug}/path", "indicator.set_path")
def set_path(request: HttpRequest, slug: Slug, given: Stated) -> Path:
    """State the path to a target."""
    by = writer_of(request)
    rows = Target.objects.filter(commitment__in=commitments_seen_by(by))
    related = ("commitment__document__body", "indicator", "area")
    target = get_object_or_404(rows.select_related(*related), slug=slug)
    points = [Waypoint(each.on, Decimal(each.value)) for each in given.points]
    return path_actions.set_path(target, points=points, by=by, reason=given.reason)
