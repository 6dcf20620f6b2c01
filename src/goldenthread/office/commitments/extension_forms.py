"""Forms of a duty's due day: given, moved, asked to be moved, and what is answered to that."""

from typing import Any, ClassVar

from django import forms

from goldenthread.office.bodies.forms import DayInput, OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments import extension_actions
from goldenthread.office.commitments.forms import DecideForm
from goldenthread.office.commitments.models import Extension


class DayForm(DecideForm):
    """The day by which a duty is due from now on, and why."""

    to = forms.DateField(widget=DayInput)
    field_order = ("to", "reason")


class SetDueForm(DayForm):
    """The first day by which it is due."""

    verb = "set_due"
    deed = staticmethod(extension_actions.set_due)


class ExtendForm(DayForm):
    """The later day by which it is due."""

    verb = "extend"
    deed = staticmethod(extension_actions.extend)


class AskExtensionForm(DayForm):
    """The later day that its unit asks for."""

    verb = "ask_extension"
    deed = staticmethod(extension_actions.ask_extension)


class RulingForm(OfficeForm):
    """Whether the time asked for is given, and why; `verb` is what is decided."""

    verb: ClassVar[str]
    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}), required=False)

    def __init__(self, *args: Any, extension: Extension, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extension = extension

    def decide(self, *, by: Person) -> None:
        """Do what was decided."""
        raise NotImplementedError


class ApproveForm(RulingForm):
    """The time is given."""

    verb = "approve"

    def decide(self, *, by: Person) -> None:
        """Give the time."""
        extension_actions.approve_extension(
            self.extension, by=by, reason=self.cleaned_data["reason"]
        )


class RefuseForm(RulingForm):
    """The day stays as it is."""

    verb = "refuse"
    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}))

    def decide(self, *, by: Person) -> None:
        """Leave the day as it is."""
        extension_actions.refuse_extension(
            self.extension, by=by, reason=self.cleaned_data["reason"]
        )
