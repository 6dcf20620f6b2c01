"""Exact bytes: published RFC 8785 cases, commitments, and entries with one form only."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ledger.canonical import (
    ENTRY_LIMIT,
    REASON,
    Entry,
    Revealed,
    canonical_bytes,
    check,
    commitment,
    new_salt,
    sha256_hex,
    strict_json,
)
from goldenthread.ledger.offline import verify as offline
from goldenthread.terms.errors import BadProof, NotPossible

SALT = b"sixteen bytes ok"
OTHER_SALT = b"sixteen bytes no"
ENTRY = Entry(
    action="commitment.adopted",
    time="2023-10-14T08:30:00Z",
    actor="a7",
    body="jiaxing",
    object="commitment/2023-4",
    revision=1,
    previous=None,
    fields={"title": commitment("海塘", salt=SALT)},
    reason=commitment("as the notice says", salt=OTHER_SALT),
)
EXACT = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_a_published_triple_comes_out_byte_for_byte(name: str, shared: Path) -> None:
    folder = shared / "data/ledger" / "rfc8785" / "testdata"
    value = json.loads((folder / "input" / f"{name}.json").read_text())
    wanted = bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text())
    assert wanted == (folder / "output" / f"{name}.json").read_bytes()
    if name in ("structures", "values"):
        # These two hold floats: the form is the published one, the log refuses them.
        assert rfc8785.dumps(value) == wanted
        with pytest.raises(NotPossible, match="a float has no exact form"):
            canonical_bytes(value)
    else:
        assert canonical_bytes(value) == wanted


@given(EXACT)
def test_canonical_bytes_read_back_to_the_same_value_and_the_same_bytes(value: Any) -> None:
    data = canonical_bytes(value)
    assert strict_json(data) == value == offline.read_json(data)
    assert offline.exact(value) == data
    assert canonical_bytes(strict_json(data)) == data


@pytest.mark.parametrize(
    "value",
    [
        7.4,
        Decimal("7.4"),
        date(2023, 10, 11),
        b"x",
        {1: "a"},
        {"a": [0.0]},
        2**53,
        "\ud800",
        {"\ud800": 1},
    ],
    ids=repr,
)
def test_what_has_no_exact_form_is_refused(value: Any) -> None:
    with pytest.raises(NotPossible):
        canonical_bytes(value)


def test_a_float_is_refused_by_the_name_of_its_place() -> None:
    with pytest.raises(NotPossible, match=r"value\.measure\[1\]: a float .* as text"):
        canonical_bytes({"measure": ["%", 7.4]})


def test_nesting_beyond_reason_is_refused_not_crashed_on() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(NotPossible, match="nested too deeply"):
        canonical_bytes(deep)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"\xff",
        b'{"a":1,"a":2}',
        b"NaN",
        b"[-Infinity]",
        b"[" * 100_000,
        b"9" * 301,
        b"0." + b"9" * 299,
        b'{"a":' * 65 + b"0" + b"}" * 65,
        b"[" * 33 + b'{"a":' * 32 + b"0" + b"}" * 32 + b"]" * 33,
        b"\xef\xbb\xbf1",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_json_that_readers_could_take_differently_is_refused(data: bytes) -> None:
    with pytest.raises(BadProof, match="not JSON that everybody reads alike"):
        strict_json(data)
    with pytest.raises(offline.Malformed):
        offline.read_json(data)


def test_json_as_deep_and_as_wide_as_any_card_is_read() -> None:
    deep = b"[" * 64 + b"]" * 64
    assert json.dumps(strict_json(deep)).encode() == deep
    assert strict_json(b'["' + b"[" * 99 + b'\\"[[", {}, []]') == ["[" * 99 + '"[[', {}, []]
    assert strict_json(b"[" + b"[]," * 99 + b"[]]") == [[]] * 100
    assert strict_json(b"9" * 300) == int("9" * 300)


# Commitments.


def test_a_commitment_is_the_hash_of_salt_and_value() -> None:
    assert commitment({"b": 1, "a": "x"}, salt=SALT) == sha256_hex(SALT + b'{"a":"x","b":1}')


@given(EXACT, EXACT)
def test_two_values_have_two_commitments(one: Any, other: Any) -> None:
    is_same = canonical_bytes(one) == canonical_bytes(other)
    assert (commitment(one, salt=SALT) == commitment(other, salt=SALT)) is is_same


@pytest.mark.parametrize("size", [0, 15, 17, 32])
def test_a_salt_of_another_length_is_refused(size: int) -> None:
    # Else "1" could move from the value 12 to the end of the salt and leave 2.
    with pytest.raises(NotPossible, match="a salt has 16 bytes"):
        commitment(12, salt=bytes(size))


def test_salts_are_of_the_right_length_and_never_the_same() -> None:
    salts = {new_salt() for _ in range(100)}
    assert len(salts) == 100
    assert {len(salt) for salt in salts} == {16}


def test_what_was_committed_to_is_recognised_and_nothing_else_is() -> None:
    check(ENTRY, Revealed("title", SALT, "海塘"))
    check(ENTRY, Revealed(REASON, OTHER_SALT, "as the notice says"))
    for revealed, why in (
        (Revealed("title", SALT, "海堤"), "title is not what was recorded"),
        (Revealed("title", OTHER_SALT, "海塘"), "title is not what was recorded"),
        (Revealed(REASON, SALT, "as the notice says"), "is not what was recorded"),
        (Revealed("reason", OTHER_SALT, "as the notice says"), "no field reason"),
        (Revealed("title", b"", "海塘"), "title cannot be checked"),
        (Revealed("title", SALT, 7.4), "title cannot be checked"),
    ):
        with pytest.raises(BadProof, match=why):
            check(ENTRY, revealed)


def test_a_salt_is_never_printed() -> None:
    assert "sixteen" not in repr(Revealed("title", SALT, "海塘"))


# Entries.


def test_an_entry_reads_back_from_its_bytes() -> None:
    second = replace(ENTRY, revision=2, previous="ab" * 32)
    assert Entry.parse(ENTRY.to_bytes()) == ENTRY
    assert Entry.parse(second.to_bytes()) == second
    assert hash(Entry.parse(ENTRY.to_bytes())) == hash(ENTRY)


def test_the_bytes_of_an_entry_never_change() -> None:
    # A log outlives its software: should this fail, the version must go up.
    assert sha256_hex(ENTRY.to_bytes()) == (
        "09f78724f932ec83c9645043fd287d8d7f3c3288c5459f6a65b823414cc0f461"
    )


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("action", "adopted"),
        ("action", "Commitment.adopted"),
        ("action", None),
        ("time", "2023-10-14T08:30:00"),
        ("time", "2023-10-14T08:30:00+08:00"),
        ("time", "2023-02-30T08:30:00Z"),
        ("time", "2023-02-03T24:00:00Z"),
        ("time", "2023-02-03T23:60:00Z"),
        ("time", "2023-02-03T23:59:60Z"),
        ("time", "２023-10-14T08:30:00Z"),
        ("actor", ""),
        ("actor", "a 7"),
        ("body", "jia\nxing"),
        ("object", "commitment"),
        ("object", "commitment/"),
        ("revision", 0),
        ("revision", True),
        ("revision", "1"),
        ("previous", "ab" * 32),
        ("fields", {"title": "00"}),
        ("fields", {"Title": "ab" * 32}),
        ("fields", {REASON: "ab" * 32}),
        ("fields", None),
        ("reason", "AB" * 32),
        ("reason", None),
        ("version", 2),
        ("version", True),
    ],
)
def test_an_entry_with_a_malformed_part_cannot_be_made(part: str, value: Any) -> None:
    with pytest.raises(NotPossible, match=f"the {part} of an entry"):
        replace(ENTRY, **{part: value})
    with pytest.raises(offline.Malformed):
        offline.read_entry(changed(**{part: value}))


@pytest.mark.parametrize("previous", [None, "the one before"])
def test_a_later_entry_must_name_the_one_before_by_its_hash(previous: str | None) -> None:
    with pytest.raises(NotPossible, match="previous of an entry"):
        replace(ENTRY, revision=2, previous=previous)
    with pytest.raises(offline.Malformed):
        offline.read_entry(changed(revision=2, previous=previous))


def test_an_entry_is_no_longer_than_allowed() -> None:
    fields = {f"f{number:03}": "ab" * 32 for number in range(240)}
    with pytest.raises(NotPossible, match="16384 is the most"):
        replace(ENTRY, fields=fields).to_bytes()
    with pytest.raises(BadProof, match="at most 16384 bytes"):
        Entry.parse(b" " * (ENTRY_LIMIT + 1))


def changed(**parts: Any) -> bytes:
    return canonical_bytes(json.loads(ENTRY.to_bytes()) | parts)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b"[]", "version known here"),
        (changed(version=2), "version known here"),
        (changed(extra=1), "lacks or adds"),
        (changed(action="adopted"), "the entry is malformed"),
        (changed(fields=[]), "the entry is malformed"),
        (ENTRY.to_bytes() + b"\n", "canonical form"),
        (json.dumps(json.loads(ENTRY.to_bytes())).encode(), "canonical form"),
        (ENTRY.to_bytes().replace(b'"a7"', b'"\\u00617"'), "canonical form"),
        (ENTRY.to_bytes().replace(b'"version":1', b'"version":1.0'), "the entry is malformed"),
    ],
)
def test_bytes_that_are_not_an_entrys_own_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(BadProof, match=why):
        Entry.parse(data)
    with pytest.raises(offline.Malformed):
        offline.read_entry(data)


@pytest.mark.parametrize("missing", sorted(json.loads(ENTRY.to_bytes())))
def test_an_entry_that_lacks_a_part_is_refused(missing: str) -> None:
    parts = json.loads(ENTRY.to_bytes())
    del parts[missing]
    with pytest.raises(BadProof):
        Entry.parse(canonical_bytes(parts))
    with pytest.raises(offline.Malformed):
        offline.read_entry(canonical_bytes(parts))


@given(st.integers(0, 8 * len(ENTRY.to_bytes()) - 1))
def test_no_two_byte_strings_are_the_same_entry(bit: int) -> None:
    data = bytearray(ENTRY.to_bytes())
    data[bit // 8] ^= 1 << bit % 8
    try:
        read = Entry.parse(bytes(data))
    except BadProof:
        return
    assert read != ENTRY
    assert read.to_bytes() == data
