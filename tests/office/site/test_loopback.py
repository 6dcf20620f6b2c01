"""The demo's people sign in from this machine, and from nowhere else."""

import pytest
from django.test import RequestFactory

from goldenthread.office.bodies.models import Person
from goldenthread.office.site.loopback import LoopbackBackend

PASSWORD = "a long and quiet word"


@pytest.fixture
def known(secretary: Person) -> Person:
    """Somebody with a password."""
    secretary.set_password(PASSWORD)
    secretary.save(update_fields=["password"])
    return secretary


@pytest.mark.parametrize(
    ("address", "is_let_in"),
    [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False), ("", False), ("localhost", False)],
)
def test_only_this_machine_is_let_in(known: Person, address: str, is_let_in: bool) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    found = LoopbackBackend().authenticate(request, username=known.username, password=PASSWORD)
    assert (found == known) is is_let_in


def test_a_wrong_password_is_wrong_here_too(known: Person) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")
    assert LoopbackBackend().authenticate(request, username="sunli", password="x") is None


def test_without_a_request_nobody_is_let_in(known: Person) -> None:
    assert LoopbackBackend().authenticate(None, username="sunli", password=PASSWORD) is None
