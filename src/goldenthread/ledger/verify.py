"""Verify a bundle offline, in numbered steps that say what each found.

Whatever the bundle holds, a verification is returned: a forger's bundle must
not be able to end the check before it has spoken.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from goldenthread.ledger import bundle as b
from goldenthread.ledger.canonical import check, sha256_hex, strict_json
from goldenthread.ledger.findings import Absent, Wrong, say
from goldenthread.ledger.merkle import leaf_hash, verify_inclusion
from goldenthread.ledger.notes import Checkpoint, Note, Policy, open_checkpoint
from goldenthread.terms.errors import BadProof, CannotTell
from goldenthread.terms.text import Words

PUBLISHED = "edition.published"
RECORDED = "observation.recorded"
OBSERVATION = "observation/"

_ALWAYS_SAID = ("indicator", "area", "period", "value")
_SAID_IF_AT_ALL = ("unit", "source", "known")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,60}(\.[0-9]{1,60})?")


class Outcome(StrEnum):
    """What a step, or the whole, came to."""

    GOOD = "good"
    BAD = "bad"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number from 1, what it claims, what became of the claim and why."""

    number: int
    claim: Words
    outcome: Outcome
    detail: Words


@dataclass(frozen=True, slots=True)
class Verification:
    """The seven steps in their order."""

    steps: tuple[Step, ...]

    @property
    def outcome(self) -> Outcome:
        """Bad if any step is bad, else cannot tell if any cannot tell, else good."""
        found = {step.outcome for step in self.steps}
        worst_first = (Outcome.BAD, Outcome.CANNOT_TELL)
        return next((each for each in worst_first if each in found), Outcome.GOOD)

    @property
    def status(self) -> int:
        """The exit status: 0 good, 1 bad, 2 cannot tell."""
        return tuple(Outcome).index(self.outcome)

    def as_dict(self) -> dict[str, Any]:
        """Return the verification for JSON, in both languages."""
        return {
            "outcome": self.outcome.value,
            "status": self.status,
            "steps": [
                {
                    "number": step.number,
                    "claim": {"en": step.claim.en, "zh": step.claim.zh},
                    "outcome": step.outcome.value,
                    "detail": {"en": step.detail.en, "zh": step.detail.zh},
                }
                for step in self.steps
            ],
        }


@dataclass(slots=True)
class _Case:
    """What is under examination, and what the steps so far have established."""

    bundle: bytes | Path
    policy: str | None
    files: dict[str, bytes] | None = None
    checkpoint: Checkpoint | None = None
    exhibits: tuple[b.Exhibit, ...] | None = field(default=None)

    def held(self) -> dict[str, bytes]:
        if self.files is None:
            raise Absent("step", step=1)
        return self.files

    def file(self, name: str) -> bytes:
        if name not in self.held():
            raise Absent("file", name=name)
        return self.held()[name]

    def shown(self) -> tuple[b.Exhibit, ...]:
        if self.exhibits is None:
            raise Absent("step", step=4)
        return self.exhibits


def verify(bundle: bytes | Path, *, policy: str | None = None) -> Verification:
    """Return what checking a bundle, as bytes or a file, comes to; it raises nothing.

    `policy` is the text of a policy that says whose key to trust. Without it
    the bundle's own is used, and the third step says so.
    """
    case = _Case(bundle, policy)
    return Verification(
        tuple(_step(number, name, act, case) for number, (name, act) in enumerate(_STEPS, 1))
    )


def _step(number: int, name: str, act: Callable[[_Case], Words], case: _Case) -> Step:
    claim = say("claims", name)
    try:
        return Step(number, claim, Outcome.GOOD, act(case))
    except Wrong as error:
        return Step(number, claim, Outcome.BAD, error.words)
    except Absent as error:
        return Step(number, claim, Outcome.CANNOT_TELL, error.words)


def _archive(case: _Case) -> Words:
    data = case.bundle
    if isinstance(data, Path):
        try:
            if data.stat().st_size > b.BYTES_LIMIT:
                raise Wrong("too_much")
            data = data.read_bytes()
        except OSError as error:
            raise Absent("unreadable") from error
    case.files = b.read_archive(data)
    return say("good", "archive", count=len(case.files))


def _manifest(case: _Case) -> Words:
    hashes = b.read_manifest(case.file(b.MANIFEST))
    for name in sorted(case.held().keys() - {b.MANIFEST}):
        if name not in hashes:
            raise Wrong("unlisted", name=name)
        if sha256_hex(case.file(name)) != hashes[name]:
            raise Wrong("hash", name=name)
    for name in sorted(hashes):
        case.file(name)
    return say("good", "manifest", count=len(hashes))


def _checkpoint(case: _Case) -> Words:
    note = case.file(b.CHECKPOINT)
    policy = _policy(case)
    try:
        stated = Checkpoint.parse(Note.parse(note).text)
    except BadProof as error:
        raise Wrong("note") from error
    try:
        case.checkpoint = open_checkpoint(note, keys=policy.logs)
    except BadProof as error:
        raise Wrong("signature") from error
    words = "checkpoint" if case.policy is not None else "checkpoint_own_key"
    return say("good", words, name=stated.origin, size=stated.size)


def _policy(case: _Case) -> Policy:
    """Return the policy given, or else the bundle's; the two must share a key."""
    given = None if case.policy is None else _given_policy(case.policy)
    if b.POLICY not in case.held():
        if given is None:
            raise Absent("policy")
        return given
    try:
        own = Policy.parse(case.file(b.POLICY).decode())
    except CannotTell as error:
        raise Absent("witnesses") from error
    except (BadProof, ValueError) as error:
        raise Wrong("malformed", name=b.POLICY) from error
    if given and not set(given.logs) & set(own.logs):
        raise Wrong("other_key")
    return given or own


def _given_policy(text: str) -> Policy:
    try:
        return Policy.parse(text)
    except CannotTell as error:
        raise Absent("witnesses") from error
    except (BadProof, ValueError) as error:
        raise Absent("policy_malformed") from error


def _entries(case: _Case) -> Words:
    exhibits = b.read_exhibits(case.file(b.ENTRIES))
    seen: set[int] = set()
    for each in exhibits:
        if each.index in seen:
            raise Wrong("twice", index=each.index)
        seen.add(each.index)
        _check_values(each)
    case.exhibits = exhibits
    values = sum(len(each.revealed) for each in exhibits)
    return say("good", "entries", count=len(exhibits), values=values)


def _check_values(exhibit: b.Exhibit) -> None:
    for revealed in exhibit.revealed:
        try:
            check(exhibit.entry, revealed)
        except BadProof as error:
            raise Wrong("value", index=exhibit.index, name=revealed.name) from error


def _inclusion(case: _Case) -> Words:
    exhibits = case.shown()
    if case.checkpoint is None:
        raise Absent("step", step=3)
    proofs = b.read_proofs(case.file(b.PROOFS))
    for each in exhibits:
        if each.index not in proofs:
            raise Absent("proof", index=each.index)
        try:
            verify_inclusion(
                proofs[each.index],
                leaf=leaf_hash(each.entry.to_bytes()),
                index=each.index,
                size=case.checkpoint.size,
                root=case.checkpoint.root,
            )
        except BadProof as error:
            raise Wrong("proof", index=each.index) from error
    return say("good", "inclusion", count=len(exhibits))


def _edition(case: _Case) -> Words:
    published = [each for each in case.shown() if each.entry.action == PUBLISHED]
    if not published:
        raise Absent("edition")
    if len(published) > 1:
        raise Wrong("editions")
    hashes = {b.CARD: published[0].value("card"), b.FIGURES: published[0].value("figures")}
    for name, hashed in (_further_hashes(published[0], case) | hashes).items():
        if sha256_hex(case.file(name)) != hashed:
            raise Wrong("edition", name=name)
    entry = published[0].entry
    return say("good", "edition", object=entry.object, time=entry.time)


def _further_hashes(published: b.Exhibit, case: _Case) -> dict[str, Any]:
    """Return the hashes of what else was published, as far as it is in the bundle."""
    files = next((each.value for each in published.revealed if each.name == "files"), None)
    named = files if isinstance(files, dict) else {}
    return {name: hashed for name, hashed in named.items() if name in case.held()}


def _figures(case: _Case) -> Words:
    recorded = {
        each.entry.object: each
        for each in sorted(case.shown(), key=lambda one: one.index)
        if each.entry.action == RECORDED
    }
    count = 0
    for said in _inputs(_card(case)):
        row = said["row"]
        if not row.startswith(OBSERVATION):
            raise Absent("row", row=row)
        if row not in recorded:
            raise Wrong("row", row=row)
        _compare(said, recorded[row])
        count += 1
    return say("good", "figures", count=count)


def _card(case: _Case) -> list[dict[str, Any]]:
    """Return the card's figures."""
    try:
        card = strict_json(case.file(b.CARD))
    except BadProof as error:
        raise Wrong("malformed", name=b.CARD) from error
    match card:
        case {"figures": list(figures)} if all(isinstance(each, dict) for each in figures):
            return figures
    raise Wrong("malformed", name=b.CARD)


def _inputs(figures: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every input of the figures, in their order."""
    for figure in figures:
        inputs = figure.get("inputs") or []
        if not inputs and figure.get("value") not in (None, ""):
            raise Absent("inputs", figure=figure.get("id"))
        if not isinstance(inputs, list) or not all(_is_input(each) for each in inputs):
            raise Wrong("malformed", name=b.CARD)
        yield from inputs


def _is_input(said: Any) -> bool:
    return isinstance(said, dict) and isinstance(said.get("row"), str)


def _compare(said: dict[str, Any], exhibit: b.Exhibit) -> None:
    """Raise `BadProof` unless the input says what was recorded.

    What a card leaves out of unit, source and known date it does not claim.
    """
    for name in (*_ALWAYS_SAID, *(name for name in _SAID_IF_AT_ALL if name in said)):
        on_card, recorded = said.get(name), exhibit.value(name)
        if not _same(on_card, recorded, is_number=name == "value"):
            raise Wrong("input", row=said["row"], name=name, said=on_card, recorded=recorded)


def _same(said: Any, recorded: Any, *, is_number: bool) -> bool:
    """Return whether both are the same text; 7.40 is 7.4, and not stated is empty."""
    texts = ["" if each is None else each for each in (said, recorded)]
    if not all(isinstance(each, str) for each in texts):
        return False
    if is_number and all(_DECIMAL.fullmatch(each) for each in texts):
        return Decimal(texts[0]) == Decimal(texts[1])
    return bool(texts[0] == texts[1])


_STEPS: tuple[tuple[str, Callable[[_Case], Words]], ...] = (
    ("archive", _archive),
    ("manifest", _manifest),
    ("checkpoint", _checkpoint),
    ("entries", _entries),
    ("inclusion", _inclusion),
    ("edition", _edition),
    ("figures", _figures),
)
