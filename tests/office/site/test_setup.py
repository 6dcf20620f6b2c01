"""A home is made ready whole, or refused with a word that names it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from goldenthread.office.site.database import FILE
from goldenthread.office.site.setup import prepare
from goldenthread.office.site.store import MARK
from goldenthread.terms.errors import GoldenthreadError

_SCRIPT = """
import sys
from pathlib import Path
from goldenthread.office.site.setup import prepare
prepare(Path(sys.argv[1]), demo=sys.argv[2] == "demo")
from django.conf import settings
from django.contrib.auth import get_user_model
print(settings.HOME, settings.IS_DEMO, settings.ALLOWED_HOSTS, get_user_model().objects.count())
"""


def prepared(home: Path, kind: str = "office", **environment: str) -> str:
    """Prepare `home` in a process of its own, since a process serves one home."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOLDENTHREAD", "DATABASE"))
    }
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(home), kind],
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office made a moment ago."""
    home = tmp_path_factory.mktemp("homes") / "office"
    prepared(home)
    return home


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo made a moment ago."""
    home = tmp_path_factory.mktemp("homes") / "demo"
    prepared(home, "demo")
    return home


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def run_sql(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as opened:
        for statement in statements:
            opened.execute(statement)
        opened.commit()


def test_only_its_owner_can_look_into_an_office(office: Path) -> None:
    assert mode(office) == mode(office / "keys") == 0o700
    assert mode(office / FILE) == mode(office / "keys" / "secret") == 0o600


def test_an_office_is_kept_and_opened_again(office: Path) -> None:
    secret = (office / "keys" / "secret").read_text()
    assert prepared(office).startswith(f"{office} False")
    assert (office / "keys" / "secret").read_text() == secret


def test_a_demo_is_made_afresh(demo: Path) -> None:
    secret = (demo / "keys" / "secret").read_text()
    run_sql(demo / FILE, "CREATE TABLE leftover (id)")
    prepared(demo, "demo")
    with closing(sqlite3.connect(demo / FILE)) as opened:
        assert not opened.execute("SELECT * FROM sqlite_master WHERE name = 'leftover'").fetchall()
    assert (demo / "keys" / "secret").read_text() != secret


def test_a_demo_answers_to_this_machine_alone_whatever_the_environment_says(demo: Path) -> None:
    said = prepared(demo, "demo", GOLDENTHREAD_HOSTS="example.invalid")
    assert said.startswith(f"{demo} True ['localhost', '127.0.0.1', '[::1]']")


def test_a_demo_is_never_served_as_an_office(demo: Path) -> None:
    with pytest.raises(GoldenthreadError, match="never served as an office"):
        prepare(demo)


def test_a_demo_is_never_made_over_an_office(office: Path) -> None:
    with pytest.raises(GoldenthreadError, match="an office lies here"):
        prepare(office, demo=True)
    assert not (office / MARK).exists()


def test_what_must_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(GoldenthreadError, match="no office here"):
        prepare(tmp_path / "none", must_exist=True)
    assert not (tmp_path / "none").exists()


@pytest.fixture(autouse=True)
def _in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried here is an office in a file; those on a server are tried beside it."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


FOREIGN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no database": (lambda at: at.write_text("Dear Sir or Madam, " * 99), "no database"),
    "another program's": (
        lambda at: run_sql(at, "CREATE TABLE songs (id)"),
        "another program's database",
    ),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    make, said = FOREIGN[kind]
    make(tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(GoldenthreadError, match=said) as refused:
        prepare(tmp_path)
    assert refused.value.place == str(tmp_path / FILE)
    assert refused.value.remedy
    assert (tmp_path / FILE).read_bytes() == before
    assert not (tmp_path / "keys").exists()


VERSIONS = {
    "DELETE FROM django_migrations WHERE name = '0005_followers'": "an earlier version",
    "INSERT INTO django_migrations (app, name, applied) VALUES "
    "('trail', '0099_later', '2030-01-01')": "a later version",
}


@pytest.mark.parametrize("statement", VERSIONS)
def test_a_database_of_another_version_is_refused(
    office: Path, tmp_path: Path, statement: str
) -> None:
    copy = shutil.copytree(office, tmp_path / "copy")
    run_sql(copy / FILE, statement)
    with pytest.raises(AssertionError, match=VERSIONS[statement]):
        prepared(copy)


def test_a_place_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GoldenthreadError, match="Choose a place that you may write to"):
        prepare(tmp_path / "file" / "home")


def test_one_process_serves_one_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DJANGO_SETTINGS_MODULE", "GOLDENTHREAD_HOME", "GOLDENTHREAD_DEMO"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    with pytest.raises(GoldenthreadError, match="Start another one"):
        prepare(tmp_path)
