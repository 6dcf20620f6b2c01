"""Open doc, wps, rtf and odt documents: LibreOffice turns them into docx, which is then read."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from goldenthread.reading.opening.docx import open_docx
from goldenthread.reading.opening.limits import DAMAGED, archive
from goldenthread.reading.opening.opened import Opened
from goldenthread.terms.errors import UnreadableDocument

INSTALL = (
    "Install it (Debian: apt-get install libreoffice-writer-nogui), or save the document as docx."
)
_PROGRAMS = ("soffice", "libreoffice")


def open_doc(path: Path, *, place: str) -> Opened:
    """Return the text of an old Word document; raise UnreadableDocument if it cannot be read."""
    return _open(path, "doc", place)


def open_wps(path: Path, *, place: str) -> Opened:
    """Return the text of a WPS document; raise UnreadableDocument if it cannot be read."""
    return _open(path, "wps", place)


def open_rtf(path: Path, *, place: str) -> Opened:
    """Return the text of a rich-text document; raise UnreadableDocument if it cannot be read."""
    return _open(path, "rtf", place)


def open_odt(path: Path, *, place: str) -> Opened:
    """Return the text of an OpenDocument text; raise UnreadableDocument if it cannot be read."""
    with archive(path, place=place):  # Its parts must keep within the limits before it is unpacked.
        return _open(path, "odt", place)


def _open(path: Path, written: str, place: str) -> Opened:
    source = Path(f"given.{written}").absolute()
    shutil.copyfile(path, source)
    made = Path("made", "given.docx").absolute()
    subprocess.run(
        [
            _program(place),
            f"-env:UserInstallation={Path('profile').absolute().as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx"),
            *("--outdir", str(made.parent), str(source)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if not made.exists():
        raise UnreadableDocument(
            "LibreOffice cannot open it: it is damaged, protected by a password, or too large.",
            place=place,
            remedy=DAMAGED,
        )
    return replace(open_docx(made, place=place), format=written)


def _program(place: str) -> str:
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if found is None:
        raise UnreadableDocument(
            f"{Path(place).suffix} documents are read through LibreOffice, which is not installed.",
            place=place,
            remedy=INSTALL,
        )
    return found
