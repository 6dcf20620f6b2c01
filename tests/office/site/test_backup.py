"""An office is backed up while it works and comes back whole, on a file and on a server."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest

from goldenthread.office.site.archive import MANIFEST, Manifest, opened
from goldenthread.office.site.backup import back_up, kept, name_for, prune
from goldenthread.office.site.database import FILE
from goldenthread.office.site.restoring import missing_keys, restore
from goldenthread.office.site.store import MARK, Store
from goldenthread.terms.errors import GoldenthreadError
from postgres import Server

pytestmark = pytest.mark.both
MADE = datetime(2024, 3, 1, 2, 30, tzinfo=UTC)
_WRITE = """
import sys
from pathlib import Path
from goldenthread.office.site.setup import prepare
prepare(Path(sys.argv[1]))
from goldenthread.office.trail.models import Log
from goldenthread.office.trail.log import start_log
if not Log.objects.exists():
    start_log(origin="haven.example.invalid/log", body="haven")
from goldenthread.office.bodies.models import Area
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import checkpoint
for slug in sys.argv[2:]:
    with change(by=SYSTEM) as changed:
        changed.save(Area(slug=slug), "area.added")
checkpoint(head())
"""


@dataclass(frozen=True)
class Office:
    """An office in use: where it lies, its backup, and what was in it then."""

    home: Path
    url: str
    backup: Path
    rows: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)

    def run(self, *command: object, url: str | None = None) -> "subprocess.CompletedProcess[str]":
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GOLDENTHREAD", "DATABASE"))
        }
        address = self.url if url is None else url
        return subprocess.run(
            list(map(str, command)),
            env=clean | ({"DATABASE_URL": address} if address else {}),
            capture_output=True,
            text=True,
            check=False,
        )

    def write(self, home: Path, *slugs: str, url: str | None = None) -> None:
        done = self.run(sys.executable, "-c", _WRITE, home, *slugs, url=url)
        assert done.returncode == 0, done.stderr

    def goldenthread(
        self, *arguments: object, url: str | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return self.run(Path(sys.executable).with_name("goldenthread"), *arguments, url=url)


def rows_of(home: Path, url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in an order of its own."""
    if url:
        with psycopg.connect(url) as opened_rows:
            asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            names = [name for (name,) in opened_rows.execute(asked)]
            found = {
                name: opened_rows.execute(f'SELECT * FROM "{name}"'.encode()).fetchall()
                for name in names
            }
    else:
        with closing(sqlite3.connect(home / FILE)) as file:
            asked = "SELECT name FROM sqlite_master WHERE type = 'table'"
            names = [name for (name,) in file.execute(asked)]
            found = {name: file.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    return {name: sorted(each, key=repr) for name, each in found.items()}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a neighbour's policy and a signed checkpoint, backed up, then gone on."""
    place = tmp_path_factory.mktemp("backed-up")
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql").create("backed_up")
    home = place / "office"
    begun = Office(home, url, place / "backups" / "first.zip")
    begun.write(home, "bay", "cliff")
    (home / "neighbours.policy").write_text("# none yet\n")
    done = begun.goldenthread("backup", begun.backup, "--home", home)
    assert done.returncode == 0, done.stderr
    begun.rows.update(rows_of(home, url))
    shutil.copytree(home / "keys", place / "keys-then")
    begun.write(home, "dune")
    return begun


@pytest.fixture
def elsewhere(office: Office, request: pytest.FixtureRequest) -> str:
    """The address of an empty database of the same kind, "" for a file."""
    server: Server | None = request.getfixturevalue("postgresql") if office.url else None
    return server.create(f"restored_{abs(hash(request.node.name))}") if server else ""


def test_a_backup_holds_every_file_of_the_office_and_no_key(office: Office) -> None:
    with opened(office.backup) as archive:
        parts = archive.check().parts
    assert "files/neighbours.policy" in parts
    assert office.backup.stat().st_mode & 0o777 == 0o600
    with ZipFile(office.backup) as zipped:
        assert {*parts, MANIFEST} == set(zipped.namelist())
        held = b"".join(zipped.read(name) for name in zipped.namelist())
    for key in ("log.key", "secret"):
        assert (office.home / "keys" / key).read_bytes().strip() not in held


def test_an_office_comes_back_row_by_row_and_goes_on(
    office: Office, elsewhere: str, tmp_path: Path
) -> None:
    home = tmp_path / "again"
    shutil.copytree(office.backup.parent.parent / "keys-then", home / "keys")
    done = office.goldenthread("restore", office.backup, home, url=elsewhere)
    assert done.returncode == 0, done.stderr
    assert "The log agrees with itself" in done.stdout
    assert done.stderr == ""
    assert rows_of(home, elsewhere) == office.rows
    assert (home / "neighbours.policy").read_text() == "# none yet\n"
    # What comes next gets numbers of its own, and what is never changed still is not.
    office.write(home, "estuary", url=elsewhere)
    with pytest.raises((sqlite3.Error, psycopg.Error), match="never changed"):
        _tamper(home, elsewhere)
    with pytest.raises(GoldenthreadError, match="an office lies here, and is never overwritten"):
        restore(office.backup, store=Store(home, elsewhere))


def _tamper(home: Path, url: str) -> None:
    statement = "UPDATE trail_entry SET action = 'other'"
    if url:
        with psycopg.connect(url) as opened_rows:
            opened_rows.execute(statement.encode())
    else:
        with closing(sqlite3.connect(home / FILE)) as file:
            file.execute(statement)


def test_a_log_that_went_on_after_the_backup_is_told_as_a_fork(
    office: Office, elsewhere: str, tmp_path: Path
) -> None:
    home = tmp_path / "again"
    shutil.copytree(office.home / "keys", home / "keys")
    done = office.goldenthread("restore", office.backup, home, "--json", url=elsewhere)
    assert done.returncode == 1
    faults = json.loads(done.stdout)["faults"]
    assert any("it was cut or set back" in fault for fault in faults)
    assert any("has been signed, and this one has" in fault for fault in faults)
    assert any("open-origin" in fault for fault in faults)


def test_without_its_keys_an_office_says_which_to_put_back(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    missing = missing_keys(tmp_path)
    assert [Path(each.place).name for each in missing] == ["log.key", "secret", "last.checkpoint"]
    assert all(each.remedy for each in missing)
    for each in missing:
        Path(each.place).touch()
    assert missing_keys(tmp_path) == []


def altered(backup: Path, to: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Write the backup again with its parts changed, and its manifest too if that is asked."""
    with ZipFile(backup) as old, ZipFile(to, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return to


def test_a_damaged_backup_is_refused_and_leaves_nothing(office: Office, tmp_path: Path) -> None:
    spoilt = altered(
        office.backup,
        tmp_path / "spoilt.zip",
        lambda name, content: content[:-1] if name.startswith("database/") else content,
    )
    with pytest.raises(GoldenthreadError, match="not those that were written") as refused:
        restore(spoilt, store=Store(tmp_path / "again", office.url))
    assert refused.value.place.startswith(f"{spoilt}, database/")
    assert not (tmp_path / "again").exists()


def test_a_backup_goes_back_into_its_own_kind_of_database(office: Office, tmp_path: Path) -> None:
    other = "" if office.url else "postgresql://haven:secret@127.0.0.1:1/office"
    with pytest.raises(GoldenthreadError, match="are those of a") as refused:
        restore(office.backup, store=Store(tmp_path / "again", other))
    assert "DATABASE_URL" in refused.value.remedy
    assert not (tmp_path / "again").exists()


def test_a_file_that_lies_there_is_never_overwritten(
    office: Office, elsewhere: str, tmp_path: Path
) -> None:
    (tmp_path / "neighbours.policy").write_text("dear to somebody")
    with pytest.raises(GoldenthreadError, match="never overwritten"):
        restore(office.backup, store=Store(tmp_path, elsewhere))
    assert [each.name for each in tmp_path.iterdir()] == ["neighbours.policy"]


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_a_backup_of_a_later_version_names_it(office: Office, tmp_path: Path) -> None:
    later = altered(
        office.backup,
        tmp_path / "later.zip",
        lambda name, content: (
            content.replace(b"trail.0001_initial", b"trail.9999_tomorrow")
            if name == MANIFEST
            else content
        ),
    )
    done = office.goldenthread("restore", later, tmp_path / "again")
    assert done.returncode == 1
    assert "trail.9999_tomorrow" in done.stderr
    assert "Install version" in " ".join(done.stderr.split())
    assert not (tmp_path / "again" / FILE).exists()


def test_old_backups_of_this_office_go_when_that_is_asked(office: Office, tmp_path: Path) -> None:
    (tmp_path / "notes.zip").write_text("no backup")
    store = Store(office.home, office.url)
    for days in (0, 89, 90, 91):
        made = MADE - timedelta(days=days)
        manifest = back_up(store, to=tmp_path / name_for(made), made=made)
    newest = [said for _, said in kept(tmp_path) if isinstance(said, Manifest)][-1]
    assert newest.made == MADE
    assert newest.root == manifest.root
    assert prune(tmp_path, like=newest, days=90) == [tmp_path / name_for(MADE - timedelta(days=91))]
    assert sum(isinstance(said, GoldenthreadError) for _, said in kept(tmp_path)) == 1


def test_what_is_no_office_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(GoldenthreadError, match="no office here"):
        back_up(Store(tmp_path), to=tmp_path / "a" / "b.zip", made=MADE)
    (tmp_path / MARK).touch()
    with pytest.raises(GoldenthreadError, match="this is the demo"):
        back_up(Store(tmp_path), to=tmp_path / "a" / "b.zip", made=MADE)


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_a_damaged_database_takes_no_good_backups_place(office: Office, tmp_path: Path) -> None:
    home = tmp_path / "office"
    shutil.copytree(office.home, home)
    with closing(sqlite3.connect(home / FILE)) as rows:
        # The page where the entries begin: the list of the tables, which is read first, is whole.
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'trail_entry'"
        (page,) = rows.execute(asked).fetchone()
        (size,) = rows.execute("PRAGMA page_size").fetchone()
    content = bytearray((home / FILE).read_bytes())
    content[(page - 1) * size : page * size] = os.urandom(size)
    (home / FILE).write_bytes(content)
    with pytest.raises(GoldenthreadError, match="the database is damaged"):
        back_up(Store(home), to=tmp_path / "b.zip", made=MADE)
    assert not (tmp_path / "b.zip").exists()
    with pytest.raises(GoldenthreadError, match="lost with it"):
        back_up(Store(home), to=home / "b.zip", made=MADE)
