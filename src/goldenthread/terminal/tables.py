"""Show a table as understood: what it is, its series with their periods, and every fault."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from goldenthread.measuring.tables import Fault, Table, TableValue
from goldenthread.terms.text import Language
from goldenthread.terms.wording import phrases

_SERIES_SHOWN = 40
_PLACES_SHOWN = 12


def show_table(table: Table, *, console: Console, language: Language, name: str) -> None:
    """Print `table`, read from the file `name`, for a person."""
    console.print(Text(name, style="bold"))
    facts = Grid.grid(padding=(0, 2))
    for key, text in _facts(table, language):
        facts.add_row(Text(_say(key, language), style="dim"), Text(_plain(text)))
    console.print(facts)
    if table.values:
        console.print()
        console.print(_series(table, language))
    console.print()
    if table.faults:
        console.print(_faults(table.faults, language))
    key = "refused" if table.faults else "accepted"
    said = _say(key, language, faults=len(table.faults), values=len(table.values))
    console.print(Text(said, style="bold red" if table.faults else "bold green"))


def table_json(table: Table) -> dict[str, Any]:
    """Return `table` for machines: numbers as text, so that no digit is lost."""
    return {
        "format": table.grid.format,
        "encoding": table.grid.encoding or None,
        "delimiter": table.grid.delimiter or None,
        "sheet": table.grid.sheet or None,
        "other_sheets": list(table.grid.other_sheets),
        "layout": table.layout and table.layout.name.lower(),
        "header_rows": list(table.header),
        "title": table.title,
        "notes": list(table.notes),
        "values": [_value_json(value) for value in table.values],
        "faults": [_fault_json(fault) for fault in table.faults],
    }


def _value_json(value: TableValue) -> dict[str, Any]:
    return {
        "indicator": value.indicator,
        "area": value.area or None,
        "labels": [{"of": of, "text": text} for of, text in value.labels],
        "period": value.period.label,
        "value": None if value.value is None else f"{value.value:f}",
        "unit": value.unit and value.unit.text,
        "multiplier": value.unit and f"{value.unit.multiplier:f}",
        "currency": (value.unit and value.unit.currency) or None,
        "text": value.text,
        "cell": value.address,
        "row": value.row,
        "column": value.column,
        "mark": value.mark or None,
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "kind": fault.kind.value,
        "cell": fault.address or None,
        "row": fault.row,
        "column": fault.column,
        "text": fault.text,
        "what": {"en": fault.what.en, "zh": fault.what.zh},
        "remedy": {"en": fault.remedy.en, "zh": fault.remedy.zh},
    }


def _facts(table: Table, language: Language) -> Iterator[tuple[str, str]]:
    grid = table.grid
    delimiter = _say(f"delimiter.{_DELIMITERS[grid.delimiter]}", language) if grid.delimiter else ""
    yield (
        "format",
        " · ".join(
            part for part in (grid.format.upper(), grid.encoding, delimiter, grid.sheet) if part
        ),
    )
    if grid.other_sheets:
        yield "other_sheets", " · ".join(grid.other_sheets)
    if table.title:
        yield "title", table.title
    if table.layout:
        yield "header", ", ".join(str(row) for row in table.header)
        yield "shape", _say(f"layout.{table.layout.name.lower()}", language)
    yield "units", " · ".join(table.units) or _say("not_said", language)
    if table.periods:
        first, last = table.periods[0], table.periods[-1]
        span = first.label if first == last else f"{first.label} – {last.label}"
        yield "periods", f"{span} ({len(table.periods)})"
    missing = sum(value.value is None for value in table.values)
    yield "values", _say("counted", language, values=len(table.values), missing=missing)
    if table.notes:
        yield "notes", "\n".join(table.notes)


_DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}


def _series(table: Table, language: Language) -> Grid:
    by_series: dict[tuple[str, ...], list[TableValue]] = defaultdict(list)
    for value in table.values:
        by_series[value.series].append(value)
    shown = Grid(box=None, padding=(0, 2), header_style="dim")
    for key in ("series", "unit", "periods", "values", "last"):
        shown.add_column(_say(key, language), justify="right" if key == "last" else "left")
    for name, values in list(by_series.items())[:_SERIES_SHOWN]:
        in_time = sorted(values, key=lambda value: (value.period.end, value.period.start))
        unit = in_time[-1].unit
        span = f"{in_time[0].period.label} – {in_time[-1].period.label}"
        cells = (" · ".join(name), unit.text if unit else "?", span, str(len(values)))
        shown.add_row(*(Text(_plain(cell)) for cell in (*cells, in_time[-1].text.strip())))
    if len(by_series) > _SERIES_SHOWN:
        more = _say("more_series", language, count=len(by_series) - _SERIES_SHOWN)
        shown.add_row(Text(more, style="dim"))
    return shown


def _faults(faults: tuple[Fault, ...], language: Language) -> Grid:
    """Every fault; the same one at many cells is said once, with all of its cells."""
    alike: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        what, remedy = fault.what.in_language(language), fault.remedy.in_language(language)
        alike[what, remedy].append(fault)
    shown = Grid(box=None, padding=(0, 2), header_style="dim")
    for key in ("cells", "what", "remedy"):
        shown.add_column(_say(key, language), overflow="fold")
    for (what, remedy), same in alike.items():
        places = [fault.address or _say("whole", language) for fault in same]
        where = " ".join(places[:_PLACES_SHOWN])
        if len(places) > _PLACES_SHOWN:
            where += " " + _say("more_cells", language, count=len(places) - _PLACES_SHOWN)
        shown.add_row(Text(where, style="bold"), Text(_plain(what), style="red"), Text(remedy))
    return shown


def _plain(text: str) -> str:
    """The text without what could steer a terminal."""
    return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)


def _say(key: str, language: Language, **values: object) -> str:
    return (
        phrases("goldenthread.terminal", "tables.toml")[key].in_language(language).format(**values)
    )
