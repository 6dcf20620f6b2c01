"""What is filled in to compute a card, and to withdraw one."""

from collections.abc import Mapping, Sequence

from django import forms

from goldenthread.office.bodies.forms import DayInput, OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.editions import actions
from goldenthread.office.editions.models import Edition
from goldenthread.office.scorecards.actions import compute
from goldenthread.reporting.weighing import MOST, Counted
from goldenthread.terms.periods import Period


class WeightsForm(OfficeForm):
    """What each duty of a card is to weigh, by its id; nothing filled in is one."""

    def __init__(self, data: Mapping[str, str] | None = None, *, duties: Sequence[Counted]) -> None:
        # Where some are given, the others are shown as what they are taken for.
        super().__init__(data and {each.id: data.get(each.id) or "1" for each in duties})
        for each in duties:
            self.fields[each.id] = forms.IntegerField(
                min_value=0, max_value=MOST, initial=1, required=False
            )

    @property
    def weights(self) -> dict[str, int]:
        """The weights that were given; none while anything is wrong with one."""
        if not self.is_bound or not self.is_valid():
            return {}
        return {name: weight for name, weight in self.cleaned_data.items() if weight is not None}


class WithdrawForm(OfficeForm):
    """Why a published card no longer stands; the public reads it."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}))


class ComputeForm(OfficeForm):
    """A quarter, the day to look from, and why there is a further edition."""

    quarter = forms.CharField(max_length=10)
    as_known = forms.DateField(widget=DayInput)
    reason = forms.CharField(max_length=300, required=False)

    def draft(self, *, by: Person) -> Edition:
        """Compute the card and draft an edition of it."""
        given = self.cleaned_data
        quarter = Period.parse(given["quarter"])
        scorecard = compute(by.body, quarter=quarter, as_known=given["as_known"], by=by)
        return actions.draft(scorecard, by=by, reason=given["reason"])
