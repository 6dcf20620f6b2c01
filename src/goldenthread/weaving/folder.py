"""Open a plain folder: read it whole, or refuse it with every fault named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goldenthread.reading import read_file
from goldenthread.terms.commitments import Commitment
from goldenthread.terms.dossiers import Area, Document, Dossier, PeerGroup
from goldenthread.terms.errors import BadTable, GoldenthreadError
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.observations import Indicator
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import LANGUAGES, NO_WORDS, Language, Words
from goldenthread.weaving.cells import Row, known_id
from goldenthread.weaving.matching import Clause, Department, clauses_of, departments_by_name
from goldenthread.weaving.tables import Tables

ROLES = ("secretary", "leader")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person; `role` is secretary or leader, `department` a department's id."""

    username: str
    name: Words
    role: str
    department: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A plain folder as read: the dossier, and what an office needs besides.

    `areas` are all its territories, some of which no figure may be about yet;
    `compiled` is the day on which the figures were recorded in the folder.
    """

    dossier: Dossier
    areas: tuple[Area, ...]
    departments: tuple[Department, ...]
    people: tuple[DemoPerson, ...]
    compiled: date


def open_folder(path: str | Path) -> Folder:
    """Return what the plain folder at `path` holds.

    Raises BadTable when anything in it is wrong: one error that names the file,
    row and column of every fault, with its remedy.
    """
    path = Path(path)
    if not path.is_dir():
        raise BadTable(
            "there is no such folder.",
            place=str(path),
            remedy="Give the folder that holds body.toml.",
        )
    return _Opening(path).folder()


class _Opening(Tables):
    """One reading of one folder; gathers faults until all of it has been read."""

    def folder(self) -> Folder:
        """Return the whole folder, or refuse it."""
        compiled = self.body.day("compiled")
        departments = tuple(
            Department(row.text("id"), row.words(), row.listed("names"))
            for row in self.parts("departments")
        )
        people = tuple(self.person(row) for row in self.parts("people"))
        areas = {
            row.text("id"): Area(row.text("id"), row.words(), row.text("code", needed=False))
            for row in self.parts("areas")
        }
        documents = tuple(self.documents())
        indicators = tuple(self.indicator(row) for row in self.rows["indicators.csv"])
        by_id = {indicator.id: indicator for indicator in indicators}
        dossier = Dossier(
            id=self.body.text("id"),
            body=self.body.words("name"),
            area=areas.get(self.one_of(self.body, "area", "areas"), _NO_AREA),
            notice=self.body.words("notice"),
            origin=self.body.text("origin"),
            documents=documents,
            commitments=tuple(self.commitments(documents, departments)),
            indicators=indicators,
            targets=tuple(self.target(row, by_id) for row in self.rows["targets.csv"]),
            observations=tuple(self.observations(by_id, compiled)),
            sources=tuple(self.source(row) for row in self.rows["sources.csv"]),
            peers=self.peers(areas, by_id),
            meanings=tuple(self.meaning(row) for row in self.rows.get("meanings.csv", [])),
        )
        self.faults.stop(place=str(self.path))
        return Folder(dossier, tuple(areas.values()), departments, people, compiled)

    def person(self, row: Row) -> DemoPerson:
        """Return an invented person."""
        role = row.cell("role", known_id(ROLES, listed_in="secretary, leader"), "")
        return DemoPerson(
            row.text("username"), row.words(), role, self.one_of(row, "department", "departments")
        )

    def documents(self) -> Iterator[Document]:
        """Yield the documents whose texts could be read in each language of the body."""
        for row in self.parts("documents"):
            en, zh = self.record(row, "en"), self.record(row, "zh")
            title, dated = row.words("title"), row.day("dated")
            source = self.one_of(row, "source", "sources.csv", needed=False)
            adopted, paraphrase = row.truth("adopted"), row.words("paraphrase", needed=False)
            if en and zh and (en.text or zh.text):
                yield Document(row.text("id"), title, dated, source, en, zh, adopted, paraphrase)

    def record(self, row: Row, language: Language) -> MeetingRecord | None:
        """Return a document's text in one language as read, or None with the fault kept."""
        name = row.text(language, needed=language in self.languages)
        if not name:
            return None if language in self.languages else MeetingRecord("", language)
        if not (self.path / name).resolve().is_relative_to(self.path.resolve()):
            row.fault(language, f"{name!r} lies outside the folder.", "Put the document into it.")
            return None
        try:
            return read_file(self.path / name, language=language)
        except GoldenthreadError as error:
            row.fault(language, f"{name}: {error.what}", error.remedy)
            return None

    def commitments(
        self, documents: tuple[Document, ...], departments: tuple[Department, ...]
    ) -> Iterator[Commitment]:
        """Yield the duties, with lead, supporting units and due date as read in their clauses."""
        among = departments_by_name(departments)
        by_id = {document.id: document for document in documents}
        for row in self.rows["duties.csv"]:
            document = by_id.get(self.one_of(row, "document", "documents"))
            title, item = row.words("title"), row.text("number")
            if document is None or not item:
                continue
            if not document.adopted:
                row.fault(
                    "document",
                    f"{document.id!r} is not adopted.",
                    "Set adopted = true in body.toml.",
                )
            try:
                clauses = clauses_of(document, item, among=among)
            except BadTable as error:
                row.fault("number", error.what, error.remedy)
            else:
                yield _commitment(row.text("id"), item, title, document.id, clauses)

    def peers(self, areas: Mapping[str, Area], by_id: Mapping[str, Indicator]) -> PeerGroup | None:
        """Return with whom the body compares itself, if it does; it must be among them."""
        if "peers" not in self.body.cells:
            return None
        told = self.body.cells["peers"]
        row = Row(
            "body.toml, [peers]",
            told if isinstance(told, dict) else {},
            self.faults,
            "key",
            self.languages,
        )
        named = row.listed("areas")
        for name in named:
            if name not in areas:
                row.fault(
                    "areas", f"{name!r} is no id in body.toml [[areas]].", "Correct it, or add it."
                )
        if (own := self.body.cells.get("area")) not in named:
            row.fault("areas", f"the body's own area {own!r} is not among them.", "Add it.")
        title, indicator = row.words("title"), self.one_of(row, "indicator", "indicators.csv")
        if indicator in by_id and by_id[indicator].direction is Direction.NEITHER:
            row.fault("indicator", f"{indicator} has no good direction.", "Rank by one that has.")
        return PeerGroup(title, indicator, tuple(areas[name] for name in named if name in areas))


_NO_AREA = Area("", NO_WORDS)


def _commitment(
    name: str, item: str, title: Words, document: str, clauses: Mapping[Language, Clause]
) -> Commitment:
    dues = [each.statement.due for each in clauses.values()]
    due = next(filter(None, dues), None)
    first = next(iter(clauses.values()))
    cited = {language: _cited(document, each) for language, each in clauses.items()}
    quotes = {language: each.statement.quote for language, each in clauses.items()}
    return Commitment(
        id=name,
        number=item,
        title=title,
        lead=first.lead.name if first.lead else NO_WORDS,
        supporting=tuple(unit.name for unit in first.supporting),
        due=due.to if due else None,
        document=document,
        statement=Words(*(cited.get(each, "") for each in LANGUAGES)),
        quote=Words(*(quotes.get(each, "") for each in LANGUAGES)),
    )


def _cited(document: str, clause: Clause) -> str:
    span = clause.statement.span
    return f"{document}#{span.start}-{span.end}"
