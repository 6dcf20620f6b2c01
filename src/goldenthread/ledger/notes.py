"""Signed notes and checkpoints in the C2SP formats.

Whatever is not exactly of the format raises `BadProof`; signatures by keys that
are not asked for are passed over, as the format demands.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from goldenthread.ledger.keys import SignerKey, VerifierKey, from_base64, is_name, to_base64
from goldenthread.ledger.merkle import HASH_SIZE
from goldenthread.terms.errors import BadProof

NOTE_LIMIT = 1 << 20
SIGNATURES_LIMIT = 100

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


class Key(Protocol):
    """Whatever can check a signature line: a log's key, or a witness's."""

    @property
    def name(self) -> str:
        """The name that stands in the line."""

    @property
    def id(self) -> bytes:
        """The four bytes that stand before the signature."""

    def check(self, text: str, signature: bytes) -> None:
        """Raise `BadProof` unless the signature is over the text."""


K = TypeVar("K", bound=Key)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: whose name, which key (four bytes), and the signature itself."""

    name: str
    key: bytes
    value: bytes

    @property
    def line(self) -> str:
        """The line as it stands under the text."""
        return f"— {self.name} {to_base64(self.key + self.value)}\n"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Return the signature in a line without its newline."""
        dash, _, rest = line.partition(" ")
        name, _, coded = rest.partition(" ")
        data = from_base64(coded)
        if dash != "—" or not is_name(name) or len(data) < 5:
            raise BadProof("a signature line is malformed")
        return cls(name, data[:4], data[4:])


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.endswith("\n") or any(c < " " and c != "\n" for c in self.text):
            raise BadProof("the text of a note ends in a newline and has no control characters")

    @classmethod
    def parse(cls, data: bytes) -> "Note":
        """Return the note in `data`; its signatures are not yet checked."""
        if len(data) > NOTE_LIMIT:
            raise BadProof("the note is too long")
        try:
            text, blank, tail = data.decode().rpartition("\n\n")
        except UnicodeDecodeError as error:
            raise BadProof("the note is not UTF-8") from error
        lines = tail.split("\n")
        if not blank or lines.pop() or not 0 < len(lines) <= SIGNATURES_LIMIT:
            raise BadProof("the note has no signatures, too many, or no newline at its end")
        return cls(text + "\n", tuple(Signature.parse(line) for line in lines))

    def to_bytes(self) -> bytes:
        """Return the note as it is kept and sent."""
        return (self.text + "\n" + "".join(each.line for each in self.signatures)).encode()

    def signed(self, key: SignerKey) -> "Note":
        """Return the note with one signature more."""
        made = Signature(key.name, key.verifier.id, key.sign(self.text))
        return replace(self, signatures=(*self.signatures, made))

    def signers(self, keys: Iterable[K]) -> tuple[K, ...]:
        """Return those of `keys` that signed; unknown signatures are passed over.

        Raises `BadProof` if none did, or if a signature by one of them is false.
        """
        known = {(key.name, key.id): key for key in keys}
        found = []
        for each in self.signatures:
            if key := known.get((each.name, each.key)):
                key.check(self.text, each.value)
                found.append(key)
        if not found:
            raise BadProof("none of the keys asked for has signed")
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's statement of its size and root; `extensions` are further lines, if any."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if not all(lines) or any("\n" in line for line in lines):
            raise BadProof("a checkpoint has no empty lines")
        if self.size < 0 or len(self.root) != HASH_SIZE:
            raise BadProof("the size or the root of the checkpoint is malformed")

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), to_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Return the checkpoint that a note's text states."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not _SIZE.fullmatch(lines[1]):
            raise BadProof("this is no checkpoint: origin, size and root each have a line")
        origin, size, root, *extensions = lines
        return cls(origin, int(size), from_base64(root), tuple(extensions))


def sign_checkpoint(checkpoint: Checkpoint, *, key: SignerKey) -> bytes:
    """Return the checkpoint as a signed note; the key bears the name of the log's origin."""
    if key.name != checkpoint.origin:
        raise BadProof(f"the key of {key.name} does not sign for {checkpoint.origin}")
    return Note(checkpoint.text).signed(key).to_bytes()


def open_checkpoint(data: bytes, *, keys: Iterable[VerifierKey]) -> Checkpoint:
    """Return the checkpoint in `data`, signed by that of `keys` which bears its origin's name."""
    note = Note.parse(data)
    checkpoint = Checkpoint.parse(note.text)
    note.signers(key for key in keys if key.name == checkpoint.origin)
    return checkpoint
