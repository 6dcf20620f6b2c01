"""Which database an office has: a file in its home, or the PostgreSQL of DATABASE_URL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from goldenthread.terms.errors import GoldenthreadError

FILE = "goldenthread.sqlite3"
_SCHEMES = ("postgresql", "postgres")
# Whatever the server's own settings: what was acknowledged is on its disk, as in SQLite's FULL.
# A writer waits for the head of the log as long as one waits for SQLite's file, and no longer.
_SESSION = "-c synchronous_commit=on -c lock_timeout=20s"


def sqlite(home: Path) -> dict[str, Any]:
    """Return Django's settings for the file in `home`."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / FILE,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            ),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Return Django's settings for postgresql://user:password@host:port/name?option=value.

    Options are those of libpq, such as sslmode. Raise GoldenthreadError, which
    never repeats the password, for an address of anything else.
    """
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError as error:
        raise _refusal() from error
    name = unquote(split.path.removeprefix("/"))
    if split.scheme not in _SCHEMES or not name:
        raise _refusal()
    options = dict(parse_qsl(split.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(split.username or ""),
        "PASSWORD": unquote(split.password or ""),
        "HOST": unquote(split.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"options": f"{options.get('options', '')} {_SESSION}".strip()},
    }


def _refusal() -> GoldenthreadError:
    return GoldenthreadError(
        "this is no address of a PostgreSQL database.",
        place="DATABASE_URL",
        remedy="Write it as postgresql://user:password@host:5432/name, or unset it for SQLite.",
    )
