"""Units: what is counted, by how many at a time, and exact conversion."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.measuring import convert, read_unit
from goldenthread.terms.errors import CannotTell

MONEY = [
    "元",
    "千元",
    "万元",
    "百万元",
    "亿元",
    "万亿元",
    "yuan",
    "10k yuan",
    "100m yuan",
    "CNY bn",
]
LONG = st.decimals(allow_nan=False, allow_infinity=False, places=12)


@pytest.mark.parametrize(
    ("words", "base", "multiplier", "currency"),
    [
        ("亿元", "money", "1E+8", "CNY"),
        ("（亿元）", "money", "1E+8", "CNY"),
        ("人民币亿元", "money", "1E+8", "CNY"),
        ("万亿元", "money", "1E+12", "CNY"),
        ("100m yuan", "money", "1E+8", "CNY"),
        ("10k yuan", "money", "1E+4", "CNY"),
        ("亿美元", "money", "1E+8", "USD"),
        ("US$ billion", "money", "1E+9", "USD"),
        ("£m", "money", "1E+6", "GBP"),
        ("€ thousand", "money", "1E+3", "EUR"),
        ("万人", "person", "1E+4", ""),
        ("10,000 people", "person", "1E+4", ""),
        ("'000 persons", "person", "1E+3", ""),
        ("Persons", "person", "1", ""),
        ("人次", "visit", "1", ""),
        ("万", "", "1E+4", ""),
        ("million", "", "1E+6", ""),
        ("%", "%", "1", ""),
        ("per cent", "%", "1", ""),
        ("‰", "%", "0.1", ""),
        ("per mille", "%", "0.1", ""),
        ("个百分点", "percentage point", "1", ""),
        ("千瓦时", "kWh", "1", ""),
        ("km2", "km²", "1", ""),
    ],
)
def test_a_unit_is_what_is_counted_by_so_many(
    words: str, base: str, multiplier: str, currency: str
) -> None:
    unit = read_unit(words)
    assert (unit.base, unit.multiplier, unit.currency) == (base, Decimal(multiplier), currency)
    assert unit.is_known
    assert unit.text == words


@pytest.mark.parametrize(
    "words", ["", "$", "¥", "元/吨", "days", "μg/m³", "per 100,000 population", "m"]
)
def test_what_is_not_known_or_could_be_several_stays_unknown(words: str) -> None:
    assert not read_unit(words).is_known


def test_a_multiplier_is_understood_even_where_what_it_counts_is_not() -> None:
    miles = read_unit("Miles (million)")
    assert (miles.base, miles.multiplier, miles.is_known) == ("miles", Decimal(10**6), False)
    assert convert(Decimal("1.5"), unit=miles, to=read_unit("miles")) == 1_500_000


@given(LONG, st.sampled_from(MONEY), st.sampled_from(MONEY))
def test_there_and_back_not_a_digit_is_lost(value: Decimal, here: str, there: str) -> None:
    one, other = read_unit(here), read_unit(there)
    assert convert(convert(value, unit=one, to=other), unit=other, to=one) == value


def test_conversion_is_exact() -> None:
    found = convert(Decimal("7062.45"), unit=read_unit("亿元"), to=read_unit("10k yuan"))
    assert found == Decimal("70624500")
    assert convert(Decimal(12), unit=read_unit("‰"), to=read_unit("%")) == Decimal("1.2")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("亿元", "亿美元"),
        ("%", "个百分点"),
        ("人", "户"),
        ("人", "人次"),
        ("$", "US$"),
        ("元", "元/吨"),
    ],
)
def test_what_is_not_the_same_thing_is_never_converted(here: str, there: str) -> None:
    with pytest.raises(CannotTell, match="cannot be turned"):
        convert(Decimal(1), unit=read_unit(here), to=read_unit(there))
