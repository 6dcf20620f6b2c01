"""Read one cell that should hold a number, and say why where it does not.

A mark for "no figure" is missing, never zero; a text that could be two numbers
is a fault, never a guess.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.measuring.tables.faults import FaultKind

#: Marks by which statisticians say that there is no figure.
MISSING = frozenset(
    re.findall(
        r"\S+",
        "- -- --- … .. ... : * ** x / \\ na n/a #n/a #n/a! nan null none n.a. [x] [c] [z] [u] "
        "[low] 无 暂无 缺 缺失 未公布 待公布 不详 保密 —",
    )
)
#: What a spreadsheet writes where a formula came to nothing.
_ERRORS = re.compile(r"#(ref|div/0|value|name|null|num|spill|calc|getting_data)[!?]?$")
#: No number that anybody writes is longer; what is longer is not looked into.
_LONGEST = 100
#: Nothing that anybody counts has more digits before its point, or zeros behind it.
_MOST_DIGITS = 28
_USUAL = re.compile(r"-?[0-9]{1,28}(\.[0-9]{1,28})?\Z")
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩†‡]+$")
_MARK = re.compile(r"(?<=[\d%‰万亿)])\s*(\[[\w, ]{1,5}\]|\((?:\d|[a-z])\)|\*{1,3}|\s[a-z]|[rpeb])$")
_SIGNS = str.maketrans(dict.fromkeys("−﹣－‐‑‒–", "-"))
_SPACES = re.compile(r"(?<=\d)[ ](?=\d{3}(?!\d))")
_MONEY = re.compile(r"([+-]?)\s*(us\$|hk\$|[$£€¥])\s*(.+)$")
_TAIL = re.compile(r"([+-]?[\d.,' ]*\d(?:e[+-]?\d+)?)\s*([^\d\s.,'+-][^\d]*)$")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$")
_GROUPED = re.compile(r"[+-]?\d{1,3}([,'])\d{3}(?:\1\d{3})*(\.\d+)?$")
#: With a comma for the decimals: 1234,5 or 1.234,5; and what no such table holds.
_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[.']\d{3})+)(?:,\d+)?%?$")
_GROUPED_BY_COMMA = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){2,}|[+-]?\d{1,3},\d{3}\.")
_DATE = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?$|\d{1,2}[-/][a-z]{3}(-\d+)?$")
_ABOUT = re.compile(
    r"(约|近|超|逾|大于|小于|不足|about|over|under|[<>≤≥~≈])\s*\S*\d|\d.*(左右|以上|以下|余|\+)$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell holds: a value, or None where its mark says that there is none.

    `unit` is what is written in the cell itself (%, 亿元, £), `mark` a footnote's.
    """

    value: Decimal | None
    unit: str = ""
    mark: str = ""


def read_number(text: str, *, has_commas: bool = False) -> Number | FaultKind:
    """Return the number that `text` writes, a missing one, or what is wrong with it.

    `has_commas` says that the comma is known to begin the decimals, as in 1.234,5.
    """
    text = text.strip()
    if _USUAL.match(text) and not (has_commas and "." in text):
        return Number(Decimal(text))
    if len(text) > _LONGEST:
        return FaultKind.NOT_A_NUMBER
    bare = _SUPERSCRIPTS.sub("", text)
    plain = unicodedata.normalize("NFKC", bare).translate(_SIGNS).strip().lower()
    mark = text[len(bare) :]
    if plain in MISSING or not plain.strip("-—. …"):
        return Number(None, mark=mark or plain)
    if found := _MARK.search(plain):
        plain, mark = plain[: found.start()], found[1].strip() + mark
    negative = plain.startswith("(") and plain.endswith(")")
    if negative:
        plain = plain[1:-1].strip()
    unit, digits = _split(plain)
    value = FaultKind.NOT_EXACT if _ABOUT.match(plain) else _decimal(digits, has_commas)
    if isinstance(value, FaultKind):
        return _what_else(plain) or value
    return Number(-value if negative else value, unit, mark)


def is_value(text: str) -> bool:
    """Return whether `text` is a number or a mark for a missing one, and not empty."""
    number = read_number(text)
    return bool(text.strip()) and (isinstance(number, Number) or number is FaultKind.UNCLEAR_COMMA)


def has_decimal_commas(texts: Iterable[str]) -> bool:
    """Return whether the comma begins the decimals in all `texts` that hold one, beyond doubt."""
    held = [text.strip().replace(" ", "") for text in texts if "," in text]
    numbers = [text for text in held if re.search(r"\d,\d", text) and _COMMA.match(text)]
    grouped = any(_GROUPED_BY_COMMA.match(text) for text in held)
    return not grouped and any(not re.search(r",\d{3}$", text) for text in numbers)


def is_missing(text: str) -> bool:
    """Return whether `text` is empty or a mark for a missing number."""
    number = read_number(text)
    return isinstance(number, Number) and number.value is None


def _split(plain: str) -> tuple[str, str]:
    """What is written about the digits, and the digits."""
    unit = ""
    if found := _MONEY.match(plain):
        unit, plain = found[2], found[1] + found[3]
    if found := _TAIL.match(plain):
        return f"{unit}{found[2].strip()}", found[1].strip()
    return unit, plain


def _decimal(digits: str, has_commas: bool = False) -> Decimal | FaultKind:
    digits = _SPACES.sub("", digits)
    if has_commas:
        if not _COMMA.match(digits):
            return FaultKind.UNCLEAR_COMMA if _PLAIN.match(digits) else FaultKind.NOT_A_NUMBER
        digits = digits.replace(".", "").replace("'", "").replace(",", ".")
    if _GROUPED.match(digits):
        digits = digits.replace(",", "").replace("'", "")
    elif "," in digits and re.fullmatch(r"[+-]?[\d.,]+", digits):
        return FaultKind.UNCLEAR_COMMA
    if not _PLAIN.match(digits) or abs((value := Decimal(digits)).adjusted()) > _MOST_DIGITS:
        return FaultKind.NOT_A_NUMBER
    return value


def _what_else(plain: str) -> FaultKind | None:
    if _ERRORS.match(plain):
        return FaultKind.FORMULA_ERROR
    if _DATE.match(plain):
        return FaultKind.LOOKS_LIKE_A_DATE
    if _ABOUT.match(plain):
        return FaultKind.NOT_EXACT
    return None
