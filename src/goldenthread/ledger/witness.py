"""The witness protocol: what a log asks a witness to cosign, and what the witness decides.

Nothing here keeps or sends anything: the witness's latest place is given, and
the decision says what to keep before it is answered.
Source: C2SP tlog-witness.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from goldenthread.ledger.cosignatures import WitnessKey, WitnessSigner
from goldenthread.ledger.keys import VerifierKey, from_base64, to_base64
from goldenthread.ledger.merkle import EMPTY_ROOT, verify_consistency
from goldenthread.ledger.notes import Checkpoint, Note, Signature, open_checkpoint
from goldenthread.terms.errors import BadProof

PROOF_LIMIT = 63
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"

_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Submission:
    """A checkpoint for a witness: the size it last cosigned, and the proof from there."""

    old_size: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def to_bytes(self) -> bytes:
        """Return the body of the request."""
        lines = (f"old {self.old_size}", *(to_base64(each) for each in self.proof))
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.checkpoint

    @classmethod
    def parse(cls, body: bytes) -> "Submission":
        """Return the submission in a request's body."""
        head, blank, checkpoint = body.partition(b"\n\n")
        try:
            first, *lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise BadProof("the request is not of its form") from error
        old = _OLD.fullmatch(first)
        if not old or not blank or len(lines) > PROOF_LIMIT:
            raise BadProof("the request is not of its form")
        return cls(int(old[1]), tuple(from_base64(line) for line in lines), checkpoint)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the witness answers; `keep`, if any, is to be kept before the answer goes out."""

    status: HTTPStatus
    body: bytes = b""
    content_type: str = TEXT_TYPE
    keep: Checkpoint | None = None


def decide(
    body: bytes,
    *,
    logs: Mapping[str, Sequence[VerifierKey]],
    latest: Callable[[str], Checkpoint | None],
    key: WitnessSigner,
    time: int,
) -> Decision:
    """Return what a witness answers to a request's body.

    `logs` are the keys it trusts by origin; `latest` gives the checkpoint it
    last cosigned for an origin; `time` is now, in seconds since 1970. Reading
    the latest and keeping the new must be one transaction of the caller's.
    """
    try:
        asked = Submission.parse(body)
        note = Note.parse(asked.checkpoint)
        stated = Checkpoint.parse(note.text)
    except BadProof:
        return Decision(HTTPStatus.BAD_REQUEST)
    if stated.origin not in logs:
        return Decision(HTTPStatus.NOT_FOUND)
    try:
        open_checkpoint(asked.checkpoint, keys=logs[stated.origin])
    except BadProof:
        return Decision(HTTPStatus.FORBIDDEN)
    refused = _refusal(asked, stated, latest(stated.origin))
    if refused:
        return refused
    line = key.cosign(note.text, time=time).line
    return Decision(HTTPStatus.OK, line.encode(), keep=stated)


def _refusal(asked: Submission, stated: Checkpoint, latest: Checkpoint | None) -> Decision | None:
    if asked.old_size > stated.size:
        return Decision(HTTPStatus.BAD_REQUEST)
    size, root = (latest.size, latest.root) if latest else (0, EMPTY_ROOT)
    if asked.old_size != size or (stated.size == size and stated.root != root):
        return Decision(HTTPStatus.CONFLICT, f"{size}\n".encode(), SIZE_TYPE)
    try:
        _check_growth(asked, stated, root)
    except BadProof:
        return Decision(HTTPStatus.UNPROCESSABLE_ENTITY)
    return None


def _check_growth(asked: Submission, stated: Checkpoint, root: bytes) -> None:
    if not asked.old_size:
        # Everything begins with nothing: there is no proof of it, and none may be given.
        if asked.proof:
            raise BadProof("from an empty tree there is no proof")
        return
    verify_consistency(
        asked.proof,
        old_size=asked.old_size,
        old_root=root,
        new_size=stated.size,
        new_root=stated.root,
    )


def add_cosignatures(checkpoint: bytes, answer: bytes, *, keys: Iterable[WitnessKey]) -> bytes:
    """Return the checkpoint with the cosignatures of known witnesses in a witness's answer.

    Raises `BadProof` if none is there, or if one in a known name is false.
    """
    note = Note.parse(checkpoint)
    lines = answer.decode(errors="replace").split("\n")
    if lines.pop():
        raise BadProof("the witness's answer does not end in a newline")
    offered = replace(note, signatures=tuple(Signature.parse(line) for line in lines))
    signed = {(key.name, key.id) for key in offered.signers(keys)}
    taken = [each for each in offered.signatures if (each.name, each.key) in signed]
    fresh = [each for each in taken if each not in note.signatures]
    return replace(note, signatures=(*note.signatures, *fresh)).to_bytes()


def conflict_size(answer: bytes) -> int:
    """Return the size that a witness holds, told in its answer to a size it does not hold."""
    if not re.fullmatch(rb"(0|[1-9][0-9]{0,17})\n", answer):
        raise BadProof("the witness's answer is no size")
    return int(answer)
