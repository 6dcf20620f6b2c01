"""Read tables cell by cell, keeping every fault with its place instead of stopping at the first."""

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from goldenthread.terms.errors import BadPeriod, BadTable, GoldenthreadError
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.text import LANGUAGES, Language, Words

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
#: More digits than this no office prints, and exact arithmetic with them would end.
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,20})?")


@dataclass(slots=True)
class Faults:
    """All that is wrong with a folder, in the order in which it was found."""

    found: dict[str, BadTable] = field(default_factory=dict)

    def add(self, what: str, *, place: str, remedy: str) -> None:
        """Keep a fault: what is wrong, where, and what to do; told twice it counts once."""
        fault = BadTable(what, place=place, remedy=remedy)
        self.found.setdefault(str(fault), fault)

    def stop(self, *, place: str) -> None:
        """Raise one BadTable that names every fault, if there are any."""
        if len(self.found) == 1:
            raise next(iter(self.found.values()))
        if self.found:
            listed = "".join(f"\n- {fault}" for fault in self.found)
            raise BadTable(
                f"{len(self.found)} faults, nothing was taken over:{listed}", place=place
            )


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, or one table of a TOML file, that reports its own faults.

    A cell that cannot be read is kept as a fault and stands for `otherwise`
    until `Faults.stop` refuses the whole; so one pass finds every fault. Words need
    to be there in the `languages` of the body alone.
    """

    place: str
    cells: Mapping[str, Any]
    faults: Faults
    word: str = "column"
    languages: Sequence[Language] = LANGUAGES

    def fault(self, column: str, what: str, remedy: str) -> None:
        """Keep a fault of one cell."""
        self.faults.add(what, place=f"{self.place}, {self.word} {column}", remedy=remedy)

    def cell(self, column: str, convert: Callable[[str], T], otherwise: T) -> T:
        """Return what `convert` makes of a cell, or `otherwise` with the fault kept."""
        try:
            return convert(self.text(column, needed=False))
        except GoldenthreadError as error:
            self.fault(column, error.what, error.remedy)
        except (ValueError, OverflowError):
            self.fault(column, f"{self.text(column)!r} cannot be read.", "Correct the cell.")
        return otherwise

    def text(self, column: str, *, needed: bool = True) -> str:
        """Return the words in a cell; they may only be missing where they are not needed."""
        value = self.cells.get(column, "")
        if not isinstance(value, str):
            self.fault(column, f"{value!r} is not text.", "Write it between quotation marks.")
            return ""
        if needed and not value.strip():
            self.fault(column, "it is empty.", "Fill it in.")
        return value.strip()

    def words(self, name: str = "", *, needed: bool = True) -> Words:
        """Return the cells for the two languages, such as title_en and title_zh, or en and zh.

        A language that the body does not use has the words of the one that it does.
        """
        said = {
            tongue: self.text(
                f"{name}_{tongue}" if name else tongue,
                needed=needed and tongue in self.languages,
            )
            for tongue in LANGUAGES
        }
        own = said[self.languages[0]]
        return Words(*(said[each] or ("" if each in self.languages else own) for each in LANGUAGES))

    def day(self, key: str) -> date:
        """Return a calendar day that TOML holds as a date."""
        value = self.cells.get(key)
        if type(value) is date:
            return value
        self.fault(
            key, "it is not a date.", "Write a day such as 2023-03-01, without quotation marks."
        )
        return date.min

    def truth(self, key: str) -> bool:
        """Return a true or false of TOML."""
        value = self.cells.get(key)
        if not isinstance(value, bool):
            self.fault(key, "it is neither true nor false.", "Write true or false.")
        return bool(value)

    def listed(self, key: str) -> tuple[str, ...]:
        """Return a list of words of TOML."""
        value = self.cells.get(key)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.fault(key, "it is not a list of words.", 'Write ["one", "another"].')
        return ()


def number(text: str) -> Decimal:
    """Return the number a cell holds; raise BadTable if it holds none."""
    if not _NUMBER.fullmatch(text):
        raise BadTable(
            f"{text!r} is no number.",
            remedy="Write it in digits with a point, without unit or grouping, such as 7062.5.",
        )
    return Decimal(text)


def months(text: str) -> int:
    """Return a count of months; raise BadTable if it is none."""
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise BadTable(f"{text!r} is no count of months.", remedy="Write it such as 13.")
    return int(text)


def day(text: str) -> Day:
    """Return a date as precise as its source gives it; raise BadTable if it is none."""
    try:
        return Day(text)
    except BadPeriod as error:
        raise BadTable(
            f"{text!r} is no date.", remedy="Write 2024-01-30, 2024-01 or 2024."
        ) from error


def period(text: str) -> Period:
    """Return the period that a cell names; raise BadPeriod if it names none."""
    return Period.parse(text)


def optional(convert: Callable[[str], T]) -> Callable[[str], T | None]:
    """Return a reading of a cell that may be empty, which is then None."""
    return lambda text: convert(text) if text else None


def choice(kind: type[E]) -> Callable[[str], E]:
    """Return a reading of a cell that must hold one of the words of `kind`."""

    def convert(text: str) -> E:
        try:
            return kind(text)
        except ValueError as error:
            listed = ", ".join(member.value for member in kind)
            raise BadTable(
                f"{text!r} is not allowed here.", remedy=f"Write one of {listed}."
            ) from error

    return convert


def known_id(ids: Collection[str] | None, *, listed_in: str) -> Callable[[str], str]:
    """Return a reading of a cell that must name one of `ids`.

    `ids` is None where their own table could not be read: its fault is told
    once, not again for every row that refers to it.
    """

    def convert(text: str) -> str:
        if ids is None or text in ids:
            return text
        raise BadTable(
            f"{text!r} is no id in {listed_in}.", remedy=f"Correct it, or add it to {listed_in}."
        )

    return convert


def ids_of(rows: list[Row] | None, *, column: str = "id") -> frozenset[str] | None:
    """Return the ids of a table, each of which may stand there once; None for no table."""
    if rows is None:
        return None
    seen: set[str] = set()
    for row in rows:
        word = row.text(column)
        if word and word in seen:
            row.fault(column, f"{word!r} stands here a second time.", "Give each row its own id.")
        seen.add(word)
    return frozenset(seen)


def read_table(
    path: Path, *, columns: str, faults: Faults, languages: Sequence[Language] = LANGUAGES
) -> list[Row] | None:
    """Return the rows of a CSV file with exactly these `columns`; None if it cannot be used.

    Columns for a language that is not among the body's may be left out.
    """
    try:
        lines = list(
            csv.reader(StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        )
    except OSError as error:
        faults.add(
            f"the file cannot be opened: {error.strerror or error}.",
            place=path.name,
            remedy=f"Put it there, with the columns {columns}.",
        )
    except UnicodeDecodeError:
        faults.add("it is not UTF-8.", place=path.name, remedy="Save it as CSV in UTF-8.")
    except csv.Error as error:
        faults.add(f"it is no CSV: {error}.", place=path.name, remedy="Save it as CSV anew.")
    else:
        unused = tuple(f"_{each}" for each in LANGUAGES if each not in languages)
        wanted = columns.split(",")
        own = [each for each in wanted if not each.endswith(unused)]
        if _header(lines) == own or _has_columns(lines, wanted, path.name, faults):
            rows = _rows(lines, path.name, faults)
            return [replace(row, languages=languages) for row in rows]
    return None


def _header(lines: list[list[str]]) -> list[str]:
    return [cell.strip() for cell in lines[0]] if lines else []


def _has_columns(lines: list[list[str]], wanted: list[str], name: str, faults: Faults) -> bool:
    header = _header(lines)
    if header == wanted:
        return True
    missing = [column for column in wanted if column not in header]
    extra = [column for column in header if column not in wanted]
    told = [f"column {', '.join(missing)} missing"] if missing else []
    told += [f"column {', '.join(map(repr, extra))} not expected"] if extra else []
    faults.add(
        f"the header is wrong: {'; '.join(told) or 'the columns stand in another order or twice'}.",
        place=f"{name}, row 1",
        remedy=f"The header must be {','.join(wanted)}",
    )
    return False


def _rows(lines: list[list[str]], name: str, faults: Faults) -> Iterator[Row]:
    header = _header(lines)
    for at, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        place = f"{name}, row {at}"
        if len(cells) != len(header):
            faults.add(
                f"there are {len(cells)} cells under {len(header)} columns.",
                place=f"{place}, column {header[min(len(cells), len(header)) - 1]}",
                remedy="Put a cell that holds a comma between quotation marks.",
            )
        # A short row is told once, above; its missing cells are not faults of their own.
        else:
            yield Row(place, dict(zip(header, cells, strict=True)), faults)
