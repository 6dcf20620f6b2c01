"""What a page shows comes out of both forms as it went in."""

import csv
import io
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.sheets import Sheet

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


def rows_of(sheet: Sheet) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.csv().decode("utf-8-sig"), newline="")))


@given(st.dictionaries(TEXT, TEXT | st.none() | st.booleans() | st.integers()))
def test_json_gives_back_what_it_was_given(about: dict[str, str | bool | int | None]) -> None:
    about.pop("rows", None)
    assert json.loads(Sheet(about).json()) == {**about, "rows": []}


@given(TEXT)
def test_a_cell_is_the_text_or_the_text_behind_an_apostrophe(text: str) -> None:
    ((_, cell),) = rows_of(Sheet({}, [{"a": "x"}, {"a": text}]))[1].items()
    assert cell in (text, f"'{text}")


def test_every_digit_of_a_number_is_kept() -> None:
    sheet = Sheet({"value": Decimal("7.40")}, [{"value": Decimal("-2.60")}])
    assert b'"value": 7.40' in sheet.json()
    assert rows_of(sheet) == [{"value": "-2.60"}]


def test_a_number_written_as_text_is_no_formula_and_a_formula_is_no_formula() -> None:
    found = rows_of(Sheet({}, [{"a": "-2.6", "b": "-1+2", "c": "=A1"}]))
    assert found == [{"a": "-2.6", "b": "'-1+2", "c": "'=A1"}]


def test_what_two_languages_say_has_a_column_each_and_lists_have_one_cell() -> None:
    title = {"en": "Wall", "zh": "墙"}
    row = {"title": title, "units": ["a", "b"], "parts": [{"x": Decimal("1.0")}]}
    (found,) = rows_of(Sheet({}, [row]))
    assert (found["title_en"], found["title_zh"]) == ("Wall", "墙")
    assert (found["units"], found["parts"]) == ("a b", '[{"x": "1.0"}]')


def test_a_page_about_one_thing_is_one_row_and_nothing_is_not_zero() -> None:
    assert rows_of(Sheet({"size": None, "is_open": True})) == [{"size": "", "is_open": "true"}]


def test_rows_may_differ_in_their_columns() -> None:
    assert rows_of(Sheet({}, [{"a": 1}, {"b": 2}])) == [{"a": "1", "b": ""}, {"a": "", "b": "2"}]
