"""What is filled in to set what a duty asks of an indicator."""

from typing import Any

from django import forms

from goldenthread.measuring import read_unit
from goldenthread.office.bodies.forms import Choice, OfficeForm
from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.indicators import actions
from goldenthread.office.indicators.models import Indicator, Target
from goldenthread.terms.errors import BadTable
from goldenthread.terms.observations import Target as TargetTerm
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator


class TargetForm(OfficeForm):
    """A target of one duty; numbers keep the digits they are typed with."""

    slug = forms.SlugField(max_length=50)
    indicator = Choice(Indicator.objects.all())
    area = Choice(Area.objects.all())
    comparator = forms.ChoiceField(choices=[(each.value, each.value) for each in Comparator])
    value = forms.DecimalField(max_digits=30, required=False)
    upper = forms.DecimalField(max_digits=30, required=False)
    unit = forms.CharField(max_length=50, required=False)
    period = forms.CharField(max_length=30)
    tolerance = forms.DecimalField(max_digits=30, min_value=0, required=False)
    baseline = forms.DecimalField(max_digits=30, required=False)

    def __init__(self, *args: Any, duty: Commitment, **kwargs: Any) -> None:
        self.duty = duty
        super().__init__(*args, initial={"area": duty.document.body.area_id}, **kwargs)

    def set(self, *, by: Person) -> Target:
        """Set the target; BadTable names a band out of order or a unit unlike the indicator's."""
        given = self.cleaned_data
        value, upper = given["value"], given["upper"]
        if upper is not None and (value is None or upper < value):
            raise BadTable(
                "a band runs from low to high.", place="upper", remedy="Give both ends in order."
            )
        term = TargetTerm(
            id=given["slug"],
            commitment=self.duty.slug,
            indicator=given["indicator"].slug,
            comparator=Comparator(given["comparator"]),
            value=value,
            unit=self._unit(),
            period=Period.parse(given["period"]),
            area=given["area"].slug,
            tolerance=given["tolerance"],
            baseline=given["baseline"],
            upper=upper,
        )
        return actions.set_target(self.duty, target=term, by=by)

    def _unit(self) -> str:
        """The unit, alike to the indicator's; a change may also be asked for in per cent."""
        asked, held = str(self.cleaned_data["unit"]), str(self.cleaned_data["indicator"].unit)
        unit, changes = read_unit(asked or held), (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
        by_share = unit.base == "%" and self.cleaned_data["comparator"] in changes
        if asked not in ("", held) and not by_share and not unit.same_as(read_unit(held)):
            raise BadTable(
                f"{asked!r} does not count what the indicator counts, {held!r}.",
                place="unit",
                remedy="Give the target in the indicator's unit.",
            )
        return asked or held
