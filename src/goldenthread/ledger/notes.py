"""Signed notes, checkpoints and policies in the C2SP formats, with Ed25519 keys.

Whatever is not exactly of the format raises `BadProof`; signatures by keys that
are not asked for are passed over, as the format demands.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from goldenthread.ledger.merkle import HASH_SIZE
from goldenthread.terms.errors import BadProof, CannotTell

ED25519 = 1
"""The signature type of plain Ed25519 notes."""
NOTE_LIMIT = 1 << 20
SIGNATURES_LIMIT = 100

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_KEY_ID = re.compile(r"[0-9a-f]{8}")
_SECRET = "PRIVATE+KEY+"


def key_id(name: str, public: bytes, *, kind: int = ED25519) -> bytes:
    """Return the four bytes by which a note names a key; `kind` is the signature type."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and its name; `text` is its vkey encoding."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        _need_key(self.name, self.public)

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names it."""
        return key_id(self.name, self.public)

    @property
    def text(self) -> str:
        """The key for others to check with: name, id and key joined by plus signs."""
        return f"{self.name}+{self.id.hex()}+{_base64(bytes([ED25519]) + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Return the key written as a vkey."""
        name, hexadecimal, coded = _key_parts(text)
        key = cls(name, _ed25519_bytes(coded))
        if key.id.hex() != hexadecimal:
            raise BadProof(f"the id of the key {name} is not its own")
        return key

    def check(self, text: str, signature: bytes) -> None:
        """Raise `BadProof` unless `signature` is this key's over `text`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError) as error:
            raise BadProof(f"the signature of {self.name} does not fit the text") from error


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A secret key: its name and the 32 random bytes it is made from.

    `text` is its skey encoding, for a file that only the office can read.
    """

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _need_key(self.name, self.seed)

    @property
    def verifier(self) -> VerifierKey:
        """The public key that belongs to it."""
        return VerifierKey(self.name, self._secret().public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The secret as text."""
        coded = _base64(bytes([ED25519]) + self.seed)
        return f"{_SECRET}{self.name}+{self.verifier.id.hex()}+{coded}"

    @classmethod
    def parse(cls, text: str) -> "SignerKey":
        """Return the key written as an skey."""
        if not text.startswith(_SECRET):
            raise BadProof("this is no secret key")
        name, hexadecimal, coded = _key_parts(text.removeprefix(_SECRET))
        key = cls(name, _ed25519_bytes(coded))
        if key.verifier.id.hex() != hexadecimal:
            raise BadProof(f"the id of the secret key {name} is not its own")
        return key

    def sign(self, text: str) -> bytes:
        """Return the signature over `text`."""
        return self._secret().sign(text.encode())

    def _secret(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: whose name, which key (four bytes), and the signature itself."""

    name: str
    key: bytes
    value: bytes

    @property
    def line(self) -> str:
        """The line as it stands under the text."""
        return f"— {self.name} {_base64(self.key + self.value)}\n"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Return the signature in a line without its newline."""
        dash, _, rest = line.partition(" ")
        name, _, coded = rest.partition(" ")
        data = _from_base64(coded)
        if dash != "—" or not _is_name(name) or len(data) < 5:
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

    def signers(self, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
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
        lines = (self.origin, str(self.size), _base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Return the checkpoint that a note's text states."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not _SIZE.fullmatch(lines[1]):
            raise BadProof("this is no checkpoint: origin, size and root each have a line")
        origin, size, root, *extensions = lines
        return cls(origin, int(size), _from_base64(root), tuple(extensions))


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


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose checkpoints are trusted: the keys of one or more logs."""

    logs: tuple[VerifierKey, ...]

    @property
    def text(self) -> str:
        """The policy as a file; no witness is asked for."""
        return "".join(f"log {key.text}\n" for key in self.logs) + "quorum none\n"

    @classmethod
    def parse(cls, text: str) -> "Policy":
        """Return the policy in `text`.

        Raises `CannotTell` where it asks for witnesses, which are not counted
        here; `BadProof` where it is malformed or names no log.
        """
        words = [re.findall(r"[^ \t]+", line) for line in text.split("\n")]
        rules = [each for each in words if each and not each[0].startswith("#")]
        logs = [cls._log(rule) for rule in rules]
        keys = tuple(key for key in logs if key)
        if not keys or len({key.public for key in keys}) != len(keys) or logs.count(None) > 1:
            raise BadProof("a policy names at least one log, each once, and one quorum")
        return cls(keys)

    @staticmethod
    def _log(rule: list[str]) -> VerifierKey | None:
        match rule:
            case ["log", vkey] | ["log", vkey, _]:
                return VerifierKey.parse(vkey)
            case ["quorum", "none"]:
                return None
            case ["witness" | "group" | "quorum", *_]:
                raise CannotTell("the policy asks for witnesses, which are not counted here")
            case _:
                raise BadProof(f"a policy has no rule {rule[0]!r} of this form")


def _is_name(name: str) -> bool:
    return bool(name) and not any(c.isspace() or c == "+" or c < " " for c in name)


def _need_key(name: str, data: bytes) -> None:
    if not _is_name(name) or len(data) != 32:
        raise BadProof("a key has a name without spaces or plus signs, and 32 bytes")


def _key_parts(text: str) -> tuple[str, str, bytes]:
    name, _, rest = text.partition("+")
    hexadecimal, _, coded = rest.partition("+")
    if not _KEY_ID.fullmatch(hexadecimal):
        raise BadProof("a key is its name, its id and itself, joined by plus signs")
    return name, hexadecimal, _from_base64(coded)


def _ed25519_bytes(coded: bytes) -> bytes:
    if coded[:1] != bytes([ED25519]):
        raise BadProof("only Ed25519 keys are known here")
    return coded[1:]


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def _from_base64(text: str) -> bytes:
    """Return the bytes; refuse every spelling but the one."""
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise BadProof("this is not base64") from error
    if _base64(data) != text:
        raise BadProof("this is not the one base64 spelling of its bytes")
    return data
