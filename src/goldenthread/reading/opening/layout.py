"""Lay out what a document holds in light Markdown: headings, items, paragraphs and tables."""

import re
from collections.abc import Iterable, Sequence

_BLANKS = re.compile(r"\s+")
#: Characters no reader sees, which a document may hide words behind or turn them about with.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Return `text` without characters that cannot be seen."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return `text` on one line, without characters that cannot be seen."""
    return _BLANKS.sub(" ", visible(text)).strip()


def heading(text: str, level: int) -> str:
    """Return a heading of the given level, 1 to 6."""
    return f"{'#' * max(1, min(level, 6))} {one_line(text)}"


def item(text: str, number: str = "-") -> str:
    """Return a list item under its own printed number, or a dash."""
    return f"{number} {one_line(text)}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a grid of cells, the header row first; empty rows and columns are dropped."""
    kept = _dense([[one_line(cell).replace("|", "\\|") for cell in row] for row in rows])
    if not kept:
        return ""
    lines = [f"| {' | '.join(row)} |" for row in kept]
    return "\n".join([lines[0], f"|{' --- |' * len(kept[0])}", *lines[1:]])


def sheet(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the blocks of a sheet: lone cells above and below are paragraphs, the rest a table."""
    dense = _dense([[one_line(cell) for cell in row] for row in rows])
    wide = [place for place, row in enumerate(dense) if sum(map(bool, row)) > 1]
    if not wide:
        return [cell for row in dense for cell in row if cell]
    first, last = wide[0], wide[-1] + 1
    lone = [
        [cell for row in part for cell in row if cell] for part in (dense[:first], dense[last:])
    ]
    return [*lone[0], table(dense[first:last]), *lone[1]]


def joined(blocks: Iterable[str]) -> str:
    """Return the blocks with a blank line between them, none of them empty."""
    return "\n\n".join(block for block in blocks if block.strip())


def _dense(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows at one width, without those rows and columns that are empty."""
    filled = [row for row in rows if any(row)]
    columns = sorted({place for row in filled for place, cell in enumerate(row) if cell})
    return [[row[place] if place < len(row) else "" for place in columns] for row in filled]
