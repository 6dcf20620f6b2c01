"""One cell: a number, a mark for none, or what is wrong with it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring.tables import FaultKind
from goldenthread.measuring.tables.numerals import Number, is_missing, is_value, read_number

CENTS = st.decimals(-(10**9), 10**9, places=2)


@pytest.mark.parametrize(
    ("text", "value", "unit", "mark"),
    [
        ("1,234.5", "1234.5", "", ""),
        ("1 234 567", "1234567", "", ""),
        ("1'234", "1234", "", ""),
        ("１，２３４．５", "1234.5", "", ""),
        ("－5.2", "-5.2", "", ""),
        ("−3", "-3", "", ""),
        ("(1,234)", "-1234", "", ""),
        ("+5.60", "5.60", "", ""),
        ("1.2E+05", "120000", "", ""),
        ("6.3%", "6.3", "%", ""),
        ("6.3％", "6.3", "%", ""),
        ("0.5‰", "0.5", "‰", ""),
        ("12.5万", "12.5", "万", ""),
        ("3亿元", "3", "亿元", ""),
        ("£5m", "5", "£m", ""),
        ("US$5", "5", "us$", ""),
        ("12.3*", "12.3", "", "*"),
        ("12.3 r", "12.3", "", "r"),
        ("5[1]", "5", "", "[1]"),
        ("5(1)", "5", "", "(1)"),
        ("5¹", "5", "", "¹"),
        ("12③", "12", "", "③"),
    ],
)
def test_a_number_is_read_with_its_unit_and_its_footnote(
    text: str, value: str, unit: str, mark: str
) -> None:
    found = read_number(text)
    assert found == Number(Decimal(value), unit, mark)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "—", "——", "…", "...", "..", "*", "#N/A", "n/a", "NA", "x", "[c]", "暂无"],
)
def test_a_mark_for_no_figure_is_missing_and_never_zero(text: str) -> None:
    found = read_number(text)
    assert isinstance(found, Number)
    assert found.value is None
    assert is_missing(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("abc", FaultKind.NOT_A_NUMBER),
        ("12 34", FaultKind.NOT_A_NUMBER),
        ("1e999999", FaultKind.NOT_A_NUMBER),
        ("1e400", FaultKind.NOT_A_NUMBER),
        ("1e-400", FaultKind.NOT_A_NUMBER),
        ("Infinity", FaultKind.NOT_A_NUMBER),
        ("1,23", FaultKind.UNCLEAR_COMMA),
        ("1,2345", FaultKind.UNCLEAR_COMMA),
        ("1.234,5", FaultKind.UNCLEAR_COMMA),
        ("#DIV/0!", FaultKind.FORMULA_ERROR),
        ("#REF!", FaultKind.FORMULA_ERROR),
        ("2023-01-05", FaultKind.LOOKS_LIKE_A_DATE),
        ("3-May", FaultKind.LOOKS_LIKE_A_DATE),
        ("约5", FaultKind.NOT_EXACT),
        ("5左右", FaultKind.NOT_EXACT),
        (">10", FaultKind.NOT_EXACT),
        ("100+", FaultKind.NOT_EXACT),
    ],
)
def test_what_is_no_one_number_is_a_fault_of_its_kind(text: str, kind: FaultKind) -> None:
    assert read_number(text) is kind
    # With a doubtful comma it is a figure all the same, if not one that can be taken over.
    assert is_value(text) is (kind is FaultKind.UNCLEAR_COMMA)


@given(CENTS)
def test_however_it_is_printed_a_number_is_read_back(value: Decimal) -> None:
    wide = f"{value}".translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))
    for text in (f"{value}", f"{value:,}", f" {value:,} ", wide, f"{value}%", f"{value:,}*"):
        found = read_number(text)
        assert isinstance(found, Number)
        assert found.value == value


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    assert isinstance(read_number(text), Number | FaultKind)
