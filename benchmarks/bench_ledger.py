"""What the ledger costs on a log of a million entries, beside the floor of SHA-256 in the same run.

    python benchmarks/bench_ledger.py [--entries N] [--bundles N]

pymerkle is timed beside it where it can do the same; without it the line says so
(`make bench` installs requirements/bench.txt).
"""

import argparse
import json
import random
import resource
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from goldenthread.ledger import (  # noqa: E402
    Checkpoint,
    Frontier,
    LogProof,
    Policy,
    SignerKey,
    Tile,
    TiledTree,
    export,
    leaf_hash,
    prove_figure,
    rows_value,
    sign_checkpoint,
    tile_root,
    verify,
    verify_consistency,
    verify_figure,
    verify_inclusion,
)
from goldenthread.ledger.offline import verify as offline  # noqa: E402
from ledger.forgeries import samples  # noqa: E402
from ledger.published import INPUT, Published, card_of, exhibit, recorded  # noqa: E402

HEADING = b"id,number,duty,asked,value,unit,period,known,verdict,reason,lead,sources"
ROW = (
    b"2023-%d,1,Grow the city economy,about 6 %%,6.3,%%,2023,2024-01-26,met,6.3 %% is more,DRC,S08"
)
EDITION = ("card", "figures", "files", "number", "published", "quarter", "reason", "scorecard")
KEY = SignerKey("ledger.example.invalid", bytes(range(32)))
PAGE = ROOT / "src/goldenthread/ledger/offline/verify.html"
ENTRY = "x" * 600
"""An entry of the office has about so many bytes."""


def entries(count: int) -> Iterator[bytes]:
    """Yield as many entries, each another."""
    for number in range(count):
        yield f"{number}{ENTRY}".encode()


@dataclass(slots=True)
class Store:
    """Tiles as an office keeps them: the rows of hashes at every level, full ones and the last."""

    levels: list[bytearray] = field(default_factory=list)
    size: int = 0
    reads: int = 0

    def add(self, hashed: bytes, level: int = 0) -> None:
        if level == len(self.levels):
            self.levels.append(bytearray())
        row = self.levels[level]
        row += hashed
        self.size += level == 0
        if not len(row) % 8192:
            self.add(tile_root(bytes(row[-8192:])), level + 1)

    def read(self, tile: Tile) -> bytes:
        self.reads += 1
        start = tile.index * 8192
        return bytes(self.levels[tile.level or 0][start : start + tile.width * 32])


def percentile(seconds: list[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def line(name: str, value: str, gate: str = "") -> None:
    print(f"{name:<58}{value:>18}{gate:>16}", flush=True)


def milliseconds(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.2f} / {percentile(seconds, 0.99) * 1000:.2f} ms"


def proofs(store: Store, root: bytes) -> None:
    """Time single proofs, each from tiles not read before, and verify every one."""
    chance = random.Random(1)
    made, grown, reads = [], [], []
    for _ in range(2000):
        index = chance.randrange(store.size)
        store.reads, start = 0, perf_counter()
        tree = TiledTree(store.size, store.read)
        path = tree.inclusion_proof(index)
        made.append(perf_counter() - start)
        reads.append(store.reads)
        verify_inclusion(path, leaf=tree.leaf(index), index=index, size=store.size, root=root)
        old = chance.randrange(1, store.size)
        start = perf_counter()
        path = TiledTree(store.size, store.read).consistency_proof(old)
        grown.append(perf_counter() - start)
        older = TiledTree(old, store.read).root
        verify_consistency(path, old_size=old, old_root=older, new_size=store.size, new_root=root)
    line("inclusion proof, p50 / p99", milliseconds(made), "≤ 3 / ≤ 25 ms")
    line("tiles read for it, most", str(max(reads)))
    line("consistency proof, p50 / p99", milliseconds(grown))


def audited(count: int) -> None:
    """Time a full audit: every leaf and the root computed again; beside hashing alone."""
    start = perf_counter()
    for entry in entries(count):
        sha256(entry).digest()
    floor = perf_counter() - start
    start, store = perf_counter(), Store()
    for entry in entries(count):
        store.add(leaf_hash(entry))
    root = TiledTree(store.size, store.read).root
    full = perf_counter() - start
    start, tree = perf_counter(), Frontier()
    few = min(count, 50_000)
    for entry in entries(few):
        tree = tree.append(leaf_hash(entry))
    one_by_one = (perf_counter() - start) * count / few
    line("floor: SHA-256 of every entry", f"{floor:.2f} s")
    line("full audit by tiles", f"{full:.2f} s", "≤ 15 s")
    line("  beside the floor", f"{full / floor:.1f} ×")
    line(f"appending one by one to a frontier (of {few})", f"{one_by_one:.2f} s")
    proofs(store, root)
    line("most memory of the whole run", f"{memory():.0f} MB", "< 150 MB")


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def exported(count: int) -> None:
    """Time writing the public log, and tell what it would weigh."""
    tree = Store()
    for entry in entries(count):
        tree.add(leaf_hash(entry))
    root = TiledTree(count, tree.read).root
    note = sign_checkpoint(Checkpoint(KEY.name, count, root), key=KEY)
    start, files, weight = perf_counter(), 0, 0
    for path, data in export(entries(count), checkpoint=note):
        files, weight = files + 1, weight + len(data) * ("entries" not in path)
    line(f"public log of {count} entries: {files} files", f"{perf_counter() - start:.2f} s")
    line("  its hashes beside the entries", f"{weight / 1e6:.1f} MB")


def bundles() -> None:
    """Time verifying a bundle of 500 figures with each verifier that Python runs."""
    inputs = [INPUT | {"row": f"observation/{number}"} for number in range(500)]
    observations = tuple(recorded(9 + number, each) for number, each in enumerate(inputs))
    bundle = Large(card=card_of(*inputs), observations=observations, others={}).bundle()
    for name, check in (
        ("goldenthread verify", lambda: verify(bundle).status),
        ("verify.py", lambda: offline.verify(bundle)["status"]),
    ):
        start = perf_counter()
        status = check()
        gate = "≤ 5 s" if not status else f"status {status}"
        line(f"a bundle of 500 figures: {name}", f"{perf_counter() - start:.2f} s", gate)
    line("  its size", f"{len(bundle) / 1e6:.2f} MB")


def one_figure(count: int, *names: str) -> None:
    """Tell how large the proof of one figure is, and time checking it."""
    figures = b"\r\n".join([HEADING, *(ROW % number for number in range(500)), b""])
    values = {**dict.fromkeys(names, ""), "rows": rows_value(figures)}
    edition = exhibit(count - 1, action="report.published", object="report/1", values=values)
    tree = Store()
    for entry in entries(count - 1):
        tree.add(leaf_hash(entry))
    tree.add(leaf_hash(edition.entry.to_bytes()))
    tiled = TiledTree(count, tree.read)
    note = sign_checkpoint(Checkpoint(KEY.name, count, tiled.root), key=KEY)
    log = LogProof(count - 1, tuple(tiled.inclusion_proof(count - 1)), note)
    made = prove_figure(figures, place=77, published=edition, proof=log)
    start = perf_counter()
    verify_figure(made, policy=Policy((KEY.verifier,)))
    seconds = perf_counter() - start
    whose = "as the edition's entry" if names else "as an entry of its own"
    line(f"one figure of 500 in {count}, {whose}", f"{len(made)} bytes", "about 1.3 KB")
    line("  of which the tlog-proof without it", f"{len(log.to_bytes())} bytes")
    line("  verified in", f"{seconds * 1000:.1f} ms")


class Large(Published):
    """A published edition in a log that holds more entries than nine."""

    def leaves(self) -> list[bytes]:
        leaves = [leaf_hash(bytes([index])) for index in range(9)]
        leaves += [leaf_hash(each.entry.to_bytes()) for each in self.observations]
        leaves[4] = leaf_hash(self.exhibits()[-1].entry.to_bytes())
        return leaves


def agreement(count: int) -> None:
    """Run every verifier on random bundles, a fifth of them corrupted, and count disagreements."""
    node = started()
    outcomes: Counter[tuple[bool, str]] = Counter()
    differing, start = 0, perf_counter()
    for number, sample in enumerate(samples(count, seed=5)):
        found = verify(sample.bundle, policy=sample.policy).as_dict()
        said: list[Any] = [offline.verify(sample.bundle, sample.policy)]
        if node:
            said.append(asked(node, sample.bundle, sample.policy, native=number % 2 == 0))
        differing += any(each != found for each in said)
        outcomes[sample.is_corrupted, found["outcome"]] += 1
    who = "three verifiers" if node else "two verifiers (no Node here)"
    line(f"{count} random bundles through {who}", f"{perf_counter() - start:.0f} s")
    for (is_corrupted, outcome), many in sorted(outcomes.items()):
        line(f"  {'corrupted' if is_corrupted else 'as made'}: {outcome}", str(many))
    line("  disagreements, word for word", str(differing), "0")


def started() -> "subprocess.Popen[bytes] | None":
    script = ROOT / "tests/ledger/offline.js"
    try:
        return subprocess.Popen(
            ["node", "--no-warnings", str(script), str(PAGE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    except FileNotFoundError:
        return None


def asked(
    node: "subprocess.Popen[bytes]", bundle: bytes, policy: str | None, *, native: bool
) -> Any:
    question = {"bundle": b64encode(bundle).decode(), "policy": policy, "native": native}
    assert node.stdin is not None
    assert node.stdout is not None
    node.stdin.write(json.dumps(question).encode() + b"\n")
    node.stdin.flush()
    return json.loads(node.stdout.readline())


def rival(count: int) -> None:
    """Time pymerkle on the same leaves: append and prove, which is what it can do."""
    try:
        from pymerkle import InmemoryTree
    except ImportError:
        line("pymerkle", "is not installed", "pip install")
        return
    tree, few = InmemoryTree(algorithm="sha256"), min(count, 100_000)
    start = perf_counter()
    for entry in entries(few):
        tree.append_entry(entry)
    line(f"pymerkle: appending {few}", f"{perf_counter() - start:.2f} s")
    start, store = perf_counter(), Store()
    for entry in entries(few):
        store.add(leaf_hash(entry))
    line("  ours", f"{perf_counter() - start:.2f} s")
    theirs, ours = (
        proof_times(few, tree.prove_inclusion, base=1),
        proof_times(few, lambda index: TiledTree(few, store.read).inclusion_proof(index)),
    )
    line("pymerkle: inclusion proof, p50 / p99", milliseconds(theirs))
    line("  ours, from tiles not read before", milliseconds(ours))


def proof_times(count: int, prove: Callable[[int], object], *, base: int = 0) -> list[float]:
    chance, seconds = random.Random(2), []
    for _ in range(300):
        index = chance.randrange(count) + base
        start = perf_counter()
        prove(index)
        seconds.append(perf_counter() - start)
    return seconds


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--entries", type=int, default=1_000_000)
    given.add_argument("--bundles", type=int, default=10_000)
    options = given.parse_args()
    print(f"{f'{options.entries} entries':<58}{'measured':>18}{'asked':>16}")
    audited(options.entries)
    exported(min(options.entries, 100_000))
    one_figure(300)
    one_figure(options.entries)
    one_figure(options.entries, *EDITION)
    bundles()
    rival(options.entries)
    agreement(options.bundles)


if __name__ == "__main__":
    main()
