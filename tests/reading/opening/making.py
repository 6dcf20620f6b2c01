"""Documents made for the tests: small sound ones of each format."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

#: The package has no types of its own.
xlsxwriter = import_module("xlsxwriter")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
TITLE = "关于修复海堤的通知"
PROMISE = "市政府将于2023年12月31日前修复海堤。"


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive of the parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def paragraph(words: str, *, properties: str = "") -> str:
    """Return a paragraph of a Word document."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def cell(words: str, *, properties: str = "") -> str:
    """Return a table cell of a Word document."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"


def document(body: str) -> str:
    """Return the main part of a Word document."""
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def docx(body: str, **parts: str) -> bytes:
    """Return a docx document; `styles`, `numbering` are the insides of those parts."""
    others = {
        f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{inside}</w:{name}>'
        for name, inside in parts.items()
    }
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": document(body),
        }
        | others
    )


def xlsx(path: Path) -> Path:
    """Write a workbook with one task table, its title above and a lead unit for two rows."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("任务")
        sheet.merge_range("B2:E2", "重点任务责任分解表")
        sheet.write_row("B4", ["序号", "任务", "牵头单位", "期限"])
        sheet.write_row("B5", [1, "修复海堤"])
        sheet.merge_range("D5:D6", "水务局")
        sheet.write_row("B6", [2.5, "新建\n泵站", "", True])
        sheet.write_string("B8", "注：每季度报告。")
    return path


def pdf(*pages: str, extra: str = "") -> bytes:
    """Return a pdf in Helvetica; each page is lines of ASCII text."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        shown = "".join(f"({line}) Tj T*\n" for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 72 760 Td\n{shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
    numbered = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{numbered}] /Count {len(kids)} >>"
    return _written(objects, extra)


def _written(objects: list[str], extra: str) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{inside}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {size} /Root 1 0 R {extra} >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()


def png(width: int, height: int, *, rows: bytes | None = None) -> bytes:
    """Return a grey picture that declares a size; white unless its rows are given."""
    if rows is None:
        rows = (b"\x00" + b"\xff" * width) * height

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def tiff(width: int, height: int, *, following: int = 0) -> bytes:
    """Return the beginning of a tiff picture that declares a size."""
    entries = struct.pack("<HHII", 256, 4, 1, width) + struct.pack("<HHII", 257, 4, 1, height)
    return b"II*\x00" + struct.pack("<IH", 8, 2) + entries + struct.pack("<I", following)


def jpeg(width: int, height: int) -> bytes:
    """Return the beginning of a jpeg picture that declares a size."""
    frame = struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\x01\x11\x00" * 3
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + frame


def ofd(*lines: str, boundary: str = "") -> bytes:
    """Return an OFD document of one page; each line has its place unless one is given for all."""
    pieces = "".join(
        f'<TextObject Boundary="{boundary or f"20 {20 + 8 * at} {5 * len(line)} 5"}" Size="5">'
        f"<TextCode>{line}</TextCode></TextObject>"
        for at, line in enumerate(lines)
    )
    return zipped(
        {
            "OFD.xml": "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
            "Doc_0/Document.xml": '<Document><Page BaseLoc="Pages/P0.xml"/></Document>',
            "Doc_0/Pages/P0.xml": f"<Page><Content><Layer>{pieces}</Layer></Content></Page>",
        }
    )
