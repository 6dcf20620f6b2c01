"""Weighing the duties of a card: bounds that hold, shares that add up, nothing guessed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting import card_json
from goldenthread.reporting.card import Card
from goldenthread.reporting.sureness import bounds, sureness
from goldenthread.reporting.weighing import MOST, Counted, counted, weighed
from goldenthread.terms.figures import Verdict
from goldenthread.terms.text import Words

WORDS = Words("a", "甲")
DUTIES = st.lists(st.sampled_from([(0, 0), (0, 1), (1, 1)]), min_size=1, max_size=30).map(
    lambda ends: [
        Counted(str(at), str(at), WORDS, Verdict.MET, *end) for at, end in enumerate(ends)
    ]
)
WEIGHTS = st.integers(0, MOST)


@given(DUTIES, st.data())
def test_both_bounds_are_shares_and_a_duty_once_known_lies_between_them(
    duties: list[Counted], data: st.DataObject
) -> None:
    weights = {each.id: data.draw(WEIGHTS) for each in duties}
    found = weighed(duties, weights)
    if found is None:
        assert not any(weights.values())
        return
    assert Decimal(0) <= found.least <= found.most <= Decimal(100)
    assert abs(sum(found.shares.values(), Decimal(-100))) <= Decimal("0.05") * len(duties)
    known = [replace(each, least=end, most=end) for each in duties
             for end in (data.draw(st.sampled_from(sorted({each.least, each.most}))),)]  # fmt: skip
    turned = weighed(known, weights)
    assert turned is not None
    assert found.least <= turned.least == turned.most <= found.most


@given(DUTIES, st.integers(1, 10))
def test_only_how_weights_stand_to_each_other_counts(duties: list[Counted], times: int) -> None:
    some = {each.id: 1 + at % 5 for at, each in enumerate(duties)}
    more = {name: times * weight for name, weight in some.items()}
    assert weighed(duties, some) == weighed(duties, more)


def test_shares_are_worked_out_by_hand() -> None:
    ends = {"a": (Verdict.MET, 1, 1), "b": (Verdict.NO_FIGURE, 0, 1), "c": (Verdict.MISSED, 0, 0)}
    duties = [Counted(name, name, WORDS, *each) for name, each in ends.items()]
    found = weighed(duties, {"a": 2, "c": 5})
    assert found is not None
    assert (found.least, found.most) == (Decimal("25.0"), Decimal("37.5"))
    assert found.shares == {"a": Decimal("25.0"), "b": Decimal("12.5"), "c": Decimal("62.5")}


def test_with_equal_weights_it_is_what_the_card_says_of_its_counts(card: Card) -> None:
    duties, sure = counted(card_json(card)), sureness(card)
    assert [(each.id, each.title, each.verdict) for each in duties] == [
        (row.commitment.id, row.commitment.title, row.verdict) for row in card.rows
    ]
    found = weighed(duties, {})
    assert found is not None
    assert found.least == (Decimal(100 * sure.least) / sure.total).quantize(Decimal("0.1"))
    assert found.most == (Decimal(100 * sure.most) / sure.total).quantize(Decimal("0.1"))


@pytest.mark.parametrize(
    ("verdict", "ends"),
    [
        (Verdict.NO_MEASURE, (0, 0)),
        (Verdict.NOT_YET_KNOWN, (0, 1)),
        (Verdict.NO_FIGURE, (0, 1)),
        (Verdict.CANNOT_BE_JUDGED, (0, 1)),
        (Verdict.MET, (1, 1)),
        (Verdict.MISSED, (0, 0)),
    ],
)
def test_what_is_unknown_may_turn_out_either_way(
    card: Card, verdict: Verdict, ends: tuple[int, int]
) -> None:
    row = next(row for row in card.rows if not row.results)
    assert bounds(replace(row, verdict=verdict)) == ends


def test_a_card_made_before_these_were_told_has_none(card: Card) -> None:
    told = card_json(card)
    assert counted(told | {"sureness": None}) == ()
    del told["sureness"]["duties"]
    assert counted(told) == ()
    assert weighed((), {}) is None
