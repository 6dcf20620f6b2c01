"""Tables of workbooks and csv files keep their header, their preamble and what is merged."""

import shutil
import subprocess
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reading.opening import open_document
from goldenthread.reading.opening.csvs import separator
from goldenthread.reading.opening.layout import sheet, table
from goldenthread.reading.opening.sheets import Cell, shown
from reading.opening.making import xlsx


def test_a_workbook_gives_title_table_and_note(tmp_path: Path) -> None:
    opened = open_document(xlsx(tmp_path / "a.xlsx"))
    assert opened.format == "xlsx"
    assert opened.text.split("\n") == [
        "重点任务责任分解表",
        "",
        "| 序号 | 任务 | 牵头单位 | 期限 |",
        "| --- | --- | --- | --- |",
        "| 1 | 修复海堤 | 水务局 |  |",
        "| 2.5 | 新建 泵站 | 水务局 | TRUE |",
        "",
        "注：每季度报告。",
    ]


def test_several_sheets_stand_under_their_names_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    with import_module("xlsxwriter").Workbook(str(tmp_path / "a.xlsx")) as book:
        for name, row in (("一季度", ["a", "b"]), ("空", []), ("二季度", ["c", "d"])):
            book.add_worksheet(name).write_row(0, 0, row)
    text = open_document(tmp_path / "a.xlsx").text
    assert text == "## 一季度\n\n| a | b |\n| --- | --- |\n\n## 二季度\n\n| c | d |\n| --- | --- |"


@pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is absent, which makes the old workbook (libreoffice-calc-nogui)",
)
def test_an_old_workbook_gives_the_same_table(tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    given = xlsx(tmp_path / "a.xlsx")
    convert = ["--convert-to", "xls", "--outdir", str(tmp_path), str(given)]
    subprocess.run(["soffice", profile, "--headless", *convert], capture_output=True, check=True)
    if not (tmp_path / "a.xls").exists():
        pytest.skip("LibreOffice Calc is absent (apt-get install libreoffice-calc-nogui)")
    opened = open_document(tmp_path / "a.xls")
    assert (opened.text, opened.format) == (open_document(given).text, "xls")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (3.0, "3"),
        (0.5, "0.5"),
        (1e300, "1e+300"),
        (True, "TRUE"),
        (datetime.fromisoformat("2023-05-01"), "2023-05-01"),
        (datetime.fromisoformat("2023-05-01T09:30"), "2023-05-01 09:30:00"),
        (date(2023, 5, 1), "2023-05-01"),
        (time(9, 30), "09:30:00"),
        ("水务局", "水务局"),
    ],
)
def test_a_cell_is_shown_as_a_person_would_write_it(cell: Cell, said: str) -> None:
    assert shown(cell) == said


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_csv_is_read_whatever_separates_and_encodes_it(
    mark: str, encoding: str, tmp_path: Path
) -> None:
    rows = [
        ["序号", "任务", "牵头单位"],
        ["1", "修复海堤，新建泵站", "水务局"],
        ["2", "督查", "办公室"],
    ]
    (tmp_path / "a.csv").write_bytes("\r\n".join(mark.join(row) for row in rows).encode(encoding))
    assert open_document(tmp_path / "a.csv").text == table(rows)


def test_quoted_cells_may_hold_separators_and_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,b\n"x, ""y""","one\ntwo"\n', encoding="utf-8")
    assert open_document(tmp_path / "a.csv").text.endswith('| x, "y" | one two |')


def test_one_column_is_a_list_of_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Repair\nRebuild\n", encoding="utf-8")
    assert open_document(tmp_path / "a.csv").text == "Repair\n\nRebuild"
    assert separator("no separator at all") in ",;\t|"


@given(st.lists(st.lists(st.text(), max_size=5), max_size=6))
def test_every_row_of_a_table_has_the_same_number_of_cells(rows: list[list[str]]) -> None:
    lines = table(rows).splitlines()
    widths = {line.replace("\\|", "").count("|") for line in lines}
    assert len(widths) <= 1


@given(st.lists(st.lists(st.sampled_from(["", " ", "a", "乙", "c d"]), max_size=4), max_size=6))
def test_no_word_of_a_sheet_is_lost(rows: list[list[str]]) -> None:
    said = "\n".join(sheet(rows))
    assert [said.count(word) for word in ("a", "乙", "c d")] == [
        sum(row.count(word) for row in rows) for word in ("a", "乙", "c d")
    ]
