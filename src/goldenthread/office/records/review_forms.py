"""What the secretary says of a statement that was read."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.office.bodies.forms import DayInput, OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.records import review_actions as actions
from goldenthread.office.records.models import Record, Statement
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.quantities import Comparator, Measure
from goldenthread.terms.statements import Due, StatementType
from goldenthread.terms.statements import Statement as StatementTerm
from goldenthread.terms.text import Span

_TYPES = [(kind.value, kind.value) for kind in StatementType]
_COMPARATORS = [(kind.value, kind.value) for kind in Comparator]
_DEEDS = [(name, name) for name in ("accept", "reject", "merge", "correct", "resize", "split")]


class WordsForm(OfficeForm):
    """Words of the text: `start` is where they stand, if that is known."""

    words = forms.CharField(widget=forms.Textarea({"rows": 3}), strip=False, required=False)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def span(self, record: Record, *, near: int = 0) -> Span:
        """Return the place of the words, the nearest to `near`; NotPossible if there is none."""
        text, words = record.text, self.cleaned_data["words"].replace("\r\n", "\n").strip()
        start = self.cleaned_data["start"]
        if not words:
            raise NotPossible(
                "no words are given.", place=record.trail_object, remedy="Copy them from the text."
            )
        if start is not None and text[start : start + len(words)] == words:
            return Span(start, start + len(words))
        places = [at for at in range(len(text)) if text.startswith(words, at)]
        if not places:
            raise NotPossible(
                "the text does not have these words.",
                place=record.trail_object,
                remedy="Copy them from the text as they stand.",
            )
        start = min(places, key=lambda at: abs(at - near))
        return Span(start, start + len(words))


class AddForm(WordsForm):
    """A statement that the reader missed: its words and its type."""

    type = forms.ChoiceField(choices=_TYPES)

    def add(self, record: Record, *, by: Person) -> Statement:
        """Add it; NotPossible says why it cannot be."""
        kind = StatementType(self.cleaned_data["type"])
        return actions.add_statement(record, span=self.span(record), type=kind, by=by)


class ReviewForm(WordsForm):
    """What is to be done with a statement, and for a correction what it says, whole."""

    do = forms.ChoiceField(choices=_DEEDS)
    type = forms.ChoiceField(choices=_TYPES, required=False)
    owner = forms.CharField(max_length=300, required=False)
    due_text = forms.CharField(max_length=200, required=False)
    due_to = forms.DateField(widget=DayInput, required=False)
    quantity = forms.CharField(max_length=300, required=False)
    comparator = forms.ChoiceField(choices=_COMPARATORS, required=False)
    value = forms.DecimalField(max_digits=28, decimal_places=10, required=False)
    unit = forms.CharField(max_length=50, required=False)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        self.statement = statement
        said = {name: getattr(statement, name) for name in self.base_fields if name in _SAID}
        initial = said | {"words": statement.quote}
        initial["comparator"] = statement.comparator or Comparator.GE.value
        super().__init__(*args, initial=initial, auto_id=f"{statement.pk}-%s", **kwargs)

    def apply(self, *, by: Person) -> None:
        """Do what is asked; NotPossible says why it cannot be."""
        deeds: dict[str, Callable[[Person], object]] = {
            "accept": lambda by: actions.accept(self.statement, by=by),
            "reject": lambda by: actions.reject(self.statement, by=by),
            "merge": lambda by: actions.merge(self._with_next(), by=by),
            "correct": lambda by: actions.correct(self.statement, to=self._term(), by=by),
            "resize": lambda by: actions.resize(self.statement, span=self._span(), by=by),
            "split": lambda by: actions.split(self.statement, at=self._span().start, by=by),
        }
        deeds[self.cleaned_data["do"]](by)

    def _span(self) -> Span:
        return self.span(self.statement.record, near=self.statement.start)

    def _with_next(self) -> list[Statement]:
        after = self.statement.record.statements.filter(start__gte=self.statement.end)
        return [self.statement, *after.order_by("start")[:1]]

    def _term(self) -> StatementTerm:
        given, row = self.cleaned_data, self.statement
        due_text, due_to, value = given["due_text"], given["due_to"], given["value"]
        since = row.due_from if due_to == row.due_to else due_to
        due = Due(due_text, since, due_to, row.due_recur) if due_text or due_to else None
        measure = None
        if value is not None:
            number = Decimal(row.value) if row.value and Decimal(row.value) == value else value
            comparator = Comparator(given["comparator"] or Comparator.GE)
            measure = Measure(given["quantity"], given["unit"], number, comparator)
        return StatementTerm(
            span=Span(row.start, row.end),
            quote=row.quote,
            type=StatementType(given["type"] or row.type),
            owner=given["owner"] or None,
            due=due,
            measure=measure,
            number=row.number,
            supporting=tuple(row.supporting),
        )


_SAID = frozenset(
    ("type", "owner", "due_text", "due_to", "quantity", "comparator", "value", "unit")
)
