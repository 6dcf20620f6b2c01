"""`goldenthread check`: figures that contradict themselves or each other, asked as questions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.commands.figures import (
    has_columns,
    header_of,
    kind_named,
    name_of,
    table_values,
)
from goldenthread.terminal.console import Json, console, print_json, tongue

if TYPE_CHECKING:
    from goldenthread.checking import Flag, Reading, Survey
    from goldenthread.terms.observations import Kind
    from goldenthread.weaving.cells import Faults, Row

#: The columns of a table with a figure a row; what others add is in the reference.
_NEEDED = ("indicator", "period", "value")


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Any table that `table` understands.")
    ],
    kind: Annotated[str, typer.Option(help='Such as "level flow", for tables without one.')] = "",
    as_json: Json = False,
) -> None:
    """Ask about figures that contradict themselves or each other; a question is no error."""
    from goldenthread.checking import survey
    from goldenthread.weaving.cells import Faults

    faults = Faults()
    sort = kind_named(kind)
    readings = [each for file in files for each in _read(file, sort, faults)]
    faults.stop(place=", ".join(file.name for file in files))
    found = survey(readings)
    if as_json:
        print_json(_as_json(found))
        return
    from goldenthread.terminal.checks import show_survey

    show_survey(found, console=console(), language=tongue())


def _read(file: Path, kind: "Kind | None", faults: "Faults") -> "list[Reading]":
    """The figures of a table; an empty value is not known yet and nothing to ask about."""
    from goldenthread.checking import Reading
    from goldenthread.weaving.cells import read_table

    if not has_columns(file, _NEEDED):
        return [
            Reading(name_of(each, file), each.period, each.value, kind=kind)
            for each in table_values(file, faults=faults)
            if each.value is not None
        ]
    rows = read_table(file, columns=",".join(header_of(file)), faults=faults) or []
    return [_reading(row, kind) for row in rows if row.text("value", needed=False)]


def _reading(row: "Row", sort: "Kind | None") -> "Reading":
    from decimal import Decimal

    from goldenthread.checking import Reading
    from goldenthread.terms.meanings import Basis
    from goldenthread.terms.observations import Kind, Status
    from goldenthread.terms.periods import Period
    from goldenthread.terms.quantities import Direction
    from goldenthread.weaving.cells import choice, day, number, optional, period

    def text(column: str) -> str:
        return row.text(column, needed=False)

    return Reading(
        indicator=row.text("indicator"),
        period=row.cell("period", period, Period.parse("1970")),
        value=row.cell("value", number, Decimal(0)),
        area=text("area"),
        kind=row.cell("kind", optional(choice(Kind)), None) or sort,
        known=row.cell("known", optional(day), None),
        source=text("source"),
        numerator=row.cell("numerator", optional(number), None),
        denominator=row.cell("denominator", optional(number), None),
        factor=row.cell("factor", optional(number), None),
        part_of=text("part_of"),
        breakdown=text("breakdown"),
        growth_of=text("growth_of"),
        basis=row.cell("basis", optional(choice(Basis)), None),
        definition=text("definition"),
        denominator_is=text("denominator_is"),
        base=text("base"),
        target=row.cell("target", optional(number), None),
        good=row.cell("good", optional(choice(Direction)), None) or Direction.NEITHER,
        claimed=row.cell("status", optional(choice(Status)), None) is Status.CLAIMED,
        note=text("note") or text("note_en") or text("note_zh"),
    )


def _as_json(found: "Survey") -> dict[str, Any]:
    return {
        "flags": [_flag(each) for each in found.flags],
        "not_asked": [
            {"check": each.check.value, "about": each.about, "why": each.why}
            for each in found.not_asked
        ],
        "asked": found.put,
        "tests": found.tests,
    }


def _flag(flag: "Flag") -> dict[str, Any]:
    return {
        "check": flag.check.value,
        "about": flag.about,
        "question": {"en": flag.question.en, "zh": flag.question.zh},
        "evidence": [
            {"en": each.en, "zh": each.zh, "value": value} for each, value in flag.evidence
        ],
        "n": flag.n,
        "p": "exact" if flag.p is None else flag.p,
        "false_alarms": {
            "share": flag.rate.share,
            "alarms": flag.rate.alarms,
            "tests": flag.rate.tests,
        },
        "answer": flag.answer,
    }
