"""What stands in a withdrawn file's place: it says that it was withdrawn, when and why.

A file keeps its kind, so that whoever opens it reads the reason in the program
they opened it with.
"""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from html import escape

from goldenthread.reporting.pdf import printed_pdf

_MARK = b"\xef\xbb\xbf"
#: Zip files cannot say an earlier day; the same for all, so that equal stones give equal bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Stone:
    """What was withdrawn, on which day, why; the SHA-256 that the file had."""

    title: str
    withdrawn: date
    reason: str
    sha256: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said to people, in both languages, a line each."""
        day = self.withdrawn.isoformat()
        return (
            self.title,
            f"Withdrawn on {day}. {self.reason}",
            f"{day}已撤回。{self.reason}",
            f"SHA-256: {self.sha256}",
        )


def stone_file(stone: Stone, *, name: str) -> bytes:
    """Return what stands at the address of the file `name`, of the kind that its ending says.

    Text for a kind not known here. Equal stones give equal bytes.
    """
    match name.rpartition(".")[2]:
        case "json" | "jsonld":
            return _json(stone)
        case "csv":
            return _csv(stone)
        case "html":
            return _html(stone)
        case "pdf":
            return printed_pdf(stone.title, stone.lines[1:], on=stone.withdrawn)
        case "zip":
            return _zip(stone)
        case _:
            return _text(stone)


def _json(stone: Stone) -> bytes:
    said = {
        "title": stone.title,
        "withdrawn": stone.withdrawn.isoformat(),
        "reason": stone.reason,
        "sha256": stone.sha256,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(stone: Stone) -> bytes:
    table = io.StringIO()
    # Told in the first column: what a spreadsheet takes for a formula begins with no letter.
    csv.writer(table).writerows([f"· {line}"] for line in stone.lines)
    return _MARK + table.getvalue().encode()


def _html(stone: Stone) -> bytes:
    said = "".join(f"<p>{escape(line)}</p>" for line in stone.lines[1:])
    title = escape(stone.title)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body><main><h1>{title}</h1>{said}</main></body></html>\n"
    ).encode()


def _zip(stone: Stone) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("withdrawn.txt", _EPOCH), _text(stone))
    return made.getvalue()


def _text(stone: Stone) -> bytes:
    return ("\n".join(stone.lines) + "\n").encode()
