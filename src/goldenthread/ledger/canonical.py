"""Entries and the values they commit to, as exact bytes.

An entry says that something was done to an object, never what the values are:
each value stands in it as a salted commitment, so that a value can be shown,
kept back or erased later without touching the log.
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785

from goldenthread.terms.errors import BadProof, NotPossible

VERSION = 1
ENTRY_LIMIT = 16 * 1024
"""The most bytes an entry may have."""
SALT_SIZE = 16
"""The bytes of a salt: exactly so many, for where a salt may be longer one
commitment can be opened to two values, by moving the salt's end into the value."""
DIGITS_LIMIT = 300
DEPTH_LIMIT = 64
"""The most characters of a number, and the deepest nesting, in JSON that is read."""
REASON = "@reason"
"""The name under which the reason of an entry is revealed; no field can have it."""

_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BRACKET = re.compile(r'[][{}]|"(?:[^"\\]|\\.)*"')
_FORMS = {
    "action": re.compile(r"[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+"),
    "time": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}Z"),
    "actor": re.compile(r"[^\x00-\x20\x7f]+"),
    "body": re.compile(r"[^\x00-\x20\x7f]+"),
    "object": re.compile(r"[a-z][a-z0-9_-]*/[^\x00-\x20\x7f]+"),
    "reason": _HASH,
}


def canonical_bytes(value: Any) -> bytes:
    """Return the RFC 8785 form of `value`: None, bool, int, str, lists and dicts of them.

    Raises `NotPossible` for a float, whose digits are not what was typed, and
    for whatever else has no exact form (a Decimal or a date is made text by
    whoever calls).
    """
    try:
        _refuse_inexact(value, "value")
        return rfc8785.dumps(value)
    except RecursionError as error:
        raise NotPossible("the value is nested too deeply") from error
    except ValueError as error:
        raise NotPossible(f"the value has no canonical form: {error}") from error


def _refuse_inexact(value: Any, place: str) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case dict():
            for name, inner in value.items():
                _refuse_inexact(inner, f"{place}.{name}")
        case list() | tuple():
            for number, inner in enumerate(value):
                _refuse_inexact(inner, f"{place}[{number}]")
        case _:
            raise NotPossible(
                f"a {type(value).__name__} has no exact form in the log.",
                place=place,
                remedy="Give decimal numbers and dates as text.",
            )


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data`, hexadecimal."""
    return sha256(data).hexdigest()


def new_salt() -> bytes:
    """Return a fresh salt; the only place where the ledger asks for chance."""
    return secrets.token_bytes(SALT_SIZE)


def commitment(value: Any, *, salt: bytes) -> str:
    """Return SHA-256(salt ‖ canonical value), hexadecimal.

    Raises `NotPossible` for a salt that is not of `SALT_SIZE` bytes, or a value
    without a canonical form.
    """
    if len(salt) != SALT_SIZE:
        raise NotPossible(f"a salt has {SALT_SIZE} bytes, not {len(salt)}")
    return sha256_hex(salt + canonical_bytes(value))


def strict_json(data: bytes) -> Any:
    """Return the JSON value in `data`; raise `BadProof` for what readers could read differently.

    That is: bytes that are not UTF-8, a name given twice, NaN, numbers or nesting beyond reason.
    """
    try:
        text = data.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_named_once,
            parse_constant=_no_constant,
            parse_int=lambda digits: int(_short(digits)),
            parse_float=lambda digits: float(_short(digits)),
        )
        _refuse_depth(text)
        return value
    except (ValueError, RecursionError) as error:
        raise BadProof(f"this is not JSON that everybody reads alike: {error}") from error


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return named


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not a JSON number")


def _short(digits: str) -> str:
    if len(digits) > DIGITS_LIMIT:
        raise ValueError(f"a number has more than {DIGITS_LIMIT} digits")
    return digits


def _refuse_depth(text: str) -> None:
    """Raise ValueError where lists and objects of valid JSON stand too deep in each other."""
    if text.count("[") + text.count("{") <= DEPTH_LIMIT:
        return
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1 if bracket in "]}" else 0
        if depth > DEPTH_LIMIT:
            raise ValueError(f"it is nested more than {DEPTH_LIMIT} deep")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act upon one object, as it stands in the log.

    `action` is dotted ("commitment.adopted"); `time` is UTC to the second
    ("2026-01-31T09:00:00Z"); `actor` an opaque id; `body` whose log it is;
    `object` kind and id ("commitment/2023-4"). `revision` counts the object's
    entries from 1; `previous` is the leaf hash of the entry before (hexadecimal),
    None for the first. `fields` holds a commitment for each field's name,
    `reason` the commitment to the reason given. Raises `NotPossible` for a
    part that is not of its form.
    """

    action: str
    time: str
    actor: str
    body: str
    object: str
    revision: int
    previous: str | None
    fields: Mapping[str, str] = field(hash=False)
    reason: str
    version: int = VERSION

    def __post_init__(self) -> None:
        for part in _faulty_parts(self):
            raise NotPossible(f"{getattr(self, part)!r} cannot be the {part} of an entry")

    def to_bytes(self) -> bytes:
        """Return the canonical bytes, the very leaf of the tree; `NotPossible` if too long."""
        data = canonical_bytes(asdict(self) | {"fields": dict(self.fields)})
        if len(data) > ENTRY_LIMIT:
            raise NotPossible(
                f"the entry has {len(data)} bytes; {ENTRY_LIMIT} is the most.",
                place=self.object,
                remedy="Commit to the hash of a document instead of many fields.",
            )
        return data

    @classmethod
    def parse(cls, data: bytes) -> "Entry":
        """Return the entry in `data`; raise `BadProof` unless these are its only possible bytes."""
        if len(data) > ENTRY_LIMIT:
            raise BadProof(f"an entry has at most {ENTRY_LIMIT} bytes, not {len(data)}")
        parts = strict_json(data)
        if not isinstance(parts, dict) or parts.get("version") != VERSION:
            raise BadProof("this is no entry of a version known here")
        if odd := parts.keys() ^ {part.name for part in dataclass_fields(cls)}:
            raise BadProof(f"the entry lacks or adds {sorted(odd)}")
        try:
            entry = cls(**parts)
            exact = entry.to_bytes()
        except NotPossible as error:
            raise BadProof(f"the entry is malformed: {error}") from error
        if exact != data:
            raise BadProof("the entry is not in its canonical form")
        return entry


def _faulty_parts(entry: Entry) -> list[str]:
    """Return the names of the parts that are not of their form."""
    faulty = [name for name, form in _FORMS.items() if not _fits(getattr(entry, name), form)]
    if "time" not in faulty and not _is_a_moment(entry.time):
        faulty.append("time")
    if type(entry.version) is not int or entry.version != VERSION:
        faulty.append("version")
    if type(entry.revision) is not int or entry.revision < 1:
        faulty.append("revision")
    elif not (_fits(entry.previous, _HASH) if entry.revision > 1 else entry.previous is None):
        faulty.append("previous")
    if not _are_commitments(entry.fields):
        faulty.append("fields")
    return faulty


def _fits(value: object, form: re.Pattern[str]) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_a_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _are_commitments(fields: object) -> bool:
    return isinstance(fields, Mapping) and all(
        _fits(name, _NAME) and _fits(value, _HASH) for name, value in fields.items()
    )


@dataclass(frozen=True, slots=True)
class Revealed:
    """A value with its salt, shown so that the commitment to it can be checked.

    `name` is the field's, or `REASON`.
    """

    name: str
    salt: bytes = field(repr=False)
    value: Any = field(hash=False)


def check(entry: Entry, revealed: Revealed) -> None:
    """Raise `BadProof` unless `revealed` is what `entry` commits to under that name."""
    named = entry.reason if revealed.name == REASON else entry.fields.get(revealed.name)
    if named is None:
        raise BadProof(f"the entry has no field {revealed.name}", place=entry.object)
    try:
        made = commitment(revealed.value, salt=revealed.salt)
    except NotPossible as error:
        raise BadProof(f"{revealed.name} cannot be checked: {error}") from error
    if made != named:
        raise BadProof(f"{revealed.name} is not what was recorded", place=entry.object)
