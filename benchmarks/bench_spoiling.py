"""Every write of a file by every command that writes, spoilt in turn, and what is left.

    python benchmarks/bench_spoiling.py

Asked of each: status 1 and a line that names the place, or the work done all the
same; no half-written file; a log that the audit finds good; and a second
run that ends well.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPOILING = ROOT / "tests" / "spoiling.py"
GOLDENTHREAD = Path(sys.executable).with_name("goldenthread")
MOST = 24
"""Of a command that writes more, these and no further: `publish` writes one page like another."""


def ran(*command: object) -> "subprocess.CompletedProcess[str]":
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOLDENTHREAD", "DATABASE"))
    }
    return subprocess.run(
        list(map(str, command)), env=clean, capture_output=True, text=True, check=False
    )


def fault(done: "subprocess.CompletedProcess[str]", place: Path, home: Path) -> str:
    """Return what is wrong with how a spoilt command ended; nothing if it ended well."""
    if "Traceback" in done.stderr or done.returncode not in (0, 1):
        return "it ends without a word of its own"
    if done.returncode and "no space left" not in " ".join(done.stderr.split()):
        return "it does not say what failed"
    if list(place.rglob("*.part")):
        return "half a file is left"
    if (home / "goldenthread.sqlite3").exists() and (home / "keys" / "log.key").exists():
        audited = ran(GOLDENTHREAD, "audit", "--replay", "--home", home)
        if audited.returncode and "no log yet" not in audited.stderr:
            return f"the audit: {audited.stderr[:80]}"
    return ""


def measure(name: str, command: list[object], *, demo: Path | None) -> None:
    """Spoil each write of one command, and print how many and what was wrong."""
    faults: list[str] = []
    number = total = 0
    while number <= min(total, MOST):
        with tempfile.TemporaryDirectory() as folder:
            place, home = Path(folder), Path(folder) / "home"
            if demo:
                shutil.copytree(demo, home)
            words = [str(each).replace("PLACE", folder) for each in command]
            done = ran(sys.executable, SPOILING, number, place, *words)
            if number == 0:
                total = int(done.stderr.split()[-1])
            elif wrong := fault(done, place, home):
                faults.append(f"{number}: {wrong}")
            elif done.returncode and ran(GOLDENTHREAD, *words).returncode:
                faults.append(f"{number}: it cannot be run again")
            number += 1
    print(
        f"{name:<14}{total:>8}{min(total, MOST):>8}{len(faults):>8}  {'; '.join(faults)}",
        flush=True,
    )


def main() -> None:
    """Print a line for each command: writes, spoilt, faults."""
    print(f"{'command':<14}{'writes':>8}{'spoilt':>8}{'faults':>8}")
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "home"
        ran(GOLDENTHREAD, "demo", "--to", demo)
        card = ["card", ROOT / "examples" / "jiaxing-2023", "--quarter", "2023Q4"]
        measure("card", [*card, "--to", "PLACE/out"], demo=None)
        measure("init", ["init", ROOT / "examples/office.toml", "--home", "PLACE/home"], demo=None)
        measure("demo", ["demo", "--to", "PLACE/home"], demo=None)
        for name, *more in (
            ("export-log", "PLACE/to"),
            ("publish", "PLACE/to"),
            ("witness-key",),
            ("audit", "--replay"),
        ):
            measure(name, [name, *more, "--home", "PLACE/home"], demo=demo)


if __name__ == "__main__":
    main()
