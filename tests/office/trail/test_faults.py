"""Whatever fails in the midst of a change, nothing of it stays; what was cut off is named."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, OperationalError, connection

from goldenthread.office.bodies.models import Area, Body, Peer, Person
from goldenthread.office.records.actions import intake
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Log
from goldenthread.terms.text import Words

NOTICE = (
    "Haven Municipal Government\n\n1 March 2023\n\n1. Repair the sea wall. Lead: Works Bureau.\n"
)


class Spoiling:
    """Lets so many statements through, spoils the one that follows, and no other."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.has_spoilt = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.left -= 1
        if self.left >= 0 or self.has_spoilt:
            return execute(sql, params, many, context)
        self.has_spoilt = True
        raise OperationalError(f"spoilt: {sql[:40]}")


def add_peer(by: Person) -> None:
    body = Body.objects.get(slug="haven")
    with change(by=by, reason="a neighbour") as changed:
        bay = Area(slug="bay", name_en="The Bay", name_zh="海湾")
        changed.save(bay, "area.added")
        changed.save(body, "body.changed")
        Peer.objects.create(body=body, area=bay, position=0)


def take_in(by: Person) -> None:
    body = Body.objects.get(slug="haven")
    intake(body, slug="wall", title=Words("Wall", "海堤"), texts={"en": NOTICE}, by=by)


def counted() -> dict[str, object]:
    rows = {kind._meta.db_table: kind._base_manager.count() for kind in apps.get_models()}
    return {**rows, "head": (Log.objects.get().size, Log.objects.get().frontier)}


@pytest.mark.parametrize("do", [add_peer, take_in])
def test_whichever_statement_of_a_change_fails_nothing_of_it_stays(
    secretary: Person, do: Callable[[Person], None]
) -> None:
    before = counted()
    for after in count():
        spoiling = Spoiling(after)
        try:
            with connection.execute_wrapper(spoiling):
                do(secretary)
        except DatabaseError:
            assert counted() == before
        if not spoiling.has_spoilt:
            break
    assert after > 10
    assert counted() != before
    assert list(audit()) == []


_SCRIPT = """
import os, resource, sys
from pathlib import Path
from goldenthread.office.site.setup import prepare
home, act = sys.argv[1:]
prepare(Path(home))
from django.db import OperationalError, connection
from goldenthread.office.bodies.models import Area
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import start_log

def write(name):
    with change(by=SYSTEM) as changed:
        changed.save(Area(slug=name, name_en=name * 300), "area.added")

def confine_pages(to):
    connection.cursor().execute(f"PRAGMA max_page_count = {to}")

def confine_files(to):
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (to if to > 0 else hard, hard))

def fill(name):
    kept, refused = 0, 0
    while refused < 3:
        try:
            write(f"{name}{kept}")
        except OperationalError:
            refused += 1
        else:
            kept += 1
    return kept

start_log(origin="haven.example.invalid/log", body="haven")
# What has been written so far goes from the write-ahead log into the database.
connection.close()
if act == "die":
    for number in range(30):
        write(f"a{number}")
    os._exit(0)
confine_pages(connection.cursor().execute("PRAGMA page_count").fetchone()[0] + 20)
kept = fill("page")
confine_pages(1_000_000)
confine_files(os.path.getsize(f"{home}/goldenthread.sqlite3-wal") + 100_000)
bytes_kept = fill("byte")
confine_files(-1)
write("after")
count = Area.objects.count() == kept + bytes_kept + 1
print(kept > 0, bytes_kept > 0, count, list(audit()))
"""


def ran(*command: object) -> "subprocess.CompletedProcess[str]":
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOLDENTHREAD", "DATABASE"))
    }
    return subprocess.run(
        list(map(str, command)), env=clean, capture_output=True, text=True, check=False
    )


@pytest.mark.both
def test_a_full_disk_refuses_what_does_not_fit_and_keeps_what_was_acknowledged(
    tmp_path: Path,
) -> None:
    done = ran(sys.executable, "-c", _SCRIPT, tmp_path, "fill")
    assert done.stdout == "True True True []\n", done.stderr


@pytest.mark.both
def test_a_write_ahead_log_that_was_cut_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = ran(sys.executable, "-c", _SCRIPT, home, "die")
    assert done.returncode == 0, done.stderr
    goldenthread = Path(sys.executable).with_name("goldenthread")
    size = (home / "goldenthread.sqlite3-wal").stat().st_size
    # In the midst of a frame, and all but the end of the last.
    for part in (size // 2 + 7, size - 1):
        cut = shutil.copytree(home, tmp_path / str(part))
        os.truncate(cut / "goldenthread.sqlite3-wal", part)
        done = ran(goldenthread, "audit", "--home", cut)
        assert done.returncode == 1
        assert "head: the log had 30 entries, and has" in " ".join(done.stderr.split())
    assert ran(goldenthread, "audit", "--home", home).returncode == 0
