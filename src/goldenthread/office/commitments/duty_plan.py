"""What a table of duties would change: each deed of it, or every cell that forbids it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goldenthread.office.bodies.models import Body, Department
from goldenthread.office.commitments.duty_reading import CellFault, DutyRow, Wrong, day_in
from goldenthread.office.commitments.duty_table import (
    BETWEEN,
    cells_of,
    plain,
    state_named,
    unit_by_name,
)
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import due_read, lead_read, numbered, supporting_read
from goldenthread.office.commitments.seen import in_full
from goldenthread.office.records.models import Document, Statement
from goldenthread.terms.commitments import State
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import Language, Words

_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,50}")
_PLACE = re.compile(r"char=(\d{1,9}),(\d{1,9})")
#: What is said once, when a duty is taken up.
_FIXED = ("document", "number", "statement_en", "statement_zh", "title_en", "title_zh")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a row asks for: the action's name, the duty it is done to, what it is given.

    `duty` is None where it is to be taken up. `before` and `after` are the
    texts that a person compares.
    """

    row: int
    verb: str
    slug: str
    before: str
    after: str
    duty: Commitment | None = None
    given: Mapping[str, Any] = field(default_factory=dict)

    def told(self) -> list[Any]:
        """What was shown of it, for comparing with what it would be now."""
        return [self.row, self.verb, self.slug, self.before, self.after]


@dataclass(slots=True)
class Planning:
    """Goes through the rows once; `deeds` are in their order, `faults` all that forbid them."""

    body: Body
    language: Language
    deeds: list[Deed] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    units: dict[str, Department] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    rows: int = 0

    def counts(self) -> dict[str, int]:
        """Return how many rows take up a duty, change one, or say what stands here already."""
        new = {deed.row for deed in self.deeds if deed.duty is None}
        changed = {deed.row for deed in self.deeds} - new
        unchanged = self.rows - len(new) - len(changed)
        return {"new": len(new), "changed": len(changed), "unchanged": unchanged}

    def plan(self, rows: Sequence[DutyRow]) -> None:
        """Find every deed and every fault of the rows."""
        self.units, self.rows = unit_by_name(self.body), len(rows)
        self.documents = {each.slug: each for each in Document.objects.filter(body=self.body)}
        slugs = {row.cells.get("id", "") for row in rows}
        known = in_full(Commitment.objects.filter(document__body=self.body, slug__in=slugs))
        duties = {duty.slug: duty for duty in known}
        said: set[str] = set()
        for row in rows:
            slug = row.cells.get("id", "")
            if not _SLUG.fullmatch(slug):
                self._fault(row, "id", Wrong.BAD_NAME)
            elif slug in said:
                self._fault(row, "id", Wrong.SAID_TWICE)
            elif slug in duties:
                self._alter(row, duties[slug])
            else:
                self._adopt(row, slug)
            said.add(slug)

    def _alter(self, row: DutyRow, duty: Commitment) -> None:
        stands = cells_of(duty, language=self.language, units=self.units)
        for column in _FIXED:
            text = row.cells.get(column, "")
            if text and plain(text) != plain(stands[column]):
                self._fault(row, column, Wrong.FIXED)
        asked = (self._lead, self._supporting, self._due, self._state)
        deeds = [deed for deed in (ask(row, duty) for ask in asked) if deed]
        if deeds and duty.is_closed:
            self._fault(row, "id", Wrong.CLOSED)
        self.deeds += deeds

    def _lead(self, row: DutyRow, duty: Commitment) -> Deed | None:
        units = self._units(row, "lead")
        if len(units) > 1:
            self._fault(row, "lead", Wrong.UNKNOWN_UNIT)
        if not units or units[0] == duty.lead:
            return None
        before, after = self._name(duty.lead), self._name(units[0])
        return Deed(row.row, "assign", duty.slug, before, after, duty, {"to": units[0]})

    def _supporting(self, row: DutyRow, duty: Commitment) -> Deed | None:
        units, now = self._units(row, "supporting"), duty.supporting_units()
        if units in ([], now):
            return None
        if (self._units(row, "lead") or [duty.lead])[0] in units:
            self._fault(row, "supporting", Wrong.LEADS_IT)
            return None
        before, after = (BETWEEN.join(self._name(unit) for unit in each) for each in (now, units))
        return Deed(row.row, "set_supporting", duty.slug, before, after, duty, {"to": units})

    def _due(self, row: DutyRow, duty: Commitment) -> Deed | None:
        if not (text := row.cells.get("due", "")):
            return None
        try:
            day = day_in(text)
        except ValueError:
            self._fault(row, "due", Wrong.BAD_DAY)
            return None
        if day == duty.due:
            return None
        if duty.due is None:
            return Deed(row.row, "set_due", duty.slug, "", day.isoformat(), duty, {"to": day})
        if day < duty.due:
            self._fault(row, "due", Wrong.EARLIER_DAY)
            return None
        before, after = duty.due.isoformat(), day.isoformat()
        return Deed(row.row, "extend", duty.slug, before, after, duty, {"to": day})

    def _state(self, row: DutyRow, duty: Commitment) -> Deed | None:
        text = row.cells.get("state", "")
        said = state_named(text)
        if not text or said == duty.state:
            return None
        if said is not State.WITHDRAWN:
            self._fault(row, "state", Wrong.BAD_STATE)
            return None
        return Deed(row.row, "withdraw", duty.slug, duty.state, said.value, duty)

    def _adopt(self, row: DutyRow, slug: str) -> None:
        before = len(self.faults)
        document = self.documents.get(row.cells.get("document", ""))
        if document is None:
            self._fault(row, "document", Wrong.UNKNOWN_DOCUMENT)
            return
        title = Words(row.cells.get("title_en", ""), row.cells.get("title_zh", ""))
        for column, text in (("title_en", title.en), ("title_zh", title.zh)):
            if not text:
                self._fault(row, column, Wrong.NO_TITLE)
        text = row.cells.get("state", "")
        if text and state_named(text) is not State.NOT_STARTED:
            self._fault(row, "state", Wrong.BAD_STATE)
        given = {"slug": slug, "title": title, **self._asked(row, document)}
        if len(self.faults) == before:
            after = f"{title.in_language(self.language)} · {self._name(given['lead'])}"
            shown = f"{after} · {given['due'].isoformat()}" if given["due"] else after
            self.deeds.append(
                Deed(row.row, "adopt", slug, "", shown, None, {"document": document, **given})
            )

    def _asked(self, row: DutyRow, document: Document) -> dict[str, Any]:
        """What a new duty cites, its units and its day: as given, or as its sentence names them."""
        statements = self._statements(row, document)
        if not statements:
            self._fault(row, "number", Wrong.UNKNOWN_SENTENCE)
            return {}
        cited = list(statements.values())
        asked: dict[str, Any] = {"statements": statements, "due": due_read(cited)}
        leads = self._units(row, "lead")
        try:
            asked["lead"] = leads[0] if len(leads) == 1 else lead_read(document.body, cited)
            asked["supporting"] = self._units(row, "supporting") or supporting_read(
                document.body, cited
            )
        except NotPossible:
            self._fault(row, "lead", Wrong.NO_LEAD)
        if text := row.cells.get("due", ""):
            try:
                asked["due"] = day_in(text)
            except ValueError:
                self._fault(row, "due", Wrong.BAD_DAY)
        return asked

    def _statements(self, row: DutyRow, document: Document) -> dict[Language, Statement]:
        found: dict[Language, Statement] = {}
        languages: tuple[Language, ...] = ("en", "zh")
        for language in languages:
            if not (text := row.cells.get(f"statement_{language}", "")):
                continue
            place = _PLACE.fullmatch(text)
            start, end = (place[1], place[2]) if place else ("0", "0")
            rows = Statement.objects.filter(record__document=document, record__language=language)
            said = rows.filter(start=int(start), end=int(end)).select_related("record__document")
            if not (statement := said.first()):
                self._fault(row, f"statement_{language}", Wrong.UNKNOWN_SENTENCE)
                continue
            found[language] = statement
        if found:
            return found
        try:
            return numbered(document, row.cells["number"]) if row.cells.get("number") else {}
        except NotPossible:
            return {}

    def _units(self, row: DutyRow, column: str) -> list[Department]:
        names = re.split(r"[;；\n]", row.cells.get(column, ""))
        found = [self.units.get(plain(name)) for name in names if name.strip()]
        units = [unit for unit in found if unit]
        if len(units) < len(found):
            self._fault(row, column, Wrong.UNKNOWN_UNIT)
        return list(dict.fromkeys(units))

    def _name(self, unit: Department) -> str:
        return unit.words().in_language(self.language)

    def _fault(self, row: DutyRow, column: str, wrong: Wrong) -> None:
        self.faults.append(CellFault(row.row, column, wrong, row.cells.get(column, "")))
