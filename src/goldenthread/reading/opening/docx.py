"""Open a Word document: paragraphs, headings, numbered lists and tables, streamed."""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from goldenthread.reading.opening.layout import heading, item, joined, one_line, table
from goldenthread.reading.opening.limits import CELLS, DAMAGED, archive, refuse_above
from goldenthread.reading.opening.numbering import Numbering, numbering
from goldenthread.reading.opening.opened import Opened, untold
from goldenthread.reading.opening.xml import attribute, streamed, whole
from goldenthread.terms.errors import UnreadableDocument

_DOCUMENT = "word/document.xml"
_NAMED_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_TITLE = re.compile(r"title|标题|subtitle", re.I)
#: What is no part of the text as it stands: older wordings, and what newer programs show otherwise.
_SKIPPED = frozenset(("Fallback", "pPrChange", "rPrChange", "moveFrom", "del", "instrText"))


@dataclass(slots=True)
class Style:
    """What a paragraph is by its style, or by itself: heading level from 1, list and depth."""

    level: int = 0
    number: str = ""
    depth: int = 0
    parent: str = ""


@dataclass(slots=True)
class _Paragraph:
    style: Style = field(default_factory=Style)
    words: list[str] = field(default_factory=list)
    named: str = ""


@dataclass(slots=True)
class _Cell:
    words: list[str] = field(default_factory=list)
    wide: int = 1
    goes_on: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    cell: _Cell | None = None


class Story:
    """The blocks of a document, put together from its elements as they pass."""

    def __init__(self, styles: dict[str, Style], lists: Numbering, *, place: str) -> None:
        self.blocks: list[str] = []
        self._styles, self._lists, self._place = styles, lists, place
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._skipping = self._cells = 0

    def take(self, event: str, tag: str, each: etree._Element) -> None:
        """Take in the start or the end of an element."""
        if tag in _SKIPPED:
            self._skipping += 1 if event == "start" else -1
        if self._skipping:
            return
        if event == "start":
            self._start(tag)
        elif tag in ("p", "tr", "tc", "tbl"):
            self._end(tag)
        elif self._paragraphs:
            self._describe(self._paragraphs[-1], tag, each)
        elif self._tables and (cell := self._tables[-1].cell) is not None:
            _merge(cell, tag, each)

    def _start(self, tag: str) -> None:
        if tag == "p":
            self._paragraphs.append(_Paragraph())
        elif tag == "tbl":
            self._tables.append(_Table())
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
        elif self._tables and tag == "tc":
            self._tables[-1].cell = _Cell()
            self._cells += 1
            refuse_above(self._cells, CELLS, "cells", place=self._place)

    def _describe(self, at: _Paragraph, tag: str, each: etree._Element) -> None:
        """Take in what an element inside of a paragraph says of it."""
        if tag == "t":
            at.words.append(each.text or "")
        elif tag in ("tab", "ptab"):
            at.words.append(" ")
        elif tag in ("br", "cr"):
            at.words.append("\n")
        elif tag == "noBreakHyphen":
            at.words.append("-")
        elif tag == "pStyle":
            at.named = attribute(each, "val")
        elif tag in _SAID_OF_STYLE:
            _SAID_OF_STYLE[tag](at.style, attribute(each, "val"))

    def _end(self, tag: str) -> None:
        if tag == "p" and self._paragraphs:
            self._add(self._lines(self._paragraphs.pop()))
        elif tag == "tc" and self._tables and self._tables[-1].rows:
            _end_cell(self._tables[-1])
        elif tag == "tbl" and self._tables:
            self._end_table(self._tables.pop())

    def _add(self, lines: list[str]) -> None:
        cell = self._tables[-1].cell if self._tables else None
        (self.blocks if cell is None else cell.words).extend(lines)

    def _end_table(self, ended: _Table) -> None:
        if self._tables:
            self._add([" ".join(filter(None, row)) for row in ended.rows])
        elif max(map(len, ended.rows), default=0) > 1:
            self.blocks.append(table(ended.rows))
        else:  # One column is a frame around paragraphs, not a table.
            self.blocks += [one_line(cell) for row in ended.rows for cell in row]

    def _lines(self, ended: _Paragraph) -> list[str]:
        """Return the lines of a paragraph: a heading or an item is one, others end at a break."""
        words = "".join(ended.words)
        if not words.strip():
            return []
        style = _inherited(ended, self._styles)
        number = (
            self._lists.next(style.number, style.depth) if style.number not in ("", "0") else ""
        )
        if style.level and not self._tables:
            return [heading(_numbered(words, number.strip("-")), style.level)]
        if number:
            return [_numbered(words, number)]
        return [line for line in map(one_line, words.split("\n")) if line]


def _numbered(words: str, number: str) -> str:
    if not number or not number[-1].isascii():
        return f"{number}{one_line(words)}"
    return item(words, number)


def _merge(cell: _Cell, tag: str, each: etree._Element) -> None:
    if tag == "gridSpan":
        cell.wide = min(whole(attribute(each, "val"), 1), 100)
    elif tag == "vMerge":
        cell.goes_on = attribute(each, "val") != "restart"


def _end_cell(at: _Table) -> None:
    """Put a cell into its row; one that goes on from above says again what stands there."""
    cell, row = at.cell or _Cell(), at.rows[-1]
    above = at.rows[-2] if len(at.rows) > 1 else []
    words = "\n".join(cell.words)
    if cell.goes_on and not words and len(row) < len(above):
        words = above[len(row)]
    row += [words, *[""] * (cell.wide - 1)]
    at.cell = None


def _set_level(style: Style, value: str) -> None:
    level = whole(value, 9)
    style.level = level + 1 if level < 9 else 0


def _set_number(style: Style, value: str) -> None:
    style.number = value


def _set_depth(style: Style, value: str) -> None:
    style.depth = whole(value)


_SAID_OF_STYLE = {"outlineLvl": _set_level, "numId": _set_number, "ilvl": _set_depth}


def _inherited(paragraph: _Paragraph, styles: dict[str, Style]) -> Style:
    """Return what a paragraph is, by itself or else by its style and those it is based on."""
    found = paragraph.style
    name, seen = paragraph.named, set[str]()
    while name in styles and name not in seen:
        seen.add(name)
        parent = styles[name]
        if not found.number:
            found.number, found.depth = parent.number, parent.depth or found.depth
        found.level = found.level or parent.level
        name = parent.parent
    return found


def _styles(packed: zipfile.ZipFile, place: str) -> dict[str, Style]:
    styles: dict[str, Style] = {}
    at = Style()
    for event, tag, each in streamed(packed, "word/styles.xml", place=place):
        value = attribute(each, "val")
        if event == "start" and tag == "style":
            at = styles.setdefault(attribute(each, "styleId"), Style())
        elif event == "start" and tag == "name":
            at.level = _level(value)
        elif event == "start" and tag == "basedOn":
            at.parent = value
        elif event == "start" and tag in _SAID_OF_STYLE:
            _SAID_OF_STYLE[tag](at, value)
    return styles


def _level(name: str) -> int:
    found = _NAMED_HEADING.fullmatch(name.strip())
    if found:
        return int(found[1])
    return 1 if _TITLE.fullmatch(name.strip()) else 0


def open_docx(path: Path, *, place: str) -> Opened:
    """Return the text of the docx document at `path`; raise UnreadableDocument if it has none."""
    with archive(path, place=place) as packed:
        if _DOCUMENT not in packed.namelist():
            raise UnreadableDocument(
                f"it is a zip archive, but no Word document: {_DOCUMENT} is absent.",
                place=place,
                remedy=DAMAGED,
            )
        story = Story(_styles(packed, place), numbering(packed, place=place), place=place)
        for event, tag, each in streamed(packed, _DOCUMENT, place=place):
            story.take(event, tag, each)
        told = _metadata(packed, place)
    text = joined(story.blocks)
    if not text:
        raise UnreadableDocument(
            "the document holds no words.",
            place=place,
            remedy="If its pages are pictures, save it as pdf and give that file.",
        )
    return Opened(text, "docx", title=untold(told, text))


def _metadata(packed: zipfile.ZipFile, place: str) -> list[str]:
    parts = streamed(packed, "docProps/core.xml", place=place)
    return [each.text or "" for event, tag, each in parts if event == "end" and tag == "title"]
