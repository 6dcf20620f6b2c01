"""The policy: whose checkpoints are trusted, and how many witnesses must have seen them.

Source: C2SP tlog-policy.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from goldenthread.ledger.cosignatures import WitnessKey
from goldenthread.ledger.keys import VerifierKey
from goldenthread.ledger.notes import Checkpoint, Note, open_checkpoint
from goldenthread.terms.errors import BadProof, CannotTell

NONE = "none"
"""The quorum that asks for no witness."""

_COUNT = re.compile(r"[1-9][0-9]{0,8}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness by the name that the policy gives it, and where it is asked, if that is said."""

    name: str
    key: WitnessKey
    url: str = ""

    @property
    def line(self) -> str:
        """The line of the policy that names it."""
        return " ".join(filter(None, ("witness", self.name, self.key.text, self.url)))


@dataclass(frozen=True, slots=True)
class Group:
    """A group has witnessed if at least `threshold` of its members have."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that a policy accepts, with the names of the witnesses who cosigned it."""

    checkpoint: Checkpoint
    witnesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose checkpoints are trusted, and which witnesses are asked for.

    `quorum` names a witness, a group, or none; a group names only what stands before it.
    """

    logs: tuple[VerifierKey, ...]
    witnesses: tuple[Witness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    @property
    def text(self) -> str:
        """The policy as a file."""
        logs = [f"log {key.text}" for key in self.logs]
        witnesses = [each.line for each in self.witnesses]
        groups = [f"group {g.name} {g.threshold} {' '.join(g.members)}" for g in self.groups]
        return "\n".join([*logs, *witnesses, *groups, f"quorum {self.quorum}"]) + "\n"

    @classmethod
    def parse(cls, text: str) -> "Policy":
        """Return the policy in `text`; raise `BadProof` where malformed, or without a log."""
        if _CONTROL.search(text):
            raise BadProof("a policy has no control characters but tab and newline")
        read = _Reading()
        for line in text.split("\n"):
            words = re.findall(r"[^ \t]+", line)
            if words and not words[0].startswith("#"):
                read.rule(words)
        return read.policy()

    def is_met(self, names: Iterable[str]) -> bool:
        """Return whether the quorum is reached once the witnesses of these names cosigned."""
        met = {NONE, *names}
        for group in self.groups:
            if sum(member in met for member in group.members) >= group.threshold:
                met.add(group.name)
        return self.quorum in met

    def cosigners(self, note: Note) -> tuple[str, ...]:
        """Return the names of the witnesses that cosigned a note, in the policy's order.

        Raises `BadProof` if a cosignature in the name of one of them is false.
        """
        known = {(each.key.name, each.key.id) for each in self.witnesses}
        if not any((each.name, each.key) in known for each in note.signatures):
            return ()
        signed = note.signers(each.key for each in self.witnesses)
        return tuple(each.name for each in self.witnesses if each.key in signed)

    def open(self, data: bytes) -> Witnessed:
        """Return the checkpoint in `data` if it is signed by a log and cosigned as asked.

        Raises `BadProof` if a signature is false or no log signed, `CannotTell`
        if too few witnesses have cosigned.
        """
        checkpoint = open_checkpoint(data, keys=self.logs)
        names = self.cosigners(Note.parse(data))
        if not self.is_met(names):
            raise CannotTell(
                f"the policy asks for the witnesses of {self.quorum}, and {len(names)} cosigned."
            )
        return Witnessed(checkpoint, names)


@dataclass(slots=True)
class _Reading:
    """What the lines read so far have said."""

    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: list[Witness] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    quorums: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=lambda: {NONE})
    free: set[str] = field(default_factory=set)

    def rule(self, words: list[str]) -> None:
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                self.logs.append(VerifierKey.parse(vkey))
            case ["witness", name, vkey, *url] if len(url) < 2:
                self.witnesses.append(Witness(name, WitnessKey.parse(vkey), *url))
                self._define(name)
            case ["group", name, threshold, *members]:
                self.groups.append(Group(name, self._count(threshold, members), tuple(members)))
                self._define(name)
            case ["quorum", name] if name in self.names:
                self.quorums.append(name)
            case _:
                raise BadProof(f"a policy has no rule {words[0]!r} of this form")

    def _define(self, name: str) -> None:
        if name in self.names:
            raise BadProof(f"the policy defines {name} twice")
        self.names.add(name)
        self.free.add(name)

    def _count(self, threshold: str, members: list[str]) -> int:
        for member in members:
            if member not in self.free:
                raise BadProof(f"{member} is not defined before, or already in a group")
            self.free.remove(member)
        words = {"any": 1, "all": len(members)}
        if threshold not in words and not _COUNT.fullmatch(threshold):
            raise BadProof("of a group any, all or a number of members is asked for")
        count = words[threshold] if threshold in words else int(threshold)
        if not 1 <= count <= len(members):
            raise BadProof(f"a group of {len(members)} cannot reach {count}")
        return count

    def policy(self) -> Policy:
        logs = {key.public for key in self.logs}
        witnesses = {each.key.public for each in self.witnesses}
        if not logs or len(logs) != len(self.logs) or len(witnesses) != len(self.witnesses):
            raise BadProof("a policy names at least one log, and each log and witness once")
        if len(self.quorums) != 1:
            raise BadProof("a policy has one quorum")
        return Policy(tuple(self.logs), tuple(self.witnesses), tuple(self.groups), self.quorums[0])
