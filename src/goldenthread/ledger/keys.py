"""Ed25519 keys and their names, as the C2SP formats write them.

Whatever is not exactly of the format raises `BadProof`.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from goldenthread.terms.errors import BadProof

ED25519 = 1
"""The signature type of plain Ed25519 notes."""

_KEY_ID = re.compile(r"[0-9a-f]{8}")
_FIELD = (1 << 255) - 19
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
        need_key(self.name, self.public)

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names it."""
        return key_id(self.name, self.public)

    @property
    def text(self) -> str:
        """The key for others to check with: name, id and key joined by plus signs."""
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([ED25519]) + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Return the key written as a vkey."""
        name, hexadecimal, data = key_parts(text, kind=ED25519)
        key = cls(name, data)
        if key.id.hex() != hexadecimal:
            raise BadProof(f"the id of the key {name} is not its own")
        return key

    def check(self, text: str, signature: bytes) -> None:
        """Raise `BadProof` unless `signature` is this key's over `text`."""
        check_signature(self.public, text, signature)


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A secret key: its name and the 32 random bytes it is made from.

    `text` is its skey encoding, for a file that only the office can read.
    """

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        need_key(self.name, self.seed)

    @property
    def verifier(self) -> VerifierKey:
        """The public key that belongs to it."""
        return VerifierKey(self.name, self._secret().public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The secret as text."""
        coded = to_base64(bytes([ED25519]) + self.seed)
        return f"{_SECRET}{self.name}+{self.verifier.id.hex()}+{coded}"

    @classmethod
    def parse(cls, text: str) -> "SignerKey":
        """Return the key written as an skey."""
        if not text.startswith(_SECRET):
            raise BadProof("this is no secret key")
        name, hexadecimal, seed = key_parts(text.removeprefix(_SECRET), kind=ED25519)
        key = cls(name, seed)
        if key.verifier.id.hex() != hexadecimal:
            raise BadProof(f"the id of the secret key {name} is not its own")
        return key

    def sign(self, text: str) -> bytes:
        """Return the signature over `text`."""
        return self._secret().sign(text.encode())

    def _secret(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def is_name(name: str) -> bool:
    """Return whether a key can have this name."""
    return bool(name) and not any(c.isspace() or c == "+" or c < " " for c in name)


def need_key(name: str, data: bytes) -> None:
    """Raise `BadProof` unless these can be a key's name and its bytes."""
    if not is_name(name) or len(data) != 32:
        raise BadProof("a key has a name without spaces or plus signs, and 32 bytes")


def key_parts(text: str, *, kind: int) -> tuple[str, str, bytes]:
    """Return a key's name, its id (hexadecimal) and its bytes, of that signature type."""
    name, _, rest = text.partition("+")
    hexadecimal, _, coded = rest.partition("+")
    if not _KEY_ID.fullmatch(hexadecimal):
        raise BadProof("a key is its name, its id and itself, joined by plus signs")
    data = from_base64(coded)
    if data[:1] != bytes([kind]):
        raise BadProof(f"a key of signature type {kind} is asked for here")
    return name, hexadecimal, data[1:]


def check_signature(public: bytes, text: str, signature: bytes) -> None:
    """Raise `BadProof` unless `signature` is over `text`, by the key with these public bytes."""
    if not _is_reduced(public):
        raise BadProof("the key is not the one spelling of its point")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except (InvalidSignature, ValueError) as error:
        raise BadProof("a signature does not fit the text") from error


def _is_reduced(public: bytes) -> bool:
    """Return whether RFC 8032 §5.1.3 would decode these bytes: not every library asks."""
    number = int.from_bytes(public, "little")
    height, has_sign = number % (1 << 255), number >> 255
    return height < _FIELD and not (has_sign and height in (1, _FIELD - 1))


def to_base64(data: bytes) -> str:
    """Return the bytes as base64."""
    return b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """Return the bytes; refuse every spelling but the one."""
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise BadProof("this is not base64") from error
    if to_base64(data) != text:
        raise BadProof("this is not the one base64 spelling of its bytes")
    return data
