"""What is kept of a forecast, and the version under which it would come out the same again."""

from decimal import Decimal

import pytest

from goldenthread.forecasting import VERSION, Series, asked, outlooks
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

D = Decimal
#: Quarterly values with a season, a trend and one bad year.
VALUES = (
    "100.0 104.2 109.9 95.1 103.4 108.0 114.1 99.2 107.7 111.6 118.5 102.0 99.8 96.1 105.3 94.0 "
    "108.9 114.4 121.7 106.3 113.0 117.5"
)
QUARTERS = Series(
    "visitors",
    Kind.LEVEL_FLOW,
    Period.parse("2018Q1"),
    tuple(D(each) for each in VALUES.split()),
)


@pytest.mark.parametrize(
    ("by", "kept"),
    [
        ("2023Q4", "96.51 101.55 104.65 107.47 110.16 112.99 117.12 0.302"),
        ("2024Q2", "100.93 109.82 115.56 119.65 123.13 127.21 135.79 0.395"),
        ("2023", "441.36 452.13 457.69 462.14 466.57 471.70 482.92 0.336"),
    ],
)
def test_a_version_stands_for_its_numbers(by: str, kept: str) -> None:
    """Where this fails because a method has changed, raise VERSION and record anew."""
    answer = outlooks([QUARTERS], by=Period.parse(by), target=asked("+3%"))[0].answer
    assert answer is not None
    assert answer.version == VERSION == "1"
    numbers = [*(str(value) for _, value in answer.quantiles), str(answer.chance)]
    assert " ".join(numbers) == kept


def test_an_interval_is_read_from_the_quantiles_kept() -> None:
    answer = outlooks([QUARTERS])[0].answer
    assert answer is not None
    assert answer.interval(D("0.80")) == (answer.at(D("0.1")), answer.at(D("0.9")))
    assert answer.value == answer.at(D("0.5"))
    with pytest.raises(KeyError):
        answer.interval(D("0.5000001"))
