"""A proof that travels alone: made, read, verified, and refused once anything in it differs."""

import random
from base64 import b64encode
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.ledger.keys import SignerKey
from goldenthread.ledger.merkle import inclusion_proof, leaf_hash, root_of
from goldenthread.ledger.notes import Checkpoint, sign_checkpoint
from goldenthread.ledger.policy import Policy
from goldenthread.ledger.proof import LogProof
from goldenthread.terms.errors import BadProof, CannotTell

KEY = SignerKey("log.example.invalid", bytes(range(32)))
POLICY = Policy((KEY.verifier,))
LEAVES = [leaf_hash(bytes([number])) for number in range(200)]


def proof(index: int, *, size: int, extra: bytes | None = None) -> LogProof:
    path = inclusion_proof(index, size=size, leaf=LEAVES.__getitem__)
    checkpoint = Checkpoint(KEY.name, size, root_of(LEAVES[:size]))
    return LogProof(index, tuple(path), sign_checkpoint(checkpoint, key=KEY), extra)


PROOF = proof(73, size=200, extra=b"golden")


@settings(deadline=None)
@given(st.integers(1, 200), st.data(), st.none() | st.binary(min_size=0, max_size=40))
def test_a_proof_reads_back_and_holds(size: int, data: st.DataObject, extra: bytes | None) -> None:
    index = data.draw(st.integers(0, size - 1))
    made = proof(index, size=size, extra=extra)
    assert LogProof.parse(made.to_bytes()) == made
    opened = made.verify(leaf=LEAVES[index], policy=POLICY)
    assert (opened.checkpoint.size, opened.witnesses) == (size, ())


def test_a_proof_is_written_as_in_the_format() -> None:
    header, extra, index, *path = PROOF.to_bytes().split(b"\n\n")[0].decode().split("\n")
    assert (header, extra, index) == ("c2sp.org/tlog-proof@v1", "extra Z29sZGVu", "index 73")
    assert path == [b64encode(each).decode() for each in PROOF.path]
    assert PROOF.to_bytes().endswith(b"\n\n" + PROOF.checkpoint)
    assert b"extra" not in replace(PROOF, extra=None).to_bytes()


def test_of_20000_mutated_files_none_proves_the_leaf() -> None:
    # The size is mutated here too, for it is signed together with the root.
    chance, good, accepted = random.Random(3), replace(PROOF, extra=None).to_bytes(), 0
    for _ in range(20_000):
        data = bytearray(good)
        data[chance.randrange(len(data))] = chance.randrange(256)
        if data != good:
            accepted += is_proved(bytes(data))
    assert is_proved(good)
    assert accepted == 0


def is_proved(data: bytes) -> bool:
    try:
        LogProof.parse(data).verify(leaf=LEAVES[73], policy=POLICY)
    except BadProof:
        return False
    return True


def test_a_proof_of_one_leaf_proves_no_other_and_no_other_place() -> None:
    with pytest.raises(BadProof, match="another root"):
        PROOF.verify(leaf=LEAVES[74], policy=POLICY)
    for index in (72, 74, 0, 199):
        with pytest.raises(BadProof):
            replace(PROOF, index=index).verify(leaf=LEAVES[73], policy=POLICY)
    for old, new in pairwise(range(74, 80)):
        with pytest.raises(BadProof):
            replace(PROOF, checkpoint=proof(73, size=old).checkpoint).verify(
                leaf=LEAVES[73], policy=POLICY
            )
        assert proof(73, size=new).verify(leaf=LEAVES[73], policy=POLICY)


def test_a_policy_with_witnesses_leaves_an_unwitnessed_proof_undecided() -> None:
    text = (
        f"log {KEY.verifier.text}\nwitness w "
        "mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O\nquorum w\n"
    )
    with pytest.raises(CannotTell):
        PROOF.verify(leaf=LEAVES[73], policy=Policy.parse(text))


GOOD = replace(PROOF, extra=None).to_bytes().decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        GOOD.replace("@v1", "@v2"),
        GOOD.replace("index 73\n", ""),
        GOOD.replace("index 73", "index 073"),
        GOOD.replace("index 73", "index -1"),
        GOOD.replace("index 73", "73"),
        GOOD.replace("index 73", "extra AA\nindex 73"),
        GOOD.replace("index 73", "extra \nextra \nindex 73"),
        GOOD.replace("index 73", "index 73\nAAAA"),
        GOOD.replace("index 73", "index 73\nnot base64!"),
        GOOD.replace("index 73", "index 73\n" + "\n".join(["A" * 43 + "="] * 64)),
        GOOD.replace("\n\n", "\n", 1),
        GOOD.replace("index", "índex"),
        "c2sp.org/tlog-proof@v1\n\n",
    ],
    ids=lambda text: repr(text[:40]),
)
def test_a_malformed_proof_is_refused(text: str) -> None:
    with pytest.raises(BadProof):
        LogProof.parse(text.encode()).verify(leaf=LEAVES[73], policy=POLICY)


def test_what_could_not_be_read_back_cannot_be_made() -> None:
    for index in (-1, 10**18):
        with pytest.raises(BadProof, match="index or the length"):
            replace(PROOF, index=index)
    with pytest.raises(BadProof, match="32 bytes"):
        replace(PROOF, path=(b"short",))
    with pytest.raises(BadProof, match="index or the length"):
        replace(PROOF, path=(LEAVES[0],) * 65)
    longest = replace(PROOF, path=(LEAVES[0],) * 64)
    assert LogProof.parse(longest.to_bytes()) == longest
