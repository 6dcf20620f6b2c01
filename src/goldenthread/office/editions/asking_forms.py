"""What is filled in to ask about a figure, to answer, and to refuse."""

from django import forms

from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import PUBLIC
from goldenthread.office.editions import asking_actions
from goldenthread.office.editions.models import Doubt, Edition, Inquiry


class AskForm(OfficeForm):
    """What somebody doubts, why, and what shows it; no name and no address."""

    about = forms.ChoiceField(choices=Doubt.choices, initial=Doubt.FIGURE.value)
    text = forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 5}))
    evidence = forms.CharField(max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))

    def ask(self, edition: Edition, *, figure: str) -> Inquiry:
        """Keep the question; nothing is kept of who sent it."""
        given = self.cleaned_data
        return asking_actions.ask(
            edition,
            figure=figure,
            about=Doubt(given["about"]),
            text=given["text"],
            evidence=given["evidence"],
            by=PUBLIC,
        )


class WordsForm(OfficeForm):
    """Words that the public reads beside a question."""

    words = forms.CharField(max_length=4000, widget=forms.Textarea({"rows": 6}))

    def decide(self, inquiry: Inquiry, *, by: Person) -> None:
        """Do what was decided."""
        raise NotImplementedError


class AnswerForm(WordsForm):
    """The answer."""

    def decide(self, inquiry: Inquiry, *, by: Person) -> None:
        """Put the answer beside the question, for everybody."""
        asking_actions.answer_question(inquiry, text=self.cleaned_data["words"], by=by)


class RefuseForm(WordsForm):
    """Why the words of a question are not shown."""

    def decide(self, inquiry: Inquiry, *, by: Person) -> None:
        """Say in public that it was refused, and why."""
        asking_actions.refuse_question(inquiry, by=by, reason=self.cleaned_data["words"])


#: By what is done, as the addresses name it.
FORMS: dict[str, type[WordsForm]] = {"answer": AnswerForm, "refuse": RefuseForm}
