"""What was acknowledged survives any killing, and nothing is ever half there."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KILLS = 60
KINDS = ("sqlite", "postgresql")

pytestmark = pytest.mark.both


def killed(root: Path, home: Path, *arguments: str) -> Any:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOLDENTHREAD", "DATABASE"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "office.trail.killing", str(home), *arguments],
        cwd=root / "tests",
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each database; the server's only where a server can be had."""
    kind = str(request.param)
    if kind == "postgresql":
        request.getfixturevalue("postgresql")
    return kind


def test_sixty_kills_lose_nothing_acknowledged_and_leave_nothing_torn(
    root: Path, tmp_path: Path, kind: str
) -> None:
    found = killed(root, tmp_path, kind, str(KILLS))
    assert (found["kills"], found["servers_killed"]) == (KILLS, KILLS // 2 * (kind != "sqlite"))
    assert found["acknowledged"] >= KILLS
    assert found["in_mid_write"] >= KILLS
    for wrong in ("lost", "torn", "inconsistent", "faults"):
        assert found[wrong] == []


def test_with_the_entries_in_a_second_transaction_it_would_be_seen(
    root: Path, tmp_path: Path, kind: str
) -> None:
    found = killed(root, tmp_path, kind, str(KILLS), "apart")
    assert found["torn"]
    assert any("no entry of the log knows this row" in fault for fault in found["faults"])
