"""How long it takes to say what was known of 10 million observations, beside two query engines.

Run as it is, or with another number of observations as its argument. polars and
duckdb are rivals only: where one is absent its line says how to install it.
"""

import importlib.util
import os
import resource
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from goldenthread.measuring import Revision, Vintages, revised, triangle

ROWS = 10_000_000
DAY = date(2015, 6, 30)
RIVALS = ("polars", "duckdb")


def observations(rows: int) -> dict[str, Any]:
    """Shuffled columns: 20 releases each of 80 quarters of as many series as it takes."""
    random = np.random.default_rng(6)
    place = random.permutation(rows)
    period = (place // 20 % 80).astype("timedelta64[M]") * 3 + np.datetime64("2000-01")
    start = period.astype("datetime64[D]")
    return {
        "series": place // 1600,
        "start": start,
        "end": (period + np.timedelta64(3, "M")).astype("datetime64[D]"),
        "known": start + 100 + 90 * (place % 20),
        "value": np.round(random.normal(100, 10, rows), 1),
    }


def timed(step: Callable[[], Any], *, runs: int = 3) -> tuple[float, Any]:
    """Return the least seconds of a step, and what it made."""
    best, made = float("inf"), None
    for _ in range(runs):
        made = None
        began = perf_counter()
        made = step()
        best = min(best, perf_counter() - began)
    return best, made


def closed(columns: dict[str, Any]) -> Vintages:
    """Sort and close every row."""
    return Vintages.of(
        columns["series"],
        start=columns["start"],
        end=columns["end"],
        known=columns["known"],
        value=columns["value"],
    )


def with_polars(columns: dict[str, Any]) -> int:
    """How many values are in force, by polars: filter, sort, last of each group."""
    import polars

    key = ["series", "start", "end"]
    frame = polars.DataFrame(columns).lazy().filter(polars.col("known") <= DAY)
    found = frame.sort("known").group_by(key).agg(polars.col("value").last())
    return len(found.collect())


def with_duckdb(columns: dict[str, Any]) -> int:
    """How many values are in force, by duckdb: arg_max over each group."""
    import duckdb

    shop = duckdb.connect(config={"threads": 1})
    days = {name: columns[name].astype(np.int64) for name in ("start", "end", "known")}
    shop.register("observed", columns | days)
    query = (
        "select count(*) from (select arg_max(value, known) from observed "
        f'where known <= {np.datetime64(DAY).astype(int)} group by series, start, "end")'
    )
    return int(shop.execute(query).fetchall()[0][0])


def line(name: str, seconds: float, floor: float) -> None:
    """Print a row of the table."""
    print(f"{name:<52}{seconds:>9.3f}{seconds / floor:>10.2f}")


def memory() -> float:
    """The most memory the process has held so far, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> None:
    """Print the table."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    columns = observations(rows)
    given = sum(column.nbytes for column in columns.values()) / 2**30
    before = memory()
    # One run before any other work, so that the peak of memory is its own.
    first, made = timed(lambda: closed(columns).history(known=DAY), runs=1)
    peak = memory()
    whole, made = timed(lambda: closed(columns).history(known=DAY), runs=2)
    in_force = len(made)
    whole, floor = min(first, whole), timed(lambda: np.sort(columns["value"]))[0]
    print(f"{rows:,} observations, {in_force:,} values in force on {DAY}, one thread")
    print(f"{'step':<52}{'seconds':>9}{'× floor':>10}")
    line("floor: sort one column", floor, floor)
    line("as known on a day, from rows in any order", whole, floor)
    rows_closed = closed(columns)
    line("close every row, once", timed(lambda: closed(columns), runs=2)[0], floor)
    line(
        "as known on a day, rows closed",
        timed(lambda: rows_closed.history(known=DAY))[0],
        floor,
    )
    line("which rows are revisions", timed(lambda: revised(rows_closed), runs=1)[0], floor)
    line("first to latest of all", timed(lambda: Revision.of(rows_closed), runs=1)[0], floor)
    line("triangle of one series", timed(lambda: triangle(rows_closed, series=3))[0], floor)
    for name, rival in zip(RIVALS, (with_polars, with_duckdb), strict=True):
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed; pip install {name} to see it beside")
            continue
        seconds, found = timed(partial(rival, columns), runs=2)
        assert found == in_force, f"{name} finds {found:,}"
        line(f"as known on a day, {name}", seconds, floor)
    print(f"memory: {given:.2f} GiB of columns given, peak {peak:.2f} GiB, {before:.2f} before")


if __name__ == "__main__":
    main()
