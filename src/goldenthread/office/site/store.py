"""Look at an office's database before it is opened; refuse one that is not the office's."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg

from goldenthread.office.site.database import FILE, postgresql
from goldenthread.terms.errors import GoldenthreadError

#: Lies in the home of an office whose database is elsewhere, so that no second one is begun.
ELSEWHERE = "the-database-is-elsewhere"
#: Lies in the home of a demo, so that it is never taken for an office, nor an office for it.
MARK = "this-is-a-demo"

_FILE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_SERVER_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"


@dataclass(frozen=True, slots=True)
class Store:
    """Where an office keeps its rows: a file in its home or, by its address, PostgreSQL."""

    home: Path
    url: str = ""

    @property
    def name(self) -> str:
        """What a person may read about it: never the password."""
        if not self.url:
            return str(self.home / FILE)
        kept = postgresql(self.url)
        return f"postgresql://{kept['HOST']}:{kept['PORT'] or 5432}/{kept['NAME']}"

    def exists(self) -> bool:
        """Return whether an office lies here; raise GoldenthreadError if something else does."""
        self._refuse_second()
        if not self.url and not (self.home / FILE).exists():
            return False
        tables = self._tables()
        if tables and not {"django_migrations", "trail_log"} <= tables:
            raise self.refusal(
                "this is another program's database.", f"Move it away, or name {self._another}."
            )
        # Without a table it was begun and broken off: nothing is in it yet.
        return bool(tables)

    def make_room(self) -> None:
        """Lay the file that only its owner can read, or say that the rows are elsewhere."""
        if self.url:
            (self.home / ELSEWHERE).write_text(f"This office's rows are in {self.name}\n")
            return
        # SQLite gives the files that it lays beside the database the same permissions.
        os.close(os.open(self.home / FILE, os.O_CREAT, 0o600))

    def refusal(self, what: str, remedy: str) -> GoldenthreadError:
        """Return the error that names this database."""
        return GoldenthreadError(what, place=self.name, remedy=remedy)

    @property
    def upgrading(self) -> str:
        """How to bring it to this version, a backup first, in words for a remedy."""
        of = f"--home {self.home}"
        return f"Run goldenthread backup DIR {of}, and then: goldenthread upgrade {of}"

    @property
    def _another(self) -> str:
        return "another database in DATABASE_URL" if self.url else "another --home"

    def _refuse_second(self) -> None:
        # One key signs one log. Two databases with it would tell two histories.
        if self.url and (self.home / FILE).exists():
            raise self.refusal(
                f"this office has its database in {self.home / FILE}.",
                "Unset DATABASE_URL, or name another --home.",
            )
        if not self.url and (self.home / ELSEWHERE).exists():
            said = (self.home / ELSEWHERE).read_text().strip()
            raise self.refusal(f"{said[:1].lower()}{said[1:]}.", "Set DATABASE_URL to it.")

    def _tables(self) -> set[str]:
        try:
            return _on_server(self.url) if self.url else _in_file(self.home / FILE)
        except sqlite3.DatabaseError as error:
            raise self.refusal(
                f"this is no database that can be read: {error}.", "Restore a sound copy."
            ) from error
        except psycopg.Error as error:
            raise self.refusal(
                f"PostgreSQL does not let us in: {str(error).strip()}",
                "Start it, or correct DATABASE_URL.",
            ) from error


def keeps_office(home: Path) -> bool:
    """Return whether an office has its rows in `home`, or says there where they are."""
    return (home / FILE).exists() or (home / ELSEWHERE).exists()


def _in_file(database: Path) -> set[str]:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as opened:
        return {name for (name,) in opened.execute(_FILE_TABLES)}


def _on_server(url: str) -> set[str]:
    with psycopg.connect(url, connect_timeout=10) as opened:
        return {name for (name,) in opened.execute(_SERVER_TABLES)}
