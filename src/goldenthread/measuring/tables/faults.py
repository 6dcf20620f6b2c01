"""What can be wrong with a table: at which cell, what, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.terms.text import Words
from goldenthread.terms.wording import phrases


class FaultKind(StrEnum):
    """What is wrong; `measuring/words.toml` says each with its remedy."""

    NOT_A_NUMBER = "not_a_number"
    UNCLEAR_COMMA = "unclear_comma"
    FORMULA_ERROR = "formula_error"
    LOOKS_LIKE_A_DATE = "looks_like_a_date"
    NOT_EXACT = "not_exact"
    UNIT_CONFLICT = "unit_conflict"
    SAID_TWICE = "said_twice"
    NO_NAME = "no_name"
    NO_PERIOD = "no_period"
    BAD_PERIOD = "bad_period"
    YEAR_NOT_SAID = "year_not_said"
    FISCAL_YEAR_OPEN = "fiscal_year_open"
    CELL_OUTSIDE = "cell_outside"
    DELETION = "deletion"
    NO_TABLE = "no_table"
    UNKNOWN_INDICATOR = "unknown_indicator"
    UNKNOWN_AREA = "unknown_area"
    OTHER_UNIT = "other_unit"
    UNIT_NOT_SAID = "unit_not_said"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault at a cell; `row` and `column` count from 1, 0 is the table as a whole.

    `text` is what stands there, `beside` what it clashes with, if anything.
    """

    row: int
    column: int
    kind: FaultKind
    text: str = ""
    beside: str = ""

    @property
    def address(self) -> str:
        """The cell as a spreadsheet names it: B7; empty for the table as a whole."""
        return address(self.row, self.column) if self.row else ""

    @property
    def what(self) -> Words:
        """What is wrong, in both languages."""
        return self._said("what")

    @property
    def remedy(self) -> Words:
        """What to do about it, in both languages."""
        return self._said("remedy")

    def _said(self, part: str) -> Words:
        words = phrases("goldenthread.measuring")[f"fault.{self.kind.value}.{part}"]
        shown = self.text if len(self.text) <= 40 else f"{self.text[:39]}…"
        values = {"text": shown, "beside": self.beside}
        return Words(words.en.format(**values), words.zh.format(**values))


def address(row: int, column: int) -> str:
    """Return the name of the cell in `row` and `column`, counted from 1."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"
