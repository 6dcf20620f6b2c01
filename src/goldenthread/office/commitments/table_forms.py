"""A table of duties on its way in: given, shown with all it would change, and then applied."""

from typing import Any

from django import forms
from django.core import signing

from goldenthread.office.bodies.forms import OfficeForm
from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Person
from goldenthread.office.commitments import actions
from goldenthread.office.commitments.duty_plan import Planning
from goldenthread.office.commitments.duty_reading import (
    MAX_BYTES,
    CellFault,
    DutyRow,
    read_duties,
)
from goldenthread.office.commitments.duty_table import COLUMNS
from goldenthread.terms.errors import NotPossible

_SALT = "table of duties"
_A_DAY = 24 * 3600


class DutiesForm(OfficeForm):
    """The file; nothing of it is applied before its changes were shown."""

    file = forms.FileField()

    def look(self, *, by: Person) -> "Shown":
        """Return what the file would change; BadTable says why it cannot be read at all."""
        given = self.cleaned_data["file"]
        rows, faults = read_duties(given.read(MAX_BYTES + 1), name=given.name)
        return Shown(rows, faults, by)


class ApplyForm(OfficeForm):
    """What was shown, sealed, and the reason that the log keeps with each change."""

    kept = forms.CharField(widget=forms.HiddenInput, max_length=5_000_000)
    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}))

    def apply(self, *, by: Person) -> int:
        """Do what was shown and return how many changes it was.

        Raise NotPossible if the seal is not this person's of the last day, or
        if the same table would now change something else.
        """
        shown, told = _opened(self.cleaned_data["kept"], by)
        if shown.faults or [deed.told() for deed in shown.deeds] != told:
            raise NotPossible(
                "the duties have changed since the table was shown.",
                remedy="Give the table again, and look at what it changes now.",
            )
        actions.import_table(shown.deeds, by=by, reason=self.cleaned_data["reason"])
        return len(shown.deeds)


class Shown:
    """What a table would change, for one person to see: `deeds`, or `faults` that forbid them.

    `counts` says how many rows are new, change a duty, or leave it as it is.
    """

    def __init__(self, rows: list[DutyRow], faults: list[CellFault], by: Person) -> None:
        planning = Planning(by.body, current())
        planning.plan(rows)
        self.rows, self.by, self.deeds = rows, by, planning.deeds
        self.counts = planning.counts()
        self.faults = sorted([*faults, *planning.faults], key=lambda each: each.row)

    @property
    def listed(self) -> list[dict[str, Any]]:
        """Each fault with the heading of its column in the page's language."""
        return [
            {
                "row": fault.row,
                "wrong": fault.wrong.value,
                "text": fault.text,
                "column": COLUMNS[fault.column].in_language(current())
                if fault.column in COLUMNS
                else fault.column,
            }
            for fault in self.faults
        ]

    def sealed(self) -> str:
        """Return the rows and what was shown of them, such that nobody can alter either."""
        rows = [[each.row, dict(each.cells)] for each in self.rows]
        told = [deed.told() for deed in self.deeds]
        sealed = {"by": self.by.pk, "rows": rows, "told": told}
        return signing.dumps(sealed, salt=_SALT, compress=True)


def _opened(kept: str, by: Person) -> tuple[Shown, list[Any]]:
    try:
        held = signing.loads(kept, salt=_SALT, max_age=_A_DAY)
    except signing.BadSignature:
        held = {}
    if held.get("by") != by.pk:
        raise NotPossible(
            "this is no table that was shown to you in the last day.", remedy="Give it again."
        )
    return Shown([DutyRow(row, cells) for row, cells in held["rows"]], [], by), held["told"]
