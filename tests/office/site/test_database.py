"""DATABASE_URL says which database, and what was acknowledged is on its disk."""

import pytest
from django.db import connection

from goldenthread.office.site.database import postgresql
from goldenthread.terms.errors import GoldenthreadError


def test_an_address_says_all_that_django_asks() -> None:
    kept = postgresql("postgresql://haven:se%2Fcret@db.example.invalid:6432/office?sslmode=require")
    assert (kept["NAME"], kept["USER"], kept["PASSWORD"]) == ("office", "haven", "se/cret")
    assert (kept["HOST"], kept["PORT"]) == ("db.example.invalid", "6432")
    assert kept["OPTIONS"]["sslmode"] == "require"


def test_a_socket_and_options_of_ones_own_are_kept() -> None:
    kept = postgresql("postgres:///office?host=/run/postgresql&options=-c%20work_mem%3D8MB")
    assert (kept["HOST"], kept["OPTIONS"]["host"]) == ("", "/run/postgresql")
    assert kept["OPTIONS"]["options"].startswith("-c work_mem=8MB -c synchronous_commit=on")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://haven:secret@db.example.invalid/office",
        "postgresql://haven:secret@db.example.invalid",
        "postgresql://haven:secret@db.example.invalid:port/office",
        "postgresql://[haven:secret/office",
    ],
)
def test_another_address_is_refused_without_repeating_the_password(url: str) -> None:
    with pytest.raises(GoldenthreadError, match="no address of a PostgreSQL database") as refused:
        postgresql(url)
    assert refused.value.place == "DATABASE_URL"
    assert "secret" not in str(refused.value)


def test_what_was_acknowledged_is_on_the_disk(db: None) -> None:
    ask, wanted = {
        "sqlite": ("PRAGMA synchronous", (2,)),
        "postgresql": ("SHOW synchronous_commit", ("on",)),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ask)
        assert cursor.fetchone() == wanted
