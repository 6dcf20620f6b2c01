"""The stated false-alarm rates and the power are measured again, with seeds."""

import csv
import gzip
import tomllib
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from goldenthread.checking import (
    Check,
    Flag,
    bunching,
    heaping,
    keep,
    magnitude,
    out_of_line,
    rate,
    ratio,
)
from goldenthread.checking.placebo import TRIALS, Trial, asked

TRIES, CLEAN_TRIES = 600, 2000
#: What was asked for, of a hundred, before correction.
POWER = {
    "1 one third-quarter cumulative + 5 %": 53,
    "1 one third-quarter cumulative + 10 %": 83,
    "2 a gap of 20 % between level and growth": 87,
    "3 half the near-misses moved over the line": 97,
    "4 revisions, 80 % one way, n = 40": 91,
    "7 bad figures 20 days later": 95,
    "8 a fifth of the counts rounded to 5": 95,
}


def count(found: list[Flag | None]) -> int:
    return sum(each is not None for each in found)


def stays_within(alarms: int, tests: int, check: Check) -> bool:
    """Whether so many alarms can be had at 1.5 times the rate, but for one seed in a thousand."""
    allowed = 1.5 * max(rate(check).share, rate(check).level)
    return bool(stats.binom.sf(alarms - 1, tests, allowed) > 0.001) if alarms else True


@pytest.mark.parametrize("trial", {t.check: t for t in TRIALS}.values(), ids=lambda t: t.check)
def test_clean_figures_are_asked_about_no_oftener_than_stated(trial: Trial) -> None:
    alarms = count(asked(trial, tampered=False, tries=CLEAN_TRIES, seed=11))
    assert alarms / CLEAN_TRIES <= 1.5 * max(rate(trial.check).share, rate(trial.check).level)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda t: t.name)
def test_each_way_of_tampering_is_found_as_often_as_asked_for(trial: Trial) -> None:
    found = count(asked(trial, tampered=True, tries=TRIES, seed=12))
    if rate(trial.check).level == 0:
        assert found == TRIES
    else:
        wanted = POWER.get(trial.name, 90) / 100
        # Two standard errors of the measurement itself.
        assert found / TRIES >= wanted - 2 * np.sqrt(wanted * (1 - wanted) / TRIES)


def test_correction_keeps_less_but_not_nothing() -> None:
    for trial in TRIALS:
        flags = [each for each in asked(trial, tampered=True, tries=100, seed=13) if each]
        kept = [each for each in flags if keep([each], tests=50)]
        assert len(kept) <= len(flags)
        if trial.check is not Check.OUT_OF_LINE:
            assert kept


def test_fifty_clean_indicators_bring_at_most_one_false_flag_a_quarter() -> None:
    trials = list({trial.check: trial for trial in TRIALS}.values())
    rng = np.random.default_rng(14)
    kept = []
    for _ in range(60):
        found = [trials[place % len(trials)].ask(rng, False) for place in range(50)]
        kept.append(len(keep([each for each in found if each], tests=50)))
    assert np.mean(kept) <= 1
    assert np.mean(np.array(kept) > 1) <= 0.05


def test_every_rate_says_on_how_many_tests_it_rests() -> None:
    for check in Check:
        held = rate(check)
        assert held.tests >= 500
        assert 0 <= held.alarms <= held.tests


def test_no_check_looks_at_first_digits_and_no_question_accuses() -> None:
    words = tomllib.loads(files("goldenthread.checking").joinpath("words.toml").read_text("utf-8"))
    for said in words["question"].values():
        assert said["en"].endswith("?")
        assert said["zh"].endswith("？")
        for bad in ("fraud", "false", "fake", "manipulat", "造假", "虚报", "弄虚作假"):
            assert bad not in said["en"].lower() + said["zh"]
    assert not any("benford" in check.value for check in Check)


def rows(shared: Path, name: str) -> list[dict[str, str]]:
    path = shared / "data" / "measuring" / name
    with gzip.open(path, "rt", encoding="utf-8-sig") as opened:
        return list(csv.DictReader(opened))


def test_in_the_scottish_data_the_indicator_of_other_values_is_named(shared: Path) -> None:
    held = defaultdict(list)
    for row in rows(shared, "scotland_benchmarks/lgbf.csv.gz"):
        cells = [row[name] for name in ("LA_IndicatorReal", "LA_Numerator_real", "LA_Den_Real")]
        if all(cells):
            held[row["Code"]].append([float(cell) for cell in cells])
    named = {}
    for code, values in held.items():
        value, above, below = np.array(values).T
        asked_of = ratio(value, numerators=above, denominators=below)
        if asked_of:
            named[code] = asked_of
    most = [code for code, each in named.items() if "most rows" in each.question.en]
    assert most == ["CORP03c"]
    assert len(named) <= len(held) / 5


def test_honest_yearly_figures_stay_within_the_stated_rate(shared: Path) -> None:
    held = defaultdict(list)
    for row in rows(shared, "scotland_benchmarks/lgbf.csv.gz"):
        if row["LA_IndicatorReal"]:
            held[row["Code"], row["LocalAuthority"]].append(float(row["LA_IndicatorReal"]))
    long = [np.array(each) for each in held.values() if len(each) >= 5 and min(each) > 0][::4]
    for check, ask in ((Check.MAGNITUDE, magnitude), (Check.OUT_OF_LINE, out_of_line)):
        alarms = sum(ask(each, times=np.arange(len(each))) is not None for each in long)
        assert stays_within(alarms, len(long), check)


def test_honest_attendances_are_neither_heaped_nor_bunched(shared: Path) -> None:
    held = [
        row for row in rows(shared, "nhs_emergency/ae_attendances.csv.gz") if row["type"] == "1"
    ]
    by_month = defaultdict(list)
    for row in held:
        by_month[row["period"]].append(float(row["attendances"]))
    heaped = sum(heaping(each) is not None for each in by_month.values())
    assert stays_within(heaped, len(by_month), Check.HEAPING)
    share = np.array(
        [
            100 * (1 - float(row["breaches"]) / float(row["attendances"]))
            for row in held
            if float(row["attendances"]) > 500
        ]
    )
    # Lines that are no target, in pools that share no figure.
    bunched = [
        bunching(share[part::8], target=line) for line in (76.5, 80.5, 84.5) for part in range(8)
    ]
    assert stays_within(count(bunched), len(bunched), Check.BUNCHING)
