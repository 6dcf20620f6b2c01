"""Make a backup of an office: rows and files as they were at one moment, never a key.

Django is not started: a database of an earlier version is backed up too.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

import goldenthread
from goldenthread.ledger import Frontier
from goldenthread.office.site.archive import DATABASE, FILES, Manifest, Writer, begin, opened
from goldenthread.office.site.copying import copy_out
from goldenthread.office.site.database import FILE
from goldenthread.office.site.store import ELSEWHERE, MARK, Store
from goldenthread.terms.errors import GoldenthreadError, NotPossible

#: Letters that went to no server; whoever they were for has read them, or never will.
MAIL = "mail"
_LOG = "SELECT origin, size, frontier FROM trail_log"
_APPLIED = "SELECT app, name FROM django_migrations ORDER BY id"
_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


def back_up(store: Store, *, to: Path, made: datetime) -> Manifest:
    """Write a backup of the office into the new file `to`, read it back, return its manifest.

    The office may be in use meanwhile. `made` is aware. GoldenthreadError if
    there is no office, its database is damaged, or `to` is taken.
    """
    if (store.home / MARK).exists():
        raise NotPossible("this is the demo.", place=str(store.home), remedy="Make it again.")
    if not store.exists():
        raise store.refusal("there is no office here.", "Name its --home.")
    if to.parent == store.home:
        raise NotPossible(
            "a backup beside its database is lost with it.",
            place=str(to),
            remedy="Name a directory elsewhere, best on another disk.",
        )
    with begin(to) as archive:
        manifest = (_from_server if store.url else _from_file)(store, archive, made)
        for path in _beside(store.home, to.parent):
            archive.copy(f"{FILES}{path.relative_to(store.home).as_posix()}", path)
        archive.seal(replace(manifest, parts=archive.parts))
    with opened(to) as written:
        return written.check()


def name_for(made: datetime) -> str:
    """Return how a backup made at that aware moment is named."""
    return f"goldenthread-{made:%Y%m%dT%H%M%SZ}.zip"


def kept(folder: Path) -> Iterator[tuple[Path, Manifest | GoldenthreadError]]:
    """Yield each backup in `folder` with its manifest, or with why it has none to read."""
    for file in sorted(folder.glob("*.zip")):
        try:
            with opened(file) as archive:
                yield file, archive.manifest
        except GoldenthreadError as error:
            yield file, error


def prune(folder: Path, *, like: Manifest, days: int) -> list[Path]:
    """Remove this office's backups made more than `days` before `like`; return them."""
    oldest = like.made - timedelta(days=days)
    gone = [
        file
        for file, said in kept(folder)
        if isinstance(said, Manifest) and said.origin == like.origin and said.made < oldest
    ]
    for file in gone:
        file.unlink()
    return gone


def _beside(home: Path, backups: Path) -> Iterator[Path]:
    """Yield the files of the home that are no part of the database, no key and no backup."""
    for path in sorted(home.rglob("*")):
        first = path.relative_to(home).parts[0]
        is_else = first in ("keys", MAIL, ELSEWHERE) or first.startswith((FILE, "."))
        if not (is_else or backups in path.parents or path.is_symlink()) and path.is_file():
            yield path


def _from_file(store: Store, archive: Writer, made: datetime) -> Manifest:
    with TemporaryDirectory(dir=store.home, prefix=".backup-") as passing:
        copy = Path(passing) / FILE
        try:
            with _copied(store.home / FILE, copy) as rows:
                # A page that is spoilt now must not take the place of a good backup.
                if (said := rows.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
                    raise _damaged(store, said)
                log = rows.execute(_LOG).fetchone()
                applied = rows.execute(_APPLIED).fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(store, str(error)) from error
        archive.copy(f"{DATABASE}{FILE}", copy)
    return _manifest("sqlite", log and (*log[:2], json.loads(log[2])), applied, made)


@contextmanager
def _copied(database: Path, copy: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(copy)) as rows:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
            source.backup(rows)
        yield rows


def _damaged(store: Store, said: str) -> GoldenthreadError:
    return store.refusal(
        f"the database is damaged: {said.splitlines()[0]}.",
        "No backup was made of it. Restore the latest; docs/howto/restore.md says how.",
    )


def _from_server(store: Store, archive: Writer, made: datetime) -> Manifest:
    try:
        with psycopg.connect(store.url, connect_timeout=10) as rows:
            rows.execute(_ONE_MOMENT)
            log = rows.execute(_LOG).fetchone()
            applied = rows.execute(_APPLIED).fetchall()
            copy_out(rows, archive)
    except psycopg.Error as error:
        raise store.refusal(
            f"PostgreSQL does not give its rows: {str(error).strip()}",
            "See to the server and the space on its disks, and make the backup again.",
        ) from error
    return _manifest("postgresql", log, applied, made)


def _manifest(
    kind: str, log: tuple[Any, ...] | None, applied: list[tuple[Any, ...]], made: datetime
) -> Manifest:
    origin, entries, frontier = log or ("", 0, [])
    return Manifest(
        made=made.replace(microsecond=0),
        software=goldenthread.__version__,
        database=kind,
        migrations=tuple(f"{app}.{name}" for app, name in applied),
        origin=origin,
        entries=entries,
        root=Frontier.from_hex(entries, frontier).root.hex(),
    )
