"""Turn the tables of a plain folder into terms, each cell where its column says."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from goldenthread.measuring import read_unit
from goldenthread.terms.meanings import Basis, Meaning
from goldenthread.terms.observations import Indicator, Kind, Observation, Source, Status, Target
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.weaving.body import open_body
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

#: The tables of a folder and the columns that each must have.
TABLES = {
    "indicators.csv": (
        "id,title_en,title_zh,unit,kind,direction,lag_months,growth_of,against,note_en,note_zh"
    ),
    "sources.csv": "id,title_en,title_zh,publisher_en,publisher_zh,date,address",
    "duties.csv": "id,document,number,title_en,title_zh",
    "targets.csv": (
        "id,commitment,indicator,comparator,value,unit,period,area,tolerance,baseline,upper"
    ),
    "figures.csv": (
        "indicator,area,period,value,unit,kind,source,known,published,status,text,note_en,note_zh"
    ),
    "peers.csv": "indicator,area,period,value,unit,source,known",
}
#: A table that a folder may go without.
MEANINGS = (
    "indicator,since,definition_en,definition_zh,numerator,denominator,factor,part_of,breakdown,"
    "growth_of,basis,base,note_en,note_zh"
)
_CHANGES = (Comparator.INCREASE_BY, Comparator.DECREASE_BY)
#: Stands for a period that could not be read until the folder is refused.
_NO_PERIOD = Period(date(1, 1, 1), date(1, 1, 2))


class Tables:
    """body.toml and the CSV files of one folder, their ids, and the faults found so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults = Faults()
        self.body = open_body(path / "body.toml", self.faults)
        self.languages = self.body.languages
        wanted = dict(TABLES)
        if (path / "meanings.csv").exists():
            wanted["meanings.csv"] = MEANINGS
        tables = {
            name: read_table(
                path / name, columns=columns, faults=self.faults, languages=self.languages
            )
            for name, columns in wanted.items()
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
            Row(f"body.toml, [[{name}]] {at}", part, self.faults, "key", self.languages)
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

    def meaning(self, row: Row) -> Meaning:
        """Return what an indicator's figures mean."""

        def other(column: str) -> str:
            return self.one_of(row, column, "indicators.csv", needed=False)

        since = row.cell("since", optional(day), None)
        return Meaning(
            indicator=self.one_of(row, "indicator", "indicators.csv"),
            since=since.latest if since else None,
            definition=row.words("definition", needed=False),
            numerator=other("numerator"),
            denominator=other("denominator"),
            factor=row.cell("factor", optional(number), None),
            part_of=other("part_of"),
            breakdown=row.text("breakdown", needed=False),
            growth_of=other("growth_of"),
            basis=row.cell("basis", optional(choice(Basis)), None),
            base=row.text("base", needed=False),
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

    def target(self, row: Row, by_id: Mapping[str, Indicator]) -> Target:
        """Return a target; it has a value just where its comparator needs one."""
        comparator = row.cell("comparator", choice(Comparator), Comparator.EQ)
        value = row.cell("value", optional(number), None)
        if comparator.needs_a_value and not row.text("value", needed=False):
            row.fault("value", f"{comparator} needs a number.", "Write it, such as 6.")
        if value is not None and not comparator.needs_a_value:
            row.fault("value", f"{comparator} has no number of its own.", "Leave it empty.")
        indicator = self.one_of(row, "indicator", "indicators.csv")
        unit = row.text("unit", needed=False)
        # A change may be asked for in per cent of what is counted in something else.
        if comparator.needs_a_value and comparator not in _CHANGES:
            _check_unit(row, unit, by_id.get(indicator))
        return Target(
            id=row.text("id"),
            commitment=self.one_of(row, "commitment", "duties.csv"),
            indicator=indicator,
            comparator=comparator,
            value=value,
            unit=unit,
            period=row.cell("period", period, _NO_PERIOD),
            area=self.one_of(row, "area", "areas"),
            tolerance=row.cell("tolerance", optional(number), None),
            baseline=row.cell("baseline", optional(number), None),
            upper=_upper(row, value),
        )

    def observations(self, by_id: Mapping[str, Indicator], recorded: date) -> Iterator[Observation]:
        """Yield the figures, then what the table of peers adds to them."""
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
        counted = read_unit(row.text("unit", needed=False))
        return Observation(
            indicator=self.one_of(row, "indicator", "indicators.csv"),
            area=self.one_of(row, "area", "areas"),
            period=row.cell("period", period, _NO_PERIOD),
            value=row.cell("value", number, Decimal(0)),
            unit=counted.text,
            multiplier=counted.multiplier,
            currency=counted.currency,
            kind=row.cell("kind", choice(Kind), Kind.RATIO),
            source=self.one_of(row, "source", "sources.csv"),
            known=_known(row, recorded),
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
        value, known = row.cell("value", optional(number), None), _known(row, recorded)
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
            multiplier=(counted := read_unit(unit)).multiplier,
            currency=counted.currency,
            kind=by_id[indicator].kind if indicator in by_id else Kind.RATIO,
            source=self.one_of(row, "source", "sources.csv"),
            known=known,
            recorded=recorded,
            text=row.text("value"),
            row=_line(row),
        )


def _upper(row: Row, value: Decimal | None) -> Decimal | None:
    """The far end of a band, which is not below the near one."""
    upper = row.cell("upper", optional(number), None)
    if upper is not None and (value is None or upper < value):
        row.fault("upper", "a band runs from low to high.", "Write the low end under value.")
        return None
    return upper


def _known(row: Row, recorded: date) -> Day | None:
    """When a figure was first said, which cannot be after it was recorded."""
    said = row.cell("known", optional(day), None)
    if said is not None and Period.parse(said.text).start > recorded:
        row.fault("known", f"{said} is after the folder was compiled.", "Correct it, or compiled.")
    return said


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
