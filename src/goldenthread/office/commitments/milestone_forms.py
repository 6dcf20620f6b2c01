"""Forms of milestones: set one, and say what became of it."""

from typing import Any, ClassVar

from django import forms

from goldenthread.office.bodies.forms import DayInput, OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments import milestone_actions
from goldenthread.office.commitments.models import Commitment, Milestone
from goldenthread.terms.text import Words


def _area() -> forms.Textarea:
    return forms.Textarea({"rows": 3})


class MilestoneForm(OfficeForm):
    """What is to be there on the way, and by when."""

    title_en = forms.CharField(max_length=300)
    title_zh = forms.CharField(max_length=300)
    due = forms.DateField(widget=DayInput)

    def set(self, commitment: Commitment, *, by: Person) -> Milestone:
        """Set it."""
        given = self.cleaned_data
        title = Words(given["title_en"], given["title_zh"])
        return milestone_actions.set_milestone(commitment, title=title, due=given["due"], by=by)


class OutcomeForm(OfficeForm):
    """What became of a milestone; `verb` is what is said of it."""

    verb: ClassVar[str]

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.milestone = milestone

    def decide(self, *, by: Person) -> None:
        """Say it."""
        deed = getattr(milestone_actions, f"{self.verb}_milestone")
        deed(self.milestone, by=by, **self.cleaned_data)


class ReachForm(OutcomeForm):
    """It is reached, and this shows it."""

    verb = "reach"
    shown = forms.CharField(max_length=300, required=False)
    link = forms.URLField(max_length=500, required=False, assume_scheme="https")


class MissForm(OutcomeForm):
    """It was not reached by its day, and why."""

    verb = "miss"
    reason = forms.CharField(max_length=300, widget=_area())


class DropForm(OutcomeForm):
    """It is not asked for any more, and why."""

    verb = "drop"
    reason = forms.CharField(max_length=300, widget=_area())
