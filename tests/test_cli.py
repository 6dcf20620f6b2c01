"""The door for a terminal: what it prints, where its errors go, and with which status it ends."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

import pytest

from goldenthread import cli
from goldenthread.ledger import verify
from goldenthread.office.site.archive import Manifest, begin


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, as a person with an English terminal would."""

    def command(*words: object, language: str = "en") -> Ran:
        monkeypatch.setenv("GOLDENTHREAD_LANG", language)
        monkeypatch.setenv("COLUMNS", "160")
        monkeypatch.setattr(sys, "argv", ["goldenthread", *map(str, words)])
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return command


def test_reading_the_meeting_says_that_nothing_can_be_tracked_yet(run: Run, example: Path) -> None:
    ran = run("read", example / "meeting.en.md")
    assert ran.status == 0
    assert "Nothing here can be tracked yet: five aims; none has a measure" in ran.out
    assert "Commitments" not in ran.out


def test_it_says_which_version_it_is(run: Run) -> None:
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"goldenthread {metadata.version('goldenthread')}\n")


def test_a_terminal_in_chinese_reads_chinese(run: Run, example: Path) -> None:
    ran = run("read", example / "meeting.zh.md", language="zh_CN.UTF-8")
    assert "目前没有一项可以跟踪" in ran.out
    assert "Aims" not in ran.out


def test_one_document_is_one_object_and_several_are_one_a_line(run: Run, example: Path) -> None:
    one = json.loads(run("read", example / "notice.en.md", "--json").out)
    assert all(one["text"][s["start"] : s["end"]] == s["quote"] for s in one["statements"])
    several = run("read", example / "notice.en.md", example / "notice.zh.md", "--json").out
    assert [json.loads(line)["language"] for line in several.splitlines()] == ["en", "zh"]


def test_a_document_that_cannot_be_read_is_reported_and_the_others_are_done(
    run: Run, example: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text(" ")
    ran = run("read", tmp_path / "empty.txt", example / "meeting.en.md")
    assert ran.status == 1
    assert "empty.txt" in ran.err
    assert "empty.txt" not in ran.out
    assert "meeting.en.md" in ran.out


@pytest.mark.parametrize("words", [(), ("read",), ("card", "x"), ("no-such-command",)])
def test_wrong_usage_ends_with_two(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).status == 2


def test_an_unknown_language_is_wrong_usage(run: Run, example: Path) -> None:
    assert run("read", example / "meeting.en.md", "--lang", "fr").status == 2


def test_the_card_of_a_folder_is_printed_and_written(
    run: Run, example: Path, tmp_path: Path
) -> None:
    ran = run(
        "card", example, "--quarter", "2023Q4", "--as-known", "2024-01-31", "--to", tmp_path / "out"
    )
    assert ran.status == 0
    assert "Missed by 2.6" in ran.out
    assert "3rd to 11th" in ran.out
    names = {path.name for path in (tmp_path / "out").iterdir()}
    data = {"card.json", "card.jsonld", "figures.csv", "datapackage.json"}
    data |= {"figures.sdmx.csv", "structure.sdmx.json"}
    assert names == {"card.html", "card.pdf", "card.zh.pdf", "brief.pdf", "brief.zh.pdf"} | data


def test_the_card_as_json_is_the_file_it_writes(run: Run, example: Path, tmp_path: Path) -> None:
    ran = run("card", example, "--quarter", "2023Q4", "--to", tmp_path, "--json")
    assert ran.out == (tmp_path / "card.json").read_text()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--quarter", "2023", "quarter"),
        ("--quarter", "soon", "names no period"),
        ("--as-known", "31.1.2024", "names no period"),
    ],
)
def test_a_wrong_period_is_refused_and_nothing_is_written(
    run: Run, example: Path, tmp_path: Path, option: str, value: str, said: str
) -> None:
    given = {"--quarter": "2023Q4", "--to": str(tmp_path / "out")} | {option: value}
    ran = run("card", example, *(word for pair in given.items() for word in pair))
    assert ran.status == 1
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_none_is_refused_by_its_name(run: Run, tmp_path: Path) -> None:
    ran = run("card", tmp_path / "absent", "--quarter", "2023Q4", "--to", tmp_path / "out")
    assert ran.status == 1
    assert "absent" in ran.err


def test_what_is_no_bundle_is_not_good(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_bytes(b"not a zip")
    assert run("verify", tmp_path / "bundle.zip").status in (1, 2)
    assert run("verify", tmp_path / "absent.zip").status == 1


def test_a_port_in_use_is_named_before_anything_is_made(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run("demo", "--to", tmp_path / "demo", "--serve", "--port", port)
    assert ran.status == 1
    assert str(port) in ran.err
    assert not (tmp_path / "demo").exists()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The demo, run once as a person would, in a process of its own."""
    home = tmp_path_factory.mktemp("demo") / "demo"
    return home, _process("demo", "--to", home)


def _process(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "goldenthread.cli", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "160", "GOLDENTHREAD_LANG": "en"},
    )


def test_the_demo_prints_writes_and_verifies(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    home, ran = demo
    assert ran.returncode == 0, ran.stderr
    assert "Missed by 2.6" in ran.stdout
    assert "Good:" in ran.stdout
    names = {path.name for path in (home / "2023Q4").iterdir()}
    assert {"card.html", "card.pdf", "card.json", "figures.csv", "bundle.zip"} <= names
    assert verify((home / "2023Q4" / "bundle.zip").read_bytes()).status == 0


def test_a_flipped_byte_of_the_demo_bundle_is_found(
    demo: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path, run: Run
) -> None:
    data = bytearray((demo[0] / "2023Q4" / "bundle.zip").read_bytes())
    data[len(data) // 3] ^= 1
    (tmp_path / "bundle.zip").write_bytes(data)
    assert run("verify", tmp_path / "bundle.zip").status == 1


def test_the_demo_log_agrees_with_its_tables(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    ran = _process("audit", "--home", demo[0], "--replay")
    assert ran.returncode == 0, ran.stderr
    assert "agrees" in ran.stdout
    assert "rows rebuilt from the entries: none differs" in ran.stdout


def test_an_audit_names_the_row_that_was_changed_behind_the_back_of_the_office(
    demo: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    home = tmp_path / "changed"
    shutil.copytree(demo[0], home)
    with closing(sqlite3.connect(home / "goldenthread.sqlite3")) as database, database:
        # Whoever owns the database can take away the triggers that stop mistakes.
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ind%'"
        for (trigger,) in database.execute(triggers).fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE indicators_observation SET value = '10.4' WHERE value = '7.4'")
        database.execute("UPDATE indicators_observation SET start = '1999-01-01' WHERE id = 1")
    ran = _process("audit", "--home", home, "--replay", "--json")
    assert ran.returncode == 1
    faults = json.loads(ran.stdout)["faults"]
    assert any("observation/" in fault and ": value is not" in fault for fault in faults)
    assert any(fault.startswith("observation/1: start is not") for fault in faults)


def test_the_doctor_finds_the_demo_well_kept_but_for_its_backups(
    demo: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    ran = _process("doctor", "--home", demo[0])
    assert ran.returncode == 1
    assert [line[:30] for line in ran.stderr.splitlines()] == ["WRONG GOLDENTHREAD_BACKUPS: no"]
    assert "no mail is sent" in ran.stdout
    with closing(sqlite3.connect(demo[0] / "goldenthread.sqlite3")) as rows:
        (origin,) = rows.execute("SELECT origin FROM trail_log").fetchone()
    with begin(tmp_path / "last.zip") as archive:
        archive.seal(Manifest(datetime.now(UTC), "0.1.0", "sqlite", (), origin, 0, ""))
    ran = _process("doctor", "--home", demo[0], "--backups", tmp_path, "--json")
    assert ran.returncode == 0, ran.stdout
    places = [found["place"] for found in json.loads(ran.stdout)]
    assert places == ["GOLDENTHREAD_MAIL", str(demo[0].resolve() / "working-days.txt")]


def test_people_are_reminded_once_a_working_day_and_a_trial_letter_goes_where_it_says(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    days, today = demo[0] / "working-days.txt", datetime.now(UTC).date()
    named = [today + timedelta(days=each) for each in range(2)]
    try:
        days.write_text("".join(f"{day} off\n" for day in named))
        assert "nobody is reminded" in _process("remind", "--home", demo[0]).stdout
        days.write_text("".join(f"{day} work\n" for day in named))
        first = _process("remind", "--home", demo[0])
        assert first.returncode == 0, first.stderr
        assert re.match(r"[1-9]\d* people reminded, 0 letters sent, 0 could", first.stdout)
        days.write_text("now and then\n")
        refused = _process("remind", "--home", demo[0])
        assert (refused.returncode, "line 1" in refused.stderr) == (1, True)
    finally:
        days.unlink()
    tried = _process("remind", "--home", demo[0], "--try", "reader@example.org")
    assert "to a file in" in tried.stdout
    (letter,) = (demo[0] / "mail").iterdir()
    assert "To: reader@example.org" in letter.read_text()


def test_an_office_is_begun_from_a_file_once(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "office"
    begun = _process("init", root / "examples/office.toml", "--home", home)
    assert begun.returncode == 0, begun.stderr
    rows = [line.split("\t") for line in begun.stdout.splitlines()]
    assert [row[0] for row in rows] == ["secretary", "leader", "administrator", "works"]
    assert len({row[1] for row in rows}) == 4
    again = _process("init", root / "examples/office.toml", "--home", home)
    assert again.returncode == 1
    assert "serves a body already" in again.stderr
    absent = _process("init", tmp_path / "none.toml", "--home", home)
    assert absent.returncode == 1
    assert "no such file" in absent.stderr


def test_an_office_never_opens_the_demo(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    ran = _process("serve", "--home", demo[0], "--port", "0")
    assert ran.returncode == 1
    assert "demo" in ran.stderr
