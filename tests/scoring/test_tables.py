"""A table knows its rows, and refuses what does not fit."""

from pathlib import Path

import numpy as np
import pytest

from goldenthread.scoring import Table
from goldenthread.scoring.outranking import kemeny
from goldenthread.scoring.tables import MISSING, number, read_rows, read_table
from goldenthread.scoring.uncertainty import doubt
from goldenthread.terms.errors import BadTable, NotPossible
from scoring.examples import CODES, UNITS, VALUES, index, table


def test_values_that_do_not_fit_their_names_are_refused() -> None:
    with pytest.raises(BadTable, match="do not fit 5 units and 3 columns"):
        Table(UNITS, CODES[:3], VALUES)


def test_a_unit_may_stand_once_in_each_period_and_not_twice() -> None:
    values = VALUES[:2]
    held = Table(("a", "a"), CODES, values, ("2020", "2021"))
    assert held.of_period("2021").units == ("a",)
    with pytest.raises(BadTable, match="a in 2020 stands in rows 2 and 3"):
        Table(("a", "a"), CODES, values, ("2020", "2020"))


def test_chosen_rows_keep_their_order_words_and_names() -> None:
    held = table(words={"region": tuple("nnsss")}, titles={"Elm": "Elm on the hill"})
    some = held.rows([4, 1])
    assert some.units == ("Elm", "Birch")
    assert some.words["region"] == ("s", "n")
    assert np.array_equal(some.values, VALUES[[4, 1]])
    assert some.titles["Elm"] == "Elm on the hill"


@pytest.mark.parametrize("cell", MISSING)
def test_an_empty_cell_in_any_spelling_is_missing_and_not_nought(cell: str) -> None:
    assert np.isnan(number(f" {cell} ", place="here"))


@pytest.mark.parametrize("cell", ["1,234", "12%", "about 5", "1e999", "inf", "1_000", "六"])
def test_what_is_no_plain_number_is_refused_with_its_place(cell: str) -> None:
    with pytest.raises(BadTable, match="is not a number") as caught:
        number(cell, place="data.csv, row 3, column pay")
    assert caught.value.place == "data.csv, row 3, column pay"


def test_a_mark_at_the_start_of_the_file_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("unit,pay\na,1.5\n", "utf-8-sig")
    held = read_table(path, columns=("pay",))
    assert held.units == ("a",)
    assert held.column("pay").tolist() == [1.5]


def test_a_quote_that_never_ends_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text('unit,pay\n"a,1.5\n', "utf-8")
    with pytest.raises(BadTable, match="not a table"):
        read_rows(path)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("unit,a\nx,1\n\n\ny,two\n", "row 5, column a", "'two' is not a number"),
        ('unit,a\n"x\ny",1\nz,two\n', "row 3, column a", "'two' is not a number"),
        ("\n\nunit,a\nx,two\n", "row 4, column a", "'two' is not a number"),
        ("unit,a\nx,1\n\nx,2\n", "row 4, column unit", "x stands in rows 2 and 4"),
        ("unit,a\nx,1\ny\n", "row 3", "1 cells under a heading of 2"),
        ("unit;a\nx;1\n", "row 1", "not parted by commas"),
        ("unit\ta\nx\t1\n", "row 1", "not parted by commas"),
        ("unit,a\nx\0,1\n", "row 2", "NUL"),
        ("unit,period,a\nx,2020,1\nx,,2\n", "row 3, column period", "without a period"),
        ("unit,a\n,,\n", "", "no rows"),
    ],
)
def test_the_row_named_is_the_one_that_a_spreadsheet_shows(
    tmp_path: Path, text: str, place: str, what: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadTable) as caught:
        read_table(path, columns=["a"])
    assert what in caught.value.what
    assert caught.value.place.endswith(place)
    assert caught.value.remedy


def test_a_unit_without_a_full_name_is_called_by_its_code(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("unit,name,a\nx,,1\ny,Why,2\n", "utf-8")
    assert read_table(path, columns=["a"]).titles == {"x": "x", "y": "Why"}


def test_doubt_is_of_one_period_at_a_time() -> None:
    panel = Table(("a", "b", "a", "b"), CODES, VALUES[:4], ("2020", "2020", "2021", "2021"))
    with pytest.raises(NotPossible, match="one period"):
        doubt(index().design, table=panel)


def test_an_order_of_one_unit_is_that_unit() -> None:
    found = kemeny(np.zeros((1, 1)))
    assert found.order == (0,)
    assert found.gap == 0


def test_in_a_panel_the_row_named_is_that_of_the_file() -> None:
    held = Table(("a", "b", "a", "b"), ("x",), np.ones((4, 1)), ("1", "1", "2", "2"))
    second = held.of_period("2")
    assert [second.line(row) for row in range(2)] == [4, 5]
    assert second.rows([1]).line(0) == 5


def test_a_table_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(BadTable, match="no value of any indicator is known"):
        index().build(table(np.full_like(VALUES, np.nan)))
