"""Cosignatures: what a witness states of a log's checkpoint, and when.

Source: C2SP tlog-cosignature, Ed25519 (signature type 0x04).
"""

from dataclasses import dataclass, field

from goldenthread.ledger.keys import (
    SignerKey,
    check_signature,
    key_id,
    key_parts,
    need_key,
    to_base64,
)
from goldenthread.ledger.notes import Note, Signature
from goldenthread.terms.errors import BadProof

COSIGNATURE = 4
"""The signature type of timestamped Ed25519 cosignatures."""

_STAMP = 8
_TIME_LIMIT = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """A witness's public key and its name; `text` is its vkey encoding."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        need_key(self.name, self.public)

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names it."""
        return key_id(self.name, self.public, kind=COSIGNATURE)

    @property
    def text(self) -> str:
        """The key for others to check with."""
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([COSIGNATURE]) + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "WitnessKey":
        """Return the key written as a vkey."""
        name, hexadecimal, data = key_parts(text, kind=COSIGNATURE)
        key = cls(name, data)
        if key.id.hex() != hexadecimal:
            raise BadProof(f"the id of the witness {name} is not its own")
        return key

    def check(self, text: str, signature: bytes) -> None:
        """Raise `BadProof` unless `signature` is this witness's over a checkpoint's text."""
        time = _time(signature)
        check_signature(self.public, _message(text, time), signature[_STAMP:])


@dataclass(frozen=True, slots=True)
class WitnessSigner:
    """A witness's secret key: its name and the 32 random bytes it is made from."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def verifier(self) -> WitnessKey:
        """The public key that belongs to it."""
        return WitnessKey(self.name, SignerKey(self.name, self.seed).verifier.public)

    def cosign(self, text: str, *, time: int) -> Signature:
        """Return the cosignature of a checkpoint's text at a time, in seconds since 1970."""
        if not 0 <= time <= _TIME_LIMIT:
            raise BadProof(f"no cosignature can bear the time {time}")
        signed = SignerKey(self.name, self.seed).sign(_message(text, time))
        return Signature(self.name, self.verifier.id, time.to_bytes(_STAMP, "big") + signed)


def cosigned_at(note: Note, key: WitnessKey) -> int:
    """Return when that witness cosigned, in seconds since 1970: its latest time.

    Raises `BadProof` if it did not, or if a cosignature in its name is false.
    """
    note.signers([key])
    theirs = [each for each in note.signatures if (each.name, each.key) == (key.name, key.id)]
    return max(_time(each.value) for each in theirs)


def _time(signature: bytes) -> int:
    time = int.from_bytes(signature[:_STAMP], "big")
    if len(signature) != _STAMP + 64 or time > _TIME_LIMIT:
        raise BadProof("a cosignature is a time in 8 bytes and a signature in 64")
    return time


def _message(text: str, time: int) -> str:
    return f"cosignature/v1\ntime {time}\n{text}"
