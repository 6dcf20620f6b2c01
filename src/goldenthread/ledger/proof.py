"""Proofs that travel alone: an entry's place in a log, its path, and the signed checkpoint.

Source: C2SP tlog-proof.
"""

import re
from dataclasses import dataclass

from goldenthread.ledger.keys import from_base64, to_base64
from goldenthread.ledger.merkle import HASH_SIZE, verify_inclusion
from goldenthread.ledger.policy import Policy, Witnessed
from goldenthread.terms.errors import BadProof

HEADER = "c2sp.org/tlog-proof@v1"
PATH_LIMIT = 64

_INDEX = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class LogProof:
    """That an entry stands at `index` of the log whose signed note is `checkpoint`.

    `path` is the inclusion proof; `extra` is for whoever uses the proof, and
    nothing vouches for it. Raises `BadProof` for what cannot be written.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def __post_init__(self) -> None:
        if not _INDEX.fullmatch(str(self.index)) or len(self.path) > PATH_LIMIT:
            raise BadProof("the index or the length of the proof is malformed")
        if any(len(each) != HASH_SIZE for each in self.path):
            raise BadProof(f"a hash has not {HASH_SIZE} bytes")

    def to_bytes(self) -> bytes:
        """Return the proof as a file."""
        extra = () if self.extra is None else (f"extra {to_base64(self.extra)}",)
        lines = (HEADER, *extra, f"index {self.index}", *(to_base64(each) for each in self.path))
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.checkpoint

    @classmethod
    def parse(cls, data: bytes) -> "LogProof":
        """Return the proof in `data`; its checkpoint is not yet opened."""
        head, blank, checkpoint = data.partition(b"\n\n")
        try:
            header, *lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise BadProof("the proof is not of its form") from error
        extra = None
        if lines and lines[0].startswith("extra "):
            extra = from_base64(lines.pop(0).removeprefix("extra "))
        index = lines.pop(0).removeprefix("index ") if lines else ""
        if header != HEADER or not blank or not _INDEX.fullmatch(index):
            raise BadProof("the proof is not of its form")
        made = cls(int(index), tuple(from_base64(line) for line in lines), checkpoint, extra)
        if made.to_bytes() != data:
            raise BadProof("the proof is not of its form")
        return made

    def verify(self, *, leaf: bytes, policy: Policy) -> Witnessed:
        """Return the checkpoint and its witnesses, if the leaf with this hash is in the log.

        Raises `BadProof` if a signature or the path is false, `CannotTell` if
        too few of the policy's witnesses have cosigned.
        """
        found = policy.open(self.checkpoint)
        place = found.checkpoint
        verify_inclusion(self.path, leaf=leaf, index=self.index, size=place.size, root=place.root)
        return found
