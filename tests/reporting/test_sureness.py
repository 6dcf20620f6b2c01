"""How sure the counts are: bounds that hold whatever the unknown turns out to be."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.card import Card, Row
from goldenthread.reporting.sureness import rounding, sureness
from goldenthread.terms.figures import Verdict
from goldenthread.terms.observations import Status

OPEN = (Verdict.NOT_YET_KNOWN, Verdict.CANNOT_BE_JUDGED, Verdict.NO_FIGURE)


def with_gap(row: Row, gap: str) -> Row:
    (result,) = row.results
    judged = replace(result.judgement, gap=Decimal(gap))
    return replace(row, results=(replace(result, judgement=judged),))


@given(st.data())
def test_however_the_open_ones_turn_out_the_met_stay_within_the_bounds(
    card: Card, data: st.DataObject
) -> None:
    found = sureness(card)
    fates = st.sampled_from([Verdict.MET, Verdict.MISSED])
    ended = [data.draw(fates) if row.verdict in OPEN else row.verdict for row in card.rows]
    assert found.least <= ended.count(Verdict.MET) <= found.most


def test_of_the_example_nothing_hangs_on_rounding(card: Card) -> None:
    found = sureness(card)
    assert (found.judged, found.close, found.first) == (4, (), 4)
    assert (found.least, found.most, found.total) == (3, 11, 15)


@pytest.mark.parametrize(("gap", "is_close"), [("0.05", True), ("-0.05", True), ("0.06", False)])
def test_a_verdict_within_the_rounding_of_its_figure_is_close(
    card: Card, gap: str, is_close: bool
) -> None:
    row = with_gap(card.rows[0], gap)
    assert row.results[0].judgement.figure is not None
    found = sureness(replace(card, rows=(row, *card.rows[1:])))
    assert found.close == (("1",) if is_close else ())
    assert found.least == (2 if is_close else 3)


def test_a_close_miss_may_yet_be_met(card: Card) -> None:
    close = {row: with_gap(row, "-0.01") for row in card.rows if row.verdict is Verdict.MISSED}
    rows = tuple(close.get(row, row) for row in card.rows)
    assert sureness(replace(card, rows=rows)).most == sureness(card).most + 1


def test_the_rounding_of_a_computed_growth_is_that_of_both_its_levels(card: Card) -> None:
    figure = card.rows[2].results[0].judgement.figure
    assert figure is not None
    now, before = figure.inputs
    bound = rounding(figure)
    for up, down in (("0.5", "-0.005"), ("-0.5", "0.005")):
        moved = (now.value + Decimal(up)) / (before.value + Decimal(down)) * 100 - 100
        exact = now.value / before.value * 100 - 100
        assert abs(moved - exact) == pytest.approx(bound, rel=Decimal("0.01"))


def test_a_revised_value_is_no_first_one(card: Card) -> None:
    row = card.rows[0]
    (result,) = row.results
    figure = result.judgement.figure
    assert figure is not None
    given = tuple(replace(each, status=Status.REVISED) for each in figure.inputs)
    judged = replace(result.judgement, figure=replace(figure, inputs=given))
    revised = replace(row, results=(replace(result, judgement=judged),))
    assert sureness(replace(card, rows=(revised, *card.rows[1:]))).first == 3
