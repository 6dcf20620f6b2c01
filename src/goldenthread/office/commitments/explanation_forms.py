"""The form that says in public why a duty fell short; it starts from the unit's own report."""

from typing import Any

from django import forms

from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments.explanation_actions import explain
from goldenthread.office.commitments.models import Commitment, Explanation
from goldenthread.reading import detect_language
from goldenthread.terms.commitments import Decision
from goldenthread.terms.text import Words


def _area() -> forms.Textarea:
    return forms.Textarea({"rows": 3})


class ExplanationForm(OfficeForm):
    """The cause and what is done about it, in both languages."""

    cause_en = forms.CharField(max_length=600, widget=_area())
    cause_zh = forms.CharField(max_length=600, widget=_area())
    action_en = forms.CharField(max_length=600, widget=_area())
    action_zh = forms.CharField(max_length=600, widget=_area())

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, initial=_reported(commitment), **kwargs)
        self.commitment = commitment

    def explain(self, *, by: Person) -> Explanation:
        """Say it."""
        given = self.cleaned_data
        cause = Words(given["cause_en"], given["cause_zh"])
        action = Words(given["action_en"], given["action_zh"])
        return explain(self.commitment, cause=cause, action=action, by=by)


def _reported(commitment: Commitment) -> dict[str, str]:
    """What the last accepted report with a cause said, each in the language it is written in."""
    told = commitment.reports.exclude(cause="").filter(decision=Decision.ACCEPTED.value)
    last = told.order_by("sent", "pk").last()
    if last is None:
        return {}
    said = {"cause": last.cause, "action": last.action}
    return {f"{name}_{detect_language(text)}": text for name, text in said.items()}
