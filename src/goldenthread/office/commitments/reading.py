"""From the words of a sentence to the departments and the day that they name."""

from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from goldenthread.office.bodies.models import Body, Department
from goldenthread.office.records.models import Document, Statement
from goldenthread.terms.errors import BadTable, NotPossible
from goldenthread.terms.text import Language
from goldenthread.weaving.matching import Department as DepartmentTerm
from goldenthread.weaving.matching import departments_by_name, match


def numbered(document: Document, number: str) -> dict[Language, Statement]:
    """Return the statement printed under `number` in each language of the document.

    A clause of several statements is cited by its first. Raise NotPossible if
    no language has it.
    """
    found: dict[Language, Statement] = {}
    rows = Statement.objects.filter(record__document=document, number=number)
    for statement in rows.select_related("record__document").order_by("record", "start"):
        found.setdefault("zh" if statement.record.language == "zh" else "en", statement)
    if not found:
        raise NotPossible(
            f"no clause has the number {number!r}.",
            place=document.slug,
            remedy="Give a number that is printed before a clause.",
        )
    return found


def lead_read(body: Body, cited: Sequence[Statement]) -> Department:
    """Return the one department that the clauses name as their owner, or raise NotPossible."""
    owners = [next((said.owner for said in _clause(cite) if said.owner), None) for cite in cited]
    named = _departments(body, [owner for owner in owners if owner], cited)
    if not named:
        _refuse("no lead is named", cited, "Say which department leads.")
    if len(named) > 1:
        _refuse("the two languages name different leads", cited, "Say which department leads.")
    return named[0]


def supporting_read(body: Body, cited: Sequence[Statement]) -> list[Department]:
    """Return the supporting departments named, in the order they are named, each once."""
    by_language = [[name for said in _clause(cite) for name in said.supporting] for cite in cited]
    return _departments(body, max(by_language, key=len), cited)


def due_read(cited: Sequence[Statement]) -> date | None:
    """Return the day by which the sentences want it done, or None if they name none."""
    return next((statement.due_to for statement in cited if statement.due_to), None)


def _clause(cited: Statement) -> list[Statement]:
    """The statements printed under the same number; who bears one of them bears them all."""
    if not cited.number:
        return [cited]
    return list(Statement.objects.filter(record=cited.record_id, number=cited.number))


def _departments(body: Body, names: Sequence[str], cited: Sequence[Statement]) -> list[Department]:
    units = {unit.slug: unit for unit in body.departments.all()}
    among = departments_by_name(
        DepartmentTerm(unit.slug, unit.words(), tuple(unit.names)) for unit in units.values()
    )
    try:
        return [
            units[slug] for slug in dict.fromkeys(match(name, among=among).id for name in names)
        ]
    except BadTable as error:
        _refuse(error.what.rstrip("."), cited, "Say which department is meant.")


def _refuse(what: str, cited: Sequence[Statement], remedy: str) -> NoReturn:
    place = ", ".join(f"{cite.record.document.slug} {cite.number}".strip() for cite in cited)
    raise NotPossible(f"{what}.", place=place, remedy=remedy)
