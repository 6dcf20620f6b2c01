"""An office has one database, a file or a server's, and no other is taken for it."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from goldenthread.office.site.database import FILE
from goldenthread.office.site.setup import prepare
from goldenthread.office.site.store import ELSEWHERE, MARK, Store
from goldenthread.terms.errors import GoldenthreadError
from postgres import Server

NOWHERE = "postgresql://haven:secret@127.0.0.1:1/office"
_SCRIPT = """
import sys
from pathlib import Path
from goldenthread.office.site.setup import prepare
prepare(Path(sys.argv[1]), demo=sys.argv[2] == "demo")
from django.db import connection
print(connection.vendor)
"""


def prepared(home: Path, kind: str, url: str) -> str:
    clean = {name: value for name, value in os.environ.items() if "GOLDENTHREAD" not in name}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(home), kind],
        env=clean | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_office_on_postgresql_is_made_and_opened_again_and_never_begun_twice(
    tmp_path: Path, postgresql: Server
) -> None:
    url = postgresql.create("kept")
    assert [prepared(tmp_path, "office", url) for _ in range(2)] == ["postgresql"] * 2
    assert not (tmp_path / FILE).exists()
    assert postgresql.password not in (tmp_path / ELSEWHERE).read_text()
    with pytest.raises(GoldenthreadError, match="rows are in") as refused:
        Store(tmp_path).exists()
    assert refused.value.remedy == "Set DATABASE_URL to it."
    with pytest.raises(GoldenthreadError, match="an office lies here"):
        prepare(tmp_path, demo=True)
    assert (tmp_path / "keys" / "secret").exists()


def test_a_file_is_not_left_for_a_server(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with pytest.raises(GoldenthreadError, match=r"has its database in .*sqlite3") as refused:
        Store(tmp_path, NOWHERE).exists()
    assert refused.value.place == "postgresql://127.0.0.1:1/office"


def test_another_programs_database_is_refused_and_left_alone(
    tmp_path: Path, postgresql: Server
) -> None:
    store = Store(tmp_path, postgresql.create("songs"))
    assert not store.exists()
    with psycopg.connect(store.url) as opened:
        opened.execute("CREATE TABLE songs (id int)")
    with pytest.raises(GoldenthreadError, match="another program's database"):
        store.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_named_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(GoldenthreadError, match="does not let us in") as refused:
        Store(tmp_path, NOWHERE).exists()
    assert "secret" not in f"{refused.value} {refused.value.place} {refused.value.remedy}"


def test_a_demo_has_a_file_of_its_own_whatever_the_environment_says(tmp_path: Path) -> None:
    assert prepared(tmp_path, "demo", NOWHERE) == "sqlite"
    assert (tmp_path / MARK).exists()
