"""Check a bundle of Goldenthread on any computer with Python 3.9 or later, and nothing else.

    python3 verify.py bundle.zip [--policy policy.txt] [--json]

Take policy.txt, which says whose signature to trust, from the public body itself and not from
the bundle. Seven numbered steps say what they found, in English and Chinese. The exit status is
0 if all is good, 1 if something is bad, 2 if it cannot be told.

It is written to be read: it shares no line with the program that makes bundles. Sources: RFC 6962,
RFC 8032, RFC 8785, RFC 9162; C2SP signed-note, tlog-checkpoint, tlog-cosignature and tlog-policy.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import datetime
import hashlib
import json
import re
import struct
import sys
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

CLAIMS = ("archive", "manifest", "checkpoint", "entries", "inclusion", "edition", "figures")
OUTCOMES = ("good", "bad", "cannot tell")
# What each finding says, in English and Chinese.
WORDS: dict[str, tuple[str, str]] = {
    "claims.archive": (
        "The archive can be read and is safe.",
        "压缩包可以读取，且安全。",
    ),
    "claims.manifest": (
        "Every file has the hash that the manifest names.",
        "每个文件与清单所列的哈希值一致。",
    ),
    "claims.checkpoint": (
        "The checkpoint is signed by the key that the policy trusts.",
        "检查点由所信任的密钥签名。",
    ),
    "claims.entries": (
        "Every entry is in its exact form, and the values shown are those recorded.",
        "每条记录格式准确，所出示的数值即当时记录的数值。",
    ),
    "claims.inclusion": (
        "Every entry is in the log that the checkpoint states.",
        "每条记录都在检查点所述的日志之中。",
    ),
    "claims.edition": (
        "The published edition is this very card and these very figures.",
        "所发布的版次就是这份报告单和这份数据表。",
    ),
    "claims.figures": (
        "Every figure rests on the values recorded in the log.",
        "每个数据都以日志中记录的数值为依据。",
    ),
    "good.archive": (
        "{count} files.",
        "共{count}个文件。",
    ),
    "good.manifest": (
        "{count} hashes agree.",
        "{count}个哈希值全部一致。",
    ),
    "good.checkpoint": (
        "Signed by {name}, for a log of {size} entries.",
        "由 {name} 签名，日志共{size}条记录。",
    ),
    "good.checkpoint_own_key": (
        "Signed by {name}, for a log of {size} entries. The key came with the bundle: "
        "whose key it is has to be learnt elsewhere.",
        "由 {name} 签名，日志共{size}条记录。密钥取自包内：密钥究竟属于谁，须另行查证。",
    ),
    "good.handed_over": (
        "The trusted key had made way for the one that signed.",
        "所信任的密钥已移交给本次签名所用的密钥。",
    ),
    "good.witnessed": (
        "Witnesses of the policy who cosigned it: {count}.",
        "策略所列见证方中，已联署的有{count}个。",
    ),
    "good.entries": (
        "{count} entries, {values} values shown.",
        "{count}条记录，出示{values}个数值。",
    ),
    "good.erased": (
        "Entry {index}: {name} was erased on {date} on the ground: {ground}.",
        "第{index}号记录：{name} 已于 {date} 依法删除，依据：{ground}。",
    ),
    "good.inclusion": (
        "{count} proofs lead to the signed root.",
        "{count}条证明均通向经签名的根哈希。",
    ),
    "good.opened": (
        "The log goes on from {name}, which had {size} entries.",
        "本日志接续 {name}，后者共有{size}条记录。",
    ),
    "good.edition": (
        "{object}, recorded {time}.",
        "{object}，记录于 {time}。",
    ),
    "good.figures": (
        "{count} inputs agree with their entries.",
        "{count}个来源数值与记录一致。",
    ),
    "absent.step": (
        "Step {step} did not hold, and this one needs it.",
        "本步以第{step}步为前提，而第{step}步未通过。",
    ),
    "absent.unreadable": (
        "The file cannot be opened.",
        "文件无法打开。",
    ),
    "absent.not_an_archive": (
        "This is not a zip archive.",
        "这不是 zip 压缩包。",
    ),
    "absent.file": (
        "{name} is missing.",
        "缺少 {name}。",
    ),
    "absent.policy": (
        "There is no policy, so no key to trust. Ask the public body for its policy.txt.",
        "没有策略文件，无从得知应信任哪个密钥。请向发布机构索取 policy.txt。",
    ),
    "absent.policy_malformed": (
        "The policy that was given cannot be read.",
        "所给的策略文件无法识读。",
    ),
    "absent.witnesses": (
        "Too few witnesses cosigned the checkpoint: the policy asks for {name}, and of "
        "its witnesses {count} did.",
        "联署检查点的见证方不足：策略要求 {name}，已联署的见证方有{count}个。",
    ),
    "absent.proof": (
        "There is no proof for entry {index}.",
        "第{index}号记录没有附证明。",
    ),
    "absent.edition": (
        "No entry says that an edition was published.",
        "没有记录表明曾发布过版次。",
    ),
    "absent.field": (
        "Entry {index} does not show its field {name}.",
        "第{index}号记录没有出示字段 {name}。",
    ),
    "absent.erased": (
        "Erased: entry {index} held {name}, which was erased on {date} on the ground: {ground}.",
        "已删除：第{index}号记录的 {name} 已于 {date} 依法删除，依据：{ground}。",
    ),
    "absent.inputs": (
        "Figure {figure} has a value and names nothing it was made from.",
        "数据 {figure} 有数值，却未注明来源。",
    ),
    "absent.row": (
        "{row} is not a row that the log records.",
        "{row} 不是日志所记录的数据行。",
    ),
    "wrong.archive": (
        "The archive is damaged.",
        "压缩包已损坏。",
    ),
    "wrong.name": (
        "It holds a file of a name that is not allowed, or twice the same: {name}",
        "包内有不允许或重复的文件名：{name}",
    ),
    "wrong.member": (
        "{name} is damaged, encrypted or packed in an unknown way.",
        "{name} 已损坏、被加密，或压缩方式不明。",
    ),
    "wrong.too_much": (
        "It holds more than a bundle ever would.",
        "内容远超证据包应有的规模。",
    ),
    "wrong.malformed": (
        "{name} is not of its form.",
        "{name} 格式不符。",
    ),
    "wrong.hash": (
        "{name} is not the file that the manifest names.",
        "{name} 与清单所列的不是同一个文件。",
    ),
    "wrong.unlisted": (
        "{name} is not in the manifest.",
        "清单中没有 {name}。",
    ),
    "wrong.other_key": (
        "The bundle names another key than the policy that was given.",
        "包内所列密钥与所给策略中的密钥不同。",
    ),
    "wrong.note": (
        "The checkpoint is malformed.",
        "检查点格式不符。",
    ),
    "wrong.signature": (
        "No signature by the trusted key fits the checkpoint.",
        "检查点上没有所信任密钥的有效签名。",
    ),
    "wrong.cosignature": (
        "A cosignature in the name of one of the policy's witnesses is false.",
        "检查点上有冒用策略所列见证方名义的联署。",
    ),
    "wrong.entry": (
        "Entry {index} is not in its exact form.",
        "第{index}号记录格式不准确。",
    ),
    "wrong.twice": (
        "Entry {index} stands twice.",
        "第{index}号记录重复出现。",
    ),
    "wrong.value": (
        "Entry {index}: the value shown as {name} is not the one recorded.",
        "第{index}号记录：所出示的 {name} 不是当时记录的数值。",
    ),
    "wrong.erasure": (
        "Entry {index} tells of an erasure that does not fit the entries shown.",
        "第{index}号记录所称的删除，与所出示的记录不符。",
    ),
    "wrong.proof": (
        "Entry {index} is not in the log that the checkpoint states.",
        "第{index}号记录不在检查点所述的日志之中。",
    ),
    "wrong.opened": (
        "Entry {index} says that the log goes on from another, and that does not hold.",
        "第{index}号记录称本日志接续另一日志，此说不成立。",
    ),
    "wrong.editions": (
        "More than one entry says that an edition was published.",
        "有不止一条记录声称发布了版次。",
    ),
    "wrong.edition": (
        "{name} is not the one that was published.",
        "{name} 不是所发布的那一份。",
    ),
    "wrong.rows": (
        "The rows of figures.csv are not those whose root was published.",
        "figures.csv 的各行与所发布的根哈希不符。",
    ),
    "wrong.row": (
        "{row} has no entry.",
        "{row} 没有对应的记录。",
    ),
    "wrong.input": (
        "{row}: {name} on the card is {said}, recorded is {recorded}.",
        "{row}：报告单上的 {name} 为 {said}，记录为 {recorded}。",
    ),
}


class Finding(Exception):
    """Why a step does not hold: its words begin with wrong (bad) or absent (cannot tell)."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


class Malformed(ValueError):
    """Something is not of its format; whoever reads it says what that means."""


def say(key: str, **facts: object) -> tuple[str, str]:
    """Return the words of a finding in both languages."""
    shown = {name: printable(fact) for name, fact in facts.items()}
    english, chinese = WORDS[key]
    return english.format(**shown), chinese.format(**shown)


def printable(fact: object) -> str:
    """Return a fact so that nothing in it can play tricks on a terminal or fill a page."""
    if fact is None or fact == "":
        return "–"
    if isinstance(fact, bool) or not isinstance(fact, (int, str)):
        return "…"
    return "".join(one if one.isprintable() else "?" for one in str(fact)[:200])


# The archive. Less is accepted than zip allows, so that no two readers can differ.

MOST_BYTES, MOST_FILES = 128 * 1024 * 1024, 1000
PART = r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*"
NAME = re.compile(PART + "(/" + PART + "){0,3}")


class Member(NamedTuple):
    """One file as the list at the archive's end describes it."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int


def unzip(data: bytes) -> dict[str, bytes]:
    """Return the files of the archive by name."""
    if len(data) > MOST_BYTES:
        raise Finding("wrong.too_much")
    if data[:2] != b"PK":
        raise Finding("absent.not_an_archive")
    last = len(data) - 22
    if last < 0 or data[last : last + 4] != b"PK\x05\x06":
        raise Finding("wrong.archive")
    disk, first, here, count, length, start, comment = struct.unpack("<4H2IH", data[last + 4 :])
    if (disk, first, comment) != (0, 0, 0) or here != count or start + length != last:
        raise Finding("wrong.archive")
    if count > MOST_FILES:
        raise Finding("wrong.too_much")
    members = listed(data[start:last], count)
    if sum(member.size for member in members) > MOST_BYTES:
        raise Finding("wrong.too_much")
    names: set[str] = set()
    for member in members:
        if not NAME.fullmatch(member.name) or len(member.name) > 120:
            raise Finding("wrong.name", name=member.name)
        if member.name.lower() in names:
            raise Finding("wrong.name", name=member.name)
        names.add(member.name.lower())
    return {member.name: unpack(data[:start], member) for member in members}


def listed(table: bytes, count: int) -> list[Member]:
    """Return the members that the table lists; it must be exactly so long."""
    members, at = [], 0
    for _ in range(count):
        head = table[at : at + 46]
        if len(head) < 46 or head[:4] != b"PK\x01\x02":
            raise Finding("wrong.archive")
        flags, method = struct.unpack_from("<2H", head, 8)
        crc, packed, size, long, extra, comment = struct.unpack_from("<3I3H", head, 16)
        name = table[at + 46 : at + 46 + long].decode("ascii", "replace")
        at += 46 + long + extra + comment
        if at > len(table):
            raise Finding("wrong.archive")
        place = struct.unpack_from("<I", head, 42)[0]
        members.append(Member(name, flags, method, crc, packed, size, place))
    if at != len(table):
        raise Finding("wrong.archive")
    return members


def unpack(data: bytes, member: Member) -> bytes:
    """Return the bytes of a member, which must be as the list describes it."""
    broken = Finding("wrong.member", name=member.name)
    head = data[member.at : member.at + 30]
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise broken
    long, extra = struct.unpack_from("<2H", head, 26)
    begin = member.at + 30 + long + extra
    packed = data[begin : begin + member.packed]
    if data[member.at + 30 : member.at + 30 + long] != member.name.encode():
        raise broken
    if begin > len(data) or len(packed) != member.packed or member.flags % 2:
        raise broken
    if member.method == 8:
        stream = zlib.decompressobj(-15)
        try:
            plain = stream.decompress(packed, member.size + 1)
        except zlib.error:
            raise broken from None
        if not stream.eof or stream.unused_data:
            raise broken
    elif member.method == 0:
        plain = packed
    else:
        raise broken
    if len(plain) != member.size or zlib.crc32(plain) != member.crc:
        raise broken
    return plain


# JSON that everybody reads alike, and its one exact form (RFC 8785).


def read_json(data: bytes) -> Any:
    """Return the value, unless two readers could take it differently."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=once_named,
            parse_constant=refuse,
            parse_int=lambda text: int(text) if len(text) <= 300 else refuse(text),
            parse_float=lambda text: float(text) if len(text) <= 300 else refuse(text),
        )
        if depth(value) > 64:
            raise Malformed("nested too deep")
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON that everybody reads alike") from error
    return value


def once_named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, unless a name stands in it twice."""
    named = dict(pairs)
    if len(named) < len(pairs):
        raise Malformed("a name stands twice")
    return named


def refuse(text: str) -> Any:
    """Refuse a number that not everybody reads."""
    raise Malformed(text[:40])


def depth(value: Any) -> int:
    """Return how deep lists and objects stand in each other."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return 0
    return 1 + max(map(depth, value), default=0)


def exact(value: Any) -> bytes:
    """Return the exact form of a value without fractions."""
    return exact_text(value).encode("utf-8")


def exact_text(value: Any) -> str:
    """Return the exact form as text."""
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(exact_text, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{exact_text(n)}:{exact_text(value[n])}" for n in names) + "}"
    raise Malformed("a fraction or too large a number has no exact form")


# Entries of the log.

HASH = r"[0-9a-f]{64}"
FORMS = {
    "action": r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+",
    "time": r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ",
    "actor": r"[^\x00-\x20\x7f]+",
    "body": r"[^\x00-\x20\x7f]+",
    "object": r"[a-z][a-z0-9_-]*/[^\x00-\x20\x7f]+",
    "reason": HASH,
}
PARTS = {*FORMS, "fields", "previous", "revision", "version"}


class Shown(NamedTuple):
    """An entry at its index, with those of its values that are shown, each behind its salt.

    What was erased stands by field, with the day and the legal ground.
    """

    number: int
    text: bytes
    entry: dict[str, Any]
    values: dict[str, tuple[bytes, Any]]
    erased: dict[str, tuple[str, str]]

    def value(self, name: str) -> Any:
        """Return a value shown."""
        if name not in self.values and name in self.erased:
            day, ground = self.erased[name]
            raise Finding("absent.erased", index=self.number, name=name, date=day, ground=ground)
        if name not in self.values:
            raise Finding("absent.field", index=self.number, name=name)
        return self.values[name][1]


def read_entry(text: bytes) -> dict[str, Any]:
    """Return the entry, if these are its only possible bytes."""
    entry = read_json(text) if len(text) <= 16384 else None
    if not isinstance(entry, dict) or set(entry) != PARTS:
        raise Malformed("no entry")
    if type(entry["version"]) is not int or entry["version"] != 1:
        raise Malformed("an unknown version")
    for name, form in FORMS.items():
        if not isinstance(entry[name], str) or not re.fullmatch(form, entry[name], re.ASCII):
            raise Malformed(name)
    try:
        datetime.date(*(int(part) for part in entry["time"][:10].split("-")))
    except ValueError:
        raise Malformed("time") from None
    revision, previous = entry["revision"], entry["previous"]
    if type(revision) is not int or revision < 1:
        raise Malformed("revision")
    if revision == 1 and previous is not None:
        raise Malformed("previous")
    if revision > 1 and not (isinstance(previous, str) and re.fullmatch(HASH, previous)):
        raise Malformed("previous")
    if not isinstance(entry["fields"], dict):
        raise Malformed("fields")
    for name, value in entry["fields"].items():
        if not re.fullmatch("[a-z][a-z0-9_]*", name):
            raise Malformed("fields")
        if not isinstance(value, str) or not re.fullmatch(HASH, value):
            raise Malformed("fields")
    if exact(entry) != text:
        raise Malformed("not in its exact form")
    return entry


def read_entries(data: bytes) -> list[Shown]:
    """Return the entries; what is shown of them is not yet compared."""
    lines = data.split(b"\n")
    if lines.pop():
        raise Finding("wrong.malformed", name="entries.jsonl")
    return [read_line(line) for line in lines]


def read_line(line: bytes) -> Shown:
    """Return one entry with what is shown of it."""
    odd = Finding("wrong.malformed", name="entries.jsonl")
    try:
        said = read_json(line)
    except Malformed:
        raise odd from None
    if not isinstance(said, dict) or set(said) != {"entry", "index", "revealed"}:
        raise odd
    index, entry, revealed = said["index"], said["entry"], said["revealed"]
    if type(index) is not int or not isinstance(entry, str) or not isinstance(revealed, dict):
        raise odd
    try:
        text = entry.encode("utf-8")
        parts = read_entry(text)
    except ValueError:
        raise Finding("wrong.entry", index=index) from None
    values = {}
    for name, one in revealed.items():
        if not isinstance(one, dict) or set(one) != {"salt", "value"}:
            raise odd
        if not isinstance(one["salt"], str) or not re.fullmatch("([0-9a-f]{2})*", one["salt"]):
            raise odd
        values[name] = (bytes.fromhex(one["salt"]), one["value"])
    return Shown(index, text, parts, values, {})


def is_recorded(shown: Shown, name: str) -> bool:
    """Return whether the value shown under a name is what the entry commits to."""
    salt, value = shown.values[name]
    named = shown.entry["reason"] if name == "@reason" else shown.entry["fields"].get(name)
    try:
        return len(salt) == 16 and hashlib.sha256(salt + exact(value)).hexdigest() == named
    except ValueError:
        return False


# The tree.


def leaf(text: bytes) -> bytes:
    """Return the hash of an entry as a leaf."""
    return hashlib.sha256(b"\0" + text).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root_from(path: list[bytes], hashed: bytes, index: int, size: int) -> bytes:
    """Return the root to which a path leads from a leaf, by the definition of the tree."""
    if size == 1:
        if path:
            raise Malformed("the path is too long")
        return hashed
    if not path:
        raise Malformed("the path is too short")
    half = 1 << ((size - 1).bit_length() - 1)
    if index < half:
        return node(root_from(path[:-1], hashed, index, half), path[-1])
    return node(path[-1], root_from(path[:-1], hashed, index - half, size - half))


def root_over(hashes: list[bytes]) -> bytes:
    """Return the root over leaves that are hashed already."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        pairs = range(0, len(hashes) - 1, 2)
        odd = hashes[len(hashes) // 2 * 2 :]
        hashes = [node(hashes[at], hashes[at + 1]) for at in pairs] + odd
    return hashes[0]


def is_included(path: list[bytes], text: bytes, index: int, place: Place) -> bool:
    """Return whether the entry is in the tree of that place."""
    if not 0 <= index < place.size or any(len(each) != 32 for each in path):
        return False
    try:
        return root_from(path, leaf(text), index, place.size) == place.root
    except Malformed:
        return False


# Ed25519 (RFC 8032), verification only, in whole numbers.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]


def add(one: Point, other: Point) -> Point:
    """Return the sum of two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(data: bytes) -> Point:
    """Return the point that 32 bytes encode."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Malformed("no point")
    x = P - x if x % 2 != sign else x
    return x, y, 1, x * y % P


def encoded(one: Point) -> bytes:
    """Return the 32 bytes that encode a point."""
    inverse = pow(one[2], P - 2, P)
    x, y = one[0] * inverse % P, one[1] * inverse % P
    return (y | (x % 2) << 255).to_bytes(32, "little")


NEUTRAL: Point = (0, 1, 1, 0)
BASE = point(bytes([0x58]) + bytes([0x66]) * 31)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether the signature is over the message, by that key."""
    if len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    try:
        x, y, z, t = point(public)
    except Malformed:
        return False
    if scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    # [scalar] BASE - [challenge] key, both at once, bit by bit.
    minus: Point = (P - x, y, z, P - t)
    steps = (NEUTRAL, BASE, minus, add(BASE, minus))
    found = NEUTRAL
    for bit in range(253, -1, -1):
        found = add(found, found)
        found = add(found, steps[(scalar >> bit & 1) + 2 * (challenge >> bit & 1)])
    return encoded(found) == signature[:32]


# Signed notes, checkpoints, policies.

LOG_KEY, WITNESS_KEY = 1, 4
NUMBER = "0|[1-9][0-9]{0,17}"


class Key(NamedTuple):
    """A public key: its name, its kind, its 32 bytes and the four bytes that name it."""

    name: str
    kind: int
    public: bytes
    id: bytes


class Line(NamedTuple):
    """A signature under a note."""

    name: str
    id: bytes
    value: bytes


class Place(NamedTuple):
    """What a checkpoint states: whose log, how many entries, which root."""

    origin: str
    size: int
    root: bytes


class Policy(NamedTuple):
    """Whose signature is trusted, and which witnesses are asked for."""

    logs: list[Key]
    witnesses: list[tuple[str, Key]]
    groups: list[tuple[str, int, list[str]]]
    quorum: str


def unbase64(text: str) -> bytes:
    """Return the bytes of base64 in its one spelling."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error) as error:
        raise Malformed("base64") from error
    if base64.b64encode(data).decode() != text:
        raise Malformed("base64")
    return data


def is_name(name: str) -> bool:
    """Return whether a key can have this name."""
    return name != "" and not any(one.isspace() or one < " " or one == "+" for one in name)


def read_key(text: str, kind: int) -> Key:
    """Return the key written as name, id and bytes joined by plus signs."""
    parts = text.split("+", 2)
    if len(parts) < 3 or not is_name(parts[0]):
        raise Malformed("key")
    data = unbase64(parts[2])
    if len(data) != 33 or data[0] != kind:
        raise Malformed("key")
    own = hashlib.sha256(parts[0].encode() + b"\n" + data).digest()[:4]
    if own.hex() != parts[1]:
        raise Malformed("key")
    return Key(parts[0], kind, data[1:], own)


def read_note(data: bytes) -> tuple[str, list[Line]]:
    """Return the text of a signed note, and its signatures unchecked."""
    if len(data) > 2**20:
        raise Malformed("note")
    try:
        text, blank, tail = data.decode("utf-8").rpartition("\n\n")
    except UnicodeDecodeError:
        raise Malformed("UTF-8") from None
    text += "\n"
    if not blank or not tail.endswith("\n") or tail.count("\n") > 100:
        raise Malformed("note")
    lines = []
    for line in tail[:-1].split("\n"):
        parts = line.split(" ", 2)
        if len(parts) != 3 or parts[0] != "—" or not is_name(parts[1]):
            raise Malformed("note")
        value = unbase64(parts[2])
        if len(value) < 5:
            raise Malformed("note")
        lines.append(Line(parts[1], value[:4], value[4:]))
    if any(one < " " and one != "\n" for one in text):
        raise Malformed("note")
    return text, lines


def read_place(text: str) -> Place:
    """Return what a checkpoint's text states."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or "" in lines or not re.fullmatch(NUMBER, lines[1]):
        raise Malformed("checkpoint")
    root = unbase64(lines[2])
    if len(root) != 32:
        raise Malformed("checkpoint")
    return Place(lines[0], int(lines[1]), root)


def signers(text: str, lines: list[Line], keys: list[Key]) -> list[Key]:
    """Return those of the keys that signed; one false signature in their name spoils all."""
    found = []
    for line in lines:
        for key in keys:
            if (key.name, key.id) == (line.name, line.id):
                message, signature = text, line.value
                if key.kind == WITNESS_KEY:
                    time = int.from_bytes(signature[:8], "big")
                    if time >= 2**63:
                        raise Malformed("time")
                    message, signature = f"cosignature/v1\ntime {time}\n{text}", signature[8:]
                if not is_signed(key.public, message.encode(), signature):
                    raise Malformed("signature")
                found.append(key)
    return found


def read_policy(text: str) -> Policy:
    """Return the policy."""
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
        raise Malformed("control characters")
    policy = Policy([], [], [], "")
    defined, free, quorums = {"none"}, set(), []
    for line in text.split("\n"):
        words = re.findall(r"[^ \t]+", line)
        rule, count = (words[0], len(words)) if words else ("#", 0)
        if rule.startswith("#"):
            continue
        if rule == "log" and count in (2, 3):
            policy.logs.append(read_key(words[1], LOG_KEY))
        elif rule == "witness" and count in (3, 4) and words[1] not in defined:
            policy.witnesses.append((words[1], read_key(words[2], WITNESS_KEY)))
            defined.add(words[1])
            free.add(words[1])
        elif rule == "group" and count > 3 and words[1] not in defined:
            members = words[3:]
            if len(set(members)) != len(members) or not free.issuperset(members):
                raise Malformed("group")
            policy.groups.append((words[1], threshold(words[2], len(members)), members))
            free.difference_update(members)
            defined.add(words[1])
            free.add(words[1])
        elif rule == "quorum" and count == 2 and words[1] in defined:
            quorums.append(words[1])
        else:
            raise Malformed(rule)
    publics = [key.public for key in policy.logs]
    witnesses = [key.public for _, key in policy.witnesses]
    if not publics or len(set(publics)) != len(publics) or len(set(witnesses)) != len(witnesses):
        raise Malformed("a key stands twice, or no log")
    if len(quorums) != 1:
        raise Malformed("quorum")
    return policy._replace(quorum=quorums[0])


def threshold(word: str, members: int) -> int:
    """Return how many members a group asks for."""
    if word in ("any", "all"):
        return 1 if word == "any" else members
    if not re.fullmatch("[1-9][0-9]{0,8}", word) or int(word) > members:
        raise Malformed("group")
    return int(word)


def is_met(policy: Policy, witnesses: list[str]) -> bool:
    """Return whether the quorum is reached with these witnesses."""
    met = {"none", *witnesses}
    for name, count, members in policy.groups:
        if len(met.intersection(members)) >= count:
            met.add(name)
    return policy.quorum in met


def handed_over(data: bytes) -> tuple[Key, Key]:
    """Return the old and the new key of a hand-over, if both have signed it."""
    text, lines = read_note(data)
    parts = text.split("\n")
    if len(parts) != 6 or parts[0] != "goldenthread/key-handover/v1":
        raise Malformed("hand-over")
    old, new = read_key(parts[3], LOG_KEY), read_key(parts[4], LOG_KEY)
    if not re.fullmatch(NUMBER, parts[2]) or old == new or not old.name == new.name == parts[1]:
        raise Malformed("hand-over")
    if not signers(text, lines, [old]) or not signers(text, lines, [new]):
        raise Malformed("hand-over")
    return old, new


# The seven steps.


class Case:
    """What is under examination, and what the steps so far have established."""

    def __init__(self, data: bytes | None, policy: str | None) -> None:
        self.data, self.given = data, policy
        self.files: dict[str, bytes] | None = None
        self.logs: list[Key] = []
        self.place: Place | None = None
        self.entries: list[Shown] | None = None

    def held(self) -> dict[str, bytes]:
        """Return the files, which the first step reads."""
        if self.files is None:
            raise Finding("absent.step", step=1)
        return self.files

    def file(self, name: str) -> bytes:
        """Return a file."""
        if name not in self.held():
            raise Finding("absent.file", name=name)
        return self.held()[name]

    def shown(self) -> list[Shown]:
        """Return the entries, which the fourth step checks."""
        if self.entries is None:
            raise Finding("absent.step", step=4)
        return self.entries


Said = tuple[str, str]


def step_archive(case: Case) -> Said:
    """1. The archive can be read and is safe."""
    if case.data is None:
        raise Finding("absent.unreadable")
    case.files = unzip(case.data)
    return say("good.archive", count=len(case.files))


def step_manifest(case: Case) -> Said:
    """2. Every file has the hash that the manifest names."""
    try:
        hashes = read_json(case.file("manifest.json"))
    except Malformed:
        hashes = None
    if not isinstance(hashes, dict) or not all(isinstance(h, str) for h in hashes.values()):
        raise Finding("wrong.malformed", name="manifest.json")
    for name in sorted(case.held()):
        if name == "manifest.json":
            continue
        if name not in hashes:
            raise Finding("wrong.unlisted", name=name)
        if hashlib.sha256(case.file(name)).hexdigest() != hashes[name]:
            raise Finding("wrong.hash", name=name)
    for name in sorted(hashes):
        case.file(name)
    return say("good.manifest", count=len(hashes))


def step_checkpoint(case: Case) -> Said:
    """3. The checkpoint is signed by the key that the policy trusts."""
    data = case.file("checkpoint")
    policy = chosen_policy(case)
    try:
        text, lines = read_note(data)
        place = read_place(text)
    except ValueError:
        raise Finding("wrong.note") from None
    trusted = list(policy.logs)
    for note in handover_notes(case):
        try:
            old, new = handed_over(note)
        except ValueError:
            continue
        if old in trusted and new not in trusted:
            trusted.append(new)
    try:
        signed = signers(text, lines, [key for key in trusted if key.name == place.origin])
    except ValueError:
        signed = []
    if not signed:
        raise Finding("wrong.signature")
    words = "good.checkpoint_own_key" if case.given is None else "good.checkpoint"
    said = [say(words, name=place.origin, size=place.size)]
    if not any(key in policy.logs for key in signed):
        said.append(say("good.handed_over"))
    if policy.witnesses:
        said.append(witnessed(policy, text, lines))
    case.logs, case.place = policy.logs, place
    return joined(said)


def joined(said: list[Said]) -> Said:
    """Return several sentences as one text in each language."""
    return " ".join(each[0] for each in said), "".join(each[1] for each in said)


def chosen_policy(case: Case) -> Policy:
    """Return the policy given, or else the bundle's; the two must share a key."""
    given = None
    if case.given is not None:
        try:
            given = read_policy(case.given)
        except ValueError:
            raise Finding("absent.policy_malformed") from None
    if "policy.txt" not in case.held():
        if given is None:
            raise Finding("absent.policy")
        return given
    try:
        own = read_policy(case.file("policy.txt").decode("utf-8"))
    except ValueError:
        raise Finding("wrong.malformed", name="policy.txt") from None
    if given and not set(given.logs) & set(own.logs):
        raise Finding("wrong.other_key")
    return given or own


def handover_notes(case: Case) -> list[bytes]:
    """Return the notes by which keys were handed over, in the log's order."""
    try:
        entries = read_entries(case.file("entries.jsonl"))
    except Finding:
        return []
    ordered = sorted(entries, key=lambda one: one.number)
    changes = [each for each in ordered if each.entry["action"] == "log.key-changed"]
    return [note for each in changes for note in notes(each)]


def notes(shown: Shown) -> list[bytes]:
    """Return the signed note that an entry shows, if it shows one."""
    _, value = shown.values.get("note", (b"", None))
    return [value.encode("utf-8", "surrogatepass")] if isinstance(value, str) else []


def witnessed(policy: Policy, text: str, lines: list[Line]) -> Said:
    """Say how many of the policy's witnesses cosigned."""
    try:
        signed = signers(text, lines, [key for _, key in policy.witnesses])
    except ValueError:
        raise Finding("wrong.cosignature") from None
    names = [name for name, key in policy.witnesses if key in signed]
    if not is_met(policy, names):
        raise Finding("absent.witnesses", name=policy.quorum, count=len(names))
    return say("good.witnessed", count=len(names))


def step_entries(case: Case) -> Said:
    """4. Every entry is in its exact form, and the values shown are those recorded."""
    entries = read_entries(case.file("entries.jsonl"))
    seen: set[int] = set()
    for each in entries:
        if each.number in seen:
            raise Finding("wrong.twice", index=each.number)
        seen.add(each.number)
        for name in each.values:
            if not is_recorded(each, name):
                raise Finding("wrong.value", index=each.number, name=name)
    values = sum(len(each.values) for each in entries)
    said = [say("good.entries", count=len(entries), values=values)]
    ordered = sorted(entries, key=lambda one: one.number)
    for each in ordered:
        if each.entry["action"] == "value.erased":
            said += erasure(each, ordered)
    case.entries = entries
    return joined(said)


def erasure(claim: Shown, entries: list[Shown]) -> list[Said]:
    """Say which fields of which entries one entry says were erased, and mark them so."""
    odd = Finding("wrong.erasure", index=claim.number)
    parts = [claim.values.get(name, (b"", None))[1] for name in ("thing", "names", "ground")]
    thing, names, ground = parts
    if not isinstance(thing, str) or not isinstance(ground, str) or not isinstance(names, list):
        raise odd
    if not all(isinstance(name, str) for name in names):
        raise odd
    day, said = claim.entry["time"][:10], []
    for each in entries:
        gone = [name for name in names if name == "@reason" or name in each.entry["fields"]]
        if each.entry["object"] != thing or each.number >= claim.number or not gone:
            continue
        if any(name in each.values for name in gone):
            raise odd
        for name in gone:
            each.erased[name] = (day, ground)
        shown = ", ".join(gone)
        said.append(say("good.erased", index=each.number, name=shown, date=day, ground=ground))
    if not said:
        raise odd
    return said


def step_inclusion(case: Case) -> Said:
    """5. Every entry is in the log that the checkpoint states."""
    entries, place = case.shown(), case.place
    if place is None:
        raise Finding("absent.step", step=3)
    paths = read_paths(case.file("proofs.json"))
    for each in entries:
        if each.number not in paths:
            raise Finding("absent.proof", index=each.number)
        if not is_included(paths[each.number], each.text, each.number, place):
            raise Finding("wrong.proof", index=each.number)
    if "edition.tlog-proof" in case.held():
        editions = [e.number for e in entries if e.entry["action"] == "edition.published"]
        made = [log_proof(number, paths[number], case.file("checkpoint")) for number in editions]
        if case.file("edition.tlog-proof") not in made[:1]:
            raise Finding("wrong.malformed", name="edition.tlog-proof")
    said = [say("good.inclusion", count=len(entries))]
    for each in entries:
        if each.entry["action"] == "log.opened":
            if each.number != 0:
                raise Finding("wrong.opened", index=each.number)
            said += [older(case, place, note) for note in notes(each)]
    return joined(said)


def log_proof(index: int, path: list[bytes], note: bytes) -> bytes:
    """Return an entry's proof as a tlog-proof."""
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}"]
    lines += [base64.b64encode(each).decode() for each in path]
    return "\n".join([*lines, "", ""]).encode() + note


def older(case: Case, place: Place, note: bytes) -> Said:
    """Say which log this one goes on from."""
    broken = Finding("wrong.opened", index=0)
    try:
        text, lines = read_note(note)
        before = read_place(text)
        keys = [key for key in case.logs if key.name == before.origin]
        is_false = bool(keys) and not signers(text, lines, keys)
    except ValueError:
        raise broken from None
    if is_false or before.origin == place.origin:
        raise broken
    return say("good.opened", name=before.origin, size=before.size)


def read_paths(data: bytes) -> dict[int, list[bytes]]:
    """Return the paths by index."""
    odd = Finding("wrong.malformed", name="proofs.json")
    try:
        paths = read_json(data)
    except Malformed:
        raise odd from None
    if not isinstance(paths, dict):
        raise odd
    made = {}
    for index, path in paths.items():
        if not re.fullmatch(NUMBER, index) or not isinstance(path, list):
            raise odd
        if not all(isinstance(h, str) and re.fullmatch("([0-9a-f]{2})*", h) for h in path):
            raise odd
        made[int(index)] = [bytes.fromhex(h) for h in path]
    return made


def step_edition(case: Case) -> Said:
    """6. The published edition is this very card and these very figures."""
    published = [each for each in case.shown() if each.entry["action"] == "edition.published"]
    if not published:
        raise Finding("absent.edition")
    if len(published) > 1:
        raise Finding("wrong.editions")
    own = {"card.json": published[0].value("card"), "figures.csv": published[0].value("figures")}
    _, files = published[0].values.get("files", (b"", None))
    further = files if isinstance(files, dict) else {}
    hashes = {name: each for name, each in further.items() if name in case.held()}
    hashes.update(own)
    for name, hashed in hashes.items():
        if hashlib.sha256(case.file(name)).hexdigest() != hashed:
            raise Finding("wrong.edition", name=name)
    rows = exact(rows_of(case.file("figures.csv")))
    for each in case.shown():
        is_published = each.entry["action"] in ("edition.published", "report.published")
        if is_published and "rows" in each.values and exact(each.value("rows")) != rows:
            raise Finding("wrong.rows")
    entry = published[0].entry
    return say("good.edition", object=entry["object"], time=entry["time"])


def rows_of(figures: bytes) -> dict[str, Any]:
    """Return how many rows the figures have, and the root over them, each under the heading."""
    lines = figures.split(b"\r\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    leaves = [leaf(lines[0] + b"\r\n" + line) for line in lines[1:]]
    return {"count": len(leaves), "root": root_over(leaves).hex()}


def step_figures(case: Case) -> Said:
    """7. Every figure rests on the values recorded in the log."""
    recorded = {}
    for each in sorted(case.shown(), key=lambda one: one.number):
        if each.entry["action"] == "observation.recorded":
            recorded[each.entry["object"]] = each
    odd = Finding("wrong.malformed", name="card.json")
    try:
        card = read_json(case.file("card.json"))
    except Malformed:
        raise odd from None
    figures = card.get("figures") if isinstance(card, dict) else None
    if not isinstance(figures, list) or not all(isinstance(each, dict) for each in figures):
        raise odd
    count = 0
    for figure in figures:
        inputs = figure.get("inputs") or []
        if not inputs and figure.get("value") not in (None, ""):
            raise Finding("absent.inputs", figure=figure.get("id"))
        if not isinstance(inputs, list):
            raise odd
        for said in inputs:
            if not isinstance(said, dict) or not isinstance(said.get("row"), str):
                raise odd
        for said in inputs:
            compare(said, recorded)
            count += 1
    return say("good.figures", count=count)


def compare(said: dict[str, Any], recorded: dict[str, Shown]) -> None:
    """Hold what the card says of an input against what was recorded."""
    row = said["row"]
    if not row.startswith("observation/"):
        raise Finding("absent.row", row=row)
    if row not in recorded:
        raise Finding("wrong.row", row=row)
    names = ["indicator", "area", "period", "value"]
    names += [name for name in ("unit", "source", "known") if name in said]
    for name in names:
        on_card, in_log = said.get(name), recorded[row].value(name)
        if not is_same(on_card, in_log, name == "value"):
            raise Finding("wrong.input", row=row, name=name, said=on_card, recorded=in_log)


def is_same(one: Any, other: Any, is_number: bool) -> bool:
    """Return whether both are one text; 7.40 is 7.4, and not stated is empty."""
    one, other = "" if one is None else one, "" if other is None else other
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    form = r"[+-]?[0-9]{1,60}(\.[0-9]{1,60})?"
    if is_number and re.fullmatch(form, one) and re.fullmatch(form, other):
        return Decimal(one) == Decimal(other)
    return one == other


STEPS: tuple[Callable[[Case], Said], ...] = (
    step_archive,
    step_manifest,
    step_checkpoint,
    step_entries,
    step_inclusion,
    step_edition,
    step_figures,
)


def verify(data: bytes | None, policy: str | None = None) -> dict[str, Any]:
    """Return what checking a bundle comes to, step by step; None is a file that cannot be read."""
    case, steps, worst = Case(data, policy), [], 0
    for number, name in enumerate(CLAIMS, 1):
        try:
            found, detail = 0, STEPS[number - 1](case)
        except Finding as finding:
            found = 1 if finding.key.startswith("wrong.") else 2
            detail = say(finding.key, **finding.facts)
        worst = found if worst == 0 or found == 1 else worst
        claim = WORDS["claims." + name]
        steps.append(
            {
                "number": number,
                "claim": {"en": claim[0], "zh": claim[1]},
                "outcome": OUTCOMES[found],
                "detail": {"en": detail[0], "zh": detail[1]},
            }
        )
    return {"outcome": OUTCOMES[worst], "status": worst, "steps": steps}


SUMMARY = {
    "good": (
        "GOOD: recorded in the log as shown, and unaltered since. Not proved: that it was true.",
        "属实：内容与日志记录一致，此后未被改动。未能证明：内容本身是否真实。",
    ),
    "bad": (
        "BAD at step {}: this bundle is not what it claims to be.",
        "第{}步不符：本证据包与其所称不一致。",
    ),
    "cannot tell": (
        "CANNOT TELL at step {}: something needed is missing.",
        "第{}步无法判断：缺少必要材料。",
    ),
}
MARKS = {
    "good": ("good", "属实"),
    "bad": ("BAD", "不符"),
    "cannot tell": ("cannot tell", "无法判断"),
}


def report(found: dict[str, Any], language: str) -> str:
    """Return the steps and the sum of them in one language."""
    which = 0 if language == "en" else 1
    lines = []
    for step in found["steps"]:
        mark = MARKS[step["outcome"]][which]
        lines.append(f"{step['number']}  {mark}: {step['claim'][language]}")
        lines.append(f"     {step['detail'][language]}")
    failed = [s["number"] for s in found["steps"] if s["outcome"] == found["outcome"]]
    lines.append(SUMMARY[found["outcome"]][which].format(failed[0]))
    return "\n".join(lines) + "\n"


def read_file(path: str, most: int) -> bytes | None:
    """Return up to one byte more than the most that is asked for; None if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(most + 1)
    except OSError:
        return None


def main(words: list[str] | None = None) -> int:
    """Check the bundle named on the command line, say what was found, return the exit status."""
    asked = argparse.ArgumentParser(description="Check a bundle offline. 离线核验证据包。")
    asked.add_argument("bundle", help="bundle.zip")
    asked.add_argument("--policy", help="policy.txt, from the public body itself 请向发布机构索取")
    asked.add_argument("--json", action="store_true", help="for programs 供程序读取")
    options = asked.parse_args(words)
    policy = None
    if options.policy is not None:
        policy = (read_file(options.policy, 2**20) or b"").decode("utf-8", "replace")
    found = verify(read_file(options.bundle, MOST_BYTES), policy)
    if options.json:
        text = json.dumps(found, ensure_ascii=False) + "\n"
    else:
        text = report(found, "en") + "\n" + report(found, "zh")
    sys.stdout.buffer.write(text.encode("utf-8"))
    return int(found["status"])


if __name__ == "__main__":
    sys.exit(main())
