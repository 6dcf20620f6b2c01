"""`goldenthread check` from tables to the screen and the JSON, in both languages."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commanded import Run, runner
from goldenthread.checking import Check
from goldenthread.commands.check import check
from goldenthread.terms.errors import BadTable
from goldenthread.terms.wording import phrases

HEADER = "indicator,area,period,value,unit,kind,source,known,growth_of,basis"
LEVELS = (
    "revenue,jiaxing,2022,596.47,100m yuan,level flow,S13,2023-03,,",
    "revenue,jiaxing,2023,632.02,100m yuan,level flow,S09,,,",
)
GROWTH = "revenue_growth,jiaxing,2023,15.6,%,growth,S09,,revenue,current"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(monkeypatch, check, columns=200)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def table(*lines: str, name: str = "figures.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines), "utf-8-sig")
        return path

    return table


def test_a_question_is_asked_in_both_languages_and_is_no_error(
    run: Run, write: Callable[..., Path]
) -> None:
    ran = run(write(HEADER, *LEVELS, GROWTH))
    assert ran.status == 0
    assert "revenue_growth, jiaxing, 2023 (S09)" in ran.out
    assert "632.02 over 596.47 gives 5.96 %" in ran.out
    assert "按632.02与596.47计算为5.96%" in ran.out
    assert "plain arithmetic" in ran.out
    assert "4,000 clean tests" in ran.out
    assert "Answer: …" in ran.out
    assert "accuses nobody" in ran.out


def test_in_chinese_the_frame_is_chinese_too(run: Run, write: Callable[..., Path]) -> None:
    ran = run(write(HEADER, *LEVELS, GROWTH), language="zh")
    assert "提出1个问题" in ran.out
    assert "答复" in ran.out
    assert "需要5个数据，现有2个" in ran.out


def test_what_could_not_be_asked_is_told_with_the_reason(
    run: Run, write: Callable[..., Path]
) -> None:
    without = GROWTH.replace("current", "")
    ran = run(write(HEADER, *LEVELS, without))
    assert "No question." in ran.out
    assert "figures needed: 5, at hand: 2" in ran.out
    assert "not stated whether growth is in current or in constant prices" in ran.out
    alone = run(write(HEADER, GROWTH))
    assert "the level, or the level a year before, is not there" in alone.out


def test_tables_are_read_together(run: Run, write: Callable[..., Path]) -> None:
    levels, growth = write(HEADER, *LEVELS, name="a.csv"), write(HEADER, GROWTH, name="b.csv")
    assert "One question" in run(levels, growth).out
    assert "No question" in run(levels).out


def test_machines_get_question_evidence_and_rate(run: Run, write: Callable[..., Path]) -> None:
    told = json.loads(run(write(HEADER, *LEVELS, GROWTH), "--json").out)
    flag = told["flags"][0]
    assert flag["check"] == "growth of level"
    assert flag["p"] == "exact"
    assert flag["n"] == 3
    assert flag["answer"] == ""
    assert {"en": "growth given, %", "zh": "所列增速（%）", "value": "15.6"} in flag["evidence"]
    assert flag["false_alarms"]["tests"] >= 500
    assert {each["check"] for each in told["not_asked"]} == {"out of line"}
    assert told["asked"] >= len(told["flags"])


def test_the_worked_example_is_read_as_it_stands(run: Run, example: Path) -> None:
    ran = run(example / "figures.csv")
    assert ran.status == 0
    assert "3 questions" in ran.out
    assert "gdp, jiaxing, 2019 (W3)" in ran.out


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("indicator,period", "gdp,2023"), "period,value"),
        ((HEADER, LEVELS[0].replace("596.47", "much")), "'much' is no number"),
        ((HEADER, LEVELS[0].replace("2022", "lately", 1)), "names no period"),
        ((HEADER, GROWTH.replace("current", "nominal")), "Write one of current, constant"),
        ((HEADER, LEVELS[0].replace("level flow", "amount")), "is not allowed here"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_place(
    run: Run, write: Callable[..., Path], lines: tuple[str, ...], said: str
) -> None:
    ran = run(write(*lines))
    assert ran.status == 1
    assert isinstance(ran.error, BadTable)
    assert said in str(ran.error)
    assert "figures.csv" in str(ran.error)


def test_a_file_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run(tmp_path / "none.csv")
    assert ran.status == 1
    assert "no such file" in str(ran.error)


def test_a_value_not_yet_known_is_nothing_to_ask_about(
    run: Run, write: Callable[..., Path]
) -> None:
    empty = LEVELS[1].replace("632.02", "")
    assert run(write(HEADER, LEVELS[0], empty)).status == 0


def test_every_check_has_its_name_for_a_person() -> None:
    words = phrases("goldenthread.terminal", "checks.toml")
    assert [each for each in Check if f"check.{each.key}" not in words] == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_any_table_that_can_be_understood_is_checked(
    run: Run, tmp_path: Path, encoding: str
) -> None:
    table = tmp_path / "output.csv"
    table.write_text(
        "地区,2020年,2021年,2022年,2023年\n甲,10,11,120,13\n乙,5,5.2,5.5,…\n", encoding
    )
    ran = run(table, "--kind", "level flow", language="zh")
    assert ran.status == 0
    assert "甲, 2022" in ran.out
    assert "算术" not in ran.out


def test_of_such_a_table_every_fault_is_told_with_its_cell(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "output.csv"
    table.write_text("year,value\n2020,1\n2020,2\nlater,3\n2022,12x\n", "utf-8")
    ran = run(table)
    assert isinstance(ran.error, BadTable)
    assert all(place in str(ran.error) for place in ("B3", "A4", "B5"))


def test_a_kind_that_there_is_not_is_wrong_usage(run: Run, write: Callable[..., Path]) -> None:
    assert run(write(HEADER, *LEVELS), "--kind", "big").status == 2
