"""A second reader of a public log, written from the C2SP texts alone, with no code of the product.

It reads a folder as a client would read the log's address: signed-note, tlog-checkpoint and
tlog-tiles say how; every hash is that of RFC 6962, section 2.1, taken literally.
"""

import base64
import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Distrust(Exception):
    """The log is not what its checkpoint says."""


def audit(folder: Path, vkey: str) -> list[bytes]:
    """Return every entry of the log, or raise `Distrust` with the first reason not to trust it."""
    size, root = checkpoint((folder / "checkpoint").read_bytes(), vkey)
    entries: list[bytes] = []
    for number in range(-(-size // 256)):
        width = min(256, size - number * 256)
        entries += bundle(resource(folder, "entries", number, width), width)
    hashes = [hashlib.sha256(b"\0" + entry).digest() for entry in entries]
    level = 0
    while hashes:
        for number in range(-(-len(hashes) // 256)):
            mine = hashes[number * 256 : (number + 1) * 256]
            if resource(folder, str(level), number, len(mine)) != b"".join(mine):
                raise Distrust(f"tile {number} of level {level}")
        whole = len(hashes) // 256
        hashes = [mth_of_hashes(hashes[n * 256 : (n + 1) * 256]) for n in range(whole)]
        level += 1
    if mth_of_hashes([hashlib.sha256(b"\0" + entry).digest() for entry in entries]) != root:
        raise Distrust("root")
    expect_nothing_more(folder, size)
    return entries


def checkpoint(note: bytes, vkey: str) -> tuple[int, bytes]:
    """Return the size and the root that the key has signed."""
    text, _, signatures = note.decode().rpartition("\n\n")
    name, _, rest = vkey.partition("+")
    key = base64.b64decode(rest.partition("+")[2])
    key_id = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    origin, size, root = (text + "\n").split("\n")[:3]
    if origin != name:
        raise Distrust("origin")
    for line in signatures.splitlines():
        dash, signer, coded = line.split(" ")
        signed = base64.b64decode(coded)
        if (dash, signer, signed[:4]) == ("—", name, key_id):
            try:
                Ed25519PublicKey.from_public_bytes(key[1:]).verify(
                    signed[4:], text.encode() + b"\n"
                )
            except InvalidSignature:
                raise Distrust("signature") from None
            return int(size), base64.b64decode(root)
    raise Distrust("unsigned")


def resource(folder: Path, level: str, number: int, width: int) -> bytes:
    """Fetch a tile or a bundle of entries."""
    digits = f"{number:03}" if number < 1000 else f"{number:0{-(-len(str(number)) // 3) * 3}}"
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    try:
        return (
            folder / "tile" / level / (path if width == 256 else f"{path}.p/{width}")
        ).read_bytes()
    except OSError:
        raise Distrust(f"{level}/{path} is not served") from None


def bundle(data: bytes, width: int) -> list[bytes]:
    """Return the entries of a bundle, each behind its length."""
    entries = []
    while data:
        length = data[0] * 256 + data[1]
        entries.append(data[2 : 2 + length])
        if len(entries[-1]) != length:
            raise Distrust("a bundle is cut off")
        data = data[2 + length :]
    if len(entries) != width:
        raise Distrust("a bundle has another number of entries")
    return entries


def mth_of_hashes(hashes: list[bytes]) -> bytes:
    """The Merkle Tree Hash of RFC 6962, section 2.1, over leaves already hashed."""
    n = len(hashes)
    if n == 0:
        return hashlib.sha256(b"").digest()
    if n == 1:
        return hashes[0]
    k = 1
    while k * 2 < n:
        k *= 2
    left, right = mth_of_hashes(hashes[:k]), mth_of_hashes(hashes[k:])
    return hashlib.sha256(b"\1" + left + right).digest()


def expect_nothing_more(folder: Path, size: int) -> None:
    """No empty tile may be served, and none beyond the tree."""
    count = sum(1 for path in (folder / "tile").rglob("*") if path.is_file())
    wanted, level = -(-size // 256), size
    while level:
        wanted, level = wanted + -(-level // 256), level // 256
    if count != wanted:
        raise Distrust(f"{count} resources are served, and {wanted} belong to the tree")
