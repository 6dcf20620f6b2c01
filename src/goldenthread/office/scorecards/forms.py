"""What is filled in to answer a question about figures."""

from django import forms

from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.scorecards import actions
from goldenthread.office.scorecards.models import Question


class AnswerForm(OfficeForm):
    """The answer, in the words of whoever knows the figures."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea)

    def answer(self, question: Question, *, by: Person) -> None:
        """Keep the answer beside its question."""
        actions.answer(question, text=self.cleaned_data["text"], by=by)
