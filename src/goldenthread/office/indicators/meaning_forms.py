"""What is filled in to say what an indicator's figures mean."""

from typing import Any

from django import forms

from goldenthread.office.bodies.forms import Choice, DayInput, OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.indicators import meaning_actions
from goldenthread.office.indicators.models import Indicator, Meaning
from goldenthread.office.indicators.models.meanings import RELATIONS
from goldenthread.terms.meanings import Basis
from goldenthread.terms.meanings import Meaning as MeaningTerm
from goldenthread.terms.text import Words

_UNSAID = "unsaid"
_KEPT = ("definition_en", "definition_zh", *RELATIONS, "factor", "breakdown", "base")


def _area(length: int) -> forms.CharField:
    return forms.CharField(max_length=length, widget=forms.Textarea({"rows": 3}), required=False)


def _others() -> Choice:
    return Choice(Indicator.objects.all(), required=False)


class MeaningForm(OfficeForm):
    """A definition and the figures it rests on; what was stated last is shown for changing."""

    since = forms.DateField(required=False, widget=DayInput())
    definition_en = _area(1000)
    definition_zh = _area(1000)
    numerator = _others()
    denominator = _others()
    factor = forms.DecimalField(max_digits=30, required=False)
    part_of = _others()
    breakdown = forms.CharField(max_length=100, required=False)
    growth_of = _others()
    basis = forms.ChoiceField(choices=[(each, each) for each in (_UNSAID, *Basis)])
    base = forms.CharField(max_length=50, required=False)
    note_en = forms.CharField(max_length=500, required=False)
    note_zh = forms.CharField(max_length=500, required=False)
    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}), required=False)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        self.indicator = indicator
        last = indicator.meanings.order_by("number").last()
        given = {name: getattr(last, name) for name in _KEPT} if last else {}
        basis = (last.basis if last else "") or _UNSAID
        super().__init__(*args, initial={**given, "basis": basis}, **kwargs)

    def state(self, *, by: Person) -> Meaning:
        """State the meaning; NotPossible says what does not fit together."""
        given = self.cleaned_data
        term = MeaningTerm(
            indicator=self.indicator.slug,
            since=given["since"],
            definition=Words(given["definition_en"], given["definition_zh"]),
            **{name: other.slug if (other := given[name]) else "" for name in RELATIONS},
            factor=given["factor"],
            breakdown=given["breakdown"],
            basis=None if given["basis"] == _UNSAID else Basis(given["basis"]),
            base=given["base"],
            note=Words(given["note_en"], given["note_zh"]),
        )
        return meaning_actions.state_meaning(term, by=by, reason=given["reason"])
