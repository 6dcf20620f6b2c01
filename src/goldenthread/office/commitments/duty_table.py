"""The one table of duties that goes out and comes in again: its columns, and a row of each duty."""

import re
from collections.abc import Mapping, Sequence

from goldenthread.office.bodies.models import Body, Department
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.records.models import Statement
from goldenthread.terms.commitments import State
from goldenthread.terms.text import Language, Words

#: Every column, in its order, and its heading; either heading or the name is read again.
COLUMNS: dict[str, Words] = {
    "id": Words("Short name", "短名"),
    "document": Words("Document", "文件"),
    "number": Words("No.", "序号"),
    "statement_en": Words("Place in the English text", "英文出处"),
    "statement_zh": Words("Place in the Chinese text", "中文出处"),
    "title_en": Words("Title in English", "英文标题"),
    "title_zh": Words("Title in Chinese", "中文标题"),
    "lead": Words("Lead", "牵头单位"),
    "supporting": Words("Supporting", "配合单位"),
    "due": Words("Due", "时限"),
    "state": Words("State", "状态"),
}
#: Every state as a table says it; either language or the name is read again.
STATES: dict[State, Words] = {
    State.NOT_STARTED: Words("not started", "未启动"),
    State.UNDER_WAY: Words("under way", "进行中"),
    State.REPORTED_DONE: Words("reported done", "已报完成"),
    State.ACCEPTED: Words("accepted", "已销号"),
    State.NOT_MET: Words("not met", "未完成"),
    State.WITHDRAWN: Words("withdrawn", "已撤销"),
    State.SUPERSEDED: Words("superseded", "已被替代"),
}
#: Between the units of one cell.
BETWEEN = "; "


def plain(text: str) -> str:
    """Return a name without what does not tell it from another: spaces and capital letters."""
    return " ".join(text.split()).casefold()


def state_named(text: str) -> State | None:
    """Return the state that a cell says, in whichever language; None if it says none."""
    said = plain(text)
    return next(
        (state for state, words in STATES.items() if said in (state, words.en, words.zh)), None
    )


def unit_by_name(body: Body) -> dict[str, Department]:
    """Return the units by every plain name that means one of them alone; a short name always."""
    units = list(body.departments.all())
    names = [
        (plain(name), unit) for unit in units for name in {*unit.names, unit.name_en, unit.name_zh}
    ]
    bearers: dict[str, set[Department]] = {}
    for name, unit in names:
        bearers.setdefault(name, set()).add(unit)
    alone = {name: unit for name, unit in names if len(bearers[name]) == 1}
    return alone | {plain(unit.slug): unit for unit in units}


def rows_of(duties: Sequence[Commitment], *, language: Language) -> list[list[str]]:
    """Return the heading and a row for each duty, its units by their names in `language`."""
    heading = [words.in_language(language) for words in COLUMNS.values()]
    bodies = {duty.body for duty in duties}
    units = {body: unit_by_name(body) for body in bodies}
    rows = (cells_of(duty, language=language, units=units[duty.body]) for duty in duties)
    return [heading, *([*cells.values()] for cells in rows)]


def cells_of(
    duty: Commitment, *, language: Language, units: Mapping[str, Department]
) -> dict[str, str]:
    """Return what stands in each column of a duty's row; `units` are those of its body by name."""

    def name(unit: Department) -> str:
        # A name that means two units, or reads as two of them, gives way to the short name.
        said = unit.words().in_language(language)
        is_clear = units.get(plain(said)) == unit and not re.search(r"[;；\n]", said)
        return said if is_clear else unit.slug

    return {
        "id": duty.slug,
        "document": duty.document.slug,
        "number": duty.number,
        "statement_en": place_of(duty.statement_en),
        "statement_zh": place_of(duty.statement_zh),
        "title_en": duty.title_en,
        "title_zh": duty.title_zh,
        "lead": name(duty.lead),
        "supporting": BETWEEN.join(name(unit) for unit in duty.supporting_units()),
        "due": duty.due.isoformat() if duty.due else "",
        "state": STATES[State(duty.state)].in_language(language),
    }


def place_of(statement: Statement | None) -> str:
    """Return where a sentence stands, as RFC 5147 writes it: no program takes it for a day."""
    return f"char={statement.start},{statement.end}" if statement else ""
