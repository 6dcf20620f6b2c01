"""What a person says of a token they want."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.office.bodies import actions
from goldenthread.office.bodies.forms import DayInput, OfficeForm
from goldenthread.office.bodies.models import Person, Token
from goldenthread.office.bodies.tokens import READ, scopes_of

#: What is offered first: long enough for a quarter's work.
_OFFERED = timedelta(days=90)


class TokenForm(OfficeForm):
    """Its name, what it may be used for among what their role does, and its last day."""

    name = forms.CharField(max_length=100)
    scopes = forms.MultipleChoiceField(choices=[], widget=forms.CheckboxSelectMultiple)
    expires = forms.DateField(widget=DayInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        offered = {"scopes": [READ], "expires": timezone.localdate() + _OFFERED}
        super().__init__(*args, initial=offered, **kwargs)
        scopes = self.fields["scopes"]
        if isinstance(scopes, forms.MultipleChoiceField):
            scopes.choices = [(name, name) for name in scopes_of(person)]

    def make(self) -> tuple[Token, str]:
        """Make the token; NotPossible says what of it cannot be."""
        return actions.make_token(self.person, by=self.person, **self.cleaned_data)
