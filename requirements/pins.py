"""Read what the pinned requirements say: each package, its version, and the hashes of its files."""

import re
from dataclasses import dataclass

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package at one version; `hashes` are SHA-256, hexadecimal, of the files it comes in."""

    name: str
    version: str
    hashes: tuple[str, ...]


def pins(text: str) -> list[Pin]:
    """Return what a requirements file pins; ValueError, naming the line, for what is not pinned."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pin, hashes = _PIN.match(line), tuple(_HASH.findall(line))
        if pin is None or not hashes:
            raise ValueError(f"not pinned with a hash: {line.strip()[:80]}")
        found.append(Pin(name_of(pin[1]), pin[2], hashes))
    return found


def name_of(package: str) -> str:
    """Return a package's name as names are compared: lower case, with hyphens."""
    return re.sub(r"[-_.]+", "-", package).lower()
