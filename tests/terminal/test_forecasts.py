"""`goldenthread forecast` from a table to the screen, the chart and the JSON, in both languages."""

import json
import math
import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest

from commanded import Run, runner
from goldenthread.commands.forecast import forecast
from goldenthread.forecasting import Model, from_dict
from goldenthread.terminal.forecasts import bars
from goldenthread.terms.errors import GoldenthreadError
from goldenthread.terms.text import LANGUAGES
from goldenthread.terms.wording import phrases


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command as a person with a wide English terminal would."""
    return runner(monkeypatch, forecast, columns=140)


def rows(name: str, count: int, *, level: float = 100) -> list[str]:
    return [
        f"{2018 + place // 4}Q{place % 4 + 1},"
        f"{level * 1.01**place * (1 + 0.1 * math.sin(place * math.pi / 2)):.1f},{name}"
        for place in range(count)
    ]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two indicators to 2023Q3 and a short one, with a byte-order mark as offices save it."""
    path = tmp_path / "figures.csv"
    lines = [*rows("visitors", 23), *rows("homes", 23, level=40), *rows("new clinic", 3)]
    path.write_text("\n".join(["period,value,indicator", *lines]), "utf-8-sig")
    return path


def test_a_person_sees_what_is_expected_and_the_chance(run: Run, table: Path) -> None:
    ran = run(table, "--target", ">= 110")
    assert ran.status == 0
    line = next(line for line in ran.out.splitlines() if line.startswith("visitors"))
    assert "2023Q3" in line
    assert "2023Q4" in line
    assert "≥ 110" in line
    assert "%" in line
    assert "▁" in line
    assert "new clinic: Too short to tell. Values at hand: 3" in ran.out
    assert "past forecast errors" in ran.out


def test_without_a_target_no_chance_is_told(run: Run, table: Path) -> None:
    ran = run(table)
    assert "Chance" not in ran.out
    assert "80 % range" in ran.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_named_in_the_language_of_the_terminal(
    run: Run, table: Path, language: str
) -> None:
    words = phrases("goldenthread.terminal", "forecasts.toml")
    ran = run(table, "--target", "+5%", language=language)
    for key, said in words.items():
        if key.startswith("column."):
            assert (said.zh if language == "zh" else said.en) in ran.out


def test_each_phrase_exists_in_both_languages_with_the_same_values() -> None:
    for key, said in phrases("goldenthread.terminal", "forecasts.toml").items():
        named = [sorted(re.findall(r"\{(\w+)\}", words)) for words in (said.en, said.zh)]
        assert said.en, key
        assert said.zh, key
        assert named[0] == named[1], key


def test_a_narrow_terminal_leaves_out_the_bars_and_keeps_the_chance(run: Run, table: Path) -> None:
    ran = run(table, "--target", ">= 110", columns=80)
    assert "▁" not in ran.out
    assert "Chance" in ran.out


def test_a_short_history_says_that_the_chance_goes_no_further(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("\n".join(["period,value,indicator", *rows("tax", 13)]))
    sure, never = (run(path, "--target", f">= {line}").out for line in (1, 9999))
    assert "90 % or more" in sure
    assert "10 % or less" in never
    assert "Short history" in sure


def test_the_total_of_a_year_needs_to_be_said_to_be_a_sum(run: Run, table: Path) -> None:
    refused = run(table, "--by", "2023")
    assert isinstance(refused.error, GoldenthreadError)
    assert "level flow" in refused.error.remedy
    ran = run(table, "--by", "2023", "--kind", "level flow", "--target", "+5%", "--json")
    answer = from_dict(json.loads(ran.out)[0]["answer"])
    assert answer.model is Model.YEAR_SHARES
    assert answer.period.label == "2023"


def test_what_adds_up_from_the_start_of_the_year_is_taken_apart(run: Run, tmp_path: Path) -> None:
    plain, added = tmp_path / "plain.csv", tmp_path / "added.csv"
    values = {line.split(",")[0]: Decimal(line.split(",")[1]) for line in rows("", 23)}
    plain.write_text("period,value\n" + "\n".join(f"{p},{v}" for p, v in values.items()), "utf-8")
    names = {"1": "Q1", "2": "H1", "3": "Q1-3", "4": ""}
    so_far = {
        f"{p[:4]}{names[p[-1]]}": sum(v for q, v in values.items() if p[:4] == q[:4] and q <= p)
        for p in values
    }
    added.write_text("period,value\n" + "\n".join(f"{p},{v}" for p, v in so_far.items()), "utf-8")
    found = [
        json.loads(run(path, "--by", "2023", "--kind", kind, "--target", ">= 400", "--json").out)
        for path, kind in ((plain, "level flow"), (added, "cumulative"))
    ]
    assert json.dumps(found[0]).replace("plain", "added") == json.dumps(found[1])
    refused = run(added)
    assert "say that its kind is cumulative" in str(refused.error)


def test_a_column_may_say_the_kind(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text(
        "\n".join(["period,value,indicator,kind", *(f"{r},level stock" for r in rows("debt", 23))])
    )
    ran = run(path, "--by", "2023", "--json")
    assert json.loads(ran.out)[0]["answer"]["period"] == "2023Q4"


def test_an_indicator_of_two_kinds_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("period,value,kind\n2023Q1,12,ratio\n2023Q2,13,index\n")
    assert "row 3, column kind" in str(run(path).error)


def test_a_table_of_nothing_but_short_series_says_only_that(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("\n".join(["period,value,indicator", *rows("tax", 4)]))
    to = tmp_path / "short.svg"
    ran = run(path, "--svg", to)
    assert "tax: Too short to tell" in ran.out
    assert "past forecast errors" not in ran.out
    assert "Too short to tell" in to.read_text("utf-8")


def test_a_change_without_a_start_shows_what_is_expected_and_says_why_no_chance(
    run: Run, table: Path, tmp_path: Path
) -> None:
    to = tmp_path / "fan.svg"
    ran = run(table, "--target", "-3%", "--by", "2024Q4", "--svg", to)
    line = next(line for line in ran.out.splitlines() if line.startswith("visitors"))
    assert "2024Q4" in line
    assert "visitors: The chance cannot be told: the change asked for starts" in ran.out
    assert "The chance cannot be told" in to.read_text("utf-8")


def test_a_chart_without_a_target_names_none(run: Run, table: Path, tmp_path: Path) -> None:
    to = tmp_path / "plain.svg"
    run(table, "--svg", to)
    assert "Chance" not in to.read_text("utf-8")


def test_machines_get_every_number_as_text_and_what_is_untold(run: Run, table: Path) -> None:
    told = json.loads(run(table, "--target", "<= 120", "--json").out)
    assert [each["indicator"] for each in told] == ["visitors", "homes", "new clinic"]
    assert told[2]["untold"] == "too short"
    assert Decimal(told[0]["answer"]["chance"]) <= 1
    assert {"cut_off", "model", "version", "seed", "quantiles"} <= told[0]["answer"].keys()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Chance that it is met"), ("zh", "达成概率")]
)
def test_a_fan_chart_is_written_with_words_for_who_cannot_see_it(
    run: Run, table: Path, tmp_path: Path, language: str, said: str
) -> None:
    to = tmp_path / "fan.svg"
    run(table, "--target", ">= 110", "--by", "2024Q2", "--svg", to, language=language)
    root = ET.parse(to).getroot()
    charts = root.findall("{http://www.w3.org/2000/svg}svg")
    assert len(charts) == 3
    assert said in (charts[0].findtext("{http://www.w3.org/2000/svg}desc") or "")
    assert len({chart.get("aria-labelledby") for chart in charts}) == 3


def test_a_chart_that_cannot_be_written_is_a_refusal(run: Run, table: Path, tmp_path: Path) -> None:
    ran = run(table, "--svg", tmp_path / "nowhere" / "fan.svg")
    assert isinstance(ran.error, GoldenthreadError)
    assert "fan.svg" in ran.error.place


def test_every_bad_cell_is_told_at_once_with_its_row(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("period,value\n2023Q1,12\n2023Q5,13\n2023Q3,many\n2023Q1,14\n")
    ran = run(path)
    assert isinstance(ran.error, GoldenthreadError)
    for part in ("row 3, column period", "row 4, column value", "row 5, column period"):
        assert part in str(ran.error)


@pytest.mark.parametrize("header", ["", "value", "period"])
def test_what_is_no_table_is_refused(run: Run, tmp_path: Path, header: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(f"{header}\n2023Q1,12,x\n")
    ran = run(path)
    assert isinstance(ran.error, GoldenthreadError)
    assert "period,value" in str(ran.error)


def test_any_table_that_can_be_understood_is_forecast(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    years = [f"{year}年" for year in range(2012, 2024)]
    rows = [["产值（亿元）", *(str(100 + 3 * n) for n in range(12))], ["进出口", *(["…"] * 12)]]
    path.write_text("\n".join(",".join(row) for row in (["指标", *years], *rows)), "gb18030")
    (told,) = json.loads(run(path, "--json").out)
    assert (told["indicator"], told["cut_off"]) == ("产值", "2023")
    assert told["answer"]["period"] == "2024"


def test_a_file_that_is_not_there_is_a_refusal(run: Run, tmp_path: Path) -> None:
    ran = run(tmp_path / "none.csv")
    assert isinstance(ran.error, GoldenthreadError)
    assert "none.csv" in str(ran.error)


def test_a_gap_is_named_and_an_empty_value_at_the_end_is_not_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gap.csv"
    lines = rows("tax", 23)
    path.write_text("\n".join(["period,value,indicator", *lines, "2023Q4,,tax"]))
    assert run(path).status == 0
    del lines[5]
    path.write_text("\n".join(["period,value,indicator", *lines]))
    assert "2019Q2 is missing before 2019Q3" in str(run(path).error)


def test_an_unknown_kind_is_wrong_usage(run: Run, table: Path) -> None:
    assert run(table, "--kind", "flow of things").status == 2


def test_a_target_without_meaning_is_refused(run: Run, table: Path) -> None:
    assert "asks for nothing" in str(run(table, "--target", "about 5").error)


def test_bars_rise_with_the_values() -> None:
    assert bars([Decimal(each) for each in (1, 2, 3, 8)]) == "▁▂▃█"
    assert bars([Decimal(5)] * 3) == "▁▁▁"
