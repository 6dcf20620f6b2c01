"""The tree and its proofs: published cases, and laws over every small tree."""

import json
import os
import random
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_path,
    consistency_proof,
    inclusion_path,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from goldenthread.terms.errors import BadProof

LEAVES = [leaf_hash(str(number).encode()) for number in range(1200)]
ROOTS = {size: root_of(LEAVES[:size]) for size in range(66)}
SMALL = 64


def leaf(index: int) -> bytes:
    return LEAVES[index]


def root(size: int) -> bytes:
    return ROOTS[size] if size in ROOTS else root_of(LEAVES[:size])


def flipped(data: bytes, bit: int) -> bytes:
    number = int.from_bytes(data, "big") ^ (1 << bit % (8 * len(data)))
    return number.to_bytes(len(data), "big")


# Published cases. They are listed when the tests are collected, before any fixture exists.

_FOLDER = Path(
    os.environ.get("GOLDENTHREAD_SHARED", Path(__file__).resolve().parents[3] / "shared")
)
_CASES = _FOLDER / "data" / "ledger" / "transparency-dev-merkle" / "testdata"


def cases(kind: str) -> list[Any]:
    found = sorted((_CASES / kind).rglob("*.json"))
    absent = [pytest.param(None, marks=pytest.mark.skip(reason=f"no shared data at {_CASES}"))]
    return [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in found] or absent


def hashes(case: dict[str, Any], *names: str) -> tuple[bytes, ...]:
    return tuple(b64decode(case[name] or "") for name in names)


def test_the_published_cases_are_all_there(shared: Path) -> None:
    assert (shared / "data/ledger" / "transparency-dev-merkle").is_dir()
    assert [len(cases(kind)) for kind in ("inclusion", "consistency")] == [98, 98]


def judge(want_refused: bool, verify: Any, *args: Any, **kwargs: Any) -> None:
    if want_refused:
        with pytest.raises(BadProof):
            verify(*args, **kwargs)
    else:
        verify(*args, **kwargs)


@pytest.mark.parametrize("path", cases("inclusion"))
def test_a_published_inclusion_case_is_judged_as_its_authors_do(path: Path) -> None:
    case = json.loads(path.read_text())
    leaf_of, root_of_case = hashes(case, "leafHash", "root")
    proof = [b64decode(each) for each in case["proof"] or []]
    place = {"index": case["leafIdx"], "size": case["treeSize"]}
    judge(case["wantErr"], verify_inclusion, proof, leaf=leaf_of, root=root_of_case, **place)


@pytest.mark.parametrize("path", cases("consistency"))
def test_a_published_consistency_case_is_judged_as_its_authors_do(path: Path) -> None:
    case = json.loads(path.read_text())
    old, new = hashes(case, "root1", "root2")
    proof = [b64decode(each) for each in case["proof"] or []]
    sizes = {"old_size": case["size1"], "new_size": case["size2"]}
    judge(case["wantErr"], verify_consistency, proof, old_root=old, new_root=new, **sizes)


def test_the_classic_tree_of_eight_leaves_has_its_published_roots(shared: Path) -> None:
    classic = json.loads(
        (shared / "data/ledger" / "transparency-dev-merkle" / "classic-8-leaves.json").read_text()
    )
    leaves = [leaf_hash(bytes.fromhex(each)) for each in classic["leaf_inputs_hex"]]
    tree, roots = Frontier(), [EMPTY_ROOT.hex()]
    for each in leaves:
        tree = tree.append(each)
        roots.append(tree.root.hex())
    assert roots == classic["root_hashes_hex_by_size"]
    assert [root_of(leaves[:size]).hex() for size in range(9)] == roots


# Laws over every small tree.


def test_every_leaf_of_every_small_tree_has_a_proof_that_holds_only_at_its_place() -> None:
    for size in range(1, SMALL + 1):
        for index in range(size):
            proof = inclusion_proof(index, size=size, leaf=leaf)
            verify_inclusion(proof, leaf=leaf(index), index=index, size=size, root=root(size))
            for elsewhere in (index - 1, index + 1, size - 1 - index):
                if elsewhere != index:
                    with pytest.raises(BadProof):
                        verify_inclusion(
                            proof, leaf=leaf(index), index=elsewhere, size=size, root=root(size)
                        )


def test_every_small_tree_is_consistent_with_every_smaller_one_and_no_other() -> None:
    for new in range(1, SMALL + 1):
        for old in range(1, new + 1):
            proof = consistency_proof(old, new_size=new, leaf=leaf)
            roots = {"old_root": root(old), "new_root": root(new)}
            verify_consistency(proof, old_size=old, new_size=new, **roots)
            with pytest.raises(BadProof):
                verify_consistency(proof, old_size=old - 1, new_size=new, **roots)


def test_the_frontier_has_the_root_of_the_definition_at_every_size() -> None:
    tree = Frontier()
    for size, each in enumerate(LEAVES[:SMALL]):
        assert (tree.size, tree.root) == (size, root(size))
        assert Frontier.from_hex(tree.size, tree.to_hex()) == tree
        tree = tree.append(each)


# Every place of every tree to 256 leaves.

GATE = 256


@cache
def span_root(start: int, end: int) -> bytes:
    """The root over some leaves, kept: of the same spans most trees are made."""
    return root_of(LEAVES[start:end])


def test_every_leaf_of_every_tree_to_256_has_a_proof_that_holds() -> None:
    for size in range(1, GATE + 1):
        for index in range(size):
            proof = inclusion_path(index, size=size, root=span_root)
            whole = span_root(0, size)
            verify_inclusion(proof, leaf=leaf(index), index=index, size=size, root=whole)


def test_every_tree_to_256_is_consistent_with_every_smaller_one_but_the_empty() -> None:
    for new in range(1, GATE + 1):
        for old in range(1, new + 1):
            proof = consistency_path(old, new_size=new, root=span_root)
            roots = {"old_root": span_root(0, old), "new_root": span_root(0, new)}
            verify_consistency(proof, old_size=old, new_size=new, **roots)
        with pytest.raises(BadProof):
            verify_consistency([], old_size=0, new_size=new, **roots | {"old_root": EMPTY_ROOT})


MUTATIONS = 45_000


def test_of_45000_mutated_inclusion_proofs_none_is_accepted() -> None:
    chance, accepted = random.Random(1), 0
    for _ in range(MUTATIONS):
        size = chance.randint(2, GATE)
        index = chance.randrange(size)
        proof = inclusion_path(index, size=size, root=span_root)
        claim = {"proof": proof, "leaf": leaf(index), "index": index, "size": size}
        accepted += holds(verify_inclusion, mutated(claim | {"root": span_root(0, size)}, chance))
    assert accepted == 0


def test_of_45000_mutated_consistency_proofs_none_is_accepted() -> None:
    chance, accepted = random.Random(2), 0
    for _ in range(MUTATIONS):
        new = chance.randint(2, GATE)
        old = chance.randrange(1, new)
        proof = consistency_path(old, new_size=new, root=span_root)
        roots = {"old_root": span_root(0, old), "new_root": span_root(0, new)}
        claim = {"proof": proof, "old_size": old, "new_size": new, **roots}
        accepted += holds(verify_consistency, mutated(claim, chance))
    assert accepted == 0


def holds(verify: Callable[..., None], claim: dict[str, Any]) -> bool:
    try:
        verify(**claim)
    except BadProof:
        return False
    return True


def mutated(claim: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The claim with one part changed to something else that it cannot truly be."""
    name = chance.choice(sorted(claim))
    value = claim[name]
    if isinstance(value, bytes):
        return claim | {name: flipped(value, chance.getrandbits(8))}
    if isinstance(value, list):
        return claim | {name: mutated_path(value, chance)}
    other = value + chance.choice([-value, -2, -1, 1, 2, 7, 256, value])
    if other == value or (name in ("size", "new_size") and is_alike(claim, other)):
        return mutated(claim, chance)
    return claim | {name: other}


def is_alike(claim: dict[str, Any], size: int) -> bool:
    """Whether the proof has the same shape in a tree of that size: a signed size tells those."""
    index = claim.get("index", claim.get("old_size", 0) - 1)
    old = claim["size"] if "size" in claim else claim["new_size"]
    return index < size and turns(index, size) == turns(index, old)


def mutated_path(path: list[bytes], chance: random.Random) -> list[bytes]:
    place = chance.randrange(len(path) + 1)
    kinds = [[*path[:place], LEAVES[-1], *path[place:]], path[:place] + path[place + 1 :]]
    if path:
        at = place % len(path)
        kinds.append([*path[:at], flipped(path[at], chance.getrandbits(8)), *path[at + 1 :]])
        kinds.append(path[::-1])
    changed = [kind for kind in kinds if kind != path]
    return chance.choice(changed)


# Laws over larger trees and every kind of damage.

SIZES = st.integers(1, len(LEAVES))


@st.composite
def inclusions(draw: st.DrawFn) -> dict[str, Any]:
    size = draw(SIZES)
    index = draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size=size, leaf=leaf)
    return {"proof": proof, "leaf": leaf(index), "index": index, "size": size, "root": root(size)}


@st.composite
def consistencies(draw: st.DrawFn) -> dict[str, Any]:
    new = draw(SIZES)
    old = draw(st.integers(1, new))
    proof = consistency_proof(old, new_size=new, leaf=leaf)
    roots = {"old_root": root(old), "new_root": root(new)}
    return {"proof": proof, "old_size": old, "new_size": new, **roots}


def bent(claim: dict[str, Any], name: str, bit: int) -> dict[str, Any]:
    """The claim with one bit of one part flipped; of a proof, a bit of one of its hashes."""
    value = claim[name]
    if isinstance(value, list):
        place = bit % len(value)
        return claim | {name: [*value[:place], flipped(value[place], bit), *value[place + 1 :]]}
    return claim | {
        name: value ^ (1 << bit % 12) if isinstance(value, int) else flipped(value, bit)
    }


@given(inclusions(), st.sampled_from(["proof", "leaf", "index", "root"]), st.integers(0, 255))
def test_an_inclusion_proof_holds_and_with_any_bit_flipped_fails(
    claim: dict[str, Any], name: str, bit: int
) -> None:
    verify_inclusion(**claim)
    if claim[name] != []:
        with pytest.raises(BadProof):
            verify_inclusion(**bent(claim, name, bit))


@given(consistencies(), st.sampled_from(["proof", "old_root", "new_root"]), st.integers(0, 255))
def test_a_consistency_proof_holds_and_with_any_bit_flipped_fails(
    claim: dict[str, Any], name: str, bit: int
) -> None:
    verify_consistency(**claim)
    if claim[name] != []:
        with pytest.raises(BadProof):
            verify_consistency(**bent(claim, name, bit))


def turns(index: int, size: int) -> list[bool]:
    """On which side each hash of the path joins, told from the definition: True for the left."""
    sides, start, end = [], 0, size
    while end - start > 1:
        middle = start + max(1 << n for n in range(12) if 1 << n < end - start)
        sides.append(index >= middle)
        start, end = (middle, end) if index >= middle else (start, middle)
    return sides[::-1]


@given(inclusions(), st.integers(1, 2400))
def test_another_size_fails_wherever_the_leaf_would_have_another_path(
    claim: dict[str, Any], size: int
) -> None:
    # Where the path is the same the proof cannot tell the sizes apart; the
    # checkpoint can, for it signs the size together with the root.
    is_same = claim["index"] < size and turns(claim["index"], size) == turns(
        claim["index"], claim["size"]
    )
    judge(not is_same, verify_inclusion, **claim | {"size": size})


@given(inclusions(), st.integers(0, 12))
def test_a_proof_with_a_hash_more_or_less_fails(claim: dict[str, Any], place: int) -> None:
    proof = claim["proof"]
    longer = [*proof[:place], LEAVES[7], *proof[place:]]
    with pytest.raises(BadProof):
        verify_inclusion(**claim | {"proof": longer})
    if proof:
        with pytest.raises(BadProof):
            verify_inclusion(**claim | {"proof": proof[1:]})


@given(consistencies())
def test_a_consistency_proof_cut_or_lengthened_fails(claim: dict[str, Any]) -> None:
    for proof in (claim["proof"][:-1], [*claim["proof"], LEAVES[7]], [LEAVES[7], *claim["proof"]]):
        if proof != claim["proof"]:
            with pytest.raises(BadProof):
                verify_consistency(**claim | {"proof": proof})


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_the_frontier_over_any_leaves_has_the_root_of_the_definition(leaves: list[bytes]) -> None:
    tree = Frontier()
    for each in leaves:
        tree = tree.append(each)
    assert tree.root == root_of(leaves)


def test_a_proof_that_climbs_beyond_the_root_leads_nowhere() -> None:
    # A longer path leads to a true root, only of a tree that the size denies.
    beyond = node_hash(LEAVES[0], LEAVES[1])
    with pytest.raises(BadProof, match="too long"):
        verify_inclusion([LEAVES[0]], leaf=LEAVES[1], index=0, size=1, root=beyond)
    roots = {"old_root": node_hash(root(2), root(1)), "new_root": node_hash(root(2), root(1))}
    with pytest.raises(BadProof, match="too long"):
        verify_consistency([*proof_1_2(), LEAVES[2]], old_size=1, new_size=2, **roots)


def proof_1_2() -> list[bytes]:
    return consistency_proof(1, new_size=2, leaf=leaf)


# Refusals.


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (6, 5), (-1, 5)])
def test_consistency_from_nothing_or_backwards_is_refused(old: int, new: int) -> None:
    with pytest.raises(BadProof, match="nothing can be proved"):
        consistency_proof(old, new_size=new, leaf=leaf)
    with pytest.raises(BadProof, match="nothing can be proved"):
        verify_consistency([], old_size=old, new_size=new, old_root=EMPTY_ROOT, new_root=EMPTY_ROOT)


@pytest.mark.parametrize("index", [-1, 5, 6])
def test_a_leaf_outside_the_tree_has_no_proof(index: int) -> None:
    with pytest.raises(BadProof, match="has none at"):
        inclusion_proof(index, size=5, leaf=leaf)
    with pytest.raises(BadProof, match="has none at"):
        verify_inclusion([], leaf=leaf(0), index=index, size=5, root=root(5))


def test_hashes_of_other_lengths_are_refused() -> None:
    with pytest.raises(BadProof, match="32 bytes"):
        verify_inclusion([], leaf=b"", index=0, size=1, root=b"")
    with pytest.raises(BadProof, match="32 bytes"):
        verify_consistency([b""], old_size=1, new_size=2, old_root=root(1), new_root=root(2))
    with pytest.raises(BadProof, match="32 bytes"):
        Frontier().append(b"short")


@pytest.mark.parametrize(("size", "count"), [(-1, 1), (3, 1), (4, 2), (0, 1)])
def test_a_frontier_must_fit_its_size(size: int, count: int) -> None:
    with pytest.raises(BadProof, match="full subtrees"):
        Frontier(size, tuple(LEAVES[:count]))


def test_a_frontier_kept_as_other_than_hexadecimal_is_refused() -> None:
    with pytest.raises(BadProof, match="not hexadecimal"):
        Frontier.from_hex(1, ["golden"])


def test_appending_leaves_the_old_tree_as_it_was() -> None:
    trees = [Frontier()]
    for each in LEAVES[:5]:
        trees.append(trees[-1].append(each))
    assert [tree.size for tree in trees] == list(range(6))
    assert all(old.root != new.root for old, new in pairwise(trees))
    assert replace(trees[2]) == Frontier(2, trees[2].hashes)
