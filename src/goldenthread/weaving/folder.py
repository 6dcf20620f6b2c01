"""Open a plain folder: read it whole, or refuse it with every fault named."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.reading import read_file
from goldenthread.terms.commitments import Commitment
from goldenthread.terms.dossiers import Area, Document, Dossier, PeerGroup
from goldenthread.terms.errors import BadTable, GoldenthreadError
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.observations import Indicator, Kind, Observation, Source, Status, Target
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Language, Words
from goldenthread.weaving.cells import (
    Faults,
    Row,
    choice,
    day,
    ids_of,
    known_id,
    months,
    number,
    optional,
    period,
    read_table,
)
from goldenthread.weaving.matching import Clause, Department, both_clauses, departments_by_name

#: The tables of a folder and the columns that each must have.
TABLES = {
    "indicators.csv": (
        "id,title_en,title_zh,unit,kind,direction,lag_months,growth_of,against,note_en,note_zh"
    ),
    "sources.csv": "id,title_en,title_zh,publisher_en,publisher_zh,date,address",
    "duties.csv": "id,document,number,title_en,title_zh",
    "targets.csv": ("id,commitment,indicator,comparator,value,unit,period,area,tolerance,baseline"),
    "figures.csv": (
        "indicator,area,period,value,unit,kind,source,known,published,status,text,note_en,note_zh"
    ),
    "peers.csv": "indicator,area,period,value,unit,source,known",
}
ROLES = ("secretary", "leader")
#: Stands for a period that could not be read until the folder is refused.
_NO_PERIOD = Period(date(1, 1, 1), date(1, 1, 2))


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

    `compiled` is the day on which the figures were recorded in the folder.
    """

    dossier: Dossier
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


class _Opening:
    """One reading of one folder; gathers faults until all of it has been read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults = Faults()
        self.body = _body(path / "body.toml", self.faults)
        tables = {
            name: read_table(path / name, columns=columns, faults=self.faults)
            for name, columns in TABLES.items()
        }
        self.rows = {name: rows or [] for name, rows in tables.items()}
        self.ids = {
            name: ids_of(tables[name])
            for name in ("indicators.csv", "sources.csv", "duties.csv", "targets.csv")
        }
        for part, key in (
            ("areas", "id"),
            ("departments", "id"),
            ("documents", "id"),
            ("people", "username"),
        ):
            self.ids[part] = ids_of(self.parts(part), column=key)

    def parts(self, name: str) -> list[Row]:
        """Return the tables [[name]] of body.toml."""
        listed = self.body.cells.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(part, dict) for part in listed):
            self.body.fault(name, "it is not a list of tables.", f"Write [[{name}]] above each.")
            return []
        return [
            Row(f"body.toml, [[{name}]] {at}", part, self.faults, "key")
            for at, part in enumerate(listed, 1)
        ]

    def one_of(self, row: Row, column: str, table: str, *, needed: bool = True) -> str:
        """Return the id of another table that a cell names."""
        convert = known_id(
            self.ids[table], listed_in=table if "." in table else f"body.toml [[{table}]]"
        )
        if not needed and not row.text(column, needed=False):
            return ""
        return row.cell(column, convert, "")

    def folder(self) -> Folder:
        """Return the whole folder, or refuse it."""
        compiled = self.body.day("compiled")
        departments = tuple(
            Department(row.text("id"), row.words(), row.list("names"))
            for row in self.parts("departments")
        )
        people = tuple(self.person(row) for row in self.parts("people"))
        areas = {row.text("id"): Area(row.text("id"), row.words()) for row in self.parts("areas")}
        documents = tuple(self.documents())
        indicators = tuple(self.indicator(row) for row in self.rows["indicators.csv"])
        dossier = Dossier(
            id=self.body.text("id"),
            body=self.body.words("name"),
            area=areas.get(self.one_of(self.body, "area", "areas"), _NO_AREA),
            notice=self.body.words("notice"),
            origin=self.body.text("origin"),
            documents=documents,
            commitments=tuple(self.commitments(documents, departments)),
            indicators=indicators,
            targets=tuple(self.target(row) for row in self.rows["targets.csv"]),
            observations=tuple(self.observations(indicators, compiled)),
            sources=tuple(self.source(row) for row in self.rows["sources.csv"]),
            peers=self.peers(areas),
        )
        self.faults.stop(place=str(self.path))
        return Folder(dossier, departments, people, compiled)

    def person(self, row: Row) -> DemoPerson:
        """Return an invented person."""
        role = row.cell("role", known_id(ROLES, listed_in="secretary, leader"), "")
        return DemoPerson(
            row.text("username"), row.words(), role, self.one_of(row, "department", "departments")
        )

    def documents(self) -> Iterator[Document]:
        """Yield the documents whose texts could be read in both languages."""
        for row in self.parts("documents"):
            en, zh = self.record(row, "en"), self.record(row, "zh")
            title, dated = row.words("title"), row.day("dated")
            source = self.one_of(row, "source", "sources.csv", needed=False)
            adopted, paraphrase = row.truth("adopted"), row.words("paraphrase", needed=False)
            if en and zh:
                yield Document(row.text("id"), title, dated, source, en, zh, adopted, paraphrase)

    def record(self, row: Row, language: Language) -> MeetingRecord | None:
        """Return a document's text in one language as read, or None with the fault kept."""
        name = row.text(language)
        if not name:
            return None
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
                clauses = both_clauses(document, item, among=among)
            except BadTable as error:
                row.fault("number", error.what, error.remedy)
            else:
                yield _commitment(row.text("id"), item, title, document.id, clauses)

    def indicator(self, row: Row) -> Indicator:
        """Return an indicator."""
        return Indicator(
            id=row.text("id"),
            title=row.words("title"),
            unit=row.text("unit", needed=False),
            kind=row.cell("kind", choice(Kind), Kind.RATIO),
            direction=row.cell("direction", choice(Direction), Direction.NEITHER),
            lag_months=row.cell("lag_months", optional(months), None),
            growth_of=self.one_of(row, "growth_of", "indicators.csv", needed=False) or None,
            against=self.one_of(row, "against", "indicators.csv", needed=False) or None,
            note=row.words("note", needed=False),
        )

    def source(self, row: Row) -> Source:
        """Return a source."""
        row.cell("date", optional(day), None)
        address = row.text("address", needed=False)
        if address and not address.startswith(("https://", "http://")):
            row.fault("address", f"{address!r} is no address.", "Write it from https:// on.")
        return Source(
            row.text("id"),
            row.words("title"),
            row.words("publisher"),
            row.text("date", needed=False),
            address,
        )

    def target(self, row: Row) -> Target:
        """Return a target; it has a value just where its comparator needs one."""
        comparator = row.cell("comparator", choice(Comparator), Comparator.EQ)
        value = row.cell("value", optional(number), None)
        if comparator.needs_a_value and not row.text("value", needed=False):
            row.fault("value", f"{comparator} needs a number.", "Write it, such as 6.")
        if value is not None and not comparator.needs_a_value:
            row.fault("value", f"{comparator} has no number of its own.", "Leave it empty.")
        return Target(
            id=row.text("id"),
            commitment=self.one_of(row, "commitment", "duties.csv"),
            indicator=self.one_of(row, "indicator", "indicators.csv"),
            comparator=comparator,
            value=value,
            unit=row.text("unit", needed=False),
            period=row.cell("period", period, _NO_PERIOD),
            area=self.one_of(row, "area", "areas"),
            tolerance=row.cell("tolerance", optional(number), None),
            baseline=row.cell("baseline", optional(number), None),
        )

    def observations(
        self, indicators: tuple[Indicator, ...], recorded: date
    ) -> Iterator[Observation]:
        """Yield the figures, then what the table of peers adds to them."""
        by_id = {indicator.id: indicator for indicator in indicators}
        figures = [self.figure(row, recorded) for row in self.rows["figures.csv"]]
        for row, figure in zip(self.rows["figures.csv"], figures, strict=True):
            _check_unit(row, figure.unit, by_id.get(figure.indicator))
        yield from figures
        printed = {_place(figure): figure.value for figure in figures}
        for row in self.rows["peers.csv"]:
            peer = self.peer(row, by_id, recorded)
            if peer is None:
                continue
            if printed.get(_place(peer), peer.value) != peer.value:
                row.fault(
                    "value", "figures.csv says otherwise from the same source.", "Make them agree."
                )
            if _place(peer) not in printed:
                yield peer

    def figure(self, row: Row, recorded: date) -> Observation:
        """Return a row of figures.csv."""
        return Observation(
            indicator=self.one_of(row, "indicator", "indicators.csv"),
            area=self.one_of(row, "area", "areas"),
            period=row.cell("period", period, _NO_PERIOD),
            value=row.cell("value", number, Decimal(0)),
            unit=row.text("unit", needed=False),
            kind=row.cell("kind", choice(Kind), Kind.RATIO),
            source=self.one_of(row, "source", "sources.csv"),
            known=row.cell("known", optional(day), None),
            recorded=recorded,
            published=row.cell("published", optional(day), None),
            status=row.cell("status", choice(Status), Status.FIRST),
            text=row.text("text", needed=False),
            note=row.words("note", needed=False),
            row=_line(row),
        )

    def peer(self, row: Row, by_id: Mapping[str, Indicator], recorded: date) -> Observation | None:
        """Return a row of peers.csv, or None for a gap."""
        indicator = self.one_of(row, "indicator", "indicators.csv")
        area, when = self.one_of(row, "area", "areas"), row.cell("period", period, _NO_PERIOD)
        value, known = (
            row.cell("value", optional(number), None),
            row.cell("known", optional(day), None),
        )
        unit = row.text("unit", needed=False)
        _check_unit(row, unit, by_id.get(indicator))
        if value is None:
            return None
        return Observation(
            indicator=indicator,
            area=area,
            period=when,
            value=value,
            unit=unit,
            kind=by_id[indicator].kind if indicator in by_id else Kind.RATIO,
            source=self.one_of(row, "source", "sources.csv"),
            known=known,
            recorded=recorded,
            text=row.text("value"),
            row=_line(row),
        )

    def peers(self, areas: Mapping[str, Area]) -> PeerGroup | None:
        """Return with whom the body compares itself, if it does; it must be among them."""
        if "peers" not in self.body.cells:
            return None
        told = self.body.cells["peers"]
        row = Row("body.toml, [peers]", told if isinstance(told, dict) else {}, self.faults, "key")
        named = row.list("areas")
        for name in named:
            if name not in areas:
                row.fault(
                    "areas", f"{name!r} is no id in body.toml [[areas]].", "Correct it, or add it."
                )
        if (own := self.body.cells.get("area")) not in named:
            row.fault("areas", f"the body's own area {own!r} is not among them.", "Add it.")
        title, indicator = row.words("title"), self.one_of(row, "indicator", "indicators.csv")
        return PeerGroup(title, indicator, tuple(areas[name] for name in named if name in areas))


_NO_AREA = Area("", Words("", ""))


def _body(path: Path, faults: Faults) -> Row:
    told: Mapping[str, Any] | None = None
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        faults.add(
            f"the file cannot be opened: {error.strerror or error}.",
            place=path.name,
            remedy="Each folder needs one; docs/reference/folder.md says what it holds.",
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(f"it is no TOML in UTF-8: {error}.", place=path.name, remedy="Correct it there.")
    if told is None:
        # Without it nothing else in the folder means anything: say this alone.
        faults.stop(place=str(path.parent))
    return Row(path.name, told or {}, faults, "key")


def _commitment(
    name: str, item: str, title: Words, document: str, clauses: Mapping[Language, Clause]
) -> Commitment:
    en, zh = clauses["en"], clauses["zh"]
    due = en.statement.due or zh.statement.due
    return Commitment(
        id=name,
        number=item,
        title=title,
        lead=en.lead.name if en.lead else Words("", ""),
        supporting=tuple(unit.name for unit in en.supporting),
        due=due.to if due else None,
        document=document,
        statement=Words(_cited(document, en), _cited(document, zh)),
        quote=Words(en.statement.quote, zh.statement.quote),
    )


def _cited(document: str, clause: Clause) -> str:
    span = clause.statement.span
    return f"{document}#{span.start}-{span.end}"


def _line(row: Row) -> str:
    return row.place.replace(", row ", ":")


def _place(figure: Observation) -> tuple[str, str, Period, str]:
    return figure.indicator, figure.area, figure.period, figure.source


def _check_unit(row: Row, unit: str, indicator: Indicator | None) -> None:
    if indicator is not None and unit != indicator.unit:
        row.fault(
            "unit",
            f"{unit!r} is not the unit of {indicator.id}.",
            f"Convert the value to {indicator.unit or 'the indicator’s unit'!r}.",
        )
