"""The log is started once, signed with a key that only its owner can read, and provable."""

from pathlib import Path

import pytest
from django.conf import settings

from goldenthread.ledger import Policy, leaf_hash, open_checkpoint, verify_inclusion
from goldenthread.office.bodies.models import Body
from goldenthread.office.trail.log import checkpoint, place, policy, proofs, start_log
from goldenthread.office.trail.models import Checkpoint, Entry, Log
from goldenthread.terms.errors import NotPossible

ORIGIN = "haven.example.invalid/log"


def key() -> Path:
    return Path(settings.TRAIL_KEY)


def test_the_key_is_readable_by_its_owner_alone(body: Body) -> None:
    assert key().stat().st_mode & 0o777 == 0o400
    assert key().parent.stat().st_mode & 0o077 == 0


def test_the_secret_is_nowhere_in_the_database(body: Body) -> None:
    # The secret itself may hold a plus sign: it is all that stands behind the fourth.
    secret = key().read_text().strip().split("+", 4)[4]
    assert len(secret) > 40
    assert secret not in repr(list(Log.objects.values()))


def test_every_entry_is_proved_against_a_fresh_checkpoint(body: Body) -> None:
    log = Log.objects.get()
    signed = checkpoint(log)
    stated = open_checkpoint(signed.note.encode(), keys=Policy.parse(policy(log)).logs)
    assert (stated.origin, stated.size) == (ORIGIN, Entry.objects.count())
    indexes = list(range(stated.size))
    for index, proof in zip(indexes, proofs(indexes, size=stated.size), strict=True):
        leaf = leaf_hash(Entry.objects.get(index=index).canonical.encode())
        verify_inclusion(proof, leaf=leaf, index=index, size=stated.size, root=stated.root)


def test_a_place_is_signed_once(body: Body) -> None:
    log = Log.objects.get()
    assert checkpoint(log) == checkpoint(log)
    assert Checkpoint.objects.count() == 1


def test_there_is_one_log(body: Body) -> None:
    with pytest.raises(NotPossible, match="log already"):
        start_log(origin="other.invalid/log", body="haven")


def test_a_key_left_by_a_start_that_broke_off_is_taken_up(db: None) -> None:
    first = start_log(origin=ORIGIN, body="haven").key
    Log.objects.all().delete()
    assert start_log(origin=ORIGIN, body="haven").key == first


def test_the_key_of_another_log_is_not_overwritten(db: None) -> None:
    start_log(origin=ORIGIN, body="haven")
    kept = key().read_text()
    Log.objects.all().delete()
    with pytest.raises(NotPossible, match=ORIGIN):
        start_log(origin="reach.example.invalid/log", body="reach")
    assert key().read_text() == kept
    assert not Log.objects.exists()


def test_a_key_that_others_can_read_signs_nothing(body: Body) -> None:
    key().chmod(0o440)
    with pytest.raises(NotPossible, match="others than its owner"):
        checkpoint(Log.objects.get())
    assert not Checkpoint.objects.exists()


def test_a_missing_key_says_so(body: Body) -> None:
    key().unlink()
    with pytest.raises(NotPossible, match="missing"):
        checkpoint(Log.objects.get())


def test_a_key_that_is_not_the_logs_signs_nothing(body: Body) -> None:
    log = Log.objects.get()
    log.key = log.key.replace("haven", "raven")
    with pytest.raises(NotPossible, match="not that of"):
        checkpoint(log)


def test_a_log_shorter_than_what_was_signed_is_not_signed_again(body: Body) -> None:
    log = Log.objects.get()
    checkpoint(log)
    log.size, log.frontier = 1, [Entry.objects.get(index=0).leaf]
    with pytest.raises(NotPossible, match=f"a log of {Entry.objects.count()} entries"):
        checkpoint(log)


def test_a_log_of_the_same_size_with_another_root_is_not_signed(body: Body) -> None:
    log = Log.objects.get()
    checkpoint(log)
    log.frontier = ["11" * 32 for _ in log.frontier]
    with pytest.raises(NotPossible, match="Restore"):
        checkpoint(log)


def test_the_log_says_where_it_stands(body: Body) -> None:
    log = Log.objects.get()
    stated = place(log)
    assert (stated.origin, stated.size) == (ORIGIN, Entry.objects.count())
