"""Who speaks for a log after its key is replaced, and what goes before a log begun anew.

Both are entries whose one value is a signed note: the hand-over of a key, signed
by both keys, or the last checkpoint of the log that the new one goes on from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.ledger.keys import SignerKey, VerifierKey
from goldenthread.ledger.notes import Checkpoint, Note, open_checkpoint
from goldenthread.terms.errors import BadProof

KEY_CHANGED = "log.key-changed"
OPENED = "log.opened"
"""The actions of the two entries."""
NOTE = "note"
"""The field under which each holds its note."""

_HEADER = "goldenthread/key-handover/v1"


@dataclass(frozen=True, slots=True)
class Act:
    """What goes into the entry: its action, its object, and the values by field."""

    action: str
    object: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Handover:
    """That from `size` entries on, the log of both keys' name is signed by the new one."""

    size: int
    old: VerifierKey
    new: VerifierKey

    @property
    def text(self) -> str:
        """The text that both keys sign."""
        lines = (_HEADER, self.old.name, str(self.size), self.old.text, self.new.text)
        return "".join(f"{line}\n" for line in lines)


def hand_over(old: SignerKey, *, to: SignerKey, size: int) -> Act:
    """Return the act by which the key `old` makes way for another, in a log of `size` entries.

    Raises `BadProof` unless both bear the log's name, and are two.
    """
    handover = Handover(size, old.verifier, to.verifier)
    note = Note(handover.text).signed(old).signed(to).to_bytes()
    open_handover(note)
    return Act(KEY_CHANGED, f"log/{old.name}", {NOTE: note.decode()})


def open_handover(data: bytes) -> Handover:
    """Return the hand-over in a signed note; raise `BadProof` unless both keys signed it."""
    note = Note.parse(data)
    match note.text.split("\n"):
        case [_, _, size, old, new, ""] if size.isascii() and size.isdigit() and len(size) < 19:
            made = Handover(int(size), VerifierKey.parse(old), VerifierKey.parse(new))
        case _:
            raise BadProof("this is no hand-over of a key")
    if made.text != note.text or made.old.name != made.new.name or made.old == made.new:
        raise BadProof("a hand-over names one log and two keys")
    for key in (made.old, made.new):
        note.signers([key])
    return made


def trusted_keys(keys: Iterable[VerifierKey], notes: Iterable[bytes]) -> tuple[VerifierKey, ...]:
    """Return the keys with those they handed over to, one after the other in the notes' order.

    A note that is no hand-over, or is from a key not trusted, adds nothing.
    """
    trusted = list(keys)
    for data in notes:
        try:
            handover = open_handover(data)
        except BadProof:
            continue
        if handover.old in trusted:
            trusted.append(handover.new)
    return tuple(dict.fromkeys(trusted))


def open_anew(origin: str, *, after: bytes) -> Act:
    """Return the first act of a new log, which holds the last checkpoint of the old one.

    Raises `BadProof` unless that is a checkpoint, of another origin.
    """
    predecessor(after, origin=origin, keys=())
    return Act(OPENED, f"log/{origin}", {NOTE: after.decode()})


def predecessor(data: bytes, *, origin: str, keys: Iterable[VerifierKey]) -> Checkpoint:
    """Return the checkpoint of the log that the one of `origin` goes on from.

    Where a key of that older log is among `keys`, it must have signed. Raises `BadProof`.
    """
    stated = Checkpoint.parse(Note.parse(data).text)
    if stated.origin == origin:
        raise BadProof("a log does not go on from itself")
    if theirs := [key for key in keys if key.name == stated.origin]:
        open_checkpoint(data, keys=theirs)
    return stated
