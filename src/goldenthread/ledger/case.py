"""What a verification has before it, and what its steps have established so far."""

from dataclasses import dataclass
from pathlib import Path

from goldenthread.ledger.bundle import Exhibit
from goldenthread.ledger.findings import Absent
from goldenthread.ledger.keys import VerifierKey
from goldenthread.ledger.notes import Checkpoint


@dataclass(slots=True)
class Case:
    """What is under examination, and what the steps so far have established."""

    bundle: bytes | Path
    policy: str | None
    files: dict[str, bytes] | None = None
    logs: tuple[VerifierKey, ...] = ()
    checkpoint: Checkpoint | None = None
    exhibits: tuple[Exhibit, ...] | None = None

    def held(self) -> dict[str, bytes]:
        """Return the files of the bundle by name; raise `CannotTell` before they are read."""
        if self.files is None:
            raise Absent("step", step=1)
        return self.files

    def file(self, name: str) -> bytes:
        """Return the bytes of one file; raise `CannotTell` where it is missing."""
        if name not in self.held():
            raise Absent("file", name=name)
        return self.held()[name]

    def shown(self) -> tuple[Exhibit, ...]:
        """Return the entries shown; raise `CannotTell` before they are checked."""
        if self.exhibits is None:
            raise Absent("step", step=4)
        return self.exhibits
