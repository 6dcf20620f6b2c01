"""After a loss a log of a new name goes on, and says openly from what."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client

from goldenthread.ledger import Entry as Leaf
from goldenthread.ledger import Note, VerifierKey, open_checkpoint
from goldenthread.office.bodies.actions import open_origin
from goldenthread.office.bodies.models import Area, Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.records.models import Document
from goldenthread.office.site.words import say
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import checkpoint
from goldenthread.office.trail.marks import mark, remember
from goldenthread.office.trail.models import (
    Checkpoint,
    Entry,
    FormerCheckpoint,
    FormerEntry,
    FormerValue,
    Value,
)
from goldenthread.office.trail.replay import replay
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPermitted, NotPossible
from office.trail.flipping import columns, flips

NEW = "haven.example.invalid/log-2"
WHY = "The disk was lost on 3 March."
Captured = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def administrator(body: Body) -> Person:
    """Whoever keeps the office running; invented."""
    person = Person(username="keeper", name_en="Keeper", name_zh="管理", role="administrator")
    person.body = body
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


def add(slug: str, by: Person) -> None:
    with change(by=by) as changed:
        changed.save(Area(slug=slug, name_en=slug, name_zh=slug), "area.added")


@pytest.fixture
def lost(administrator: Person, notice: Document) -> bytes:
    """The last checkpoint that went out, of a log of which the last entries are lost."""
    checkpoint(head())
    with writing():
        add("bay", administrator)
        note = checkpoint(head()).note.encode()
        remember(note)
        transaction.set_rollback(True)
    with pytest.raises(NotPossible, match="this one has"):
        checkpoint(head())
    return note


def test_the_drill_from_the_refusal_to_a_log_that_signs_again(
    lost: bytes, administrator: Person, django_capture_on_commit_callbacks: Captured
) -> None:
    before = list(Entry.objects.values_list("index", "canonical"))
    rows = replay().rows
    old_key = head().key
    with django_capture_on_commit_callbacks(execute=True):
        note = open_origin(NEW, by=administrator, reason=WHY)
    log = head()
    stated = open_checkpoint(note.encode(), keys=[VerifierKey.parse(log.key)])
    assert (stated.origin, stated.size, mark()) == (NEW, rows + 2, note.encode())
    first = Entry.objects.get(index=0)
    assert Leaf.parse(first.canonical.encode()).object == f"log/{NEW}"
    values = {value.name: value.value for value in first.values.all()}
    assert values == {"note": lost.decode(), "@reason": WHY}
    assert list(audit()) == []
    assert (replay().rows, replay().faults) == (rows, [])
    assert list(FormerEntry.objects.values_list("index", "canonical")) == before
    assert log.key != old_key
    add("cape", administrator)
    assert checkpoint(head()).size == rows + 3


def test_the_old_key_checkpoints_and_values_are_kept(lost: bytes, administrator: Person) -> None:
    kept, values = Path(settings.TRAIL_KEY).read_text(), Value.objects.count()
    notes = set(Checkpoint.objects.values_list("note", flat=True))
    open_origin(NEW, by=administrator, reason=WHY)
    aside = Path(settings.TRAIL_KEY).with_name("log.key.former-1")
    assert aside.read_text() == kept
    assert aside.stat().st_mode & 0o777 == 0o400
    assert set(FormerCheckpoint.objects.values_list("note", flat=True)) == notes
    assert FormerValue.objects.count() == values


def test_the_new_log_and_its_entries_show_themselves(
    lost: bytes, administrator: Person, client: Client
) -> None:
    open_origin(NEW, by=administrator, reason=WHY)
    page = client.get("/en/trail/").content.decode()
    assert say("action.log.opened", "en") in page
    assert say("action.log.left", "en") in page
    for index in Entry.objects.values_list("index", flat=True):
        assert client.get(f"/zh-hans/trail/{index}/").status_code == 200


def test_the_new_log_is_guarded_as_the_old_one_was(lost: bytes, administrator: Person) -> None:
    open_origin(NEW, by=administrator, reason=WHY)
    for rows in (Entry.objects, Checkpoint.objects, FormerEntry.objects):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.all()._raw_delete("default")


def test_what_fails_leaves_the_old_log_and_its_key(
    lost: bytes, administrator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, before = Path(settings.TRAIL_KEY).read_text(), head().size
    monkeypatch.setattr(Department, "trail_fields", lambda self: {"share": 0.5})
    with pytest.raises(NotPossible, match="float"):
        open_origin(NEW, by=administrator, reason=WHY)
    assert Path(settings.TRAIL_KEY).read_text() == kept
    assert (head().size, Entry.objects.count()) == (before, before)
    assert not FormerEntry.objects.exists()


def test_only_an_administrator_with_a_reason_opens_it(
    lost: bytes, administrator: Person, secretary: Person
) -> None:
    with pytest.raises(NotPermitted):
        open_origin(NEW, by=secretary, reason=WHY)
    with pytest.raises(NotPossible, match="no reason"):
        open_origin(NEW, by=administrator, reason=" ")


def test_it_goes_on_from_a_checkpoint_of_this_very_log(
    administrator: Person, notice: Document
) -> None:
    with pytest.raises(NotPossible, match="no signed place"):
        open_origin(NEW, by=administrator, reason=WHY)
    note = Note.parse(checkpoint(head()).note.encode())
    forged = Note(note.text.replace("haven", "raven"), note.signatures).to_bytes()
    with pytest.raises(NotPossible, match="no checkpoint of that log"):
        open_origin(NEW, by=administrator, reason=WHY, after=forged)
    assert NEW in open_origin(NEW, by=administrator, reason=WHY)


def test_one_bit_turned_in_what_is_kept_of_the_old_log_is_found(
    lost: bytes, administrator: Person, django_capture_on_commit_callbacks: Captured
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        open_origin(NEW, by=administrator, reason=WHY)
    assert list(audit()) == []
    for kind in (FormerEntry, FormerValue, FormerCheckpoint):
        for column in columns(kind):
            for found in flips(kind, column):
                assert found, column
