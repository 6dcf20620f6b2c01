"""What a page shows, for programs: the thing itself and the rows it lists, as JSON and as CSV."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from goldenthread.reporting.opendata import harmless, json_bytes

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page is about, by name, and the rows it lists; a page about one thing may list none.

    Values are texts, whole numbers, Decimals, truth values, None, and lists and
    dicts of them. Rows may differ in their columns.
    """

    about: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]] = ()

    def json(self) -> bytes:
        """Return all of it as JSON in UTF-8, the rows under `rows`."""
        return json_bytes({**self.about, "rows": [dict(row) for row in self.rows]})

    def csv(self) -> bytes:
        """Return the rows as CSV in UTF-8 with a byte order mark; of no rows, what it is about.

        An empty cell is a missing value. A list stands in one cell, a space
        between its parts, or as JSON if they have parts of their own; what two
        languages say has a column each. A text that a spreadsheet would take
        for a formula is preceded by an apostrophe.
        """
        rows = [_flat(row) for row in self.rows or [self.about]]
        table = io.StringIO()
        writer = csv.DictWriter(table, list(dict.fromkeys(n for row in rows for n in row)))
        writer.writeheader()
        writer.writerows(rows)
        return _MARK + table.getvalue().encode()


def _flat(row: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            cells |= _flat(value, f"{prefix}{name}_")
        else:
            cells[f"{prefix}{name}"] = _cell(value)
    return cells


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case list() if any(isinstance(each, Mapping) for each in value):
            return json.dumps(value, ensure_ascii=False, default=str)
        case list():
            return harmless(" ".join(_cell(each) for each in value))
        case _:
            text = str(value)
            return text if _is_number(text) else harmless(text)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
