"""What the secretary fills in to record a value."""

from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.office.bodies.forms import Choice, OfficeForm
from goldenthread.office.bodies.models import Area, Body, Person
from goldenthread.office.indicators import actions
from goldenthread.office.indicators.models import Indicator, Observation
from goldenthread.office.records.models import Source
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.text import Words


class ObservationForm(OfficeForm):
    """A value with its period, source and dates; a revision is entered as a further value."""

    area = Choice(Area.objects.all())
    period = forms.CharField(max_length=30)
    value = forms.DecimalField(max_digits=30)
    text = forms.CharField(max_length=100, required=False)
    source = Choice(Source.objects.all())
    known = forms.CharField(max_length=10, required=False)
    published = forms.CharField(max_length=10, required=False)
    is_revision = forms.BooleanField(required=False)
    is_ambiguous = forms.BooleanField(required=False)
    note_en = forms.CharField(max_length=500, required=False)
    note_zh = forms.CharField(max_length=500, required=False)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        self.indicator = indicator
        body = Body.objects.first()
        super().__init__(*args, initial={"area": body.area_id if body else None}, **kwargs)

    def record(self, *, by: Person) -> Observation:
        """Record the value; BadPeriod names the period or day that cannot be read."""
        return actions.record(self._term(), by=by)

    def _term(self) -> ObservationTerm:
        given = self.cleaned_data
        return ObservationTerm(
            indicator=self.indicator.slug,
            area=given["area"].slug,
            period=Period.parse(given["period"]),
            value=given["value"],
            unit=self.indicator.unit,
            kind=Kind(self.indicator.kind),
            source=given["source"].slug,
            known=Day(given["known"]) if given["known"] else None,
            recorded=timezone.localdate(),
            published=Day(given["published"]) if given["published"] else None,
            status=self._status(),
            text=given["text"],
            note=Words(given["note_en"], given["note_zh"]),
        )

    def _status(self) -> Status:
        if self.cleaned_data["is_ambiguous"]:
            return Status.PERIOD_AMBIGUOUS
        return Status.REVISED if self.cleaned_data["is_revision"] else Status.FIRST
