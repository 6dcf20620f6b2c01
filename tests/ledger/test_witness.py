"""A witness cosigns what grows, once, and says in the protocol's numbers why not otherwise."""

from dataclasses import dataclass, field, replace
from http import HTTPStatus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.ledger.cosignatures import WitnessSigner, cosigned_at
from goldenthread.ledger.keys import SignerKey
from goldenthread.ledger.merkle import EMPTY_ROOT, consistency_proof, leaf_hash, root_of
from goldenthread.ledger.notes import Checkpoint, Note, sign_checkpoint
from goldenthread.ledger.witness import (
    SIZE_TYPE,
    Decision,
    Submission,
    add_cosignatures,
    conflict_size,
    decide,
)
from goldenthread.terms.errors import BadProof

LOG = SignerKey("log.example.invalid", bytes(range(32)))
WITNESS = WitnessSigner("witness.example.invalid", bytes(32))
LEAVES = [leaf_hash(bytes([number])) for number in range(100)]
REWRITTEN = [leaf_hash(b"rewritten"), *LEAVES[1:]]
TIME = 1_700_000_000


def signed(size: int, *, leaves: list[bytes] = LEAVES, key: SignerKey = LOG) -> bytes:
    root = root_of(leaves[:size])
    return sign_checkpoint(Checkpoint(key.name, size, root), key=key)


def submitted(old: int, new: int, *, leaves: list[bytes] = LEAVES) -> bytes:
    proof = consistency_proof(old, new_size=new, leaf=leaves.__getitem__) if old else []
    return Submission(old, tuple(proof), signed(new, leaves=leaves)).to_bytes()


@dataclass
class Keeper:
    """A witness with its memory, as an endpoint would run it."""

    latest: dict[str, Checkpoint] = field(default_factory=dict)

    def ask(self, body: bytes) -> Decision:
        made = decide(
            body,
            logs={LOG.name: [LOG.verifier]},
            latest=self.latest.get,
            key=WITNESS,
            time=TIME,
        )
        if made.keep:
            self.latest[made.keep.origin] = made.keep
        return made


def keeper(size: int) -> Keeper:
    return Keeper({LOG.name: Checkpoint(LOG.name, size, root_of(LEAVES[:size]))})


def test_a_first_checkpoint_and_each_that_grows_from_it_is_cosigned() -> None:
    witness = Keeper()
    for old, new in ((0, 1), (1, 7), (7, 7), (7, 64), (64, 100)):
        made = witness.ask(submitted(old, new))
        assert made.status is HTTPStatus.OK
        cosigned = add_cosignatures(signed(new), made.body, keys=[WITNESS.verifier])
        note = Note.parse(cosigned)
        assert cosigned_at(note, WITNESS.verifier) == TIME
        assert note.signers([LOG.verifier]) == (LOG.verifier,)
        assert witness.latest[LOG.name].size == new


def test_an_empty_log_is_cosigned_if_its_root_is_that_of_nothing() -> None:
    assert Keeper().ask(submitted(0, 0)).status is HTTPStatus.OK
    false = sign_checkpoint(Checkpoint(LOG.name, 0, bytes(32)), key=LOG)
    made = Keeper().ask(Submission(0, (), false).to_bytes())
    assert (made.status, made.body) == (HTTPStatus.CONFLICT, b"0\n")


def test_another_old_size_is_a_conflict_that_tells_the_size_held() -> None:
    for old in (0, 6, 8):
        made = keeper(7).ask(submitted(old, 9))
        assert (made.status, made.body, made.content_type) == (
            HTTPStatus.CONFLICT,
            b"7\n",
            SIZE_TYPE,
        )
        assert made.keep is None
        assert conflict_size(made.body) == 7


@settings(deadline=None)
@given(st.integers(1, 99), st.data())
def test_a_log_rewritten_by_whoever_holds_its_key_is_never_cosigned(
    size: int, data: st.DataObject
) -> None:
    new = data.draw(st.integers(size, 100))
    witness = keeper(size)
    made = witness.ask(submitted(size, new, leaves=REWRITTEN))
    wanted = HTTPStatus.CONFLICT if new == size else HTTPStatus.UNPROCESSABLE_ENTITY
    assert (made.status, made.keep) == (wanted, None)
    assert witness.latest == keeper(size).latest


def test_a_log_rolled_back_is_never_cosigned() -> None:
    assert keeper(64).ask(submitted(7, 7)).status is HTTPStatus.CONFLICT
    assert keeper(64).ask(submitted(7, 63)).status is HTTPStatus.CONFLICT
    body = Submission(64, (), signed(63)).to_bytes()
    assert keeper(64).ask(body).status is HTTPStatus.BAD_REQUEST


def test_a_proof_where_none_belongs_or_a_bent_one_is_not_processed() -> None:
    first = Submission(0, (LEAVES[0],), signed(9)).to_bytes()
    assert Keeper().ask(first).status is HTTPStatus.UNPROCESSABLE_ENTITY
    same = Submission(9, (LEAVES[0],), signed(9)).to_bytes()
    assert keeper(9).ask(same).status is HTTPStatus.UNPROCESSABLE_ENTITY
    good = Submission.parse(submitted(7, 64))
    bent = replace(good, proof=(*good.proof[:-1], bytes(32)))
    assert keeper(7).ask(bent.to_bytes()).status is HTTPStatus.UNPROCESSABLE_ENTITY


def test_an_unknown_log_is_not_found_and_a_stranger_may_not_speak_for_a_known_one() -> None:
    other = SignerKey("other.example.invalid", bytes(32))
    body = Submission(0, (), signed(5, key=other)).to_bytes()
    assert Keeper().ask(body).status is HTTPStatus.NOT_FOUND
    stranger = SignerKey(LOG.name, bytes(32))
    body = Submission(0, (), signed(5, key=stranger)).to_bytes()
    assert Keeper().ask(body).status is HTTPStatus.FORBIDDEN


GOOD = submitted(7, 64).decode()


@pytest.mark.parametrize(
    "body",
    [
        "",
        GOOD.replace("old 7", "old 07"),
        GOOD.replace("old 7", "new 7"),
        GOOD.replace("old 7", "old  7"),
        GOOD.replace("old 7", "old -7"),
        GOOD.replace("old 7", "old 7\nnot base64"),
        GOOD.replace("old 7", "old 7" + ("\n" + "A" * 43 + "=") * 64),
        GOOD.replace("old", "óld"),
        GOOD.replace("\n\n", "\n"),
        GOOD.replace("\n64\n", "\n-64\n"),
        GOOD.split("\n\n")[0] + "\n\n",
    ],
    ids=lambda body: repr(body[:30]),
)
def test_a_malformed_request_is_a_bad_one(body: str) -> None:
    assert keeper(7).ask(body.encode()) == Decision(HTTPStatus.BAD_REQUEST)


def test_a_submission_is_written_as_in_the_format_and_reads_back() -> None:
    body = submitted(7, 64)
    head, checkpoint = body.split(b"\n\n", 1)
    assert head.startswith(b"old 7\n")
    assert checkpoint == signed(64)
    assert Submission.parse(body).to_bytes() == body
    longest = Submission(1, (bytes(32),) * 63, signed(2))
    assert Submission.parse(longest.to_bytes()) == longest
    with pytest.raises(BadProof, match="not of its form"):
        Submission.parse(replace(longest, proof=(bytes(32),) * 64).to_bytes())


# The log's side.

COSIGNED = Keeper().ask(submitted(0, 9)).body


def test_a_cosignature_is_added_once_and_strangers_are_passed_over() -> None:
    stranger = WitnessSigner("stranger.example.invalid", bytes(32))
    line = stranger.cosign(Note.parse(signed(9)).text, time=TIME).line.encode()
    once = add_cosignatures(signed(9), line + COSIGNED, keys=[WITNESS.verifier])
    assert once == signed(9) + COSIGNED
    assert add_cosignatures(once, COSIGNED, keys=[WITNESS.verifier]) == once


def test_an_answer_without_a_true_cosignature_adds_nothing() -> None:
    for answer, why in (
        (b"", "none of the keys"),
        (COSIGNED[:-1], "does not end"),
        (b"\xff\n", "malformed"),
        (Keeper().ask(submitted(0, 8)).body, "does not fit"),
    ):
        with pytest.raises(BadProof, match=why):
            add_cosignatures(signed(9), answer, keys=[WITNESS.verifier])


@pytest.mark.parametrize("answer", [b"", b"7", b"07\n", b"-7\n", b"7\n\n", b"seven\n"])
def test_an_answer_that_is_no_size_is_refused(answer: bytes) -> None:
    with pytest.raises(BadProof, match="no size"):
        conflict_size(answer)


def test_the_root_of_nothing_is_where_every_witness_begins() -> None:
    assert Keeper().ask(submitted(0, 9)).keep == Checkpoint(LOG.name, 9, root_of(LEAVES[:9]))
    assert root_of([]) == EMPTY_ROOT
