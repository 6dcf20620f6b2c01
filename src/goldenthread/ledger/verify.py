"""Verify a bundle offline, in numbered steps that say what each found.

Whatever the bundle holds, a verification is returned: a forger's bundle must
not be able to end the check before it has spoken.
"""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

from goldenthread.ledger import bundle as b
from goldenthread.ledger.archive import BYTES_LIMIT, read_archive
from goldenthread.ledger.authority import both, opened_checkpoint, predecessors
from goldenthread.ledger.canonical import canonical_bytes, check, sha256_hex
from goldenthread.ledger.case import Case
from goldenthread.ledger.erasures import told_erasures
from goldenthread.ledger.figures import compared_figures
from goldenthread.ledger.findings import Absent, Wrong, say
from goldenthread.ledger.merkle import leaf_hash, verify_inclusion
from goldenthread.ledger.outcomes import Outcome, Step, Verification
from goldenthread.ledger.rows import REPORTED, ROWS, rows_value
from goldenthread.terms.errors import BadProof
from goldenthread.terms.text import Words


def verify(bundle: bytes | Path, *, policy: str | None = None) -> Verification:
    """Return what checking a bundle, as bytes or a file, comes to; it raises nothing.

    `policy` is the text of a policy that says whose key to trust. Without it
    the bundle's own is used, and the third step says so.
    """
    case = Case(bundle, policy)
    return Verification(
        tuple(_step(number, name, act, case) for number, (name, act) in enumerate(_STEPS, 1))
    )


def _step(number: int, name: str, act: Callable[[Case], Words], case: Case) -> Step:
    claim = say("claims", name)
    try:
        return Step(number, claim, Outcome.GOOD, act(case))
    except Wrong as error:
        return Step(number, claim, Outcome.BAD, error.words)
    except Absent as error:
        return Step(number, claim, Outcome.CANNOT_TELL, error.words)


def _archive(case: Case) -> Words:
    data = case.bundle
    if isinstance(data, Path):
        try:
            if data.stat().st_size > BYTES_LIMIT:
                raise Wrong("too_much")
            data = data.read_bytes()
        except OSError as error:
            raise Absent("unreadable") from error
    case.files = read_archive(data)
    return say("good", "archive", count=len(case.files))


def _manifest(case: Case) -> Words:
    hashes = b.read_manifest(case.file(b.MANIFEST))
    for name in sorted(case.held().keys() - {b.MANIFEST}):
        if name not in hashes:
            raise Wrong("unlisted", name=name)
        if sha256_hex(case.file(name)) != hashes[name]:
            raise Wrong("hash", name=name)
    for name in sorted(hashes):
        case.file(name)
    return say("good", "manifest", count=len(hashes))


def _entries(case: Case) -> Words:
    exhibits = b.read_exhibits(case.file(b.ENTRIES))
    seen: set[int] = set()
    for each in exhibits:
        if each.index in seen:
            raise Wrong("twice", index=each.index)
        seen.add(each.index)
        _check_values(each)
    values = sum(len(each.revealed) for each in exhibits)
    case.exhibits, erased = told_erasures(exhibits)
    return reduce(both, erased, say("good", "entries", count=len(exhibits), values=values))


def _check_values(exhibit: b.Exhibit) -> None:
    for revealed in exhibit.revealed:
        try:
            check(exhibit.entry, revealed)
        except BadProof as error:
            raise Wrong("value", index=exhibit.index, name=revealed.name) from error


def _inclusion(case: Case) -> Words:
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
    _check_log_proof(case, proofs)
    said = say("good", "inclusion", count=len(exhibits))
    for older in predecessors(case, case.checkpoint):
        said = both(said, say("good", "opened", name=older.origin, size=older.size))
    return said


def _check_log_proof(case: Case, proofs: dict[int, list[bytes]]) -> None:
    """Raise `BadProof` if the proof for other tools is not that of the edition's entry."""
    if b.LOG_PROOF in case.held():
        note = case.file(b.CHECKPOINT)
        made = b.edition_proofs(case.shown(), proofs=proofs, checkpoint=note)
        if made[:1] != [case.file(b.LOG_PROOF)]:
            raise Wrong("malformed", name=b.LOG_PROOF)


def _edition(case: Case) -> Words:
    published = [each for each in case.shown() if each.entry.action == b.PUBLISHED]
    if not published:
        raise Absent("edition")
    if len(published) > 1:
        raise Wrong("editions")
    hashes = {b.CARD: published[0].value("card"), b.FIGURES: published[0].value("figures")}
    for name, hashed in (_further_hashes(published[0], case) | hashes).items():
        if sha256_hex(case.file(name)) != hashed:
            raise Wrong("edition", name=name)
    _check_rows(case)
    entry = published[0].entry
    return say("good", "edition", object=entry.object, time=entry.time)


def _check_rows(case: Case) -> None:
    """Raise `BadProof` if an entry shows a root over rows that are not those of the figures."""
    rows = canonical_bytes(rows_value(case.file(b.FIGURES)))
    for each in case.shown():
        for shown in each.revealed if each.entry.action in (b.PUBLISHED, REPORTED) else ():
            if shown.name == ROWS and canonical_bytes(shown.value) != rows:
                raise Wrong("rows")


def _further_hashes(published: b.Exhibit, case: Case) -> dict[str, Any]:
    """Return the hashes of what else was published, as far as it is in the bundle."""
    files = next((each.value for each in published.revealed if each.name == "files"), None)
    named = files if isinstance(files, dict) else {}
    return {name: hashed for name, hashed in named.items() if name in case.held()}


_STEPS: tuple[tuple[str, Callable[[Case], Words]], ...] = (
    ("archive", _archive),
    ("manifest", _manifest),
    ("checkpoint", opened_checkpoint),
    ("entries", _entries),
    ("inclusion", _inclusion),
    ("edition", _edition),
    ("figures", compared_figures),
)
