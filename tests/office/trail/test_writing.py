"""Writers in several processes wait for each other, and one that is killed leaves nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import os, signal, sys
from pathlib import Path
from goldenthread.office.site.setup import prepare
home, act, name = sys.argv[1:]
prepare(Path(home))
from goldenthread.office.bodies.models import Area
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import start_log
if act == "start":
    start_log(origin="haven.example.invalid/log", body="haven")
if act in ("write", "die"):
    for number in range(15):
        with change(by=SYSTEM) as changed:
            changed.save(Area(slug=f"{name}-{number}"), "area.added")
            if act == "die":
                os.kill(os.getpid(), signal.SIGKILL)
if act == "tell":
    print(Area.objects.count(), list(audit()))
"""


def process(home: Path, act: str, name: str = "") -> subprocess.Popen[str]:
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GOLDENTHREAD", "DATABASE"))
    }
    command = [sys.executable, "-c", _SCRIPT, str(home), act, name]
    return subprocess.Popen(command, env=clean, stdout=subprocess.PIPE, text=True)


def finished(*processes: subprocess.Popen[str]) -> list[str]:
    said = [each.communicate()[0] for each in processes]
    assert [each.returncode for each in processes] == [0] * len(processes)
    return said


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office with an empty log, in a database that is a file."""
    finished(process(tmp_path / "home", "start"))
    return tmp_path / "home"


def test_writers_side_by_side_lose_nothing_and_a_killed_one_leaves_nothing(home: Path) -> None:
    killed = process(home, "die", "killed")
    finished(*[process(home, "write", name) for name in ("one", "two", "three")])
    killed.communicate()
    assert killed.returncode < 0
    assert finished(process(home, "tell")) == ["45 []\n"]
    assert (home / "goldenthread.sqlite3.lock").stat().st_mode & 0o777 == 0o600
