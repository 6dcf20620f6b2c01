"""Whatever was altered behind the office's back is found and named."""

from collections.abc import Callable

import pytest
from django.db import connection

from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.records.models import Document, Record
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.log import checkpoint
from goldenthread.office.trail.models import Checkpoint, Entry, Log, Value
from goldenthread.office.trail.triggers import permit_changes
from goldenthread.terms.errors import NotPossible


@pytest.fixture
def signed(secretary: Person, notice: Document) -> Log:
    """A log that has been signed, in a database whose triggers somebody took away."""
    checkpoint(Log.objects.get())
    for table in ("trail_entry", "trail_checkpoint"):
        permit_changes(connection, table)
    return Log.objects.get()


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def last() -> int:
    return Log.objects.get().size - 1


def cut_off(index: int) -> None:
    sql(
        f"DELETE FROM trail_value WHERE entry_id = {index}",
        f'DELETE FROM trail_entry WHERE "index" = {index}',
    )


TAMPERINGS: dict[str, tuple[Callable[[], object], str]] = {
    "a row is edited": (
        lambda: sql("UPDATE bodies_area SET name_en = 'Forged' WHERE slug = 'coast'"),
        "area/coast: name_en is not what was recorded in entry 1",
    ),
    "a row is removed": (
        lambda: sql("DELETE FROM bodies_area WHERE slug = 'coast'"),
        "area/coast: the log knows this row, and it is gone",
    ),
    "a row is slipped in": (
        lambda: Area._base_manager.bulk_create([Area(slug="bay", revision=1)]),
        "area/bay: no entry of the log knows this row",
    ),
    "a revision is edited": (
        lambda: sql("UPDATE bodies_area SET revision = 7 WHERE slug = 'coast'"),
        "area/coast: its revision is 7, the log's 1",
    ),
    "a text is edited": (
        lambda: sql("UPDATE records_record SET text = replace(text, 'within 3', 'within 9')"),
        "record/notice.en: its text is not the one that was recorded",
    ),
    "an entry is edited": (
        lambda: sql(
            "UPDATE trail_entry SET canonical = replace(canonical, 'area.added', 'area.forged') "
            'WHERE "index" = 1'
        ),
        "entry 1: its bytes are not those that were hashed",
    ),
    "a time is edited": (
        lambda: sql("UPDATE trail_entry SET recorded = '2020-01-01 00:00:00' WHERE \"index\" = 1"),
        "entry 1: its columns say otherwise than its bytes",
    ),
    "an entry and its leaf are edited": (
        lambda: Entry.objects.filter(index=1).update(
            canonical=Entry.objects.get(index=0).canonical, leaf=Entry.objects.get(index=0).leaf
        ),
        "entry 1: its columns say otherwise than its bytes",
    ),
    "an entry is no entry": (
        lambda: Entry.objects.filter(index=1).update(canonical="{}"),
        "entry 1: this is no entry of a version known here",
    ),
    "a value is edited": (
        lambda: Value.objects.filter(entry__index=1, name="name_en").update(value="Forged"),
        "entry 1: area/coast: name_en is not what was recorded",
    ),
    "a value is lost": (
        lambda: Value.objects.filter(entry__index=1, name="@reason").delete(),
        "entry 1: the value of @reason is gone",
    ),
    "a salt is spoilt": (
        lambda: Value.objects.filter(entry__index=1, name="name_en").update(salt="zz"),
        "entry 1:",
    ),
    "the log is cut off": (
        lambda: cut_off(last()),
        "head: it says",
    ),
    "an entry is cut out": (
        lambda: cut_off(3),
        "entry 4: entry 3 is missing",
    ),
    "the head is set back": (
        lambda: Log.objects.update(frontier=["00" * 32] * 3),
        "head: its root is not that of the entries",
    ),
    "a checkpoint is edited": (
        lambda: Checkpoint.objects.update(root="00" * 32),
        ": its columns say otherwise than its note",
    ),
    "a signature is forged": (
        lambda: sql("UPDATE trail_checkpoint SET note = replace(note, 'haven', 'raven')"),
        "checkpoint",
    ),
}


def test_an_untouched_log_has_no_fault(signed: Log) -> None:
    assert list(audit()) == []


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found_and_named(signed: Log, tampering: str) -> None:
    tamper, fault = TAMPERINGS[tampering]
    tamper()
    found = list(audit())
    assert any(fault in each for each in found), found


def test_a_log_rebuilt_to_be_shorter_differs_from_what_was_signed(signed: Log) -> None:
    cut_off(last())
    assert f"checkpoint {signed.size}: the log has only {signed.size - 1} entries now" in list(
        audit()
    )


def test_a_log_rewritten_from_end_to_end_leads_to_another_root_than_was_signed(
    signed: Log, body: object
) -> None:
    first, second = Entry.objects.get(index=0), Entry.objects.get(index=1)
    Entry.objects.filter(index=0).update(canonical=second.canonical, leaf=second.leaf)
    Entry.objects.filter(index=1).update(canonical=first.canonical, leaf=first.leaf)
    assert f"checkpoint {signed.size}: the entries lead to another root than was signed" in list(
        audit()
    )


def test_a_lost_revision_is_named(signed: Log) -> None:
    Entry.objects.filter(index=1).update(revision=2)
    assert "entry 1: area/coast lacks a revision before 2" in list(audit())


def test_without_a_log_there_is_nothing_to_audit(db: None) -> None:
    with pytest.raises(NotPossible, match="no log"):
        list(audit())


def test_the_text_of_a_document_is_not_in_the_log_but_its_hash_is(notice: Document) -> None:
    record = Record.objects.get()
    shown = {
        value.name: value.value for value in Value.objects.filter(entry__object=record.trail_object)
    }
    assert shown["sha256"] == record.sha256
    assert record.text not in shown.values()
