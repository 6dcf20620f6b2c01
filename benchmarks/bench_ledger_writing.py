"""What a change costs with its entries, beside the same change without them in the same run.

    python benchmarks/bench_ledger_writing.py [--seconds N]

The PostgreSQL server is the tests' own, with fsync as it is shipped. A database
is kept by one process for good, so each kind is measured in a process of its own.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time, sleep
from traceback import print_exc
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from goldenthread.office.site.setup import prepare  # noqa: E402
from postgres import NoServerError, server  # noqa: E402

WORK = 0.02
CLIENTS, WRITERS = 8, 16
CHANGES, EACH = 600, 25

Seconds = list[float]


def line(what: str, measured: str, asked: str = "") -> None:
    print(f"{what:<58}{measured:>18}{asked:>16}", flush=True)


@contextmanager
def without_ledger() -> Iterator[None]:
    """Take the entries away: everything else of a change is done as always."""
    from goldenthread.office.trail import changes

    with patch.object(changes, "append", lambda kept: None):
        yield


def begun(home: Path) -> None:
    prepare(home)
    from goldenthread.office.trail.log import start_log

    start_log(origin="haven.example.invalid/log", body="haven")


def renamed(name: str, *, times: int, work: float = 0.0) -> Iterator[float]:
    """Add an area and rename it again and again; yield the seconds of each change."""
    from goldenthread.office.bodies.models import Area
    from goldenthread.office.bodies.permissions import SYSTEM
    from goldenthread.office.trail.changes import change

    area = Area(slug=name)
    for number in range(times):
        area.name_en = f"{name} {number}"
        start = perf_counter()
        with change(by=SYSTEM, reason="it has another name") as changed:
            sleep(work)
            changed.save(area, "area.renamed" if number else "area.added")
        yield perf_counter() - start


def side_by_side(clients: int, do: Callable[[int], Seconds]) -> list[Seconds]:
    """Do it in as many processes at once; return the seconds that each tells."""
    from django.db import connections

    connections.close_all()
    pipes = []
    for number in range(clients):
        hear, say = os.pipe()
        if not os.fork():
            told: Any = None
            try:
                told = do(number)
            finally:
                os.write(say, json.dumps(told).encode())
                os._exit(0)
        os.close(say)
        pipes.append(hear)
    told = [json.loads(os.fdopen(hear).read()) for hear in pipes]
    for _ in pipes:
        os.wait()
    return told


def one_change(home: Path) -> None:
    """Time one change at a time, with and without entries by turns, on SQLite."""
    begun(home)
    kept, bare = renamed("kept", times=CHANGES), renamed("bare", times=CHANGES)
    with_it: Seconds = []
    without: Seconds = []
    work: dict[bool, Seconds] = {True: [], False: []}
    for _ in range(CHANGES):
        start = process_time()
        with_it.append(next(kept))
        work[True].append(process_time() - start)
        with without_ledger():
            start = process_time()
            without.append(next(bare))
            work[False].append(process_time() - start)
    line("SQLite: a change with its entry, median", f"{median(with_it) * 1000:.2f} ms")
    line("  the same without the ledger", f"{median(without) * 1000:.2f} ms")
    cost = (median(with_it) - median(without)) * 1000
    line("  what the ledger costs", f"{cost:.2f} ms", "about 1 ms")
    work_cost = (median(work[True]) - median(work[False])) * 1000
    line("  of which work of the processor", f"{work_cost:.2f} ms")


def many_writers(home: Path) -> None:
    """Let sixteen processes write at once to one SQLite file."""
    begun(home)

    def write(number: int) -> Seconds:
        return list(renamed(f"w{number}", times=EACH))

    told = side_by_side(WRITERS, write)
    waited = [each for seconds in told if seconds for each in seconds]
    failed = WRITERS * EACH - len(waited)
    line(f"SQLite: {WRITERS} writers, changes that failed of {WRITERS * EACH}", str(failed), "0")
    p99 = quantiles(waited, n=100)[98]
    line("  a change, p50 / p99", f"{median(waited) * 1000:.0f} / {p99 * 1000:.0f} ms")


def many_clients(home: Path, seconds: float) -> None:
    """Compare the rates of eight PostgreSQL clients with work of their own in each change."""
    with server(fsync=True) as running:
        os.environ["DATABASE_URL"] = running.create("measured")
        begun(home)
        rates: dict[bool, Seconds] = {True: [], False: []}
        for turn in range(6):
            is_kept = turn % 2 == 0
            rates[is_kept].append(_rate(turn, seconds, is_kept=is_kept))
        with_it, without = median(rates[True]), median(rates[False])
        line(
            f"PostgreSQL: {CLIENTS} clients, {WORK * 1000:.0f} ms of work: changes a second",
            f"{with_it:.0f}",
        )
        line("  the same without the ledger", f"{without:.0f}")
        line("  kept of the rate", f"{with_it / without:.2f}", "≥ 0.8")
        from django.db import connections

        connections.close_all()


def _rate(turn: int, seconds: float, *, is_kept: bool) -> float:
    def work(number: int) -> Seconds:
        done, start = [], perf_counter()
        for each in renamed(f"t{turn}-{number}", times=1_000_000, work=WORK):
            done.append(each)
            if perf_counter() - start > seconds:
                return done
        return done

    if is_kept:
        told = side_by_side(CLIENTS, work)
    else:
        with without_ledger():
            told = side_by_side(CLIENTS, work)
    return sum(len(each) / sum(each) for each in told)


def alone(measure: Callable[..., None], *given: float) -> None:
    """Measure in a process of its own, in a home that is thrown away."""
    sys.stdout.flush()
    if child := os.fork():
        if os.waitpid(child, 0)[1]:
            sys.exit(f"{measure.__name__} has failed")
        return
    status = 1
    try:
        with tempfile.TemporaryDirectory() as home:
            measure(Path(home) / "home", *given)
        status = 0
    except NoServerError as reason:
        line("PostgreSQL", "is not here", str(reason))
        status = 0
    except Exception:
        print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=float, default=4.0)
    options = given.parse_args()
    for name in [name for name in os.environ if name.startswith(("GOLDENTHREAD", "DATABASE"))]:
        del os.environ[name]
    print(f"{'the write path':<58}{'measured':>18}{'asked':>16}")
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()}"
    line("load of the machine before, on so many cores", load, "under 0.5")
    alone(one_change)
    alone(many_writers)
    alone(many_clients, options.seconds)


if __name__ == "__main__":
    main()
