"""Find the task tables of a text: a row a duty, with the columns that say who and by when.

A table is written as in Markdown, a row a line between upright strokes; the row
of headings says what each column is for. A table without a column of tasks is
none of ours and says nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.reading.lexicon import Lexicon
from goldenthread.terms.text import Span

#: Blanks between Chinese characters, which a heading is spread out with.
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_RULE = re.compile(r"[|\s:.\-–—=_]+")
_CELL = re.compile(r"(?:\||\A(?!\|))([^|\n]*)")
#: A row whose first stroke is left out, as some writers do.
_OPEN_ROW = re.compile(r"[^|\n]*\|[^|\n]*\|")


@dataclass(frozen=True, slots=True)
class Row:
    """One duty of a task table: where its task stands, and the cells that say more of it."""

    task: Span
    cells: Mapping[str, Span]

    def of(self, text: str, column: str) -> str:
        """Return what the row's cell in `column` says, "" where there is none."""
        span = self.cells.get(column)
        return span.of(text) if span else ""


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return line.startswith("|") or _OPEN_ROW.match(line) is not None


def task_rows(text: str, *, words: Lexicon) -> dict[int, Row]:
    """Return the rows of every task table by the place where their line begins."""
    rows: dict[int, Row] = {}
    columns: tuple[str | None, ...] = ()
    for start, line in _lines(text):
        if not is_row(line):
            columns = () if line else columns
        elif not _RULE.fullmatch(line):
            cells = tuple(_cells(line, start))
            headed = tuple(_column(cell.of(text) if cell else "", words) for cell in cells)
            if _is_heading(headed):
                columns = headed
            elif row := _row(cells, columns):
                rows[start] = row
    return rows


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line without the blanks around it, and where it then begins."""
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        yield at + (line.find(bare) if bare else 0), bare
        at += len(line)


def _cells(line: str, start: int) -> Iterator[Span | None]:
    for found in _CELL.finditer(line):
        if found.end() == len(line) and not found[1].strip():
            return
        bare = found[1].strip()
        at = start + found.start(1) + found[1].find(bare) if bare else 0
        yield Span(at, at + len(bare)) if bare else None


def _column(cell: str, words: Lexicon) -> str | None:
    """What a column with this heading is for, None for one that nothing here asks about."""
    found = words["column"].fullmatch(_SPREAD.sub("", words.plain(cell)).strip())
    return found.lastgroup if found else None


def _is_heading(columns: tuple[str | None, ...]) -> bool:
    named = [column for column in columns if column]
    return "task" in named and len(named) > 1


def _row(cells: tuple[Span | None, ...], columns: tuple[str | None, ...]) -> Row | None:
    """Return the row, None without a task; of two columns for the same the later, finer one."""
    held = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
    task = held.pop("task", None)
    return Row(task, held) if task else None
