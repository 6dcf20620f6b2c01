"""The archive: the same bytes each time, and nothing unsafe is read."""

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import strategies as st

from goldenthread.ledger import bundle as b
from goldenthread.ledger.archive import read_archive, write_archive
from goldenthread.ledger.canonical import Entry, Revealed, commitment
from goldenthread.ledger.offline import verify as offline
from goldenthread.terms.errors import BadProof, CannotTell, NotPossible

SALT = b"sixteen bytes ok"
ENTRY = Entry(
    action="observation.recorded",
    time="2024-01-31T09:00:00Z",
    actor="a7",
    body="jiaxing",
    object="observation/17",
    revision=1,
    previous=None,
    fields={"value": commitment("7.4", salt=SALT)},
    reason=commitment("", salt=SALT),
)
EXHIBIT = b.Exhibit(3, ENTRY, (Revealed("value", SALT, "7.4"),))
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}(/[a-z][a-z0-9]{0,8})?", fullmatch=True)


def written(*exhibits: b.Exhibit, **others: bytes) -> bytes:
    return b.write_bundle(
        exhibits,
        proofs={3: [SALT * 2]},
        checkpoint=b"note",
        policy="log …\n",
        card=b"{}",
        figures=b"id\n",
        others={name.replace("_", "."): data for name, data in others.items()},
    )


def test_a_bundle_holds_its_files_and_a_hash_of_each_but_the_manifest() -> None:
    held = read_archive(written(EXHIBIT, card_pdf=b"%PDF"))
    assert set(held) == b.OWN_NAMES - {b.LOG_PROOF} | {"card.pdf"}
    assert set(b.read_manifest(held[b.MANIFEST])) == set(held) - {b.MANIFEST}
    assert b.read_exhibits(held[b.ENTRIES]) == (EXHIBIT,)
    assert b.read_proofs(held[b.PROOFS]) == {3: [SALT * 2]}
    assert (held[b.CHECKPOINT], held[b.POLICY]) == (b"note", "log …\n".encode())


def test_the_same_contents_in_any_order_give_the_same_bytes() -> None:
    other = b.Exhibit(1, ENTRY)
    one = written(EXHIBIT, other, a_txt=b"a", b_txt=b"b")
    assert one == written(other, EXHIBIT, b_txt=b"b", a_txt=b"a")
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        members = archive.infolist()
    assert [each.filename for each in members] == sorted(each.filename for each in members)
    assert {each.date_time for each in members} == {(1980, 1, 1, 0, 0, 0)}


def test_the_readme_says_in_both_languages_what_is_proved_and_what_is_not() -> None:
    readme = read_archive(written())[b.README].decode()
    assert "What it does not prove: that it was true." in readme
    assert "不能证明什么：这些内容本身是否真实。" in readme
    assert readme.count("goldenthread verify bundle.zip --policy policy.txt") == 2


BAD_NAMES = [
    "../card.json",
    "/etc/passwd",
    "a/../b",
    "a//b",
    "folder/",
    ".hidden",
    "a..b",
    "ends.",
    "C:x",
    "a\\b",
    "a b",
    "卡.json",
    "a/b/c/d/e",
    "x" * 121,
    "line\n",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_an_odd_name_is_neither_written_nor_read(name: str) -> None:
    with pytest.raises(NotPossible, match="cannot hold a file of this name"):
        b.write_bundle(
            [],
            proofs={},
            checkpoint=b"",
            policy="",
            card=b"",
            figures=b"",
            others={name: b""},
        )
    with pytest.raises(BadProof, match="a name that is not allowed"):
        read_archive(write_archive({name: b""}))


@pytest.mark.parametrize("name", sorted(b.OWN_NAMES))
def test_a_further_file_cannot_take_the_place_of_the_bundles_own(name: str) -> None:
    with pytest.raises(NotPossible):
        b.write_bundle(
            [], proofs={}, checkpoint=b"", policy="", card=b"", figures=b"", others={name: b""}
        )


LINE = {"index": 3, "entry": ENTRY.to_bytes().decode(), "revealed": {}}
VALUE = {"salt": SALT.hex(), "value": "7.4"}


@pytest.mark.parametrize(
    "line",
    [
        [],
        LINE | {"more": 1},
        LINE | {"index": "3"},
        LINE | {"index": True},
        LINE | {"entry": {}},
        LINE | {"revealed": []},
        LINE | {"revealed": {"value": "7.4"}},
        LINE | {"revealed": {"value": VALUE | {"more": 1}}},
        LINE | {"revealed": {"value": VALUE | {"salt": "golden"}}},
        LINE | {"revealed": {"value": VALUE | {"salt": SALT.hex().upper()}}},
        LINE | {"revealed": {"value": VALUE | {"salt": "é"}}},
    ],
)
def test_a_line_of_another_shape_is_refused(line: Any) -> None:
    with pytest.raises(BadProof, match=r"entries\.jsonl is not of its form"):
        b.read_exhibits(json.dumps(line).encode() + b"\n")
    with pytest.raises(offline.Finding, match=r"wrong\.malformed"):
        offline.read_entries(json.dumps(line).encode() + b"\n")


def test_a_line_is_json_and_ends_in_a_newline() -> None:
    for data in (b"{\n", json.dumps(LINE).encode()):
        with pytest.raises(BadProof, match=r"entries\.jsonl is not of its form"):
            b.read_exhibits(data)
    assert b.read_exhibits(b"") == ()


@pytest.mark.parametrize("text", [ENTRY.to_bytes().decode() + " ", "", "\ud800"])
def test_an_entry_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(BadProof, match="Entry 3 is not in its exact form"):
        b.read_exhibits(json.dumps(LINE | {"entry": text}).encode() + b"\n")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"03":[]}',
        b'{"-1":[]}',
        b'{"3":[1]}',
        b'{"3":["xy"]}',
        b'{"3":null}',
        b'{"3":{}}',
        b'{"3":""}',
    ],
)
def test_malformed_proofs_are_refused(data: bytes) -> None:
    with pytest.raises(BadProof, match=r"proofs\.json is not of its form"):
        b.read_proofs(data)
    with pytest.raises(offline.Finding, match=r"wrong\.malformed"):
        offline.read_paths(data)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"card.json":1}'])
def test_a_malformed_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(BadProof, match=r"manifest\.json is not of its form"):
        b.read_manifest(data)


def test_a_value_that_is_not_shown_cannot_be_asked_for() -> None:
    assert EXHIBIT.value("value") == "7.4"
    with pytest.raises(CannotTell, match="does not show its field unit"):
        EXHIBIT.value("unit")
