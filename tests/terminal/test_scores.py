"""What a person sees of an index, in both languages, and the command from end to end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from goldenthread.commands.score import score
from goldenthread.scoring import Aggregate, Aggregation, Normalise
from goldenthread.scoring.account import Account
from goldenthread.scoring.reaching import reach_alone, reach_together
from goldenthread.terminal.scores import Told, late, show_account
from goldenthread.terms.errors import BadTable, CannotTell
from goldenthread.terms.text import Language
from goldenthread.terms.wording import phrases
from scoring.examples import CODES, table
from scoring.examples import index as small
from scoring.test_written import DATA, GOOD

APP = typer.Typer()
APP.command()(score)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    index = tmp_path / "index.toml"
    index.write_text(GOOD, "utf-8")
    data = tmp_path / "data.csv"
    data.write_text(DATA, "utf-8")
    return [str(index), str(data)]


def said(arguments: list[str], *, language: str = "en") -> str:
    done = CliRunner().invoke(APP, arguments, env={"GOLDENTHREAD_LANG": language, "COLUMNS": "200"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def told(arguments: list[str]) -> dict[str, Any]:
    held = json.loads(said([*arguments, "--json"]))
    assert isinstance(held, dict)
    return held


def test_the_league_table_shows_places_scores_and_what_is_known(files: list[str]) -> None:
    shown = said(files)
    assert "Well-being" in shown
    for name in ("Ash", "Birch", "Cedar", "Dale"):
        assert name in shown
    assert "less ↓" in shown


def test_how_much_is_known_is_shown_by_node_and_for_one_unit(
    files: list[str], tmp_path: Path
) -> None:
    gaps = tmp_path / "gaps.csv"
    gaps.write_text(DATA.replace("71,5.1", ",5.1"), "utf-8")
    shown = said([files[0], str(gaps), "--unit", "a"])
    jobs = next(line for line in shown.splitlines() if "jobs" in line or "Jobs" in line)
    assert "80%" in jobs or "75%" in jobs
    assert " 0%" in jobs
    assert "Ash" in shown.split("What it is made of")[1]
    assert "总体数据覆盖" in said(files, language="zh")


def test_the_same_in_chinese(files: list[str]) -> None:
    shown = said([*files, "--draws", "50", "--unit", "a"], language="zh")
    assert "民生指数" in shown
    assert "越低越好" in shown
    assert "名次" in shown


def test_draws_give_ranges_and_the_same_seed_the_same(files: list[str]) -> None:
    first = told([*files, "--draws", "200", "--seed", "5"])
    assert first == told([*files, "--draws", "200", "--seed", "5"])
    assert first["draws"] == 200
    for unit in first["units"]:
        held = unit["places"]
        assert held["best"] <= held["low"] <= held["middle"] <= held["high"] <= held["worst"]
        assert unit["says"]["zh"]


def test_sobol_says_which_choice_moves_the_places(files: list[str]) -> None:
    held = told([*files, "--sobol"])["sobol"]
    assert held["exact"] is True
    assert set(held["factors"]) == {"treatment", "normalisation", "weights", "aggregation"} & set(
        held["factors"]
    )
    assert "Which choice moves the places" in said([*files, "--sobol"])


def test_what_if_shows_the_places_under_other_weights(files: list[str]) -> None:
    held = told([*files, "--what-if", "green=9"])
    assert any(unit["what_if"]["score"] != unit["score"] for unit in held["units"])
    assert "What if" in said([*files, "--what-if", "green=9"])
    with pytest.raises(BadTable, match="no node zoo"):
        said([*files, "--what-if", "zoo=1"])
    with pytest.raises(BadTable, match="the index itself") as caught:
        said([*files, "--what-if", "whole=2"])
    assert "Name a part of it" in caught.value.remedy
    for bare in ("green", "green="):
        with pytest.raises(BadTable, match="no number"):
            said([*files, "--what-if", bare])


def test_a_scheduler_without_draws_is_refused_with_what_to_add(files: list[str]) -> None:
    with pytest.raises(BadTable, match="none were asked for") as caught:
        said([*files, "--scheduler", "tcp://127.0.0.1:1"])
    assert "Add --draws" in caught.value.remedy


def test_a_mixture_is_made_of_what_has_a_cost_at_its_cost(files: list[str]) -> None:
    Path(files[0]).write_text(GOOD.replace('"geometric"', '"arithmetic"'), "utf-8")
    order = told(files)["units"]
    asked = [*files, "--unit", order[-1]["unit"], "--reach", str(order[-1]["place"] - 1)]
    free = told([*asked, "--cost", "air=0", "--cost", "jobs=1"])["mixture"]
    assert {step["indicator"] for step in free["steps"]} <= {"air", "jobs"}
    dear = told([*asked, "--cost", "air=1000", "--cost", "jobs=1"])["mixture"]
    assert [step["indicator"] for step in dear["steps"]][:1] != ["air"]
    for given, why in (
        ("zoo=1", "no indicator"),
        ("air=-1", "less than nothing"),
        ("air", "no number"),
    ):
        with pytest.raises(BadTable, match=why):
            told([*asked, "--cost", given])
    with pytest.raises(BadTable, match="no place to reach"):
        told([*files, "--cost", "air=1"])


def test_reach_says_what_each_indicator_would_take(files: list[str]) -> None:
    last = told(files)["units"][-1]
    shown = said([*files, "--unit", last["unit"], "--reach", str(last["place"] - 1)])
    assert "What it would take" in shown
    index = Path(files[0])
    index.write_text(GOOD.replace('"geometric"', '"arithmetic"'), "utf-8")
    order = told(files)["units"]
    asked = [*files, "--unit", order[-1]["unit"], "--reach", "1"]
    assert "Several at once" in said(asked)
    assert "proved" in said(asked)
    assert told(asked)["mixture"]["steps"]
    first = [*files, "--unit", order[0]["unit"], "--reach", "1"]
    assert "It is there already" in said(first)
    with pytest.raises(BadTable, match="asked for one unit"):
        said([*files, "--reach", "1"])
    with pytest.raises(BadTable, match="'zoo' is not in the table"):
        told([*files, "--unit", "zoo"])
    with pytest.raises(CannotTell, match="no place 99"):
        said([*files, "--unit", "a", "--reach", "99"])


@pytest.mark.parametrize(
    ("language", "words"), [("en", "All of them together do not"), ("zh", "一并改善也达不到")]
)
def test_what_not_even_all_together_reaches_is_said_plainly(language: Language, words: str) -> None:
    built = small().build(table())
    costs = dict.fromkeys(CODES, 1.0)
    together = reach_together(built, unit="Elm", score=101.0, costs=costs)
    alone = tuple(reach_alone(built, unit="Elm", indicator=code, score=101.0) for code in CODES)
    written = StringIO()
    screen = Console(width=200, file=written)
    account = Account(built, reaches=alone, mixture=together)
    show_account(account, console=screen, language=language)
    shown = written.getvalue()
    assert words in shown
    assert "100.00" in shown


def test_places_over_weights_are_shown_level_by_level(files: list[str]) -> None:
    index = Path(files[0])
    index.write_text(GOOD.replace('"geometric"', '"arithmetic"'), "utf-8")
    asked = [*files, "--unit", "a"]
    assert "the 2 parts" in said(asked)
    assert "all 4 indicators" in said(asked)
    assert "已证明" in said(asked, language="zh")
    assert "on all levels at once" in said(asked)
    assert [proved["level"] for proved in told(asked)["proved"]] == [1, 2, None]
    for proved, count in zip(told(asked)["proved"], (2, 4, 4), strict=True):
        assert len(proved["best"]["weights"]) == count
        assert proved["best"]["place"] <= proved["worst"]["place"]


def test_against_an_older_table_says_why_scores_changed(files: list[str], tmp_path: Path) -> None:
    older = tmp_path / "older.csv"
    older.write_text(DATA.replace("71,5.1", "60,5.1"), "utf-8")
    changes = told([*files, "--against", str(older)])["change"]
    for each in changes:
        parts = sum(each[cause] for cause in ("data", "weights", "frame", "coverage"))
        assert parts == pytest.approx(each["after"] - each["before"], abs=1e-12)
    assert "Why scores changed" in said([*files, "--against", str(older)])


def test_a_change_that_cannot_be_told_is_named_with_what_to_do(
    files: list[str], tmp_path: Path
) -> None:
    older = tmp_path / "older.csv"
    older.write_text(DATA.replace("71,5.1", "7,5.1"), "utf-8")
    index = Path(files[0])
    index.write_text(GOOD.replace('weigh = "entropy"', 'aggregate = "geometric"'), "utf-8")
    assert "No reasons for a" in said([*files, "--against", str(older)])


def test_a_bar_is_opened_once_and_only_after_two_seconds() -> None:
    now = [0.0]
    seen: list[tuple[str, int, int]] = []
    opened: list[int] = []

    @contextmanager
    def bar() -> Iterator[Told]:
        opened.append(1)
        yield lambda said, done, total: seen.append((said, done, total))

    with late(bar, clock=lambda: now[0]) as step:
        step("Drawing", 1, 4)
        now[0] = 1.9
        step("Drawing", 2, 4)
        assert opened == []
        now[0] = 2.0
        step("Drawing", 3, 4)
        step("Drawing", 4, 4)
    assert opened == [1]
    assert seen == [("Drawing", 3, 4), ("Drawing", 4, 4)]


def test_a_page_is_written_where_asked(files: list[str], tmp_path: Path) -> None:
    said([*files, "--html", str(tmp_path / "page.html"), "--draws", "20"])
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!doctype html>")


def test_of_a_panel_the_last_period_is_shown_unless_named(files: list[str], tmp_path: Path) -> None:
    rows = DATA.splitlines()
    panel = [f"{rows[0]},period", *(f"{r},{year}" for year in (2022, 2023) for r in rows[1:])]
    path = tmp_path / "panel.csv"
    path.write_text("\n".join(panel) + "\n", "utf-8")
    assert told([files[0], str(path)])["units"][0]["period"] == "2023"
    assert told([files[0], str(path), "--period", "2022"])["units"][0]["period"] == "2022"
    with pytest.raises(BadTable, match="no row of 1999"):
        said([files[0], str(path), "--period", "1999"])
    with pytest.raises(BadTable, match="no row of 1999") as caught:
        said([*files, "--period", "1999"])
    assert "leave --period out" in caught.value.remedy
    drawn = told([files[0], str(path), "--draws", "50"])
    assert all(unit["period"] == "2023" and unit["places"] for unit in drawn["units"])


def test_a_table_of_one_period_may_be_named_by_it(files: list[str], tmp_path: Path) -> None:
    rows = DATA.splitlines()
    path = tmp_path / "year.csv"
    path.write_text("\n".join([f"{rows[0]},period", *(f"{r},2022" for r in rows[1:])]), "utf-8")
    assert told([files[0], str(path), "--period", "2022"])["units"][0]["period"] == "2022"


def test_an_index_without_alternatives_shows_no_certainty_but_what_to_add(
    files: list[str],
) -> None:
    index = Path(files[0])
    whole = GOOD.split("[alternatives]")[0]
    index.write_text(whole, "utf-8")
    asked = [*files, "--draws", "50", "--sobol"]
    shown = said(asked)
    assert "Nothing was varied" in shown
    assert "[alternatives]" in shown
    assert "5–95" not in shown
    assert "Exact: all 1" not in shown
    assert "没有改变任何选择" in said(asked, language="zh")
    index.write_text(f'{whole}[alternatives]\ntreat = ["none"]\n', "utf-8")
    assert "names one choice only" in said(asked)


def test_a_file_that_is_not_there_is_refused_with_its_name(files: list[str]) -> None:
    with pytest.raises(Exception, match="no such file"):
        said([files[0], "nowhere.csv"])


def test_every_phrase_exists_in_both_languages() -> None:
    for room, name in (
        ("goldenthread.terminal", "scores.toml"),
        ("goldenthread.scoring", "words.toml"),
        ("goldenthread.scoring", "page.toml"),
    ):
        for key, words in phrases(room, name).items():
            assert words.en, key
            assert words.zh, key


def test_what_is_the_same_everywhere_is_said_to_be_left_out() -> None:
    values = np.ones((3, 4)) * [[1.0], [2.0], [3.0]]
    values[:, 1] = 5.0
    shown = StringIO()
    account = Account(small().build(table(values)))
    show_account(account, console=Console(file=shown, width=200), language="en")
    assert "left out with its weight: parks" in shown.getvalue()
    assert account.as_dict()["unscaled"] == ["parks"]


@pytest.mark.parametrize(("language", "words"), [("en", "not proved"), ("zh", "未能证明")])
def test_a_mixture_not_proved_the_least_is_shown_with_that_word(
    language: Language, words: str
) -> None:
    built = small(aggregate=Aggregate(Aggregation.MINIMUM), normalise=Normalise(low=1)).build(
        table()
    )
    wanted = 60.0
    costs = dict(zip(CODES, (3.0, 1.0, 2.0, 0.7), strict=True))
    alone = reach_alone(built, unit="Birch", indicator="pay", score=wanted)
    for rounds, is_said in ((1, True), (150, False)):
        mixture = reach_together(built, unit="Birch", score=wanted, costs=costs, rounds=rounds)
        shown = StringIO()
        account = Account(built, reaches=(alone,), mixture=mixture)
        show_account(account, console=Console(file=shown, width=200), language=language)
        assert (words in shown.getvalue()) == is_said
        assert "↓" in shown.getvalue().split("air")[-1][:20]


def test_brackets_in_names_are_shown_as_they_are(files: list[str]) -> None:
    index, data = (Path(each) for each in files)
    index.write_text(GOOD.replace('"Well-being"', '"[/b] Well-being"'), "utf-8")
    data.write_text(DATA.replace("Ash", "[red]Ash[/x]").replace("\na,", "\n[/a],"), "utf-8")
    shown = said([*files, "--unit", "[/a]", "--against", str(data)])
    assert "[/b] Well-being" in shown
    assert "[red]Ash[/x]" in shown
    assert "[/a]" in shown


@pytest.mark.parametrize(
    ("language", "said_so"), [("en", "to reach place 1"), ("zh", "要升至第1位")]
)
def test_by_copeland_the_way_to_a_place_is_told_by_place(
    files: list[str], language: str, said_so: str
) -> None:
    index = Path(files[0])
    index.write_text(GOOD.replace('aggregate = "geometric"', 'aggregate = "copeland"', 1), "utf-8")
    order = told(files)["units"]
    asked = [*files, "--unit", order[1]["unit"], "--reach", "1"]
    assert said_so in said(asked, language=language)
    assert {each["place"] for each in told(asked)["reach"]} == {1}
    assert any(each["steps"] for each in told(asked)["reach"])


def test_the_first_period_of_a_panel_has_none_before_it(files: list[str], tmp_path: Path) -> None:
    head, *rows = DATA.strip().splitlines()
    lines = [f"{head},period"] + [f"{row},{year}" for year in (2021, 2022) for row in rows]
    panel = tmp_path / "panel.csv"
    panel.write_text("\n".join(lines), "utf-8")
    with pytest.raises(BadTable, match="no period before 2021"):
        said([files[0], str(panel), "--period", "2021", "--against", str(panel)])


@pytest.mark.parametrize("given", ["green", "green=", "=1", "green=nan", "green=1 green=2"])
def test_a_weight_that_is_none_is_refused(files: list[str], given: str) -> None:
    asked = [word for each in given.split() for word in ("--what-if", each)]
    with pytest.raises(BadTable, match=r"is no number|given twice") as caught:
        said([*files, *asked])
    assert caught.value.place.startswith("--what-if")


def test_against_a_panel_the_period_before_is_compared(files: list[str], tmp_path: Path) -> None:
    head, *rows = DATA.strip().splitlines()
    lines = [f"{head},period"] + [f"{row},{year}" for year in (2021, 2022, 2023) for row in rows]
    # The middle year alone is other: nothing changed since 2021, but something since 2022.
    lines[1 + len(rows)] = lines[1 + len(rows)].replace("30,12", "35,12")
    panel = tmp_path / "panel.csv"
    panel.write_text("\n".join(lines), "utf-8")
    found = told([files[0], str(panel), "--against", str(panel)])["change"]
    assert any(each["before"] != each["after"] for each in found)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_scores_that_were_published_are_held_against_the_indicators(
    files: list[str], tmp_path: Path, language: str
) -> None:
    printed = tmp_path / "printed.csv"
    names = [each["unit"] for each in told(files)["units"]]
    printed.write_text("unit,score\n" + "".join(f"{n},{at}\n" for at, n in enumerate(names)))
    shown = said([*files, "--published", str(printed)], language=language)
    assert "R²" in shown
    assert told([*files, "--published", str(printed)])["published"]["r_squared"] <= 1
