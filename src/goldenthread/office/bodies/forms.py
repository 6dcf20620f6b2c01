"""What every form of the office has: it can show why an action refused what it was given."""

from typing import Any

from django import forms

from goldenthread.terms.errors import GoldenthreadError


class OfficeForm(forms.Form):
    """A form whose labels stand in the template, in both languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.refused: GoldenthreadError | None = None

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form."""
        return 422 if self.refused or self.errors else 200

    def refuse(self, error: GoldenthreadError) -> None:
        """Keep why the action refused; the page shows what is wrong, where, and the remedy."""
        self.refused = error


class DayInput(forms.DateInput):
    """A day, with the browser's own picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
