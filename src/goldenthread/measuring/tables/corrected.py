"""Write the table back as a workbook: each faulty cell marked, and a sheet of all faults.

Every cell is written as text or as a plain number, so that nothing in it is ever
run as a formula, whoever opens the file.
"""

import io
from collections import defaultdict
from importlib import import_module
from typing import Any

from goldenthread.measuring.tables.faults import Fault
from goldenthread.measuring.tables.understood import Table
from goldenthread.terms.text import Language
from goldenthread.terms.wording import phrases

# XlsxWriter says nothing of its types.
_Workbook: Any = import_module("xlsxwriter").Workbook

_LONGEST = 32_767
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def corrected(table: Table, *, language: Language) -> bytes:
    """Return an XLSX file: the table as it stands, its faulty cells marked, and why each is."""
    file = io.BytesIO()
    with _Workbook(file, _OPTIONS) as book:
        marked = book.add_format({"bg_color": "#FFE08A", "border": 1, "text_wrap": False})
        bold = book.add_format({"bold": True})
        _write_table(book.add_worksheet(_say("table", language)), table, marked, language)
        _write_faults(book.add_worksheet(_say("faults", language)), table, bold, language)
    return file.getvalue()


def _say(key: str, language: Language) -> str:
    return phrases("goldenthread.measuring")[f"corrected.{key}"].in_language(language)


def _write_table(sheet: Any, table: Table, marked: Any, language: Language) -> None:
    faults: dict[tuple[int, int], list[Fault]] = defaultdict(list)
    for fault in table.faults:
        faults[fault.row - 1, fault.column - 1].append(fault)
    numbers = {
        (value.row - 1, value.column - 1) for value in table.values if _is_number(value.text)
    }
    for at, row in enumerate(table.grid.rows):
        for column, text in enumerate(row):
            style = marked if (at, column) in faults else None
            if (at, column) in numbers and style is None:
                sheet.write_number(at, column, float(text))
            elif text or style:
                sheet.write_string(at, column, text[:_LONGEST], style)
    for (at, column), found in faults.items():
        if at >= 0:
            said = "\n".join(
                f"{fault.what.in_language(language)} {fault.remedy.in_language(language)}"
                for fault in found
            )
            sheet.write_comment(at, column, said)


def _write_faults(sheet: Any, table: Table, bold: Any, language: Language) -> None:
    heads = ("cell", "row", "column", "text", "what", "remedy")
    for column, head in enumerate(heads):
        sheet.write_string(0, column, _say(head, language), bold)
    for at, fault in enumerate(table.faults, 1):
        sheet.write_string(at, 0, fault.address)
        sheet.write_number(at, 1, fault.row)
        sheet.write_number(at, 2, fault.column)
        sheet.write_string(at, 3, fault.text[:_LONGEST])
        sheet.write_string(at, 4, fault.what.in_language(language))
        sheet.write_string(at, 5, fault.remedy.in_language(language))
    sheet.set_column(3, 3, 20)
    sheet.set_column(4, 5, 60)
    sheet.freeze_panes(1, 0)


def _is_number(text: str) -> bool:
    """Whether a spreadsheet would show the number with the very digits that stand here."""
    return (
        text.isascii()
        and len(text) < 15
        and text.replace(".", "", 1).isdigit()
        and (text == "0" or text[0] != "0" or text.startswith("0."))
        and not ("." in text and text.endswith(("0", ".")))
    )
