"""A table on the screen and for machines: what was understood, and every fault."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer import Typer
from typer.testing import CliRunner

from goldenthread.commands.table import table as command
from goldenthread.measuring.tables import Table, read_table
from goldenthread.terminal.tables import show_table, table_json
from goldenthread.terms.text import LANGUAGES, Language
from goldenthread.terms.wording import phrases

GOOD = '2023年\n指标,1-9月,全年\n生产总值（亿元）,"5,123.40",7062.45\n增长（%）,…,6.3\n注：初步数\n'
BAD = GOOD.replace("6.3", "约6").replace("7062.45", "x1")


def shown(table: Table, language: Language = "en") -> str:
    screen = Console(file=StringIO(), width=200, highlight=False)
    show_table(table, console=screen, language=language, name="figures.csv")
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_understood_is_said_in_either_language(language: Language) -> None:
    said = shown(read_table(GOOD.encode("gb18030")), language)
    words = phrases("goldenthread.terminal", "tables.toml")
    for fact in ("gb18030", "生产总值", "亿元 · %", "2023Q1-3 – 2023", "注：初步数"):
        assert fact in said
    assert words["layout.wide"].in_language(language) in said
    assert words["accepted"].in_language(language).format(values=4) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_said_with_its_cell_and_its_remedy(language: Language) -> None:
    table = read_table(BAD.encode())
    said = shown(table, language)
    assert [fault.address for fault in table.faults] == ["C3", "C4"]
    for fault in table.faults:
        assert fault.address in said
        assert fault.what.in_language(language) in said
        assert fault.remedy.in_language(language) in said


def test_one_fault_at_many_cells_is_said_once_with_how_many_more() -> None:
    table = read_table(("Area,2021,2022\n" + "East,n.b.,1\n" * 20).encode())
    said = shown(table)
    assert said.count("“n.b.” is not a number") == 1
    assert "B2 B3 B4" in said
    assert "and 8 more" in said


def test_a_long_table_says_how_many_series_are_not_shown() -> None:
    rows = "".join(f"Area {at},1\n" for at in range(50))
    said = shown(read_table(f"Area,2021\n{rows}".encode()))
    assert "Area 39" in said
    assert "Area 40" not in said
    assert "and 10 more series" in said


def test_nothing_in_a_cell_steers_the_terminal() -> None:
    said = shown(read_table(b"Area,2021\n\x1b[31mEast[bold],5\nWest,\x1b]0;x\x07\n"))
    assert "\x1b" not in said
    assert "East[bold]" in said


def test_machines_get_every_digit_and_the_text_of_every_cell() -> None:
    made = json.loads(json.dumps(table_json(read_table(GOOD.encode())), ensure_ascii=False))
    first = made["values"][0]
    assert made["layout"] == "wide"
    assert (first["value"], first["text"], first["cell"]) == ("5123.40", "5,123.40", "B3")
    assert (first["unit"], first["multiplier"], first["currency"]) == ("亿元", "100000000", "CNY")
    assert (made["values"][2]["value"], made["values"][2]["mark"]) == (None, "...")
    assert made["faults"] == []


@pytest.fixture
def app() -> Typer:
    made = Typer()
    made.command()(command)
    return made


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(GOOD, "utf-8")
    bad.write_text(BAD, "utf-8")
    return good, bad


def test_the_command_ends_with_one_where_there_are_faults(
    app: Typer, files: tuple[Path, Path]
) -> None:
    ends = [CliRunner().invoke(app, [str(file)]).exit_code for file in files]
    assert ends == [0, 1]


def test_the_command_writes_json_and_the_corrected_file(
    app: Typer, files: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "mended.xlsx"
    done = CliRunner().invoke(app, [str(files[1]), "--json", "--corrected", str(out)])
    assert {fault["cell"] for fault in json.loads(done.stdout)["faults"]} == {"C3", "C4"}
    assert read_table(out.read_bytes()).grid.format == "xlsx"
    assert [file.name for file in tmp_path.glob(".*")] == []


def test_the_command_takes_the_year_and_the_fiscal_year_from_its_user(
    app: Typer, tmp_path: Path
) -> None:
    file = tmp_path / "years.csv"
    file.write_text("Area,FY2023,Q1\nEast,1,2\n")
    options = ["--year", "2023", "--fiscal-start", "4", "--named-by-start", "--json"]
    done = CliRunner().invoke(app, [str(file), *options])
    assert [each["period"] for each in json.loads(done.stdout)["values"]] == [
        "2023-04-01/P12M",
        "2023Q1",
    ]


def test_a_file_that_is_not_there_is_refused_with_its_name(app: Typer, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [str(tmp_path / "none.csv")])
    assert "none.csv" in str(done.exception)


def test_every_phrase_is_written_in_both_languages() -> None:
    said = phrases("goldenthread.terminal", "tables.toml") | phrases("goldenthread.measuring")
    assert all(words.en and words.zh for words in said.values())
