"""A log rewritten by whoever holds its database and its key is caught by its witness, always."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import Settings

from goldenthread.ledger import (
    Checkpoint as SignedPlace,
)
from goldenthread.ledger import Entry as Leaf
from goldenthread.ledger import (
    Frontier,
    Note,
    Policy,
    SignerKey,
    Submission,
    VerifierKey,
    Witness,
    WitnessSigner,
    consistency_proof,
    decide,
    leaf_hash,
    sign_checkpoint,
)
from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.cosigning import Asked, cosign, noted
from goldenthread.office.trail.log import place
from goldenthread.office.trail.marks import begin_again
from goldenthread.office.trail.models import Checkpoint, Cosignature, Entry, Value, Witnessed
from goldenthread.office.trail.public import public_log
from goldenthread.office.trail.triggers import permit_changes
from goldenthread.office.trail.witness import witness_key
from goldenthread.terms.errors import NotPossible
from office.trail.flipping import columns, flips

NEIGHBOUR = SignerKey("reach.example.invalid/log", bytes(range(32)))
LEAVES = [leaf_hash(bytes([number])) for number in range(40)]
AT = "/witness/add-checkpoint"


def add(slug: str, by: Person) -> None:
    with change(by=by) as changed:
        changed.save(Area(slug=slug, name_en=slug, name_zh=slug), "area.added")


def name(policy: Policy, settings: Settings, folder: Path) -> None:
    settings.TRAIL_NEIGHBOURS = folder / "neighbours.policy"
    settings.TRAIL_NEIGHBOURS.write_text(policy.text)


# As a witness.


@pytest.fixture
def witness(secretary: Person, settings: Settings, tmp_path: Path) -> Client:
    """This office, which cosigns its neighbour's log."""
    name(Policy((NEIGHBOUR.verifier,)), settings, tmp_path)
    return Client(enforce_csrf_checks=True)


def submitted(old: int, new: int, *, leaves: list[bytes] = LEAVES) -> bytes:
    proof = consistency_proof(old, new_size=new, leaf=leaves.__getitem__) if old else []
    frontier = Frontier()
    for leaf in leaves[:new]:
        frontier = frontier.append(leaf)
    note = sign_checkpoint(SignedPlace(NEIGHBOUR.name, new, frontier.root), key=NEIGHBOUR)
    return Submission(old, tuple(proof), note).to_bytes()


def ask(browser: Client, body: bytes) -> tuple[int, bytes]:
    answered = browser.post(AT, data=body, content_type="text/plain")
    return answered.status_code, answered.content


def test_a_neighbour_needs_no_account_and_is_cosigned_as_its_log_grows(witness: Client) -> None:
    for old, new in ((0, 3), (3, 3), (3, 40)):
        status, line = ask(witness, submitted(old, new))
        assert status == HTTPStatus.OK
        note = Submission.parse(submitted(old, new)).checkpoint
        assert Note.parse(note + line).signers([witness_key()]) == (witness_key(),)
    assert Witnessed.objects.get().size == 40


def test_what_was_cosigned_is_remembered_and_told(witness: Client) -> None:
    ask(witness, submitted(0, 9))
    assert ask(witness, submitted(0, 9)) == (HTTPStatus.CONFLICT, b"9\n")
    rewritten = [leaf_hash(b"rewritten"), *LEAVES[1:]]
    assert ask(witness, submitted(9, 12, leaves=rewritten))[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Witnessed.objects.get().size == 9


def test_one_bit_turned_in_what_was_cosigned_is_found(witness: Client) -> None:
    ask(witness, submitted(0, 9))
    assert list(audit()) == []
    # When it was cosigned is told by nothing that is signed here.
    for column in columns(Witnessed)[:-1]:
        for found in flips(Witnessed, column):
            assert found, column


def test_strangers_the_office_itself_and_nonsense_are_refused(
    witness: Client, settings: Settings
) -> None:
    stranger = replace(NEIGHBOUR, name="far.example.invalid/log")
    note = sign_checkpoint(SignedPlace(stranger.name, 1, LEAVES[0]), key=stranger)
    assert ask(witness, Submission(0, (), note).to_bytes())[0] == HTTPStatus.NOT_FOUND
    assert ask(witness, b"x" * 200_000)[0] == HTTPStatus.BAD_REQUEST
    assert witness.get(AT).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    Path(settings.TRAIL_NEIGHBOURS).unlink()
    assert ask(witness, submitted(0, 3))[0] == HTTPStatus.NOT_FOUND


def test_the_witness_has_a_key_of_its_own_that_others_cannot_read(witness: Client) -> None:
    assert witness_key() == witness_key()
    assert witness_key().name == f"{head().origin}/witness"
    kept = Path(settings.TRAIL_KEY).with_name("witness.key")
    assert kept.stat().st_mode & 0o777 == 0o400
    assert kept.read_text() != Path(settings.TRAIL_KEY).read_text()


# As the one who asks.


class Neighbour:
    """A witness elsewhere, with its memory: the engine's decisions over a dictionary."""

    def __init__(self) -> None:
        self.key = WitnessSigner("reach.example.invalid/log/witness", bytes(32))
        self.latest: dict[str, SignedPlace] = {}
        self.status: int | None = None

    def send(self, url: str, body: bytes) -> tuple[int, bytes]:
        if self.status:
            return self.status, b""
        logs = {head().origin: [VerifierKey.parse(head().key)]}
        made = decide(body, logs=logs, latest=self.latest.get, key=self.key, time=1_700_000_000)
        if made.keep:
            self.latest[made.keep.origin] = made.keep
        return made.status, made.body


@pytest.fixture
def neighbour(secretary: Person, settings: Settings, tmp_path: Path) -> Neighbour:
    """A neighbour whom this office asks."""
    made = Neighbour()
    witness = Witness("reach", made.key.verifier, "https://reach.example.invalid/witness")
    name(Policy((NEIGHBOUR.verifier,), (witness,)), settings, tmp_path)
    return made


def test_each_place_is_cosigned_once_and_the_public_log_shows_it(
    neighbour: Neighbour, secretary: Person
) -> None:
    for slug in ("bay", "cape"):
        assert cosign(send=neighbour.send) == [Asked("reach", head().size)]
        add(slug, secretary)
    assert Cosignature.objects.count() == 2
    signed = Checkpoint.objects.latest("size")
    assert Note.parse(noted(signed)).signers([neighbour.key.verifier])
    assert dict(public_log())["checkpoint"] == noted(signed)
    assert list(audit()) == []


def test_one_bit_turned_in_a_cosignature_is_found(neighbour: Neighbour) -> None:
    cosign(send=neighbour.send)
    for column in columns(Cosignature):
        for found in flips(Cosignature, column):
            assert found, column


def test_a_witness_that_is_named_no_more_is_no_fault(
    neighbour: Neighbour, settings: Settings, tmp_path: Path
) -> None:
    cosign(send=neighbour.send)
    name(Policy((NEIGHBOUR.verifier,)), settings, tmp_path)
    assert list(audit()) == []
    settings.TRAIL_NEIGHBOURS.unlink()
    assert list(audit()) == []


def test_an_answer_that_was_lost_is_fetched_again(neighbour: Neighbour, secretary: Person) -> None:
    cosign(send=neighbour.send)
    Cosignature.objects.all().delete()
    add("bay", secretary)
    assert cosign(send=neighbour.send) == [Asked("reach", head().size)]
    assert Cosignature.objects.count() == 2


def test_a_witness_that_cannot_be_reached_is_said_and_stops_nothing(
    neighbour: Neighbour, settings: Settings
) -> None:
    neighbour.status = 503
    (asked,) = cosign(send=neighbour.send)
    assert "answers 503" in asked.fault
    assert Checkpoint.objects.exists()


def test_whom_to_ask_must_be_said_and_well(
    neighbour: Neighbour, settings: Settings, tmp_path: Path
) -> None:
    name(Policy((NEIGHBOUR.verifier,)), settings, tmp_path)
    with pytest.raises(NotPossible, match="no witness with an address"):
        cosign(send=neighbour.send)
    settings.TRAIL_NEIGHBOURS.write_text("witness nobody\n")
    with pytest.raises(NotPossible, match="no rule"):
        cosign(send=neighbour.send)
    settings.TRAIL_NEIGHBOURS.unlink()
    with pytest.raises(NotPossible, match="no neighbours"):
        cosign(send=neighbour.send)


def test_a_backup_restored_with_its_keys_is_told_by_the_witness_before_anything_is_signed(
    neighbour: Neighbour, secretary: Person
) -> None:
    cosign(send=neighbour.send)
    seen = neighbour.latest[head().origin]
    neighbour.latest[head().origin] = replace(seen, size=seen.size + 5)
    add("bay", secretary)
    before = Checkpoint.objects.count()
    with pytest.raises(NotPossible, match=f"log of {seen.size + 5} entries"):
        cosign(send=neighbour.send)
    assert Checkpoint.objects.count() == before


# Whoever holds database and key: every entry edited, deleted, swapped; everything hashed anew.


def rebuilt(leaves: list[Leaf]) -> list[Leaf]:
    """Return the entries with every link between them made to fit again."""
    made: list[Leaf] = []
    last: dict[str, Leaf] = {}
    for leaf in leaves:
        before = last.get(leaf.object)
        hashed = leaf_hash(before.to_bytes()).hex() if before else None
        revision = before.revision + 1 if before else 1
        last[leaf.object] = fits = replace(leaf, revision=revision, previous=hashed)
        made.append(fits)
    return made


def rewritings(leaves: list[Leaf]) -> Iterator[list[Leaf]]:
    for at, leaf in enumerate(leaves):
        yield [*leaves[:at], replace(leaf, time="2020-01-01T00:00:00Z"), *leaves[at + 1 :]]
        yield [*leaves[:at], *leaves[at + 1 :]]
        for other in range(at + 1, len(leaves)):
            swapped = list(leaves)
            swapped[at], swapped[other] = swapped[other], swapped[at]
            yield swapped
        yield [*leaves[:at], replace(leaf, actor="forger"), *leaves[at:]]


def write(leaves: list[Leaf]) -> None:
    """Put these entries in the place of the log, with their hashes and its head."""
    for kind in (Cosignature, Checkpoint, Value, Entry):
        kind._base_manager.all().delete()
    frontier = Frontier()
    rows = []
    for index, leaf in enumerate(leaves):
        data = leaf.to_bytes()
        frontier = frontier.append(leaf_hash(data))
        rows.append(
            Entry(
                index=index,
                action=leaf.action,
                object=leaf.object,
                revision=leaf.revision,
                recorded=leaf.time.replace("Z", "+00:00"),
                canonical=data.decode(),
                leaf=leaf_hash(data).hex(),
            )
        )
    Entry.objects.bulk_create(rows)
    log = head()
    log.size, log.frontier = frontier.size, frontier.to_hex()
    log.save()


def test_every_rewriting_by_whoever_holds_database_and_key_is_refused_by_the_witness(
    neighbour: Neighbour, secretary: Person, key_alone: Callable[[], bytes]
) -> None:
    cosign(send=neighbour.send)
    leaves = [Leaf.parse(each.canonical.encode()) for each in Entry.objects.all()]
    for table in ("trail_entry", "trail_checkpoint"):
        permit_changes(connection, table)
    tried = 0
    for forged in rewritings(leaves):
        for more in (0, 3):
            # Grown by some entries too, so that its size tells nothing.
            added = [replace(leaves[0], object=f"area/x{number}") for number in range(more)]
            write(rebuilt([*forged, *added]))
            begin_again(key_alone())
            with pytest.raises(NotPossible, match="the witness reach has seen"):
                cosign(send=neighbour.send)
            tried += 1
    assert tried > 80
    write(leaves)
    begin_again(key_alone())
    assert cosign(send=neighbour.send) == [Asked("reach", len(leaves))]


@pytest.fixture
def key_alone(secretary: Person) -> Callable[[], bytes]:
    """Sign whatever the head says now, with the log's own key, as its thief would."""

    def sign() -> bytes:
        key = SignerKey.parse(Path(settings.TRAIL_KEY).read_text().strip())
        return sign_checkpoint(place(head()), key=key)

    return sign
