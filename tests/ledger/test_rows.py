"""One figure proved alone, and nothing else by that proof."""

import json
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.ledger.bundle import Exhibit
from goldenthread.ledger.canonical import Revealed, canonical_bytes
from goldenthread.ledger.keys import SignerKey
from goldenthread.ledger.merkle import inclusion_proof, leaf_hash, root_of
from goldenthread.ledger.notes import Checkpoint, sign_checkpoint
from goldenthread.ledger.offline import verify as offline
from goldenthread.ledger.policy import Policy
from goldenthread.ledger.proof import LogProof
from goldenthread.ledger.rows import prove_figure, rows_of, rows_value, verify_figure
from goldenthread.terms.errors import BadProof, CannotTell
from ledger.published import exhibit, salt_of

KEY = SignerKey("log.example.invalid", bytes(range(32)))
POLICY = Policy((KEY.verifier,))
HEADING = "\ufeffid,value,unit"
LINES = [f"2023-{number},{number}.4,%" for number in range(33)]
FIGURES = "\r\n".join([HEADING, *LINES, ""]).encode()


def published(**values: Any) -> Exhibit:
    return exhibit(5, action="edition.published", object="edition/2023Q4.1", values=values)


EDITION = published(card="00" * 32, figures="00" * 32, rows=rows_value(FIGURES))


def in_log(edition: Exhibit) -> LogProof:
    leaves = [leaf_hash(str(n).encode()) for n in range(300)]
    leaves[5] = leaf_hash(edition.entry.to_bytes())
    note = sign_checkpoint(Checkpoint(KEY.name, 300, root_of(leaves)), key=KEY)
    return LogProof(5, tuple(inclusion_proof(5, size=300, leaf=leaves.__getitem__)), note)


LOG = in_log(EDITION)


def proved(place: int) -> bytes:
    return prove_figure(FIGURES, place=place, published=EDITION, proof=LOG)


@pytest.mark.parametrize("place", range(33))
def test_every_row_is_proved_under_its_heading(place: int) -> None:
    found = verify_figure(proved(place), policy=POLICY)
    assert (found.heading, found.row, found.entry) == (HEADING, LINES[place], EDITION.entry)
    assert found.witnessed.checkpoint.size == 300


def test_an_entry_of_the_root_alone_makes_the_shortest_proof() -> None:
    values = {"rows": rows_value(FIGURES)}
    report = exhibit(5, action="report.published", object="report/1", values=values)
    short = prove_figure(FIGURES, place=7, published=report, proof=in_log(report))
    assert verify_figure(short, policy=POLICY).row == LINES[7]
    assert len(short) < len(proved(7)) < 1500


def test_a_row_is_hashed_under_its_heading() -> None:
    assert rows_of(b"a\r\n1\r\n2\r\n") == [b"a\r\n1", b"a\r\n2"]
    assert rows_of(b"a\r\n1") == [b"a\r\n1"]
    assert rows_value(b"a\r\n1\r\n") == {"count": 1, "root": leaf_hash(b"a\r\n1").hex()}
    assert rows_value(b"b\r\n1\r\n") != rows_value(b"a\r\n1\r\n")
    assert rows_value(b"a") == {"count": 0, "root": root_of([]).hex()}


@settings(deadline=None)
@given(st.lists(st.sampled_from([b"a", b"\r", b"\n", b"\r\n"])).map(b"".join))
def test_the_rows_have_one_root_whoever_counts_them(figures: bytes) -> None:
    assert offline.rows_of(figures) == rows_value(figures)


@settings(deadline=None)
@given(st.integers(0, 8 * len(proved(7)) - 1))
def test_a_proof_with_any_bit_flipped_proves_nothing_or_the_same(bit: int) -> None:
    data = bytearray(proved(7))
    data[bit // 8] ^= 1 << bit % 8
    try:
        found = verify_figure(bytes(data), policy=POLICY)
    except (BadProof, CannotTell):
        return
    assert found == verify_figure(proved(7), policy=POLICY)


def packed(**parts: Any) -> bytes:
    """The proof with other parts, as a forger would write it."""
    proof = LogProof.parse(proved(7))
    held = json.loads(zlib.decompress(proof.extra or b"", wbits=-15)) | parts
    held = {name: value for name, value in held.items() if value is not ...}
    return with_extra(canonical_bytes(held))


def with_extra(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    extra = stream.compress(data) + stream.flush()
    return replace(LogProof.parse(proved(7)), extra=extra).to_bytes()


OTHER_ENTRY = replace(EDITION.entry, action="edition.drafted").to_bytes().decode()


@pytest.mark.parametrize(
    "parts",
    [
        {"row": f"{HEADING}\r\n2023-7,9.4,%"},
        {"row": f"id,price\r\n{LINES[7]}"},
        {"row": LINES[7]},
        {"row": 7},
        {"row": ...},
        {"entry": ""},
        {"place": 8},
        {"place": True},
        {"place": -1},
        {"place": "7"},
        {"count": 34},
        {"count": 7},
        {"count": None},
        {"path": ""},
        {"path": "0"},
        {"path": "zz"},
        {"path": "AB" * 32},
        {"path": "ab" * 31},
        {"salt": salt_of("card").hex()},
        {"salt": ""},
        {"entry": OTHER_ENTRY},
        {"entry": EDITION.entry.to_bytes().decode() + " "},
        {"more": 1},
    ],
    ids=repr,
)
def test_a_proof_of_anything_else_is_refused(parts: dict[str, Any]) -> None:
    assert verify_figure(packed(), policy=POLICY)
    with pytest.raises(BadProof):
        verify_figure(packed(**parts), policy=POLICY)


def test_an_entry_that_publishes_nothing_proves_nothing() -> None:
    drafted = exhibit(
        5, action="edition.drafted", object="edition/1", values={"rows": rows_value(FIGURES)}
    )
    made = prove_figure(FIGURES, place=7, published=drafted, proof=in_log(drafted))
    with pytest.raises(BadProof, match="published nothing"):
        verify_figure(made, policy=POLICY)


@pytest.mark.parametrize(
    "extra", [b"[]", b"{", b'{"row":"\\ud800"}', b" " * 70_000, b"\xff", canonical_bytes({}) + b" "]
)
def test_extra_data_of_another_form_are_refused(extra: bytes) -> None:
    with pytest.raises(BadProof):
        verify_figure(with_extra(extra), policy=POLICY)


def test_extra_data_that_swell_beyond_reason_are_not_unpacked() -> None:
    with pytest.raises(BadProof, match="damaged"):
        verify_figure(with_extra(b" " * 65_600), policy=POLICY)


def test_extra_data_in_another_spelling_are_refused() -> None:
    held = json.loads(zlib.decompress(LogProof.parse(proved(7)).extra or b"", wbits=-15))
    with pytest.raises(BadProof, match="not of its form"):
        verify_figure(with_extra(json.dumps(held).encode()), policy=POLICY)
    half = json.dumps(held | {"row": "\ud800"}).encode()
    with pytest.raises(BadProof, match="not of its form"):
        verify_figure(with_extra(half), policy=POLICY)


def test_damaged_extra_data_are_refused_and_none_leave_it_undecided() -> None:
    proof = LogProof.parse(proved(7))
    for extra in (b"", b"\xff" * 9, (proof.extra or b"")[:-1], (proof.extra or b"") + b"!"):
        with pytest.raises(BadProof, match="damaged"):
            verify_figure(replace(proof, extra=extra).to_bytes(), policy=POLICY)
    with pytest.raises(CannotTell, match="holds no figure"):
        verify_figure(replace(proof, extra=None).to_bytes(), policy=POLICY)


def test_another_log_or_entry_does_not_vouch_for_the_row() -> None:
    with pytest.raises(BadProof):
        verify_figure(proved(7), policy=Policy((SignerKey(KEY.name, bytes(32)).verifier,)))
    other = in_log(published(card="11" * 32))
    moved = replace(LogProof.parse(proved(7)), path=other.path, checkpoint=other.checkpoint)
    with pytest.raises(BadProof, match="another root"):
        verify_figure(moved.to_bytes(), policy=POLICY)


def test_only_what_was_published_can_be_proved() -> None:
    with pytest.raises(BadProof, match="not the rows"):
        prove_figure(FIGURES + b"more\r\n", place=7, published=EDITION, proof=LOG)
    with pytest.raises(BadProof, match="has none at 33"):
        proved(33)
    hidden = replace(EDITION, revealed=())
    with pytest.raises(CannotTell, match="does not show its field rows"):
        prove_figure(FIGURES, place=7, published=hidden, proof=LOG)
    assert Revealed("rows", salt_of("rows"), rows_value(FIGURES)) in EDITION.revealed
