"""One figure of a published card, provable alone: its row, up to the signed root of the log.

An entry that publishes commits to the root over the rows of figures.csv, the
heading hashed with each row so that no number stands without its meaning. The
proof of one row is a C2SP tlog-proof whose extra data lead from the row to
that entry.
"""

import zlib
from dataclasses import dataclass
from typing import Any

from goldenthread.ledger.bundle import PUBLISHED, Exhibit
from goldenthread.ledger.canonical import (
    Entry,
    Revealed,
    canonical_bytes,
    check,
    strict_json,
)
from goldenthread.ledger.merkle import (
    HASH_SIZE,
    inclusion_proof,
    leaf_hash,
    root_from,
    root_of,
)
from goldenthread.ledger.policy import Policy, Witnessed
from goldenthread.ledger.proof import LogProof
from goldenthread.terms.errors import BadProof, CannotTell, NotPossible

ROWS = "rows"
"""The field under which such an entry commits to the root over its rows."""
REPORTED = "report.published"
"""The action of an entry of the rows' root alone: shorter than the edition's own, which
may commit to the rows as well, and so making shorter proofs."""

_LINE = b"\r\n"
_EXTRA_LIMIT = 1 << 16
_PARTS = {"count", "entry", "path", "place", "row", "salt"}


@dataclass(frozen=True, slots=True)
class ProvedFigure:
    """A row of figures.csv under its heading, the entry that published it, and the checkpoint."""

    heading: str
    row: str
    entry: Entry
    witnessed: Witnessed


def rows_of(figures: bytes) -> list[bytes]:
    """Return the rows of figures.csv as they are hashed, each under the heading."""
    heading, *rows = figures.removesuffix(_LINE).split(_LINE)
    return [heading + _LINE + row for row in rows]


def rows_value(figures: bytes) -> dict[str, Any]:
    """Return what such an entry commits to under `ROWS`: how many rows, and their root."""
    leaves = [leaf_hash(row) for row in rows_of(figures)]
    return {"count": len(leaves), "root": root_of(leaves).hex()}


def prove_figure(figures: bytes, *, place: int, published: Exhibit, proof: LogProof) -> bytes:
    """Return the proof of the row at `place`, from 0, as the bytes of a tlog-proof.

    `published` is the entry that publishes, showing `ROWS`; `proof` that it is in
    the log. Raises `CannotTell` if it does not show the rows' root, `BadProof`
    if that is another's or there is no such row.
    """
    rows = rows_of(figures)
    leaves = [leaf_hash(row) for row in rows]
    path = inclusion_proof(place, size=len(rows), leaf=leaves.__getitem__)
    if published.value(ROWS) != rows_value(figures):
        raise BadProof("these are not the rows that the edition published")
    (salt,) = (each.salt for each in published.revealed if each.name == ROWS)
    parts = {
        "count": len(rows),
        "entry": published.entry.to_bytes().decode(),
        "path": b"".join(path).hex(),
        "place": place,
        "row": rows[place].decode(),
        "salt": salt.hex(),
    }
    stream = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    extra = stream.compress(canonical_bytes(parts)) + stream.flush()
    return LogProof(proof.index, proof.path, proof.checkpoint, extra).to_bytes()


def verify_figure(data: bytes, *, policy: Policy) -> ProvedFigure:
    """Return the figure that a proof proves, and who vouches for it.

    Raises `BadProof` where anything does not hold, `CannotTell` if too few of
    the policy's witnesses have cosigned.
    """
    proof = LogProof.parse(data)
    parts = _parts(proof.extra)
    entry = Entry.parse(parts["entry"].encode())
    if entry.action not in (PUBLISHED, REPORTED):
        raise BadProof("the entry published nothing", place=entry.object)
    path = bytes.fromhex(parts["path"])
    hashes = [path[at : at + HASH_SIZE] for at in range(0, len(path), HASH_SIZE)]
    row = parts["row"].encode()
    size = parts["count"]
    root = root_from(hashes, leaf=leaf_hash(row), index=parts["place"], size=size)
    value = {"count": size, "root": root.hex()}
    check(entry, Revealed(ROWS, bytes.fromhex(parts["salt"]), value))
    witnessed = proof.verify(leaf=leaf_hash(entry.to_bytes()), policy=policy)
    heading, _, line = parts["row"].partition(_LINE.decode())
    return ProvedFigure(heading, line, entry, witnessed)


def _parts(extra: bytes | None) -> dict[str, Any]:
    """Return what the extra data say; raise `BadProof` unless all is there and of its kind."""
    if extra is None:
        raise CannotTell("the proof holds no figure")
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = stream.decompress(extra, _EXTRA_LIMIT)
    except zlib.error as error:
        raise BadProof("the figure's proof is damaged") from error
    if not stream.eof or stream.unused_data:
        raise BadProof("the figure's proof is damaged")
    parts = strict_json(data)
    if not isinstance(parts, dict) or parts.keys() != _PARTS:
        raise BadProof("the figure's proof is not of its form")
    texts = [parts[name] for name in ("entry", "path", "row", "salt")]
    counts = [parts[name] for name in ("count", "place")]
    if not all(isinstance(each, str) for each in texts) or not all(type(n) is int for n in counts):
        raise BadProof("the figure's proof is not of its form")
    try:
        if canonical_bytes(parts) != data or any(
            bytes.fromhex(parts[name]).hex() != parts[name] for name in ("path", "salt")
        ):
            raise BadProof("the figure's proof is not of its form")
    except (NotPossible, ValueError) as error:
        raise BadProof("the figure's proof is not of its form") from error
    return parts
