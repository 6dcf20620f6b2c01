"""Turn the elements of a web page into blocks: headings, items, paragraphs and tables."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from goldenthread.reading.opening.layout import heading, item, one_line, table, visible
from goldenthread.reading.opening.limits import CELLS

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@cache
def vocabulary() -> dict[str, Any]:
    """Return what is known of pages: patterns by name, and sets of elements by name."""
    table = tomllib.loads(files(__package__).joinpath("pages.toml").read_text("utf-8"))
    patterns = {name: re.compile(table[name]) for name in ("furniture", "body", "lines")}
    sets = {name: frozenset(table[name].split()) for name in ("drop", "inline", "leaves")}
    return table | patterns | sets


def said(each: etree._Element) -> str:
    """Return all words of an element; a line break in it becomes a blank."""
    for line_break in each.iter("br"):
        line_break.tail = "\n" + visible(line_break.tail or "")
    return "".join(map(str, each.itertext()))


def blocks_of(root: etree._Element) -> list[str]:
    """Return what an element holds, block by block, in the order of the page."""
    found: list[str] = []
    _collect(root, found)
    return [block for block in found if block.strip()]


def _collect(each: etree._Element, found: list[str]) -> None:
    """Add the blocks of an element: runs of words between blocks are paragraphs."""
    if each.tag == "table" and not _is_scaffold(each):
        found.append(table(_grid(each)))
        return
    if each.tag in _HEADINGS and one_line(said(each)):
        found.append(heading(said(each), _HEADINGS[each.tag]))
        return
    if each.tag in ("li", "dd") and not _holds_blocks(each):
        words = one_line(said(each))
        found.append(item(words, _number(each)) if words else "")
        return
    start = len(found)
    _collect_parts(each, found)
    if each.tag in ("li", "dd"):
        _put_number(found, start, _number(each))


def _put_number(found: list[str], start: int, number: str) -> None:
    """Print the number of an item that holds blocks before the first of them."""
    place = next((at for at in range(start, len(found)) if found[at]), None)
    if place is not None and not found[place].startswith(("#", "|", "-")):
        found[place] = item(found[place], number)


def _collect_parts(each: etree._Element, found: list[str]) -> None:
    run: list[str] = [each.text or ""]
    for child in each:
        if _is_inline(child):
            _run_on(child, run, found)
        else:
            _end(run, found)
            _collect(child, found)
            run = []
        run.append(child.tail or "")
    _end(run, found)


def _run_on(child: etree._Element, run: list[str], found: list[str]) -> None:
    """Add an inline element to the run; two line breaks, or one in a loose text, end it."""
    if child.tag == "br":
        _end(run, found)
        run.clear()
    else:
        run.append(said(child))


def _end(run: list[str], found: list[str]) -> None:
    found.append(one_line("".join(run)))


def _is_inline(each: etree._Element) -> bool:
    return each.tag in vocabulary()["inline"] and not _holds_blocks(each)


def _holds_blocks(each: etree._Element) -> bool:
    return any(inner.tag not in vocabulary()["inline"] for inner in each.iterdescendants("*"))


def _number(each: etree._Element) -> str:
    """Return what is printed before a list item."""
    parent = each.getparent()
    if each.tag != "li" or parent is None or parent.tag != "ol":
        return "-"
    first = _whole(parent.get("start"), 1)
    return f"{first + sum(1 for _ in each.itersiblings('li', preceding=True))}."


def _is_scaffold(each: etree._Element) -> bool:
    """Whether a table only puts things in their places on the page."""
    if next(each.iterdescendants("table"), None) is not None:
        return True
    rows = [row.xpath("count(td|th)") for row in each.iter("tr")]
    return max((count for count in rows if isinstance(count, float)), default=0.0) < 2


def _grid(each: etree._Element) -> list[list[str]]:
    """Return the cells of a table; a cell that spans rows is said again in each of them."""
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    cells = 0
    for row in each.iter("tr"):
        line: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _hang(line, hanging)
            words, wide = said(cell), min(_whole(cell.get("colspan"), 1), 100)
            deep = min(_whole(cell.get("rowspan"), 1), 1000)
            for place in range(len(line), len(line) + wide):
                if deep > 1:
                    hanging[place] = (deep - 1, words if place == len(line) else "")
            line += [words, *[""] * (wide - 1)]
        _hang(line, hanging)
        rows.append(line)
        cells += len(line)
        if cells > CELLS:
            break
    return rows


def _hang(line: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Put the cells from the rows above that reach down to the next place of this row."""
    while len(line) in hanging:
        place = len(line)
        left, words = hanging.pop(place)
        if left > 1:
            hanging[place] = (left - 1, words)
        line.append(words)


def _whole(number: str | None, otherwise: int) -> int:
    digits = (number or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else otherwise
