"""A bit turned over in every column of every table of the worked example: how many are found?

    python benchmarks/bench_flips.py

Of each column the last row that holds a value is changed behind the office's
back, with the triggers taken away; the audit and the replay must name a fault.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from goldenthread.office.site.setup import prepare  # noqa: E402


def main() -> None:
    """Print, by table, how many columns were tried and which were not found."""
    with tempfile.TemporaryDirectory() as home:
        prepare(Path(home), demo=True)
        from goldenthread.office.site.demo import load

        load(ROOT / "examples" / "jiaxing-2023", password="a long and quiet word")
        from office.trail.flipping import columns, flips, tables

        print(f"{'a bit turned over in the table':<32}{'tried':>8}{'found':>8}  not found")
        tried = found = 0
        for kind in tables():
            told = {each.name: list(flips(kind, each)) for each in columns(kind)}
            faults = {name: each[0] for name, each in told.items() if each}
            lost = [name for name, each in faults.items() if not each]
            tried, found = tried + len(faults), found + len(faults) - len(lost)
            counts = f"{len(faults):>8}{len(faults) - len(lost):>8}"
            print(f"{kind._meta.db_table:<32}{counts}  {', '.join(lost)}", flush=True)
        print(f"{'all':<32}{tried:>8}{found:>8}")


if __name__ == "__main__":
    main()
