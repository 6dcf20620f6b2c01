"""Bring an office back from a backup, into a place where there is none."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import psycopg

from goldenthread.office.site.archive import DATABASE, FILES, Manifest, Reader, opened
from goldenthread.office.site.database import FILE
from goldenthread.office.site.setup import settle
from goldenthread.office.site.store import ELSEWHERE, Store, keeps_office
from goldenthread.terms.errors import GoldenthreadError, NotPossible

Progress = Callable[[str], None]


def restore(file: Path, *, store: Store, progress: Progress = lambda words: None) -> Manifest:
    """Lay the rows and files of the backup where `store` says; return its manifest.

    All of it or nothing, and never over an office: GoldenthreadError if one is
    there, if the backup is damaged, of the other kind of database, or of a
    version that this one does not know.
    """
    with opened(file) as archive:
        progress("checking")
        manifest = archive.check()
        _refuse_other_kind(manifest, file, store)
        _refuse_taken(archive, store)
        settle(store.home)
        _refuse_unknown(manifest, file)
        (_on_server if store.url else _in_file)(archive, store, progress)
    return manifest


def _refuse_other_kind(manifest: Manifest, file: Path, store: Store) -> None:
    if manifest.database != ("postgresql" if store.url else "sqlite"):
        how = "Unset DATABASE_URL." if store.url else "Set DATABASE_URL to an empty database."
        raise NotPossible(
            f"its rows are those of a {manifest.database} database.", place=str(file), remedy=how
        )


def _refuse_taken(archive: Reader, store: Store) -> None:
    if keeps_office(store.home) or store.exists():
        raise NotPossible(
            "an office lies here, and is never overwritten.",
            place=str(store.home if keeps_office(store.home) else store.name),
            remedy="Move it away, keys and all, or name another place.",
        )
    for name in _files(archive.manifest):
        if (taken := store.home / name).exists():
            raise NotPossible(
                "it is there already, and is never overwritten.",
                place=str(taken),
                remedy="Move it away.",
            )


def _refuse_unknown(manifest: Manifest, file: Path) -> None:
    from django.db.migrations.loader import MigrationLoader

    known = {".".join(node) for node in MigrationLoader(None).graph.nodes}
    if odd := sorted(set(manifest.migrations) - known):
        raise NotPossible(
            f"a later version has made this backup: it has {odd[0]}.",
            place=str(file),
            remedy=f"Install version {manifest.software}, or a later one.",
        )


def _in_file(archive: Reader, store: Store, progress: Progress) -> None:
    passing = Path(mkdtemp(dir=store.home, prefix=".restoring-"))
    try:
        progress("database")
        archive.lay(f"{DATABASE}{FILE}", passing / FILE)
        _lay_files(archive, passing)
        # The database last: without it there is no office, and restoring can begin again.
        _move_files(archive, passing, store.home)
        (passing / FILE).rename(store.home / FILE)
    finally:
        rmtree(passing)


def _on_server(archive: Reader, store: Store, progress: Progress) -> None:
    from django.db import DatabaseError, connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from goldenthread.office.site.copying import copy_in
    from goldenthread.office.site.indexing import lay

    passing = Path(mkdtemp(dir=store.home, prefix=".restoring-"))
    try:
        _lay_files(archive, passing)
        with transaction.atomic():
            named = (each.partition(".") for each in archive.manifest.migrations)
            MigrationExecutor(connection).migrate([(app, name) for app, _, name in named])
            copy_in(connection.connection, archive, progress=progress)
            # The tables were made without the index for searching; it is no part of a backup.
            lay(connection)
            _move_files(archive, passing, store.home)
            store.make_room()
    except (psycopg.Error, DatabaseError) as error:
        _take_back(archive, store)
        raise store.refusal(
            f"PostgreSQL does not take the rows: {str(error).strip()}",
            "Nothing was kept of them. See to the server, and restore again.",
        ) from error
    finally:
        rmtree(passing)


def _take_back(archive: Reader, store: Store) -> None:
    """Remove what was laid, so that it can be tried again."""
    for name in (ELSEWHERE, *_files(archive.manifest)):
        (store.home / name).unlink(missing_ok=True)


def _files(manifest: Manifest) -> list[str]:
    return [name.removeprefix(FILES) for name in manifest.parts if name.startswith(FILES)]


def _lay_files(archive: Reader, passing: Path) -> None:
    for name in _files(archive.manifest):
        archive.lay(f"{FILES}{name}", passing / FILES / name)


def _move_files(archive: Reader, passing: Path, home: Path) -> None:
    for name in _files(archive.manifest):
        (home / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (passing / FILES / name).rename(home / name)


def missing_keys(home: Path) -> list[GoldenthreadError]:
    """Return what no backup holds and is not in the home either, each with its remedy."""
    told = {
        "log.key": ("the log's key is in no backup.", "Put it back from where it is kept."),
        "secret": (
            "the secret under which second factors are kept is in no backup; a new one was made.",
            "Put the old one back, or everybody sets up their second factor again.",
        ),
        "last.checkpoint": (
            "what was last signed is not known here, so a log that was cut short cannot be told.",
            "Put the last published checkpoint there, and run: goldenthread audit",
        ),
    }
    places = {home / "keys" / name: said for name, said in told.items()}
    return [
        GoldenthreadError(what, place=str(at), remedy=remedy)
        for at, (what, remedy) in places.items()
        if not at.exists()
    ]
