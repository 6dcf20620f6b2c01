"""Random bundles, a fifth of them corrupted, upon which every verifier must agree."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from goldenthread.ledger.archive import read_archive, write_archive
from goldenthread.ledger.bundle import MANIFEST, VERIFIERS, Exhibit
from goldenthread.ledger.canonical import canonical_bytes, sha256_hex
from goldenthread.ledger.cosignatures import WitnessSigner
from goldenthread.ledger.keys import SignerKey
from goldenthread.ledger.notes import Checkpoint, sign_checkpoint
from goldenthread.ledger.rows import rows_value
from goldenthread.ledger.succession import hand_over, open_anew
from ledger.published import (
    INPUT,
    KEY,
    OTHER_KEY,
    PUBLISHED_POLICY,
    Published,
    card_of,
    done,
    erasure,
    recorded,
    without,
)

WITNESSES = tuple(WitnessSigner(f"w{n}.example.invalid", bytes([n]) * 32) for n in range(3))
NAMED = "".join(f"witness w{n} {each.verifier.text}\n" for n, each in enumerate(WITNESSES))
WITNESSED = f"log {KEY.verifier.text}\n{NAMED}group g 2 w0 w1 w2\nquorum g\n"
OLDER = SignerKey("old.example.invalid", bytes(32))
ANEW = open_anew(KEY.name, after=sign_checkpoint(Checkpoint(OLDER.name, 12, bytes(32)), key=OLDER))
CHANGED = hand_over(KEY, to=OTHER_KEY, size=3)
ROWS = (b"id,value", b"\r\n", b"7.4", b"\n", b"\r", b"\xff")
SIGNS = '0aé海𠮷\u2028\u0085\x7f\x1b"\\{}_ '


@dataclass(frozen=True, slots=True)
class Sample:
    """A bundle with the policy to check it by, and whether somebody has been at it."""

    bundle: bytes
    policy: str | None
    is_corrupted: bool


def samples(count: int, *, seed: int) -> Iterator[Sample]:
    """Yield so many random bundles, every fifth of them corrupted."""
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        held = read_archive(made(chance))
        policy = chance.choice([None, *[PUBLISHED_POLICY] * 6, WITNESSED, WITNESSED, "log x"])
        if number % 5:
            yield Sample(packed(held, chance), policy, False)
        else:
            corrupt = chance.choice(CORRUPTIONS)
            yield Sample(corrupt(held, chance), policy, True)


def made(chance: random.Random) -> bytes:
    """A bundle of a random card: one or two inputs, each in the log, most of them truly so."""
    inputs = [random_input(number, chance) for number in range(chance.randint(1, 2))]
    indexes = chance.sample(range(1, 4), 3)
    said = [each if chance.random() < 0.97 else each | {"value": "9.9"} for each in inputs]
    acts = [done(0, ANEW)] if chance.random() < 0.2 else []
    key = KEY
    if chance.random() < 0.2:
        acts.append(done(indexes.pop(), CHANGED))
        key = chance.choice([KEY, OTHER_KEY])
    observations = [recorded(index, each) for index, each in zip(indexes, inputs, strict=False)]
    if chance.random() < 0.25:
        erase(observations, acts, chance)
    return Published(
        card=card_of(*said, value=chance.choice(["7.4", None, 7.4, 0.0, False])),
        figures=(figures := b"".join(chance.choices(ROWS, k=chance.randint(0, 9)))),
        rows=chance.choice([None, *[rows_value(figures)] * 9, {"count": 1, "root": ""}]),
        observations=tuple(observations),
        acts=tuple(acts),
        key=key,
        policy=chance.choice([*[PUBLISHED_POLICY] * 3, WITNESSED]),
        witnesses=tuple(chance.sample(WITNESSES, chance.choice([0, 1, 2, 2, 3, 3]))),
        editions=chance.choice([*[1] * 18, 0, 2]),
        hidden=frozenset(["period", "files", "card"][: chance.choice([0] * 18 + [1, 2])]),
        others={"card.html": b"<p>"} if chance.random() < 0.5 else {},
    ).bundle()


def erase(observations: list[Exhibit], acts: list[Exhibit], chance: random.Random) -> None:
    """Take fields from an entry; now and then the claim that they were erased is false."""
    at = chance.randrange(len(observations))
    names: list[Any] = chance.sample(["period", "source", "known", "@reason", SIGNS], 3)
    thing: Any = observations[at].entry.object
    if chance.random() < 0.9:
        observations[at] = without(observations[at], *names)
    if chance.random() < 0.1:
        names = chance.choice([[], [SIGNS], [7], [None, "period"], ["unit"], ["𠮷\u0085", "known"]])
    if chance.random() < 0.1:
        thing = chance.choice([thing + "1", "edition/2023Q4.0", None])
    ground = chance.choice([SIGNS, "a law", "x" * 300, "a law", "a law", 7])
    acts.append(erasure(chance.choice([8, 8, 8, 8, 0]), thing, *names, ground=ground))


def random_input(number: int, chance: random.Random) -> dict[str, str]:
    words = "".join(chance.choices(SIGNS, k=chance.randint(0, 12)))
    value = chance.choice(["7.4", "7.40", "-0", "+1", words])
    source = chance.choice(["statement-2023", words])
    return INPUT | {"row": f"observation/{number}", "value": value, "source": source}


def packed(held: dict[str, bytes], chance: random.Random) -> bytes:
    """The archive, sometimes as another program would pack it."""
    if chance.random() < 0.7:
        return write_archive(held)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name in chance.sample(sorted(held), len(held)):
            file.writestr(zipfile.ZipInfo(name), held[name], zipfile.ZIP_DEFLATED)
    return archive.getvalue()


Corruption = Callable[[dict[str, bytes], random.Random], bytes]


def bit_flipped(held: dict[str, bytes], chance: random.Random) -> bytes:
    """The archive with a few bits flipped, outside the verifiers that fill most of it."""
    data = bytearray(packed({n: d for n, d in held.items() if n not in VERIFIERS}, chance))
    for _ in range(chance.randint(1, 3)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def header_flipped(held: dict[str, bytes], chance: random.Random) -> bytes:
    """The archive with a byte changed in what describes its members."""
    data = bytearray(packed(held, chance))
    start = data.rindex(b"PK\x01\x02") if chance.random() < 0.5 else data.index(b"PK\x01\x02")
    at = chance.choice([chance.randrange(40), chance.randrange(start, len(data))])
    data[at] = chance.randrange(256)
    return bytes(data)


def cut(held: dict[str, bytes], chance: random.Random) -> bytes:
    data = packed(held, chance)
    return data[: chance.randrange(len(data))]


def file_bent(held: dict[str, bytes], chance: random.Random) -> bytes:
    """One file changed by a forger, who mostly mends the manifest too."""
    name = chance.choice(sorted(held.keys() - {*VERIFIERS, "README.txt"}))
    data = bytearray(held[name] or b"x")
    at = chance.randrange(len(data))
    data[at : at + chance.randint(0, 2)] = bytes(chance.choices(b'"{}[]:,\\0 1an\xe6\n', k=1))
    return write_archive(mended(held | {name: bytes(data)}, chance))


def file_removed(held: dict[str, bytes], chance: random.Random) -> bytes:
    name = chance.choice(sorted(held))
    left = {each: data for each, data in held.items() if each != name}
    return write_archive(mended(left, chance) if MANIFEST in left else left)


def value_bent(held: dict[str, bytes], chance: random.Random) -> bytes:
    """A value somewhere in the card, the entries or the proofs, replaced by quite another."""
    name = chance.choice(["card.json", "proofs.json", "entries.jsonl", MANIFEST])
    lines = held[name].split(b"\n") if name == "entries.jsonl" else [held[name]]
    at = chance.randrange(max(1, len(lines) - 1))
    try:
        lines[at] = json.dumps(bent(json.loads(lines[at] or b"0"), chance)).encode()
    except UnicodeEncodeError:
        lines[at] = b""
    changed = held | {name: b"\n".join(lines)}
    return write_archive(changed if name == MANIFEST else mended(changed, chance))


ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**53, 10**20, 0.0, 1e300, "", "x", "\ud800", "00" * 16, [], {}, [[]],
)  # fmt: skip


def bent(value: Any, chance: random.Random) -> Any:
    """The value with one of its parts replaced, removed or repeated."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        name = chance.choice(sorted(value))
        kind = chance.random()
        if kind < 0.1:
            return {each: inner for each, inner in value.items() if each != name}
        if kind < 0.2:
            return value | {chance.choice(["x", "value", "\ue000", "𠮷"]): value[name]}
        return value | {name: bent(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        return chance.choice(
            [
                value[:at],
                value + value[at:],
                [*value[:at], bent(value[at], chance), *value[at + 1 :]],
            ]
        )
    if isinstance(value, str) and value and chance.random() < 0.6:
        at = chance.randrange(len(value))
        return value[:at] + chance.choice(SIGNS) + value[at + 1 :]
    return chance.choice(ODD)


def mended(held: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    if chance.random() < 0.2:
        return held
    hashes = {name: sha256_hex(data) for name, data in held.items() if name != MANIFEST}
    return held | {MANIFEST: canonical_bytes(hashes)}


CORRUPTIONS: tuple[Corruption, ...] = (
    bit_flipped,
    header_flipped,
    cut,
    file_bent,
    file_bent,
    file_removed,
    value_bent,
    value_bent,
    value_bent,
)
