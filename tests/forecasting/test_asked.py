"""A target as people write it means what they mean."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.forecasting import Asked, asked
from goldenthread.terms.errors import CannotTell, GoldenthreadError
from goldenthread.terms.quantities import Comparator

D = Decimal


@pytest.mark.parametrize(
    ("words", "comparator", "value", "is_share"),
    [
        (">= 6.5", Comparator.GE, "6.5", False),
        ("<=3", Comparator.LE, "3", False),
        ("> 1,200", Comparator.GT, "1200", False),
        ("< -2", Comparator.LT, "-2", False),
        ("+5%", Comparator.INCREASE_BY, "5", True),
        ("-3.5 %", Comparator.DECREASE_BY, "3.5", True),
        ("−3％", Comparator.DECREASE_BY, "3", True),
        ("+200", Comparator.INCREASE_BY, "200", False),
        ("≥６.5", Comparator.GE, "6.5", False),
        ("≤ 95%", Comparator.LE, "95", False),
        ("  >= .5 ", Comparator.GE, "0.5", False),
    ],
)
def test_what_people_write_is_read(
    words: str, comparator: Comparator, value: str, is_share: bool
) -> None:
    assert asked(words) == Asked(comparator, D(value), is_share)


@pytest.mark.parametrize("words", ["", "about 5", "5", ">=", ">= x", "+-5%", ">= 5 people", "=> 5"])
def test_what_cannot_be_compared_is_refused_with_examples(words: str) -> None:
    with pytest.raises(GoldenthreadError, match="asks for nothing"):
        asked(words)


@pytest.mark.parametrize("comparator", [Comparator.APPROX, Comparator.EQ, Comparator.AS_ASSIGNED])
def test_no_chance_is_told_of_what_is_no_bound(comparator: Comparator) -> None:
    with pytest.raises(CannotTell, match=comparator.value):
        Asked(comparator, D(5))


def test_a_change_starts_from_a_year_before() -> None:
    assert asked("+5%").line(D(200)) == 210
    assert asked("-5%").line(D(200)) == 190
    assert asked("+5").line(D(-200)) == -195
    assert asked(">= 5").line(None) == 5


@pytest.mark.parametrize("base", [None, D(0), D(-3)])
def test_a_share_of_nothing_or_less_leads_nowhere(base: Decimal | None) -> None:
    assert not asked("+5%").can_start_from(base)
    with pytest.raises(CannotTell, match="not above zero"):
        asked("+5%").line(base)


@given(st.decimals(-100, 100, places=2), st.decimals(-100, 100, places=2))
def test_a_bound_and_its_strict_brother_differ_only_on_the_line(value: D, line: D) -> None:
    ge, gt, le, lt = (asked(f"{sign} {line}").holds(value, line) for sign in (">=", ">", "<=", "<"))
    assert (ge, le) == (gt or value == line, lt or value == line)
    assert ge is not lt


@pytest.mark.parametrize("words", [">= 6.5", "<= 3", "> -1", "< 10", "+5%", "-3", "+2.5%"])
def test_a_target_says_itself_in_the_words_it_is_read_from(words: str) -> None:
    assert str(asked(words)) == words
    assert asked(str(asked(words))) == asked(words)
