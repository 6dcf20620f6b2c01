"""Figures against their own past and their peers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.checking import cumulative_jump, level_and_growth, out_of_line, smoothness
from goldenthread.checking.comparing import jump, off_line, off_peers, parted
from goldenthread.checking.placebo import panel, peers_of_one, years_of_quarters
from goldenthread.checking.rates import tail
from goldenthread.terms.errors import CannotTell

SEEDS = st.integers(0, 10_000)
GDP = {2015: 3517.81, 2017: 4355.24, 2020: 5509.52, 2021: 6388.38, 2022: 6739.45, 2023: 7062.45}


@given(SEEDS, st.floats(0.01, 1000))
def test_a_jump_does_not_depend_on_the_unit(seed: int, factor: float) -> None:
    held = years_of_quarters(np.random.default_rng(seed))
    assert jump(held * factor)[0] == pytest.approx(jump(held)[0], rel=1e-6, abs=1e-6)


@given(SEEDS)
@settings(max_examples=30)
def test_the_more_is_added_the_farther_a_figure_jumps(seed: int) -> None:
    held = years_of_quarters(np.random.default_rng(seed))
    stands = []
    for more in (1.0, 1.05, 1.1, 1.2):
        changed = held.copy()
        changed[-1, 2] *= more
        stands.append(jump(changed)[0])
    assert stands == sorted(stands)


def test_a_jump_says_what_would_be_usual() -> None:
    held = np.cumsum(np.tile([100.0, 110, 120, 130], (7, 1)), axis=1)
    held[-1, 2] += 60
    asked = cumulative_jump(held)
    assert asked is not None
    assert "390" in asked.question.en
    assert "330" in asked.question.en
    assert asked.p is not None
    assert 0 < asked.p <= asked.rate.level


@pytest.mark.parametrize("year", [2019, 2016, 2024])
def test_a_level_a_quarter_below_its_path_is_named(year: int) -> None:
    times = sorted({*GDP, year})
    path = np.interp(year, list(GDP), list(GDP.values()))
    asked = out_of_line([GDP.get(each, 0.6 * path) for each in times], times=times)
    assert asked is not None
    assert times[asked[0]] == year


def test_the_levels_as_published_stand_in_line() -> None:
    assert out_of_line(list(GDP.values()), times=list(GDP)) is None


@given(st.floats(0.1, 10), st.floats(-0.2, 0.2))
def test_steady_growth_stands_on_its_path(start: float, growth: float) -> None:
    times = np.array([0.0, 1, 2, 4, 7, 8])
    held = start * np.exp(growth * times)
    for place in range(len(times)):
        assert off_line(held, times, place)[0] == pytest.approx(0, abs=1e-6)


def test_prices_that_move_all_alike_are_not_asked_about() -> None:
    level, before, growth = panel(np.random.default_rng(4))
    gaps = parted(level, before, growth)
    shifted = parted(1.1 * level, before, growth)
    assert off_peers(shifted[0], shifted[1:]) == pytest.approx(off_peers(gaps[0], gaps[1:]))


def test_an_area_that_parts_from_all_others_is_asked_about() -> None:
    level, before, growth = panel(np.random.default_rng(4))
    level[3] *= 1.6
    assert level_and_growth(level, before=before, growth=growth, area=3) is not None


def test_a_line_drawn_between_figures_moves_less_than_its_peers() -> None:
    held = peers_of_one(np.random.default_rng(1))
    straight = 400 * 1.01 ** np.arange(20.0)
    assert smoothness(straight, peers=held[1:]) is not None
    assert smoothness(held[0], peers=held[1:]) is None


@given(st.floats(0.01, 1000), st.floats(0.01, 1000), st.sampled_from(["before", "line", "peers"]))
def test_what_stands_farther_out_is_rarer(one: float, other: float, name: str) -> None:
    near, far = sorted((one, other))
    assert 0 < tail(name, far) <= tail(name, near) <= 1


@pytest.mark.parametrize(
    "too_few",
    [
        lambda: cumulative_jump(np.ones((4, 4)).cumsum(axis=1)),
        lambda: out_of_line([1.0, 2, 3, 4], times=[1, 2, 3, 4]),
        lambda: level_and_growth([1.0] * 7, before=[1.0] * 7, growth=[0.0] * 7, area=0),
        lambda: smoothness(np.ones(11), peers=np.ones((8, 11))),
        lambda: smoothness(np.ones(12), peers=np.ones((7, 12))),
    ],
)
def test_too_few_figures_are_told_not_judged(too_few: object) -> None:
    assert callable(too_few)
    with pytest.raises(CannotTell, match="needs at least"):
        too_few()
