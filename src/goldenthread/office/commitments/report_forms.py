"""What a unit fills in to report on its duty, and what is answered to it."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments import report_actions
from goldenthread.office.commitments.exhibits import file_exhibit, link_exhibit
from goldenthread.office.commitments.models import Commitment, Exhibit, Report
from goldenthread.planning import Account, lacking
from goldenthread.planning.answering import REPORTABLE
from goldenthread.terms.commitments import Confidence, State


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ReportForm(OfficeForm):
    """Six fields: state, words, figure, evidence, confidence, help; and why, if late or missed."""

    state = forms.ChoiceField(choices=[(each.value, each.value) for each in REPORTABLE])
    words = forms.CharField(max_length=2000, widget=_area(4))
    figure = forms.CharField(max_length=100, required=False)
    file = forms.FileField(required=False, allow_empty_file=True)
    link = forms.URLField(max_length=500, required=False, assume_scheme="https")
    confidence = forms.ChoiceField(choices=[(each.value, each.value) for each in Confidence])
    help_needed = forms.CharField(max_length=1000, widget=_area(2), required=False)
    cause = forms.CharField(max_length=1000, widget=_area(2), required=False)
    action = forms.CharField(max_length=1000, widget=_area(2), required=False)

    def __init__(
        self, *args: Any, commitment: Commitment, is_overdue: bool = False, **kwargs: Any
    ) -> None:
        self.commitment, self.is_overdue = commitment, is_overdue
        state = commitment.state
        if state == State.NOT_STARTED.value:
            state = State.UNDER_WAY.value
        initial = {"state": state, "confidence": commitment.confidence}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def asks_why(self) -> bool:
        """Whether cause and action are asked: the duty is late, or is said not to be met."""
        said = self.data.get("state") if self.is_bound else ""
        return self.is_overdue or said == State.NOT_MET.value

    @property
    def lacks(self) -> tuple[str, ...]:
        """The fields that what was sent must fill and does not."""
        if not self.is_bound or self.errors:
            return ()
        return lacking(self._account(), is_overdue=self.is_overdue)

    def report(self, *, by: Person) -> Report:
        """Send the report; UnreadableDocument names the file and the remedy."""
        return report_actions.report(
            self.commitment, account=self._account(), exhibits=self._exhibits(), by=by
        )

    def _account(self) -> Account:
        given = self.cleaned_data
        return Account(
            state=State(given["state"]),
            words=given["words"],
            figure=given["figure"],
            exhibits=sum(bool(given[name]) for name in ("file", "link")),
            confidence=Confidence(given["confidence"]),
            help_needed=given["help_needed"],
            cause=given["cause"],
            action=given["action"],
        )

    def _exhibits(self) -> list[Exhibit]:
        file, link = self.cleaned_data["file"], self.cleaned_data["link"]
        made = []
        if isinstance(file, UploadedFile):
            made.append(file_exhibit(file.name or "", file.read()))
        return [*made, link_exhibit(link)] if link else made


class AnswerForm(OfficeForm):
    """Whether a report is accepted or sent back, and why; `verb` is the action it leads to."""

    verb: ClassVar[str]
    reason = forms.CharField(max_length=300, widget=_area(3), required=False)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def answer(self, *, by: Person) -> None:
        """Do what was decided."""
        getattr(report_actions, self.verb)(self.report, by=by, **self.cleaned_data)


class AcceptForm(AnswerForm):
    """A report accepted, its evidence seen or not."""

    verb = "accept"
    is_verified = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What closes a duty needs a reason.
        closing = (State.REPORTED_DONE.value, State.NOT_MET.value)
        self.fields["reason"].required = self.report.state in closing


class SendBackForm(AnswerForm):
    """A report sent back to be revised."""

    verb = "send_back"
    reason = forms.CharField(max_length=300, widget=_area(3))
