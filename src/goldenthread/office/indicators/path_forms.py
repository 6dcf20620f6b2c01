"""What is filled in to state the path to a target: a day and a number on each line."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.indicators import path_actions
from goldenthread.office.indicators.models import Path, Target
from goldenthread.terms.errors import BadTable
from goldenthread.terms.observations import Waypoint


class PathForm(OfficeForm):
    """The points of a path, the earliest first; the one that stands is shown for changing."""

    points = forms.CharField(max_length=3000, widget=forms.Textarea({"rows": 6}))
    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}), required=False)

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        self.target = target
        stated = target.paths.order_by("number").last()
        told = stated.waypoints() if stated else ()
        kwargs["initial"] = {"points": "\n".join(f"{each.on} {each.value}" for each in told)}
        super().__init__(*args, **kwargs)

    def state(self, *, by: Person) -> Path:
        """State the path; BadTable names the line that is no day and number."""
        lines = self.cleaned_data["points"].splitlines()
        points = [_point(at, line) for at, line in enumerate(lines, 1) if line.strip()]
        return path_actions.set_path(
            self.target, points=points, by=by, reason=self.cleaned_data["reason"]
        )


def _point(at: int, line: str) -> Waypoint:
    try:
        day, number = line.split()
        value = Decimal(number)
        if not value.is_finite():
            raise ValueError(number)
        return Waypoint(date.fromisoformat(day), value)
    except (ValueError, InvalidOperation):
        raise BadTable(
            "this is no day and number.",
            place=f"line {at}: {line.strip()[:60]}",
            remedy="Write it as: 2024-06-30 3.5",
        ) from None
