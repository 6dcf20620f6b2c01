"""Open a workbook in a process of its own: a damaged one may end it, and nothing else.

The parser stops the whole process on some damaged files, and may ask for any
amount of memory. So it runs apart, with limits, and answers in JSON.
"""

import io
import json
import resource
import subprocess
import sys
from datetime import date, datetime, time
from typing import Any

from goldenthread.measuring.tables.grids import MAX_CELLS, too_large
from goldenthread.terms.errors import BadTable

_MEMORY = 2 << 30
_SECONDS = 120


def sheet_apart(data: bytes, *, name: str, sheet: str) -> dict[str, Any]:
    """Return the sheet called `sheet`, or the first shown that holds anything.

    `sheet` is its name, `shown` all that are shown, `rows` its cells as texts.
    Raises BadTable where it cannot be had.
    """
    command = [sys.executable, "-I", "-m", "goldenthread.measuring.tables.apart", sheet]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise _unreadable("it is damaged", name) from error
    answer: dict[str, Any] = json.loads(done.stdout)
    if "large" in answer:
        raise too_large(answer["large"], f"{MAX_CELLS:,}", name)
    if "refused" in answer:
        raise _unreadable(answer["refused"], name)
    return answer


def _unreadable(why: str, name: str) -> BadTable:
    return BadTable(
        f"the workbook cannot be read: {why}.",
        place=name,
        remedy="Open it, take off any password, and save it again as XLSX.",
    )


def answer(data: bytes, sheet: str) -> dict[str, Any]:
    """Return what `sheet_apart` answers, or why not, as plain lists and texts."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            each.name
            for each in book.sheets_metadata
            if each.visible is SheetVisibleEnum.Visible and each.typ is SheetTypeEnum.WorkSheet
        ]
        for chosen in [sheet] if sheet else shown:
            opened = book.get_sheet_by_name(chosen)
            if opened.total_height * opened.total_width > MAX_CELLS:
                return {"large": f"{opened.total_height:,} × {opened.total_width:,} cells"}
            if rows := opened.to_python(skip_empty_area=False):
                texts = [[_text(value) for value in row] for row in rows]
                return {"sheet": chosen, "shown": shown, "rows": texts}
    except (CalamineError, OSError, ValueError) as error:
        return {"refused": str(error)}
    return {"refused": "no sheet holds anything"}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def main() -> None:
    """Answer for the workbook on standard input, within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    found = answer(sys.stdin.buffer.read(), sys.argv[1])
    sys.stdout.buffer.write(json.dumps(found).encode())


if __name__ == "__main__":
    main()
