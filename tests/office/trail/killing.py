"""Kill writers, and a whole server, in the midst of their writing; tell what is left.

`python -m office.trail.killing HOME sqlite|postgresql KILLS [apart]`, from
tests. It prints what was found as JSON. `apart` plants the fault that the
whole is made to exclude: the entries are written in a second transaction.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from goldenthread.office.site.setup import prepare
from postgres import Server, server

WRITERS = 2
HALVES = ("left", "right")


@dataclass(slots=True)
class Found:
    """What was counted over all kills; `lost`, `torn` and `faults` must stay empty."""

    kills: int = 0
    servers_killed: int = 0
    acknowledged: int = 0
    in_mid_write: int = 0
    lost: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    inconsistent: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    places: list[tuple[int, bytes]] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {name: getattr(self, name) for name in Found.__slots__ if name != "places"}


def write(name: str) -> None:
    """Write two rows in one change, each with its entry."""
    from goldenthread.office.bodies.models import Area
    from goldenthread.office.bodies.permissions import SYSTEM
    from goldenthread.office.trail.changes import change

    with change(by=SYSTEM, reason="it was missing") as changed:
        for half in HALVES:
            changed.save(Area(slug=f"{name}-{half}", name_en=half), "area.added")


def write_apart(name: str) -> None:
    """Do the same with the entries in a transaction of their own: what must not be."""
    from goldenthread.office.trail import appending, changes
    from goldenthread.office.trail.writing import writing

    kept: list[appending.Kept] = []
    with patch.object(changes, "append", kept.extend):
        write(name)
    with writing():
        appending.append(kept)


def written(name: str, *, do: Callable[[str], None], say: int) -> None:
    """Write for ever, saying what is begun and what was acknowledged."""
    for number in range(1_000_000):
        each = f"{name}-{number}"
        os.write(say, f"{each} begun\n".encode())
        do(each)
        os.write(say, f"{each} done\n".encode())


@contextmanager
def writers(kill: int, do: Callable[[str], None]) -> Iterator[tuple[list[int], int]]:
    """Fork writers; give their process ids and the end of the pipe that they speak into."""
    from django.db import connections

    connections.close_all()
    hear, say = os.pipe()
    ids = []
    for number in range(WRITERS):
        if not (child := os.fork()):
            try:
                written(f"k{kill}-{number}", do=do, say=say)
            finally:
                # Only a server that is killed brings a writer here; the rest is not its own.
                os._exit(0)
        ids.append(child)
    os.close(say)
    try:
        yield ids, hear
    finally:
        os.close(hear)


def first(hear: int) -> bytes:
    """Wait until a writer has had something acknowledged; return what was said so far."""
    said = b""
    while b"done" not in said:
        part = os.read(hear, 65_536)
        assert part, "every writer has ended by itself"
        said += part
    return said


def heard(hear: int, said: bytes) -> Iterator[tuple[str, str]]:
    """Yield what the writers said before they died: a name, and whether begun or done."""
    while part := os.read(hear, 65_536):
        said += part
    for line in said.decode().splitlines():
        name, _, what = line.partition(" ")
        yield name, what


def kill_once(found: Found, *, do: Callable[[str], None], running: Server | None) -> None:
    """Let writers write for a moment, kill them or their server, and look."""
    chance = random.Random(found.kills)
    with writers(found.kills, do) as (ids, hear):
        before = first(hear)
        time.sleep(chance.random() * 0.05)
        if running and found.kills % 2:
            running.kill()
            found.servers_killed += 1
        for each in ids:
            os.kill(each, signal.SIGKILL)
            os.waitpid(each, 0)
        said = list(heard(hear, before))
    if running and found.kills % 2:
        running.start()
    found.kills += 1
    look(found, said)


def look(found: Found, said: list[tuple[str, str]]) -> None:
    """Hold what is in the database against what was said and what stood there before."""
    from goldenthread.ledger import verify_consistency
    from goldenthread.office.bodies.models import Area
    from goldenthread.office.trail.log import place
    from goldenthread.office.trail.models import Entry, Log
    from goldenthread.office.trail.tiles import tree
    from goldenthread.terms.errors import BadProof

    done = {name for name, what in said if what == "done"}
    found.acknowledged += len(done)
    found.in_mid_write += len({name for name, _ in said} - done)
    rows = set(Area.objects.values_list("slug", flat=True))
    entries = set(Entry.objects.values_list("object", flat=True))
    for name in {name for name, _ in said}:
        halves = [f"{name}-{half}" for half in HALVES]
        there = [each in rows for each in halves] + [f"area/{each}" in entries for each in halves]
        if name in done and not all(there):
            found.lost.append(name)
        if any(there) and not all(there):
            found.torn.append(name)
    now = place(Log.objects.get())
    seen = tree(now.size)
    for size, root in [*found.places, (now.size, now.root)]:
        try:
            proof = seen.consistency_proof(size)
            verify_consistency(
                proof, old_size=size, old_root=root, new_size=now.size, new_root=seen.root
            )
        except BadProof:
            found.inconsistent.append(size)
    found.places.append((now.size, now.root))


def main(home: str, kind: str, kills: str, way: str = "") -> None:
    """Kill as often as is asked and print what was found."""
    with server(fsync=True) if kind == "postgresql" else nothing() as running:
        if running:
            os.environ["DATABASE_URL"] = running.create("killed")
        prepare(Path(home))
        from django.db import connection

        from goldenthread.office.trail.audit import audit
        from goldenthread.office.trail.log import start_log

        start_log(origin="haven.example.invalid/log", body="haven")
        write("first")
        found = Found()
        while found.kills < int(kills) and not found.torn:
            kill_once(found, do=write_apart if way else write, running=running)
        found.faults.extend(audit())
        connection.close()
        sys.stdout.write(json.dumps(found.told()))


@contextmanager
def nothing() -> Iterator[None]:
    """Stand in for a server where there is none to kill."""
    yield None


if __name__ == "__main__":
    main(*sys.argv[1:])
