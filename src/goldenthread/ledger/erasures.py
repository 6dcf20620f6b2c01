"""Which values that a bundle does not show were erased by law, and which entry says so."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from goldenthread.ledger import bundle as b
from goldenthread.ledger.archive import read_archive
from goldenthread.ledger.bundle import Erased, Exhibit
from goldenthread.ledger.canonical import REASON, Entry
from goldenthread.ledger.findings import Wrong, say
from goldenthread.terms.text import Words

ERASED = "value.erased"
"""The action of an entry that names the fields of an object whose values were erased until then."""


def told_erasures(exhibits: Sequence[Exhibit]) -> tuple[tuple[Exhibit, ...], list[Words]]:
    """Return the entries with what was erased of them, and the words for it.

    Whether the entries that tell of erasures are in the log is for their proofs
    to say. Raises `BadProof` for one that names no field of an earlier entry
    beside it, or a field that is shown all the same.
    """
    shown = {each.index: each for each in sorted(exhibits, key=lambda one: one.index)}
    said = []
    for claim in [each for each in shown.values() if each.entry.action == ERASED]:
        thing, names, ground = _told(claim)
        told = []
        for each in shown.values():
            lost = [name for name in names if _had(each.entry, name)]
            if each.entry.object == thing and each.index < claim.index and lost:
                marks = tuple(Erased(name, claim.entry.time[:10], ground) for name in lost)
                shown[each.index] = _without(each, marks, claim)
                told.append(say("good", "erased", **_facts(each.index, marks)))
        if not told:
            raise Wrong("erasure", index=claim.index)
        said += told
    return tuple(shown[each.index] for each in exhibits), said


def shows(bundle: bytes, thing: str, *, names: Collection[str]) -> bool:
    """Return whether a bundle shows the value of one of these fields of an object."""
    exhibits = b.read_exhibits(read_archive(bundle)[b.ENTRIES])
    shown = {(each.entry.object, one.name) for each in exhibits for one in each.revealed}
    return any((thing, name) in shown for name in names)


def without_values(bundle: bytes, thing: str, *, names: Collection[str]) -> bytes:
    """Return a bundle made before without the values and salts of these fields of an object.

    It is under the checkpoint that it was under, so no entry can tell there why they are gone.
    """
    held = read_archive(bundle)
    return b.write_bundle(
        [_lessened(each, thing, names) for each in b.read_exhibits(held[b.ENTRIES])],
        proofs=b.read_proofs(held[b.PROOFS]),
        checkpoint=held[b.CHECKPOINT],
        policy=held[b.POLICY].decode(),
        card=held[b.CARD],
        figures=held[b.FIGURES],
        others={name: data for name, data in held.items() if name not in b.OWN_NAMES},
    )


def _lessened(exhibit: Exhibit, thing: str, names: Collection[str]) -> Exhibit:
    if exhibit.entry.object != thing:
        return exhibit
    left = tuple(each for each in exhibit.revealed if each.name not in names)
    return replace(exhibit, revealed=left)


def _told(claim: Exhibit) -> tuple[str, list[str], str]:
    """Return the object, the fields and the legal ground; raise `BadProof` if one is not shown."""
    shown = {each.name: each.value for each in claim.revealed}
    match [shown.get(name) for name in ("thing", "names", "ground")]:
        case [str(thing), list(names), str(ground)] if all(isinstance(n, str) for n in names):
            return thing, names, ground
    raise Wrong("erasure", index=claim.index)


def _had(entry: Entry, name: str) -> bool:
    return name == REASON or name in entry.fields


def _without(exhibit: Exhibit, marks: tuple[Erased, ...], claim: Exhibit) -> Exhibit:
    """Return the entry with what was erased of it; raise `BadProof` if it shows one of these."""
    if {each.name for each in exhibit.revealed} & {mark.name for mark in marks}:
        raise Wrong("erasure", index=claim.index)
    return replace(exhibit, erased=marks + exhibit.erased)


def _facts(index: int, marks: Sequence[Erased]) -> dict[str, object]:
    names = ", ".join(mark.name for mark in marks)
    return {"index": index, "name": names, "date": marks[0].on, "ground": marks[0].ground}
