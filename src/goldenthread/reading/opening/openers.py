"""Which opener reads which format; each is imported only once it is needed."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from goldenthread.reading.opening.opened import Opened
from goldenthread.terms.errors import UnreadableDocument

#: A function takes the file and, by keyword, the name to give in a refusal.
_OPENERS = {
    "html": "html:open_html",
    "docx": "docx:open_docx",
    "pdf": "pdf:open_pdf",
    "xlsx": "sheets:open_xlsx",
    "xls": "sheets:open_xls",
    "csv": "csvs:open_csv",
    "scan": "scans:open_scan",
    "ofd": "ofd:open_ofd",
    "doc": "converted:open_doc",
    "wps": "converted:open_wps",
    "rtf": "converted:open_rtf",
    "odt": "converted:open_odt",
}


def open_as(written: str, path: Path, *, place: str) -> Opened:
    """Return the document at `path`, read as the format `written`, in this very process.

    Raises UnreadableDocument for what the opener knows to be wrong, and whatever
    its parser raises for what is damaged; call it inside a worker.
    """
    module, name = _OPENERS[written].split(":")
    opener: Callable[..., Opened] = getattr(import_module(f"{__package__}.{module}"), name)
    opened = opener(path, place=place)
    if not opened.text.strip():
        raise UnreadableDocument(
            "the document holds no words.",
            place=place,
            remedy="Check that the right file was given.",
        )
    return opened
