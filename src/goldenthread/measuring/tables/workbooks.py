"""Read a sheet of an XLSX or XLS workbook, having first looked how large it would become."""

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from goldenthread.measuring.tables.apart import sheet_apart
from goldenthread.measuring.tables.grids import MAX_BYTES, MAX_CELLS, Grid, too_large
from goldenthread.terms.errors import BadTable

MAX_RATIO = 200
_MAX_UNPACKED = 500_000_000
_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 16
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*[^/<>])>")
_REF = re.compile(rb"""\br=["']([A-Z]{1,4})(\d{1,8})["']""")
_STYLE = re.compile(rb"""\bs=["'](\d{1,6})["']""")
#: What the packed parts of a file that is damaged, locked or forged may raise.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    EOFError,
    ValueError,
    RuntimeError,
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def open_workbook(data: bytes, *, name: str, sheet: str = "") -> Grid:
    """Return the sheet called `sheet`, or the first that is shown and holds anything."""
    is_zip = data.startswith(b"PK")
    looked = _look_into(data, name) if is_zip else {}
    found = sheet_apart(data, name=name, sheet=sheet)
    return Grid(
        rows=tuple(tuple(row) for row in found["rows"]),
        format="xlsx" if is_zip else "xls",
        sheet=found["sheet"],
        other_sheets=tuple(each for each in found["shown"] if each != found["sheet"]),
        percent=looked.get(found["sheet"], frozenset()),
    )


def _look_into(data: bytes, name: str) -> dict[str, frozenset[tuple[int, int]]]:
    """Refuse what would burst when unpacked; say which cells of each sheet are percentages."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            if unpacked > min(MAX_RATIO * len(data), _MAX_UNPACKED):
                raise too_large(
                    f"{unpacked / 1e6:,.0f} MB unpacked", f"{MAX_RATIO} times its size", name
                )
            styles = _percent_styles(packed)
            return {
                title: _percent_cells(packed, path, styles, name)
                for title, path in _sheet_paths(packed).items()
            }
    except _BROKEN as error:
        raise BadTable(
            "this is not a whole XLSX workbook.",
            place=name,
            remedy="Open it in a spreadsheet program and save it again as XLSX.",
        ) from error


def _parsed(packed: zipfile.ZipFile, path: str) -> Any:
    if packed.getinfo(path).file_size > MAX_BYTES:
        raise too_large(path, f"{MAX_BYTES / 1e6:.0f} MB", "")
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(packed.read(path), safe)


def _sheet_paths(packed: zipfile.ZipFile) -> dict[str, str]:
    links = _parsed(packed, "xl/_rels/workbook.xml.rels")
    target_by_id = {link.get("Id"): str(link.get("Target")) for link in links}
    return {
        sheet.get("name"): _within(target_by_id[sheet.get(_LINK)])
        for sheet in _parsed(packed, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    }


def _within(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _percent_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    if "xl/styles.xml" not in packed.namelist():
        return frozenset()
    styles = _parsed(packed, "xl/styles.xml")
    # 9 and 10 are the two percentages that every workbook has by itself.
    formats = {"9", "10"} | {
        each.get("numFmtId")
        for each in styles.iter(f"{_MAIN}numFmt")
        if "%" in re.sub(r'"[^"]*"', "", str(each.get("formatCode")))
    }
    cells = styles.find(f"{_MAIN}cellXfs")
    found = () if cells is None else cells
    return frozenset(at for at, style in enumerate(found) if style.get("numFmtId") in formats)


def _percent_cells(
    packed: zipfile.ZipFile, path: str, styles: frozenset[int], name: str
) -> frozenset[tuple[int, int]]:
    """The cells of a sheet styled as percentages; refuses a sheet that reaches too far."""
    found, last_row, last_column = set(), 0, 0
    for cell in _cells(packed, path):
        if ref := _REF.search(cell):
            row, column = int(ref[2]), _column(ref[1])
            last_row, last_column = max(last_row, row), max(last_column, column)
            style = _STYLE.search(cell)
            if style and int(style[1]) in styles:
                found.add((row - 1, column - 1))
    if last_row * last_column > MAX_CELLS:
        raise too_large(f"{last_row:,} × {last_column:,} cells", f"{MAX_CELLS:,}", name)
    return frozenset(found)


def _cells(packed: zipfile.ZipFile, path: str) -> Any:
    """The attributes of every cell that is not empty, a piece of the sheet at a time."""
    rest = b""
    with packed.open(path) as sheet:
        while chunk := sheet.read(_CHUNK):
            text = rest + chunk
            end = text.rfind(b"<")
            # A tag is short; what follows it without another may be very long.
            rest = (text[end:] if end >= 0 else text)[:_LONGEST_TAG]
            yield from _CELL.findall(text[:end] if end >= 0 else b"")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
