"""Match what was read in a clause to the departments and the duty it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.terms.dossiers import Document
from goldenthread.terms.errors import BadTable
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.statements import Statement
from goldenthread.terms.text import LANGUAGES, Language, Words


@dataclass(frozen=True, slots=True)
class Department:
    """A unit of the body; `names` are the spellings that documents use for it."""

    id: str
    name: Words
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """What one numbered clause says in one language: its first statement and its units.

    A clause of several statements is cited by its first; the units are those
    named for any of them.
    """

    statement: Statement
    lead: Department | None
    supporting: tuple[Department, ...]


def departments_by_name(departments: Iterable[Department]) -> dict[str, Department]:
    """Return each department under every spelling of its name, as `match` looks it up."""
    return {
        _plain(name): department
        for department in departments
        for name in (*department.names, department.name.en, department.name.zh)
    }


def match(name: str, *, among: Mapping[str, Department]) -> Department:
    """Return the department that `name` spells; raise BadTable if it spells none."""
    found = among.get(_plain(name))
    if found is None:
        raise BadTable(
            f"{name!r} is not the name of a department.",
            remedy="Add this spelling to the names of a department in body.toml.",
        )
    return found


def clause_of(record: MeetingRecord, number: str, *, among: Mapping[str, Department]) -> Clause:
    """Return what clause `number` of `record` says; raise BadTable if there is none.

    Who bears it is what was read and nothing else: without a named unit, None.
    """
    said = [statement for statement in record.statements if statement.number == number]
    if not said:
        raise BadTable(
            f"no clause {number} was found in the text in {_TONGUES[record.language]}.",
            remedy="Check the number, or the document.",
        )
    lead = next((statement.owner for statement in said if statement.owner), None)
    helping = dict.fromkeys(name for statement in said for name in statement.supporting)
    return Clause(
        said[0],
        match(lead, among=among) if lead else None,
        tuple(match(name, among=among) for name in helping),
    )


def clauses_of(
    document: Document, number: str, *, among: Mapping[str, Department]
) -> dict[Language, Clause]:
    """Return clause `number` in each language of the document, which are one or both.

    Raise BadTable where they differ on who or when.
    """
    found = {
        language: clause_of(document.in_language(language), number, among=among)
        for language in LANGUAGES
        if document.in_language(language).text
    }
    if len(found) == 1:
        return found
    en, zh = found["en"], found["zh"]
    for says, in_english, in_chinese in (
        ("names", _units(en), _units(zh)),
        ("is due", _due(en), _due(zh)),
    ):
        if in_english != in_chinese:
            raise BadTable(
                f"clause {number} {says} {in_english} in English but {in_chinese} in Chinese.",
                remedy="Make the two texts agree.",
            )
    return found


_TONGUES: Mapping[Language, str] = {"en": "English", "zh": "Chinese"}


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split()).removeprefix("the ")


def _units(clause: Clause) -> str:
    named = [unit.id for unit in (clause.lead, *clause.supporting) if unit]
    return ", ".join(named) or "nobody"


def _due(clause: Clause) -> str:
    due = clause.statement.due
    return due.to.isoformat() if due and due.to else "on no day"
