"""What the secretary fills in to record a value."""

from base64 import b64encode
from typing import Any

from django import forms
from django.utils import timezone

from goldenthread.measuring.tables import MAX_BYTES, Table, corrected, read_table
from goldenthread.office.bodies.forms import Choice, OfficeForm
from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Area, Body, Person
from goldenthread.office.indicators import actions
from goldenthread.office.indicators.importing import Faulty, Given
from goldenthread.office.indicators.models import Import, Indicator, Observation
from goldenthread.office.records.models import Source
from goldenthread.terms.errors import BadTable
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.text import Words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TableForm(OfficeForm):
    """A table of figures from one source, with the day on which it said them."""

    file = forms.FileField()
    source = Choice(Source.objects.all())
    known = forms.CharField(max_length=10, required=False)
    published = forms.CharField(max_length=10, required=False)
    sheet = forms.CharField(max_length=100, required=False)
    year = forms.IntegerField(min_value=1900, max_value=2200, required=False)

    #: The table with its faults, once it was refused for them.
    faulty: Table | None = None

    def import_table(self, *, by: Person) -> Import:
        """Take the table over; BadTable says why not, and `faults` at which cells."""
        given = self.cleaned_data
        known, published = given["known"], given["published"]
        try:
            return actions.import_table(
                Given(
                    name=given["file"].name,
                    data=(data := given["file"].read(MAX_BYTES + 1)),
                    table=read_table(
                        data, name=given["file"].name, sheet=given["sheet"], year=given["year"]
                    ),
                    source=given["source"],
                    known=Day(known) if known else None,
                    published=Day(published) if published else None,
                ),
                by=by,
            )
        except Faulty as error:
            self.faulty = error.table
            raise BadTable(error.what, place=error.place, remedy=error.remedy) from error

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """The cell of each fault, what is wrong and what to do, in the page's language."""
        found = self.faulty.faults if self.faulty else ()
        said = current()
        return [
            (each.address, each.what.in_language(said), each.remedy.in_language(said))
            for each in found
        ]

    @property
    def marked(self) -> str:
        """The table with its faulty cells marked, as the address of a file within the page."""
        file = corrected(self.faulty, language=current()) if self.faulty else b""
        return f"data:{_XLSX};base64,{b64encode(file).decode()}"


class ObservationForm(OfficeForm):
    """A value with its period, source and dates; a revision is entered as a further value.

    What is claimed elsewhere is kept to be asked about, and never used.
    """

    area = Choice(Area.objects.all())
    period = forms.CharField(max_length=30)
    value = forms.DecimalField(max_digits=30)
    text = forms.CharField(max_length=100, required=False)
    source = Choice(Source.objects.all())
    known = forms.CharField(max_length=10, required=False)
    published = forms.CharField(max_length=10, required=False)
    is_revision = forms.BooleanField(required=False)
    is_ambiguous = forms.BooleanField(required=False)
    is_claim = forms.BooleanField(required=False)
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
        if self.cleaned_data["is_claim"]:
            return Status.CLAIMED
        return Status.REVISED if self.cleaned_data["is_revision"] else Status.FIRST
