"""What every form of the office has: it can show why an action refused what it was given."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model

from goldenthread.office.bodies.languages import current
from goldenthread.terms.errors import GoldenthreadError

if TYPE_CHECKING:
    _One = forms.ModelChoiceField[Any]
    _Many = forms.ModelMultipleChoiceField[Any]
else:
    _One, _Many = forms.ModelChoiceField, forms.ModelMultipleChoiceField


class OfficeForm(forms.Form):
    """A form whose labels stand in the template, in both languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class Choice(_One):
    """A choice of one row, named in the page's language by its name or its title."""

    def label_from_instance(self, obj: Model) -> str:
        """The row's name in the page's language."""
        return _named(obj)


class Choices(_Many):
    """A choice of any number of rows, named as in `Choice`."""

    def label_from_instance(self, obj: Model) -> str:
        """The row's name in the page's language."""
        return _named(obj)


def _named(row: Model) -> str:
    for field in ("name", "title"):
        if name := getattr(row, f"{field}_{current()}", ""):
            return str(name)
    return str(row)
