"""The bundle that lets anyone check a published card: what it holds, written and read.

The same contents give the same bytes, on every machine and in every year.
Reading trusts nothing: a bundle may come from whoever forged it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from goldenthread.ledger.archive import is_member_name, write_archive
from goldenthread.ledger.canonical import (
    Entry,
    Revealed,
    canonical_bytes,
    sha256_hex,
    strict_json,
)
from goldenthread.ledger.findings import Absent, Wrong
from goldenthread.ledger.proof import LogProof
from goldenthread.terms.errors import BadProof, NotPossible

CARD, FIGURES = "card.json", "figures.csv"
ENTRIES, PROOFS = "entries.jsonl", "proofs.json"
CHECKPOINT, POLICY, MANIFEST, README = "checkpoint", "policy.txt", "manifest.json", "README.txt"
LOG_PROOF = "edition.tlog-proof"
"""The proof of the edition's entry once more, as tools not written here read it."""
PUBLISHED = "edition.published"
VERIFIERS = ("verify.py", "verify.html")
"""The programs that check a bundle where nothing of this product is installed."""
OWN_NAMES = frozenset(
    (CARD, FIGURES, ENTRIES, PROOFS, CHECKPOINT, POLICY, MANIFEST, README, LOG_PROOF, *VERIFIERS)
)

_INDEX = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Erased:
    """A field whose value was erased: its name, the day (ISO 8601) and the legal ground."""

    name: str
    on: str
    ground: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An entry at its index in the log, with those of its values that are shown.

    `erased` is what other entries beside it say was erased of it; no bundle holds it here.
    """

    index: int
    entry: Entry
    revealed: tuple[Revealed, ...] = ()
    erased: tuple[Erased, ...] = ()

    def value(self, name: str) -> Any:
        """Return the value shown under `name`; raise `CannotTell` where it is not shown."""
        for each in self.revealed:
            if each.name == name:
                return each.value
        for gone in self.erased:
            if gone.name == name:
                facts = {"date": gone.on, "ground": gone.ground}
                raise Absent("erased", index=self.index, name=name, **facts)
        raise Absent("field", index=self.index, name=name)


def write_bundle(
    exhibits: Iterable[Exhibit],
    *,
    proofs: Mapping[int, Sequence[bytes]],
    checkpoint: bytes,
    policy: str,
    card: bytes,
    figures: bytes,
    others: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the bytes of the zip archive.

    `proofs` holds each exhibit's inclusion proof by index, towards the root of
    `checkpoint`, a signed note; `policy` is the text of the log's policy;
    `others` are further files by name. Raises `NotPossible` for a name that a
    reader would refuse. It does not verify: whoever publishes does, afterwards.
    """
    held = dict(others or {})
    for name in held:
        if not is_member_name(name) or name in OWN_NAMES:
            raise NotPossible("a bundle cannot hold a file of this name", place=name)
    shown = sorted(exhibits, key=lambda each: each.index)
    paths = {str(index): [each.hex() for each in path] for index, path in proofs.items()}
    held |= {
        CARD: card,
        FIGURES: figures,
        ENTRIES: b"".join(_line(each) for each in shown),
        PROOFS: canonical_bytes(paths),
        CHECKPOINT: checkpoint,
        POLICY: policy.encode(),
        README: files("goldenthread.ledger").joinpath(README).read_bytes(),
    }
    offline = files("goldenthread.ledger").joinpath("offline")
    held |= {name: offline.joinpath(name).read_bytes() for name in VERIFIERS}
    for each in edition_proofs(shown, proofs=proofs, checkpoint=checkpoint)[:1]:
        held[LOG_PROOF] = each
    hashes = {name: sha256_hex(data) for name, data in held.items()}
    held[MANIFEST] = canonical_bytes(hashes)
    return write_archive(held)


def edition_proofs(
    exhibits: Iterable[Exhibit], *, proofs: Mapping[int, Sequence[bytes]], checkpoint: bytes
) -> list[bytes]:
    """Return the tlog-proof of each entry that publishes an edition and has its path."""
    indexes = [each.index for each in exhibits if each.entry.action == PUBLISHED]
    return [
        LogProof(index, tuple(proofs[index]), checkpoint).to_bytes()
        for index in indexes
        if index in proofs
    ]


def _line(exhibit: Exhibit) -> bytes:
    shown = {each.name: {"salt": each.salt.hex(), "value": each.value} for each in exhibit.revealed}
    entry = exhibit.entry.to_bytes().decode()
    return canonical_bytes({"index": exhibit.index, "entry": entry, "revealed": shown}) + b"\n"


def read_manifest(data: bytes) -> dict[str, str]:
    """Return the hashes of the files by name; raise `BadProof` where malformed."""
    hashes = _json(data, MANIFEST)
    if not isinstance(hashes, dict) or not all(isinstance(each, str) for each in hashes.values()):
        raise Wrong("malformed", name=MANIFEST)
    return hashes


def read_proofs(data: bytes) -> dict[int, list[bytes]]:
    """Return the inclusion proofs by index; raise `BadProof` where malformed."""
    paths = _json(data, PROOFS)
    if not isinstance(paths, dict) or not all(isinstance(path, list) for path in paths.values()):
        raise Wrong("malformed", name=PROOFS)
    try:
        if not all(_INDEX.fullmatch(index) for index in paths):
            raise ValueError("an index is a plain number")
        return {int(index): [_bytes(each) for each in path] for index, path in paths.items()}
    except (TypeError, ValueError) as error:
        raise Wrong("malformed", name=PROOFS) from error


def read_exhibits(data: bytes) -> tuple[Exhibit, ...]:
    """Return the entries with what is shown of them; raise `BadProof` where malformed.

    The shown values are not yet compared with what the entries commit to.
    """
    *lines, rest = data.split(b"\n")
    if rest:
        raise Wrong("malformed", name=ENTRIES)
    return tuple(_exhibit(_json(line, ENTRIES)) for line in lines)


def _exhibit(line: Any) -> Exhibit:
    match line:
        case {"index": int(index), "entry": str(text), "revealed": dict(shown)} if len(line) == 3:
            pass
        case _:
            raise Wrong("malformed", name=ENTRIES)
    if type(index) is not int:
        raise Wrong("malformed", name=ENTRIES)
    try:
        entry = Entry.parse(text.encode())
    except (BadProof, UnicodeError) as error:
        raise Wrong("entry", index=index) from error
    return Exhibit(index, entry, tuple(_revealed(name, one) for name, one in shown.items()))


def _revealed(name: str, shown: Any) -> Revealed:
    match shown:
        case {"salt": str(salt), "value": value} if len(shown) == 2:
            try:
                return Revealed(name, _bytes(salt), value)
            except ValueError as error:
                raise Wrong("malformed", name=ENTRIES) from error
        case _:
            raise Wrong("malformed", name=ENTRIES)


def _bytes(text: str) -> bytes:
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("hexadecimal is written small and close")
    return data


def _json(data: bytes, name: str) -> Any:
    try:
        return strict_json(data)
    except BadProof as error:
        raise Wrong("malformed", name=name) from error
