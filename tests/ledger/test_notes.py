"""Signed notes, checkpoints and policies: the published ones, and what must be refused."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ledger.keys import SignerKey, VerifierKey, key_id
from goldenthread.ledger.merkle import EMPTY_ROOT, leaf_hash, root_of
from goldenthread.ledger.notes import (
    NOTE_LIMIT,
    Checkpoint,
    Note,
    Signature,
    open_checkpoint,
    sign_checkpoint,
)
from goldenthread.ledger.offline import verify as offline
from goldenthread.terms.errors import BadProof

KEY = SignerKey("log.example.invalid", bytes(range(32)))
OTHER = SignerKey("other.example.invalid", bytes(32))
VKEY = KEY.verifier
CHECKPOINT = Checkpoint("log.example.invalid", 0, EMPTY_ROOT)
SIGNED = sign_checkpoint(CHECKPOINT, key=KEY)


# Published.


def test_the_example_of_the_format_verifies(shared: Path) -> None:
    folder = shared / "data/ledger" / "c2sp"
    key = VerifierKey.parse((folder / "signed-note-example.vkey").read_text().strip())
    data = (folder / "signed-note-example.txt").read_bytes()
    note = Note.parse(data)
    assert note.signers([key]) == (key,)
    assert note.text == "This is an example message.\n"
    assert note.to_bytes() == data
    assert key.text == (folder / "signed-note-example.vkey").read_text().strip()


def entries_of(bundle: bytes) -> Iterator[bytes]:
    while bundle:
        size = int.from_bytes(bundle[:2], "big")
        yield bundle[2 : 2 + size]
        bundle = bundle[2 + size :]


def test_every_checkpoint_of_a_published_log_is_signed_and_is_the_root_of_its_entries(
    shared: Path,
) -> None:
    folder = shared / "data/ledger" / "tessera" / "testdata"
    key = VerifierKey.parse((folder / "log.vkey").read_text().strip())
    full = (folder / "log/tile/entries/000.p/15").read_bytes()
    leaves = [leaf_hash(entry) for entry in entries_of(full)]
    for size in range(16):
        data = (folder / f"log/checkpoint.{size}").read_bytes()
        checkpoint = open_checkpoint(data, keys=[key])
        assert (checkpoint.size, checkpoint.root) == (size, root_of(leaves[:size]))
        assert Note.parse(data).text == checkpoint.text
        if size:
            tile = (folder / f"log/tile/0/000.p/{size}").read_bytes()
            assert tile == b"".join(leaves[:size])


def test_the_cosigned_log_has_the_root_of_its_tiles_and_its_cosigner_is_passed_over(
    shared: Path,
) -> None:
    mirror = shared / "data/ledger" / "sunlight/cmd/skylight/testdata/witness/mirror"
    (folder,) = (each for each in mirror.iterdir() if each.is_dir())
    hashes = b"".join((folder / "tile/0" / name).read_bytes() for name in ("000", "001.p/44"))
    leaves = [hashes[place : place + 32] for place in range(0, len(hashes), 32)]
    note = Note.parse((folder / "checkpoint").read_bytes())
    checkpoint = Checkpoint.parse(note.text)
    assert (checkpoint.size, checkpoint.root) == (300, root_of(leaves))
    assert root_of(leaves[:256]) == (folder / "tile/1/000.p/1").read_bytes()
    (vkey,) = json.loads((mirror / "mirror.v0.json").read_text())["verifier_keys"]
    name, _, coded = vkey.split("+")
    assert note.signatures[0].key == key_id(name, b64decode(coded)[1:], kind=4)
    with pytest.raises(BadProof, match="signature type 1"):
        VerifierKey.parse(vkey)
    with pytest.raises(BadProof, match="none of the keys"):
        note.signers([VKEY])


# Keys.


def coded(name: str, data: bytes) -> str:
    return f"{name}+00000000+{b64encode(data).decode()}"


def test_keys_read_back_from_their_text_and_the_secret_stays_out_of_print() -> None:
    assert SignerKey.parse(KEY.text) == KEY
    assert VerifierKey.parse(VKEY.text) == VKEY
    assert KEY.text.startswith("PRIVATE+KEY+log.example.invalid+")
    assert "seed" not in repr(KEY)
    assert KEY.verifier != OTHER.verifier


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        VKEY.text.replace("log.", "lag."),
        VKEY.text + "=",
        VKEY.text[:-1],
        VKEY.text.replace(VKEY.id.hex(), VKEY.id.hex().upper()),
        coded("log.example.invalid", b""),
        coded("log.example.invalid", b"\x01short"),
        coded("a b", b"\x01" + bytes(32)),
        coded("", b"\x01" + bytes(32)),
    ],
)
def test_a_malformed_key_is_refused(text: str) -> None:
    with pytest.raises(BadProof):
        VerifierKey.parse(text)
    with pytest.raises(offline.Malformed):
        offline.read_key(text, 1)
    with pytest.raises(BadProof):
        SignerKey.parse(f"PRIVATE+KEY+{text}")


def test_a_secret_key_must_say_that_it_is_one_and_bear_its_own_id() -> None:
    with pytest.raises(BadProof, match="no secret key"):
        SignerKey.parse(VKEY.text)
    with pytest.raises(BadProof, match="not its own"):
        SignerKey.parse(KEY.text.replace(VKEY.id.hex(), "00000000"))


# Notes.


def test_of_several_signatures_the_known_are_checked_and_the_others_passed_over() -> None:
    note = Note("golden\n").signed(OTHER).signed(KEY).signed(KEY)
    read = Note.parse(note.to_bytes())
    assert read == note
    assert read.signers([VKEY]) == (VKEY,)
    assert read.signers([VKEY, OTHER.verifier]) == (OTHER.verifier, VKEY)


def test_a_key_that_shares_only_its_name_or_only_its_id_is_unknown() -> None:
    signed = Note("golden\n").signed(KEY).signatures[0]
    for stranger in (replace(signed, key=b"none"), replace(signed, name="someone")):
        note = Note("golden\n", (stranger,))
        with pytest.raises(BadProof, match="none of the keys"):
            note.signers([VKEY])


def test_a_false_signature_by_a_known_key_spoils_the_note() -> None:
    note = Note("golden\n").signed(OTHER).signed(KEY)
    forged = replace(note, text="golden thread\n").signed(OTHER)
    with pytest.raises(BadProof, match="does not fit"):
        forged.signers([OTHER.verifier])
    cut = replace(note, signatures=(replace(note.signatures[1], value=b"x"),))
    with pytest.raises(BadProof, match="does not fit"):
        cut.signers([VKEY])


def test_a_text_may_hold_empty_lines_and_any_language() -> None:
    note = Note("一\n\n— not a signature\n\n").signed(KEY)
    assert Note.parse(note.to_bytes()) == note
    assert note.signers([VKEY])


LINE = Note("a\n").signed(KEY).signatures[0].line


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a\n",
        b"a\n\n",
        ("a\n\n" + LINE)[:-1].encode(),
        ("a\n" + LINE).encode(),
        ("a\n\n" + LINE + "\n").encode(),
        ("a\n\n" + LINE.replace("—", "-")).encode(),
        ("a\n\n" + LINE.replace("— ", "—")).encode(),
        ("a\n\n" + LINE.replace("log.", "lo+g.")).encode(),
        ("a\n\n" + LINE.replace("log.", "lo\u3000g.")).encode(),
        ("a\n\n" + LINE.replace("log.example.invalid", "")).encode(),
        ("a\n\n" + LINE.replace("=", "")).encode(),
        ("a\n\n" + LINE.replace("\n", " \n")).encode(),
        b"a\n\n\xe2\x80\x94 name AAAAAA==\n",
        ("a\tb\n\n" + LINE).encode(),
        ("a\r\n\n" + LINE).encode(),
        b"\xff\n\n" + LINE.encode(),
        ("a\n\n" + LINE * 101).encode(),
        b"a" * NOTE_LIMIT + b"\n\n" + LINE.encode(),
    ],
    ids=lambda data: repr(data[:30]),
)
def test_a_malformed_note_is_refused(data: bytes) -> None:
    with pytest.raises(BadProof):
        Note.parse(data)
    with pytest.raises(offline.Malformed):
        offline.read_note(data)


def test_sixteen_signatures_and_more_are_accepted() -> None:
    assert len(Note.parse(("a\n\n" + LINE * 100).encode()).signatures) == 100


@given(st.integers(0, 8 * len(SIGNED) - 1))
def test_a_checkpoint_with_any_bit_flipped_is_refused(bit: int) -> None:
    data = bytearray(SIGNED)
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadProof):
        open_checkpoint(bytes(data), keys=[VKEY])


def test_a_signature_reads_back_from_its_line() -> None:
    made = Signature("someone", b"\x00\x01\x02\x03", b"anything")
    assert Signature.parse(made.line[:-1]) == made


# Checkpoints.


def test_a_signed_checkpoint_reads_back() -> None:
    extended = replace(CHECKPOINT, size=12, extensions=("more",))
    assert open_checkpoint(SIGNED, keys=[OTHER.verifier, VKEY]) == CHECKPOINT
    assert open_checkpoint(sign_checkpoint(extended, key=KEY), keys=[VKEY]) == extended


def test_only_the_key_of_its_origin_speaks_for_a_log() -> None:
    with pytest.raises(BadProof, match="does not sign for"):
        sign_checkpoint(CHECKPOINT, key=OTHER)
    by_other = Note(CHECKPOINT.text).signed(OTHER).to_bytes()
    with pytest.raises(BadProof, match="none of the keys"):
        open_checkpoint(by_other, keys=[OTHER.verifier])


ROOT64 = b64encode(EMPTY_ROOT).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n0\n",
        f"origin\n0\n{ROOT64}",
        f"\n0\n{ROOT64}\n",
        f"origin\n00\n{ROOT64}\n",
        f"origin\n-1\n{ROOT64}\n",
        f"origin\n٣\n{ROOT64}\n",
        f"origin\n{'9' * 19}\n{ROOT64}\n",
        "origin\n0\nAAAA\n",
        f"origin\n0\n{ROOT64[:-2]}V=\n",
        f"origin\n0\n{ROOT64}\n\n",
        "origin\n0\n海\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadProof):
        Checkpoint.parse(text)
    with pytest.raises(offline.Malformed):
        offline.read_place(text)


@pytest.mark.parametrize(
    ("part", "value"), [("origin", "a\nb"), ("size", -1), ("root", b""), ("extensions", ("",))]
)
def test_a_checkpoint_that_could_not_be_read_back_cannot_be_made(part: str, value: Any) -> None:
    with pytest.raises(BadProof):
        replace(CHECKPOINT, **{part: value})


def test_a_note_that_could_not_be_read_back_cannot_be_made() -> None:
    for text in ("", "no newline", "bell\x07\n"):
        with pytest.raises(BadProof, match="ends in a newline"):
            Note(text)
