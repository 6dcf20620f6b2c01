"""One write transaction at a time: the database's file lock is held around it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.db import connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

_is_writing: ContextVar[bool] = ContextVar("is_writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Hold the one write transaction; a nested use joins it.

    Everything inside is kept together or not at all. A nested part that fails
    is undone by itself, so that whoever catches its error keeps no half of it.
    """
    if _is_writing.get():
        with transaction.atomic():
            yield
        return
    token = _is_writing.set(True)
    try:
        with _locked(), transaction.atomic(durable=True):
            yield
    finally:
        _is_writing.reset(token)


@contextmanager
def _locked() -> Iterator[None]:
    # Waiting for the file is fair and quick; waiting inside SQLite is neither (decision 2).
    connection = connections["default"]
    if not isinstance(connection, SQLite) or connection.is_in_memory_db():
        yield
        return
    beside = Path(f"{connection.settings_dict['NAME']}.lock")
    lock = os.open(beside, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
