"""A command of which one write of a file fails says where, and leaves nothing half done.

Every write of every command in turn: benchmarks/bench_spoiling.py.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

SPOILING = Path(__file__).with_name("spoiling.py")
GOLDENTHREAD = Path(sys.executable).with_name("goldenthread")


def ran(*command: object) -> "subprocess.CompletedProcess[str]":
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOLDENTHREAD", "DATABASE"))
    }
    return subprocess.run(
        list(map(str, command)),
        env=clean | {"COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(number: int, folder: Path, *command: object) -> None:
    """Run it with that write spoilt: it must be said where, and no part be left."""
    done = ran(sys.executable, SPOILING, number, folder, *command)
    assert done.returncode == 1, done.stderr
    assert f"{folder}" in done.stderr
    assert "no space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(folder.rglob("*.part")) == []


@pytest.mark.parametrize("number", [2, 3])
def test_a_card_is_written_whole_or_the_file_is_not_there(
    number: int, example: Path, tmp_path: Path
) -> None:
    command = ("card", example, "--quarter", "2023Q4", "--to", tmp_path / "out")
    refused(number, tmp_path, *command)
    assert list((tmp_path / "out").iterdir()) == []


# The database's file laid and nothing in it; the lock of its writers; the key of the log.
@pytest.mark.parametrize("number", [4, 5, 7])
def test_an_office_whose_beginning_was_broken_off_can_be_begun_again(
    number: int, root: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    command = ("init", root / "examples" / "office.toml", "--home", home)
    refused(number, tmp_path, *command)
    assert ran(GOLDENTHREAD, *command).returncode == 0
    assert ran(GOLDENTHREAD, "audit", "--replay", "--home", home).returncode == 0


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example as an office with a signed log."""
    home = tmp_path_factory.mktemp("spoiling") / "home"
    assert ran(GOLDENTHREAD, "demo", "--to", home).returncode == 0
    return home


def keeper(home: Path) -> str:
    with closing(sqlite3.connect(home / "goldenthread.sqlite3")) as opened:
        (name,) = opened.execute(
            "SELECT username FROM bodies_person WHERE role = 'administrator'"
        ).fetchone()
    return str(name)


def test_a_log_opened_anew_in_vain_is_the_log_it_was(demo: Path, tmp_path: Path) -> None:
    home = shutil.copytree(demo, tmp_path / "home")
    command = ("open-origin", "haven.example/2", "--by", keeper(home), "--reason", "a lost disk")
    spoilt = 0
    for number in range(3, 9):
        done = ran(sys.executable, SPOILING, number, home, *command, "--home", home)
        assert "Traceback" not in done.stderr
        if done.returncode == 0:
            break
        spoilt += 1
        assert ran(GOLDENTHREAD, "audit", "--replay", "--home", home).returncode == 0
    assert spoilt >= 2


def test_a_log_exported_in_part_is_completed_by_the_next_export(demo: Path, tmp_path: Path) -> None:
    to = tmp_path / "log"
    command = ("export-log", to, "--home", demo)
    for number in (5, 6):
        refused(number, tmp_path, *command)
    assert ran(GOLDENTHREAD, *command).returncode == 0
    assert (to / "checkpoint").is_file()
