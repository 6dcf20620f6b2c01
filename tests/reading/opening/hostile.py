"""Documents made to do harm, and what must become of each."""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from reading.opening.making import (
    PROMISE,
    document,
    docx,
    jpeg,
    ofd,
    paragraph,
    pdf,
    png,
    tiff,
    zipped,
)

#: For a document that is read, but without its harm.
READ = ""

_SECRET = "root:x:0"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_LAUGHTER = f'<!DOCTYPE r [<!ENTITY l0 "ha">{_LAUGHS}]>'
_THIEF = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_REMOTE = '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/evil.dtd">'


@dataclass(frozen=True)
class Hostile:
    """A file's name, how it is made, and a word of the refusal (READ: it is read harmlessly)."""

    name: str
    made: Callable[[], bytes]
    refused: str
    unsaid: str = _SECRET


def _bomb(part: str) -> bytes:
    return zipped({"word/document.xml": document(""), part: b"\x00" * 30_000_000})


def _paragraphs_bomb() -> bytes:
    return docx("<w:p/>" * 12_000_000)


def _many_parts() -> bytes:
    return zipped({f"word/{number}.xml": "" for number in range(2_500)})


def _overstated() -> bytes:
    """A zip whose directory says that a part is much smaller than it is."""
    data = bytearray(docx(paragraph(PROMISE) * 500))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def _locked() -> bytes:
    """A zip whose parts say that they need a password."""
    data = bytearray(docx(paragraph(PROMISE)))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 8] |= 1
    local = struct.unpack("<I", data[at + 42 : at + 46])[0]
    data[local + 6] |= 1
    return bytes(data)


def _nested() -> bytes:
    inner = zipped({"bomb": b"\x00" * 1_000_000})
    return zipped({"word/document.xml": document(paragraph(PROMISE)), "word/inner.docx": inner})


def _polyglot() -> bytes:
    """A pdf from the front, a docx from the back."""
    made = io.BytesIO(pdf("Repair the sea wall."))
    made.seek(0, 2)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/document.xml", document(paragraph(PROMISE)))
    return made.getvalue()


def _workbook(sheet: str, *, strings: str = "<sst/>") -> bytes:
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations.replace('worksheet"', 'officeDocument"').replace(
                "worksheets/sheet1.xml", "xl/workbook.xml"
            ),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": strings,
        }
    )


def _sheet(inside: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{inside}</worksheet>'


_FAR = '<row r="{row}"><c r="{place}"><v>1</v></c></row>'
_WIDE_SHEET = f"""<sheetData>{_FAR.format(row=1, place="A1")}{
    _FAR.format(row=1048576, place="XFD1048576")
}</sheetData>"""
_DECLARED = '<dimension ref="A1:XFD1048576"/>'
_SMALL = f"{_DECLARED}<sheetData>{_FAR.format(row=1, place='A1')}</sheetData>"

_PAGE = "<html><body><p>Repair the sea wall by Friday, says the Board of Works.</p>{}</body></html>"
_ENCRYPTED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"
_LOOP = pdf("a").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")

CORPUS = (
    Hostile("bomb.docx", lambda: _bomb("word/media/a.bin"), "packed more than 200 times"),
    Hostile("bomb_in_body.docx", _paragraphs_bomb, "packed more than 200 times"),
    Hostile("bomb.xlsx", lambda: _bomb("xl/worksheets/sheet1.xml"), "packed more than 200"),
    Hostile("bomb.odt", lambda: _bomb("content.xml"), "packed more than 200"),
    Hostile("bomb.ofd", lambda: _bomb("OFD.xml"), "packed more than 200"),
    Hostile("parts.docx", _many_parts, "2,500 parts"),
    Hostile("overstated.docx", _overstated, "damaged"),
    Hostile("locked.docx", _locked, "password"),
    Hostile("nested.docx", _nested, READ),
    Hostile(
        "climbing.docx",
        lambda: zipped({"../../evil.xml": "", "word/document.xml": ""}),
        "leads out",
    ),
    Hostile("climbing_back.xlsx", lambda: zipped({"..\\..\\evil.xml": ""}), "leads out"),
    Hostile("absolute.docx", lambda: zipped({"/etc/cron.d/evil": ""}), "leads out"),
    Hostile("drive.ofd", lambda: zipped({"C:evil": ""}), "leads out"),
    Hostile("headless.docx", lambda: zipped({"word/styles.xml": "<a/>"}), "document.xml is absent"),
    Hostile("nothing.docx", lambda: zipped({}), "document.xml is absent"),
    Hostile("silent.docx", lambda: docx(""), "no words"),
    Hostile("cut.docx", lambda: docx(paragraph(PROMISE))[:-30], "damaged"),
    Hostile("no_xml.docx", lambda: zipped({"word/document.xml": "<w:p>"}), "no proper XML"),
    Hostile(
        "xxe.docx",
        lambda: zipped({"word/document.xml": _THIEF + document("<w:p><w:t>&x;</w:t></w:p>")}),
        "declares entities",
    ),
    Hostile(
        "remote.docx", lambda: zipped({"word/document.xml": f"{_REMOTE}<a/>"}), "declares entities"
    ),
    Hostile(
        "laughs.docx",
        lambda: zipped({"word/document.xml": f"{_LAUGHTER}<r>&l9;</r>"}),
        "declares entities",
    ),
    Hostile(
        "laughs_in_styles.docx",
        lambda: zipped(
            {
                "word/document.xml": document(paragraph("a")),
                "word/styles.xml": f'{_LAUGHTER}<r a="&l9;"/>',
            }
        ),
        "no proper XML",
    ),
    Hostile("deep.docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 5_000), "no proper XML"),
    Hostile(
        "laughs.xlsx", lambda: _workbook(f"{_LAUGHTER}<r>&l9;</r>"), "workbook|no sheet|damaged"
    ),
    Hostile("far.xlsx", lambda: _workbook(_sheet(_WIDE_SHEET)), "17,179,869,184 cells"),
    Hostile("declared.xlsx", lambda: _workbook(_sheet(_SMALL)), READ),
    Hostile("empty.xlsx", lambda: zipped({"a": ""}), "workbook"),
    Hostile("page.xlsx", lambda: b"<html><table><tr><td>1</table>", "this is plain text"),
    Hostile(
        "old.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4_000, "workbook|damaged"
    ),
    Hostile("zip.pdf", lambda: zipped({"a": "b"}), "a zip archive"),
    Hostile("pdf.docx", lambda: pdf("a"), "a PDF document"),
    Hostile("program.txt", lambda: b"\x7fELF\x02\x01", "a program"),
    Hostile("picture.pdf", lambda: png(1, 1), "a picture"),
    Hostile(
        "locked.docx.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "password"
    ),
    Hostile("polyglot.pdf", _polyglot, READ),
    Hostile("polyglot.docx", _polyglot, "a PDF document"),
    Hostile("cut.pdf", lambda: pdf("Repair the sea wall.")[:60], "damaged"),
    Hostile("encrypted.pdf", lambda: pdf("Repair.", extra=_ENCRYPTED), "password"),
    Hostile("loop.pdf", lambda: _LOOP, "damaged|no page"),
    Hostile("blank.pdf", lambda: pdf(""), "no page of it holds words"),
    Hostile("thousand.pdf", lambda: pdf(*["a"] * 600), "600 pages"),
    Hostile("huge.png", lambda: png(60_000, 60_000, rows=b""), "3,600,000,000 dots"),
    Hostile("huge.jpg", lambda: jpeg(65_000, 65_000), "4,225,000,000 dots"),
    Hostile("huge.tiff", lambda: tiff(100_000, 100_000), "10,000,000,000 dots"),
    Hostile("circle.tif", lambda: tiff(0, 0, following=8), "how large"),
    Hostile("cut.png", lambda: b"\x89PNG\r\n\x1a\n", "how large"),
    Hostile("gif.png", lambda: b"GIF89a" + b"\x00" * 20, "how large"),
    Hostile("deep.html", lambda: _PAGE.format("<div>" * 200_000).encode(), READ),
    Hostile("xxe.html", lambda: (_THIEF + _PAGE.format("&x;")).encode(), READ),
    Hostile("laughs.html", lambda: (_LAUGHTER + _PAGE.format("&l9;")).encode(), READ, "haha"),
    Hostile(
        "spans.html",
        lambda: _PAGE.format(
            "<table>" + "<tr><td rowspan=9999999 colspan=9999999>a<td>b" * 300
        ).encode(),
        READ,
    ),
    Hostile("script.html", lambda: b"<script>document.write('x')</script>", "no words"),
    Hostile("nul.html", lambda: b"<p>Repair\x00the wall</p>", "NUL"),
    Hostile("cell.csv", lambda: b"a,b\n1," + b"x" * 10_000_000, "cut into cells"),
    Hostile(
        "quote.csv", lambda: b'a,b\n1,"never closed\n' + b"2,c\n" * 50, "quotation|cut into cells"
    ),
    Hostile("hollow.csv", lambda: b",,,\n,,,\n", "no words"),
    Hostile("commas.csv", lambda: b"," * 1_200_000, "cells"),
    Hostile("large.csv", lambda: b"a,b\n" * 13_000_000, "at most 50,000,000"),
    Hostile("nul.txt", lambda: b"\x00\x01\x02", "NUL"),
    Hostile("annexe\u202efdp.exe", lambda: b"MZ\x90\x00", "not read"),
    Hostile("annexe\u202excod.pdf", lambda: zipped({"a": ""}), "a zip archive"),
    Hostile("infinite.ofd", lambda: ofd("a", boundary="nan 1e999 -inf 9e9"), READ),
)
