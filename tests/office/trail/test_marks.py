"""A database restored from a backup cannot be signed as if nothing had gone out since."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from goldenthread.ledger import Checkpoint as SignedPlace
from goldenthread.ledger import SignerKey, sign_checkpoint
from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import checkpoint, place
from goldenthread.office.trail.marks import begin_again, mark, remember, remember_size
from goldenthread.office.trail.models import Checkpoint, Entry
from goldenthread.office.trail.public import public_log
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible

Captured = Callable[..., AbstractContextManager[object]]


def add(slug: str, by: Person) -> None:
    with change(by=by) as changed:
        changed.save(Area(slug=slug, name_en=slug, name_zh=slug), "area.added")


def sign_and_let_go_out() -> bytes:
    note = checkpoint(head()).note.encode()
    remember(note)
    return note


def lose_what_follows(slugs: list[str], by: Person) -> bytes:
    """Sign more entries and let that go out; then lose them, as a backup restored does."""
    with writing():
        for slug in slugs:
            add(slug, by)
        note = sign_and_let_go_out()
        transaction.set_rollback(True)
    return note


def test_what_is_signed_is_marked_once_it_is_kept_and_not_before(
    secretary: Person, django_capture_on_commit_callbacks: Captured
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        signed = checkpoint(head())
        assert mark() is None
    assert mark() == signed.note.encode()


def test_the_mark_lies_beside_the_key_and_not_in_the_database(secretary: Person) -> None:
    note = sign_and_let_go_out()
    assert Path(settings.TRAIL_KEY).with_name("last.checkpoint").read_bytes() == note


def test_a_restored_log_signs_and_publishes_nothing_and_says_why(secretary: Person) -> None:
    sign_and_let_go_out()
    size = head().size
    lose_what_follows(["bay", "cape"], secretary)
    for attempt in (lambda: checkpoint(head()), lambda: list(public_log())):
        with pytest.raises(NotPossible, match=f"log of {size + 2} .* this one has {size}") as told:
            attempt()
        assert "open-origin" in told.value.remedy
    assert Checkpoint.objects.count() == 1


def test_a_restored_log_that_has_grown_past_the_mark_is_found_by_its_entries(
    secretary: Person,
) -> None:
    sign_and_let_go_out()
    lose_what_follows(["bay"], secretary)
    size = head().size
    for slug in ("cape", "cove", "reef"):
        add(slug, secretary)
        with pytest.raises(NotPossible, match=f"first {size + 1} entries are not those"):
            checkpoint(head())


def test_a_restore_that_lost_nothing_that_went_out_signs_on(secretary: Person) -> None:
    note = sign_and_let_go_out()
    with writing():
        add("bay", secretary)
        transaction.set_rollback(True)
    add("cape", secretary)
    assert checkpoint(head()).size == head().size
    assert mark() == note


def test_the_mark_is_held_against_the_leaves_where_the_database_forgot_it(
    secretary: Person,
) -> None:
    stood = place(head())
    key = SignerKey.parse(Path(settings.TRAIL_KEY).read_text().strip())
    add("bay", secretary)
    remember(sign_checkpoint(stood, key=key))
    assert checkpoint(head()).size == stood.size + 1
    begin_again(sign_checkpoint(SignedPlace(stood.origin, 3, bytes(32)), key=key))
    with pytest.raises(NotPossible, match="first 3 entries"):
        checkpoint(head())


def test_a_mark_is_never_set_back(secretary: Person) -> None:
    first = sign_and_let_go_out()
    add("bay", secretary)
    second = sign_and_let_go_out()
    remember(first)
    assert mark() == second


def test_the_mark_of_another_log_stops_the_signing(secretary: Person) -> None:
    other = SignerKey("raven.example.invalid/log", bytes(32))
    remember(sign_checkpoint(SignedPlace(other.name, 1, bytes(32)), key=other))
    with pytest.raises(NotPossible, match="of the log raven"):
        checkpoint(head())


def test_a_size_that_a_witness_has_seen_stops_the_signing_until_the_log_has_it(
    secretary: Person,
) -> None:
    remember_size(head().size + 1)
    remember_size(2)
    with pytest.raises(NotPossible, match="witness has seen"):
        checkpoint(head())
    add("bay", secretary)
    assert checkpoint(head()).size == Entry.objects.count()


def test_a_mark_that_is_no_checkpoint_says_where_it_lies(secretary: Person) -> None:
    begin_again(b"nothing")
    with pytest.raises(NotPossible, match="no signed place") as told:
        checkpoint(head())
    assert told.value.place.endswith("last.checkpoint")
