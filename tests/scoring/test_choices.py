"""A choice that would turn an order, divide by nought or do nothing is refused when it is made."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from goldenthread.scoring import Aggregate, Normalise, Treat, Treatment, Weigh, Weighting
from goldenthread.scoring.choices import TAKES
from goldenthread.terms.errors import BadTable

AHP, BUDGET = Weighting.AHP, Weighting.BUDGET


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (lambda: Normalise(low=100, high=0), "does not rise"),
        (lambda: Normalise(low=5, high=5), "does not rise"),
        (lambda: Normalise(sd=0), "deviation of 0"),
        (lambda: Normalise(sd=-1), "deviation of -1"),
        (lambda: Normalise(band=-0.1), "band of -0.1"),
        (lambda: Treat(most=-1), "-1 points"),
        (lambda: Treat(share=0.5), "share of 0.5"),
        (lambda: Treat(share=-0.1), "share of -0.1"),
        (lambda: Treat(fallback=Treatment.WINSORISE), "cannot follow"),
        (lambda: Weigh(AHP, ((1.0, 3.0), (3.0, 1.0))), "one over its opposite"),
        (lambda: Weigh(AHP, ((1.0, -3.0), (-0.33, 1.0))), "one over its opposite"),
        (lambda: Weigh(AHP, ((0.0, 0.0), (0.0, 0.0))), "one over its opposite"),
        (lambda: Weigh(AHP, ((1.0, 3.0), (0.33,))), "no even rows"),
        (lambda: Weigh(BUDGET, ((0.0, 0.0), (1.0, 1.0))), "below nought, or nothing"),
        (lambda: Weigh(BUDGET, ((-1.0, 3.0),)), "below nought, or nothing"),
        (lambda: Aggregate(power=101), "power 101"),
        (lambda: Aggregate(shares=(0.9, 0.1)), "no bounds"),
        (lambda: Aggregate(shares=(-0.1, 0.2)), "no bounds"),
    ],
)
def test_a_choice_without_sense_is_refused_with_a_remedy(
    choice: Callable[[], Any], said: str
) -> None:
    with pytest.raises(BadTable, match=said) as caught:
        choice()
    assert caught.value.remedy


def test_judgements_rounded_to_two_digits_are_still_judgements() -> None:
    assert Weigh(AHP, ((1.0, 3.0, 7.0), (0.33, 1.0, 2.0), (0.14, 0.5, 1.0))).matrix


def test_what_a_method_takes_is_a_field_of_its_choice() -> None:
    known = {field.name for kind in (Normalise, Treat, Weigh, Aggregate) for field in fields(kind)}
    assert {key for keys in TAKES.values() for key in keys} <= known | {"by"}
