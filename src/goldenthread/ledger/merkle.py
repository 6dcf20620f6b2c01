"""The Merkle tree of RFC 6962 and the proofs of RFC 9162, on bytes alone.

A proof that does not hold raises `BadProof`; nothing here returns False. A leaf
is always given as its leaf hash of 32 bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from goldenthread.terms.errors import BadProof

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

Leaves = Callable[[int], bytes]
"""Gives the hash of the leaf at an index."""
Roots = Callable[[int, int], bytes]
"""Gives the root over the leaves from a start to before an end."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry's bytes as a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree told by the roots of its full subtrees: enough to append and to know the root.

    `hashes` has one hash for each bit set in `size`, the largest subtree first.
    Raises `BadProof` where the two do not fit.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise BadProof(f"a tree of {self.size} leaves has not {len(self.hashes)} full subtrees")
        _need_hashes(self.hashes)

    @classmethod
    def from_hex(cls, size: int, hashes: Sequence[str]) -> "Frontier":
        """Return the frontier written by `to_hex`."""
        try:
            return cls(size, tuple(bytes.fromhex(text) for text in hashes))
        except ValueError as error:
            raise BadProof("a hash of the frontier is not hexadecimal") from error

    def to_hex(self) -> list[str]:
        """Return the hashes as text, to be kept beside the size."""
        return [each.hex() for each in self.hashes]

    def append(self, leaf: bytes) -> "Frontier":
        """Return the tree with one leaf more."""
        full, size = list(self.hashes), self.size
        while size & 1:
            leaf = node_hash(full.pop(), leaf)
            size >>= 1
        return Frontier(self.size + 1, (*full, leaf))

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        if not self.hashes:
            return EMPTY_ROOT
        *larger, root = self.hashes
        for each in reversed(larger):
            root = node_hash(each, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over `leaves`, by the definition (RFC 9162 §2.1.1)."""
    return _roots(leaves.__getitem__)(0, len(leaves)) if leaves else EMPTY_ROOT


def inclusion_proof(index: int, *, size: int, leaf: Leaves) -> list[bytes]:
    """Return the proof that the leaf at `index` is in the tree of `size` leaves (§2.1.3.1)."""
    return inclusion_path(index, size=size, root=_roots(leaf))


def inclusion_path(index: int, *, size: int, root: Roots) -> list[bytes]:
    """Return the inclusion proof, made from the roots of the subtrees beside the way."""
    if not 0 <= index < size:
        raise BadProof(f"a tree of {size} leaves has none at {index}")
    proof, start, end = [], 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            proof.append(root(middle, end))
            end = middle
        else:
            proof.append(root(start, middle))
            start = middle
    return proof[::-1]


def consistency_proof(old_size: int, *, new_size: int, leaf: Leaves) -> list[bytes]:
    """Return the proof that the tree of `new_size` only adds to that of `old_size` (§2.1.4.1).

    Nothing can be proved from an empty tree: that raises `BadProof`.
    """
    return consistency_path(old_size, new_size=new_size, root=_roots(leaf))


def consistency_path(old_size: int, *, new_size: int, root: Roots) -> list[bytes]:
    """Return the consistency proof, made from the roots of the subtrees beside the way."""
    _need_order(old_size, new_size)
    proof, start, end, is_whole = [], 0, new_size, True
    while old_size != end:
        middle = start + split(end - start)
        if old_size <= middle:
            proof.append(root(middle, end))
            end = middle
        else:
            proof.append(root(start, middle))
            start, is_whole = middle, False
    if not is_whole:
        proof.append(root(start, end))
    return proof[::-1]


def verify_inclusion(
    proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes
) -> None:
    """Raise `BadProof` unless the leaf at `index` is in the tree of this size and root (§2.1.3.2).

    The size is only as good as its source: trees in which a leaf has the same
    path cannot be told apart by the proof, so size and root are signed together.
    """
    if root_from(proof, leaf=leaf, index=index, size=size) != root:
        raise BadProof("the proof leads to another root")


def root_from(proof: Sequence[bytes], *, leaf: bytes, index: int, size: int) -> bytes:
    """Return the root to which an inclusion proof leads; raise `BadProof` if it is none."""
    if not 0 <= index < size:
        raise BadProof(f"a tree of {size} leaves has none at {index}")
    _need_hashes((leaf, *proof))
    here, last, found = index, size - 1, leaf
    for each in proof:
        if last == 0:
            raise BadProof("the proof is too long")
        if here & 1 or here == last:
            found = node_hash(each, found)
            here, last = _climb_left(here, last)
        else:
            found = node_hash(found, each)
        here, last = here >> 1, last >> 1
    if last != 0:
        raise BadProof("the proof is too short")
    return found


def verify_consistency(
    proof: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> None:
    """Raise `BadProof` unless the new tree begins with the whole of the old one (§2.1.4.2)."""
    _need_order(old_size, new_size)
    if old_size == new_size:
        if proof or old_root != new_root:
            raise BadProof("one size has two roots, or a proof that it needs not")
        return
    _need_hashes((old_root, new_root, *proof))
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        raise BadProof("the proof is empty")
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        if last == 0:
            raise BadProof("the proof is too long")
        if here & 1 or here == last:
            old, new = node_hash(each, old), node_hash(each, new)
            here, last = _climb_left(here, last)
        else:
            new = node_hash(new, each)
        here, last = here >> 1, last >> 1
    if last != 0:
        raise BadProof("the proof is too short")
    if old != old_root or new != new_root:
        raise BadProof("the proof leads to other roots")


def _climb_left(here: int, last: int) -> tuple[int, int]:
    """Go up to where the node is a right child, past the levels at which it stands alone."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _roots(leaf: Leaves) -> Roots:
    def root(start: int, end: int) -> bytes:
        if end - start == 1:
            return leaf(start)
        middle = start + split(end - start)
        return node_hash(root(start, middle), root(middle, end))

    return root


def split(size: int) -> int:
    """Return the largest power of two below `size`: where a tree parts into left and right."""
    return 1 << ((size - 1).bit_length() - 1)


def _need_order(old_size: int, new_size: int) -> None:
    if not 0 < old_size <= new_size:
        raise BadProof(f"from {old_size} leaves to {new_size} nothing can be proved")


def _need_hashes(hashes: Sequence[bytes]) -> None:
    if any(len(each) != HASH_SIZE for each in hashes):
        raise BadProof(f"a hash has not {HASH_SIZE} bytes")
