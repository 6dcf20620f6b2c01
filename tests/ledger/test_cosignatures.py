"""Cosignatures: the published ones, and none that is false or at another time."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ledger.cosignatures import WitnessKey, WitnessSigner, cosigned_at
from goldenthread.ledger.keys import SignerKey, VerifierKey
from goldenthread.ledger.merkle import EMPTY_ROOT
from goldenthread.ledger.notes import Checkpoint, Note
from goldenthread.terms.errors import BadProof

LOG = SignerKey("log.example.invalid", bytes(range(32)))
WITNESS = WitnessSigner("witness.example.invalid", bytes(32))
KEY = WITNESS.verifier
TEXT = Checkpoint(LOG.name, 0, EMPTY_ROOT).text
TIME = 1_700_000_000


def cosigned(*times: int) -> Note:
    return Note(TEXT, tuple(WITNESS.cosign(TEXT, time=time) for time in times))


@pytest.mark.parametrize(
    ("folder", "file"),
    [("witness/mirror", "mirror.v0.json"), ("witness2", "witness.v0.json")],
)
def test_a_published_cosignature_verifies_at_its_time(folder: str, file: str, shared: Path) -> None:
    home = shared / "data/ledger/sunlight/cmd/skylight/testdata" / folder
    (vkey,) = json.loads((home / file).read_text())["verifier_keys"]
    key = WitnessKey.parse(vkey)
    (path,) = home.glob("*/checkpoint")
    note = Note.parse(path.read_bytes())
    assert key.text == vkey
    assert note.signers([key]) == (key,)
    assert cosigned_at(note, key) == 1_767_139_200
    with pytest.raises(BadProof, match="does not fit"):
        replace(note, text=note.text.replace("300", "301")).signers([key])


def test_the_example_of_the_format_is_read(shared: Path) -> None:
    assert shared
    line = (
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZC"
        "B9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
    )
    note = Note.parse(f"{TEXT}\n{line}\n".encode())
    (signature,) = note.signatures
    assert int.from_bytes(signature.value[:8], "big") == 1679315147


@given(st.integers(0, 2**63 - 1))
def test_what_a_witness_cosigns_verifies_at_that_time_and_no_other(time: int) -> None:
    note = cosigned(time)
    assert cosigned_at(note, KEY) == time
    (signed,) = note.signatures
    other = ((time + 1) % 2**63).to_bytes(8, "big") + signed.value[8:]
    with pytest.raises(BadProof, match="does not fit"):
        replace(note, signatures=(replace(signed, value=other),)).signers([KEY])


def test_the_message_is_the_one_of_the_format() -> None:
    (signed,) = cosigned(TIME).signatures
    message = f"cosignature/v1\ntime {TIME}\n{TEXT}"
    VerifierKey(WITNESS.name, KEY.public).check(message, signed.value[8:])


def test_of_several_cosignatures_the_latest_time_counts() -> None:
    assert cosigned_at(cosigned(TIME, TIME + 60, TIME - 60), KEY) == TIME + 60


def test_a_time_is_told_only_of_a_cosignature_that_is_there_and_true() -> None:
    other = WitnessSigner(WITNESS.name, bytes([1]) * 32).cosign(TEXT, time=TIME)
    with pytest.raises(BadProof, match="none of the keys"):
        cosigned_at(Note(TEXT, (other,)), KEY)
    (signed,) = cosigned(TIME).signatures
    with pytest.raises(BadProof, match="does not fit"):
        cosigned_at(Note(TEXT, (replace(signed, value=bytes(72)),)), KEY)


@given(st.integers(0, 8 * 72 - 1))
def test_a_cosignature_with_any_bit_flipped_is_refused(bit: int) -> None:
    (signed,) = cosigned(TIME).signatures
    data = bytearray(signed.value)
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadProof):
        KEY.check(TEXT, bytes(data))


@pytest.mark.parametrize("size", [0, 8, 64, 71, 73])
def test_a_cosignature_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(BadProof, match="8 bytes and a signature in 64"):
        KEY.check(TEXT, bytes(size))


def test_a_time_beyond_the_format_is_neither_written_nor_read() -> None:
    for time in (-1, 2**63):
        with pytest.raises(BadProof, match="no cosignature can bear"):
            WITNESS.cosign(TEXT, time=time)
    with pytest.raises(BadProof, match="8 bytes"):
        KEY.check(TEXT, b"\x80" + bytes(71))


def test_a_witness_key_is_no_log_key_nor_the_other_way_round() -> None:
    assert WitnessKey.parse(KEY.text) == KEY
    assert KEY.id != VerifierKey(KEY.name, KEY.public).id
    with pytest.raises(BadProof, match="signature type 1"):
        VerifierKey.parse(KEY.text)
    with pytest.raises(BadProof, match="signature type 4"):
        WitnessKey.parse(LOG.verifier.text)
    with pytest.raises(BadProof, match="not its own"):
        WitnessKey.parse(KEY.text.replace("witness.", "witless."))
    with pytest.raises(BadProof, match="32 bytes"):
        WitnessKey("witness", b"short")
    assert "seed" not in repr(WITNESS)
