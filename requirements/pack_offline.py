"""Pack all that an installation needs into one archive, for a machine without a network.

`python requirements/pack_offline.py WHEELS DIR`: the wheels of every pinned
package and of the product itself, the fonts among them, with the SHA-256 of
every file. The same input gives the same bytes.
"""

import io
import re
import sys
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bill_of_materials import ROOT, whole
from pins import name_of, pins

#: What else an office needs at its beginning, by its place in the project.
BESIDE = ("LICENSE", "README.md", "SECURITY.md", "docs/howto/install.md", "examples/office.toml")
_OWN = "goldenthread"
_NAME = re.compile(r"^(?P<name>[A-Za-z0-9_.]+)-(?P<version>[^-]+)-.*\.whl$")


def pack(wheels: Path, *, requirements: str, beside: dict[str, bytes], to: Path) -> Path:
    """Write the archive into the directory `to` and return it.

    `requirements` are the pinned ones, `beside` are further files by their
    name. ValueError, naming it, if a wheel is missing, is not pinned, or has
    other bytes than were pinned.
    """
    there = {each: _named(each) for each in sorted(wheels.glob("*.whl"))}
    for fault in _faults(there, requirements):
        raise ValueError(fault)
    own, version = next((each, of) for each, (name, of) in there.items() if name == _OWN)
    pinned = f"{requirements.rstrip()}\n{_OWN}=={version} --hash=sha256:{_hash(own)}\n"
    files = {f"wheels/{each.name}": each.read_bytes() for each in there}
    files |= beside | {"requirements.txt": pinned.encode()}
    sums = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    files["SHA256SUMS"] = sums.encode()
    to.mkdir(parents=True, exist_ok=True)
    name = f"{_OWN}-{version}-offline"
    _write(to / f"{name}.tar", {f"{name}/{each}": content for each, content in files.items()})
    return to / f"{name}.tar"


def _named(wheel: Path) -> tuple[str, str]:
    """Return the package and version of a wheel; ValueError if its name does not say."""
    if said := _NAME.match(wheel.name):
        return name_of(said["name"]), said["version"]
    raise ValueError(f"{wheel.name}: this is no name of a wheel")


def _faults(there: dict[Path, tuple[str, str]], requirements: str) -> Iterator[str]:
    pinned = {pin.name: pin for pin in pins(requirements)}
    for wheel, (name, _) in there.items():
        if name != _OWN and (name not in pinned or _hash(wheel) not in pinned[name].hashes):
            yield f"{wheel.name}: not one of the files that were pinned"
    for missing in sorted({_OWN, *pinned} - {name for name, _ in there.values()}):
        yield f"{missing}: there is no wheel of it"


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _write(archive: Path, files: dict[str, bytes]) -> None:
    with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as tar:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            member.mode = 0o755 if name.endswith(".sh") else 0o644
            tar.addfile(member, io.BytesIO(files[name]))


def beside() -> dict[str, bytes]:
    """Return what goes along with the wheels of this checkout."""
    told = {Path(name).name: (ROOT / name).read_bytes() for name in BESIDE}
    kept = sorted(path for path in (ROOT / "deploy").rglob("*") if path.is_file())
    told |= {str(path.relative_to(ROOT)): path.read_bytes() for path in kept}
    told["install.sh"] = told.pop("deploy/offline/install.sh")
    return told | {"bill-of-materials.cdx.json": whole().encode()}


def main(wheels: str, to: str) -> None:
    """Pack this checkout with its wheels."""
    requirements = (ROOT / "requirements/run.txt").read_text()
    made = pack(Path(wheels), requirements=requirements, beside=beside(), to=Path(to))
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
