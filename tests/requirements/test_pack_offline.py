"""One archive installs the product without a network, and nothing else than was packed."""

import os
import shutil
import subprocess
import sys
import tarfile
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from pack_offline import beside, pack

VERSION = "1.0"


def wheel(folder: Path, name: str, *, needs: str = "") -> Path:
    """A wheel of one module, whose command prints its name."""
    file = folder / f"{name}-{VERSION}-py3-none-any.whl"
    info = f"{name}-{VERSION}.dist-info"
    said = f"Metadata-Version: 2.1\nName: {name}\nVersion: {VERSION}\n"
    said += f"Requires-Dist: {needs}\n" if needs else ""
    files = {
        f"{name}.py": f"def main():\n    print('{name} runs')\n",
        f"{info}/METADATA": said,
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {name}:main\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{each},,\n" for each in [*files, f"{info}/RECORD"])
    with ZipFile(file, "w") as zipped:
        for each, content in files.items():
            zipped.writestr(each, content)
    return file


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """Two wheels, of which the product needs the other."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    wheel(folder, "goldenthread", needs="thread")
    wheel(folder, "thread")
    return folder


def pinned(wheels: Path) -> str:
    (other,) = wheels.glob("thread-*")
    return f"thread=={VERSION} --hash=sha256:{sha256(other.read_bytes()).hexdigest()}\n"


def packed(wheels: Path, to: Path) -> Path:
    return pack(wheels, requirements=pinned(wheels), beside=beside(), to=to)


def unpacked(archive: Path, to: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(to)
    return to / f"goldenthread-{VERSION}-offline"


def installed(folder: Path, to: Path) -> "subprocess.CompletedProcess[str]":
    # Whatever the machine says about other places to find packages in is not listened to.
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    misled = {"PIP_FIND_LINKS": "/nowhere", "PIP_INDEX_URL": "http://127.0.0.1:1/simple"}
    return subprocess.run(
        ["sh", str(folder / "install.sh"), str(to)],
        env=clean | misled | {"PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_was_packed_installs_without_a_network_and_runs(wheels: Path, tmp_path: Path) -> None:
    folder = unpacked(packed(wheels, tmp_path / "to"), tmp_path)
    done = installed(folder, tmp_path / "installed")
    assert done.returncode == 0, done.stderr
    command = tmp_path / "installed/bin/goldenthread"
    assert done.stdout == f"{command}\n"
    assert subprocess.check_output([command], env={}, text=True) == "goldenthread runs\n"
    again = installed(folder, tmp_path / "installed")
    assert (again.returncode, "not overwritten" in again.stderr) == (1, True)


@pytest.mark.parametrize("name", ["wheels/thread-1.0-py3-none-any.whl", "requirements.txt"])
def test_a_file_that_was_altered_on_its_way_is_refused(
    name: str, wheels: Path, tmp_path: Path
) -> None:
    folder = unpacked(packed(wheels, tmp_path / "to"), tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[7] ^= 1
    (folder / name).write_bytes(content)
    done = installed(folder, tmp_path / "installed")
    assert done.returncode == 1
    assert "nothing was installed" in done.stderr
    assert not (tmp_path / "installed").exists()


def test_the_same_wheels_give_the_same_archive(wheels: Path, tmp_path: Path) -> None:
    one, two = packed(wheels, tmp_path / "one"), packed(wheels, tmp_path / "two")
    assert one.read_bytes() == two.read_bytes()


def test_a_wheel_that_is_missing_or_not_the_pinned_one_is_refused(
    wheels: Path, tmp_path: Path
) -> None:
    requirements = pinned(wheels)

    def refused(said: str) -> None:
        with pytest.raises(ValueError, match=said):
            pack(wheels, requirements=requirements, beside={}, to=tmp_path / "to")

    wheel(wheels, "other")
    refused(r"other-1.0-py3-none-any.whl: not one of the files that were pinned")
    (wheels / "other-1.0-py3-none-any.whl").unlink()
    (kept,) = wheels.glob("thread-*")
    shutil.copy(kept, tmp_path / kept.name)
    kept.write_bytes(b"other bytes")
    refused("thread.*: not one of the files that were pinned")
    kept.unlink()
    refused("thread: there is no wheel of it")
    shutil.copy(tmp_path / kept.name, kept)
    next(wheels.glob("goldenthread-*")).unlink()
    refused("goldenthread: there is no wheel of it")
    assert not (tmp_path / "to").exists()


def test_what_an_office_begins_with_goes_along(root: Path) -> None:
    told = beside()
    assert {"install.sh", "LICENSE", "office.toml", "bill-of-materials.cdx.json"} <= set(told)
    kept = {path for path in (root / "deploy").rglob("*") if path.is_file()}
    assert len([name for name in told if name.startswith("deploy/")]) == len(kept) - 1
