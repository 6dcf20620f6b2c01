"""Make a home ready: directories, secret, database; refuse one that is not ours to open."""

import os
from pathlib import Path
from secrets import token_urlsafe

from goldenthread.office.site.database import FILE
from goldenthread.office.site.store import MARK, Store, keeps_office
from goldenthread.terms.errors import GoldenthreadError

SETTINGS = "goldenthread.office.site.settings"


def prepare(
    home: Path, *, demo: bool = False, must_exist: bool = False, upgrade: bool = False
) -> None:
    """Make `home` ready and start Django in it.

    A demo is made afresh each time; an office is kept, and made where there is
    none. What `must_exist`, to be looked at only, may be of either kind. With
    `upgrade` a database that an earlier version made is brought to this one.
    Raise GoldenthreadError, and change nothing, if the home is of the other
    kind, or its database is another program's, damaged, or of another version.
    """
    home = home.resolve()
    try:
        if not must_exist:
            _refuse_other_kind(home, demo=demo)
        store = Store(home, _address(home, demo=demo))
        is_new = demo or not store.exists()
        if is_new and must_exist:
            raise store.refusal("there is no office here.", "Name its --home.")
        _make_directories(home)
        if demo:
            _empty(home)
        store.make_room()
        _make_secret(home)
    except OSError as error:
        raise _unusable(home, error) from error
    _set_environment(home, demo=(home / MARK).exists())
    _start(store, migrate=is_new or upgrade)


def settle(home: Path) -> None:
    """Make the directories and the secret of an office at `home`, and start Django, rows or none.

    Raise GoldenthreadError if a demo lies there, or if it may not be written to.
    """
    home = home.resolve()
    _refuse_other_kind(home, demo=False)
    try:
        _make_directories(home)
        _make_secret(home)
    except OSError as error:
        raise _unusable(home, error) from error
    _set_environment(home, demo=False)
    _start_django(home)


def _address(home: Path, *, demo: bool) -> str:
    """Return where the rows are kept if not in `home`; a demo keeps its own."""
    is_demo = demo or (home / MARK).exists()
    return "" if is_demo else os.environ.get("DATABASE_URL", "")


def _refuse_other_kind(home: Path, *, demo: bool) -> None:
    is_demo = (home / MARK).exists()
    if demo and not is_demo and keeps_office(home):
        raise _refusal(home, "an office lies here.", "Run the demo in another place.")
    if is_demo and not demo:
        raise _refusal(
            home, "this is the demo, which is never served as an office.", "Name another --home."
        )


def _make_directories(home: Path) -> None:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "keys").mkdir(mode=0o700, exist_ok=True)


def _empty(home: Path) -> None:
    # The mark comes first: a demo that is killed while it is made must still be known for one.
    (home / MARK).write_text("Made by `goldenthread demo`, which makes it afresh each time.\n")
    for end in ("", "-wal", "-shm", "-journal"):
        (home / f"{FILE}{end}").unlink(missing_ok=True)
    for kept in (
        "log.key",
        "secret",
        "last.checkpoint",
        "seen.size",
        "reached.place",
        "witness.key",
    ):
        (home / "keys" / kept).unlink(missing_ok=True)


def _make_secret(home: Path) -> None:
    secret = home / "keys" / "secret"
    if not secret.exists():
        with open(os.open(secret, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(token_urlsafe(50))


def _set_environment(home: Path, *, demo: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["GOLDENTHREAD_HOME"] = str(home)
    os.environ["GOLDENTHREAD_DEMO"] = "1" if demo else "0"
    # Whoever starts it here reaches it on this machine, where there is no HTTPS.
    os.environ.setdefault("GOLDENTHREAD_HTTPS", "0")


def _start(store: Store, *, migrate: bool) -> None:
    from django.core.management import call_command

    _start_django(store.home)
    _refuse_other_version(store, earlier=not migrate)
    if migrate:
        call_command("migrate", verbosity=0, skip_checks=True)


def _start_django(home: Path) -> None:
    import django
    from django.conf import settings

    if home != settings.HOME:
        raise _refusal(home, f"this process has {settings.HOME} open.", "Start another one.")
    django.setup()


def _refuse_other_version(store: Store, *, earlier: bool) -> None:
    """Raise if a later version made the database or, where asked, an `earlier` one."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    known, applied = set(loader.graph.nodes), set(loader.applied_migrations)
    if odd := sorted(".".join(each) for each in applied - known):
        raise store.refusal(
            f"a later version has made this database: it has {odd[0]}.",
            "Install that version again.",
        )
    if earlier and known - applied:
        raise store.refusal("an earlier version has made this database.", store.upgrading)


def _unusable(home: Path, error: OSError) -> GoldenthreadError:
    what = (error.strerror or "it cannot be used").lower()
    return _refusal(home, f"{what}.", "Choose a place that you may write to.")


def _refusal(place: Path, what: str, remedy: str) -> GoldenthreadError:
    return GoldenthreadError(what, place=str(place), remedy=remedy)
