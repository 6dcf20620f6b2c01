"""Other codings say of a verdict what it says, and nothing more."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.card import Card
from goldenthread.reporting.codings import CODES, UNKNOWN, Coding, all_coded, coded, said
from goldenthread.reporting.opendata import card_json_bytes
from goldenthread.terms.commitments import Standing
from goldenthread.terms.figures import Verdict

NOT_JUDGED = set(Verdict) - {Verdict.MET, Verdict.MISSED}


@given(
    st.sampled_from(Verdict),
    st.sampled_from(Standing),
    st.none() | st.decimals(-9, 9, allow_nan=False),
)
def test_every_code_is_one_of_its_coding_or_unknown(
    verdict: Verdict, standing: Standing, attainment: Decimal | None
) -> None:
    codes = coded(verdict, standing=standing, attainment=attainment)
    assert set(codes) == set(Coding)
    for coding, code in codes.items():
        assert said(coding, code) in (UNKNOWN, *CODES[coding].values())


@given(st.sampled_from(sorted(NOT_JUDGED)), st.sampled_from(Standing))
def test_what_was_not_judged_is_neither_kept_nor_broken(
    verdict: Verdict, standing: Standing
) -> None:
    codes = coded(verdict, standing=standing)
    assert (codes[Coding.OGP], codes[Coding.G20]) == (None, None)
    assert codes[Coding.RAG] != "red"


@pytest.mark.parametrize(
    ("attainment", "code"), [(Decimal("0.4"), "0"), (Decimal(0), "-1"), (Decimal(-1), "-1")]
)
def test_a_miss_is_partly_kept_only_if_it_moved_the_right_way(
    attainment: Decimal, code: str
) -> None:
    codes = coded(Verdict.MISSED, standing=Standing.OVERDUE, attainment=attainment)
    assert codes[Coding.G20] == code


def test_a_miss_without_a_baseline_stays_unknown_where_the_way_counts() -> None:
    codes = coded(Verdict.MISSED, standing=Standing.CLOSED)
    assert codes == {
        Coding.OGP: None, Coding.G20: None, Coding.RAG: "red", Coding.PACE: None,
    }  # fmt: skip


def test_a_promise_kept_is_full_in_every_coding_of_results() -> None:
    codes = coded(Verdict.MET, standing=Standing.ON_PACE)
    assert [codes[each] for each in Coding] == ["complete", "+1", "green", "on pace"]


@pytest.mark.parametrize(
    ("standing", "light"),
    [(Standing.AHEAD, "green"), (Standing.BEHIND, "amber"), (Standing.OVERDUE, None)],
)
def test_before_the_verdict_the_light_says_how_it_stands(
    standing: Standing, light: str | None
) -> None:
    assert coded(Verdict.NOT_YET_KNOWN, standing=standing)[Coding.RAG] == light


def test_every_figure_of_a_card_is_coded_once(card: Card) -> None:
    rows = list(all_coded(json.loads(card_json_bytes(card), parse_float=Decimal)))
    assert len({row.id for row in rows}) == len(rows) == 25
    lights = [row.codes[Coding.RAG] for row in rows]
    assert (lights.count("green"), lights.count("red"), lights.count(None)) == (3, 1, 21)
