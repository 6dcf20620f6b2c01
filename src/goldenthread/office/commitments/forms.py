"""What the secretary decides when a duty is taken up, and of it afterwards."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms

from goldenthread.office.bodies.forms import Choice, Choices, DayInput, OfficeForm
from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.commitments import actions
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.records.models import Statement
from goldenthread.terms.commitments import State
from goldenthread.terms.text import Language, Words


class AdoptForm(OfficeForm):
    """Title, units and due date of a duty. What is left empty is what the sentence itself names."""

    title_en = forms.CharField(max_length=300)
    title_zh = forms.CharField(max_length=300)
    slug = forms.SlugField(max_length=50)
    same = Choice(Statement.objects.none(), required=False)
    lead = Choice(Department.objects.none(), required=False)
    supporting = Choices(Department.objects.none(), required=False)
    due = forms.DateField(widget=DayInput, required=False)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        self.statement = statement
        self.document = statement.record.document
        others = Statement.objects.filter(record__document=self.document).exclude(
            record=statement.record
        )
        same = others.filter(number=statement.number).first() if statement.number else None
        kwargs["initial"] = {"due": statement.due_to, "same": same}
        super().__init__(*args, **kwargs)
        units = Department.objects.filter(body=self.document.body)
        self._choose("lead", units)
        self._choose("supporting", units)
        self._choose("same", others.select_related("record"))

    def adopt(self, *, by: Person) -> Commitment:
        """Adopt the statement as decided."""
        given = self.cleaned_data
        return actions.adopt(
            self.document,
            slug=given["slug"],
            title=Words(given["title_en"], given["title_zh"]),
            statements=self._statements(),
            lead=given["lead"],
            supporting=list(given["supporting"]) or None,
            due=given["due"],
            by=by,
        )

    def _statements(self) -> dict[Language, Statement]:
        cited = [self.statement, *filter(None, [self.cleaned_data["same"]])]
        by_language = {statement.record.language: statement for statement in cited}
        languages: tuple[Language, ...] = ("en", "zh")
        return {name: by_language[name] for name in languages if name in by_language}

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows


class DecideForm(OfficeForm):
    """One decision about a duty, with its reason; `verb` names the action it leads to, `deed`."""

    verb: ClassVar[str]
    deed: ClassVar[Callable[..., object]]
    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitment = commitment

    def decide(self, *, by: Person) -> None:
        """Do what was decided."""
        type(self).deed(self.commitment, by=by, **self.cleaned_data)


class AssignForm(DecideForm):
    """Which unit leads from now on."""

    verb = "assign"
    deed = staticmethod(actions.assign)
    to = Choice(Department.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["to"]
        if isinstance(units, forms.ModelChoiceField):
            units.queryset = Department.objects.filter(body=self.commitment.body)


class SupportForm(DecideForm):
    """Which units support it from now on."""

    verb = "set_supporting"
    deed = staticmethod(actions.set_supporting)
    to = Choices(Department.objects.none(), required=False)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        kwargs["initial"] = {"to": commitment.supporting_units()}
        super().__init__(*args, commitment=commitment, **kwargs)
        units = self.fields["to"]
        if isinstance(units, forms.ModelMultipleChoiceField):
            rows = Department.objects.filter(body=commitment.body)
            units.queryset = rows.exclude(pk=commitment.lead_id)


class WithdrawForm(DecideForm):
    """Why it is no longer asked for."""

    verb = "withdraw"
    deed = staticmethod(actions.withdraw)


class SupersedeForm(DecideForm):
    """The duty that stands in its place; several are merged by choosing the same one."""

    verb = "supersede"
    deed = staticmethod(actions.supersede)
    successor = Choice(Commitment.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duties = self.fields["successor"]
        if isinstance(duties, forms.ModelChoiceField):
            own = Commitment.objects.filter(document__body=self.commitment.body)
            closed = [state.value for state in State if state.is_closed]
            duties.queryset = own.exclude(pk=self.commitment.pk).exclude(state__in=closed)
