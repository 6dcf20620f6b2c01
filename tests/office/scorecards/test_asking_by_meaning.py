"""Figures of the worked example are held against each other by what they mean, in the office."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.indicators.actions import define, record
from goldenthread.office.indicators.meaning_actions import state_meaning
from goldenthread.office.indicators.models import Indicator
from goldenthread.office.scorecards.actions import ask
from goldenthread.office.scorecards.models import Question
from goldenthread.office.site.demo import Loaded
from goldenthread.terms.meanings import Basis, Meaning
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words

Row = tuple[str, str, str, str]
FLOW = Kind.LEVEL_FLOW
DEFINED = {
    "farms": FLOW, "works": FLOW, "services": FLOW, "industry": FLOW, "tax": FLOW,
    "population": Kind.LEVEL_STOCK, "gdp_per_head": Kind.RATIO,
}  # fmt: skip
PER_HEAD = Meaning(
    "gdp_per_head", numerator="gdp", denominator="population", factor=Decimal(10_000)
)
MEANT = (
    Meaning("gdp_growth", growth_of="gdp", basis=Basis.CONSTANT),
    Meaning("budget_revenue_growth", growth_of="budget_revenue", basis=Basis.CURRENT),
    Meaning("industrial_value_added_growth", growth_of="industry", basis=Basis.CONSTANT),
    *(Meaning(name, part_of="gdp") for name in ("farms", "works", "services")),
    PER_HEAD,
)
#: What the city's and the province's offices printed besides what the example brings: 100m yuan,
#: 10,000 people, yuan. The levels of industry grow by 4.2 and the office says 7.6 per cent.
PRINTED: tuple[Row, ...] = (
    ("gdp", "jiaxing", "2015", "3517.81"),
    ("gdp", "jiaxing", "2017", "4355.24"),
    ("farms", "jiaxing", "2017", "134.67"),
    ("works", "jiaxing", "2017", "2309.30"),
    ("services", "jiaxing", "2017", "1911.27"),
    ("industry", "jiaxing", "2022", "2815.60"),
    ("industry", "jiaxing", "2023", "2933.55"),
    ("budget_revenue", "hangzhou", "2024", "2640.3"),
    ("gdp", "zhejiang", "2023", "82553"),
    ("population", "zhejiang", "2023", "6627"),
    ("gdp_per_head", "zhejiang", "2023", "124571"),
    ("gdp_per_head", "zhejiang", "2023", "125043"),
    *(("tax", "jiaxing", f"2023Q{quarter}", "25.1") for quarter in range(1, 5)),
    ("tax", "jiaxing", "2023", "100.4"),
)


@pytest.fixture
def secretary(loaded: Loaded, db: None) -> Person:
    """Whoever does the demo's work."""
    return Person.objects.filter(role="secretary").earliest("pk")


@pytest.fixture
def city(secretary: Person) -> Body:
    """The demo with what its figures mean."""
    for name, kind in DEFINED.items():
        words = Words(name.title(), name)
        define(IndicatorTerm(name, words, "", kind, Direction.NEITHER), by=secretary)
    for row in PRINTED:
        told(row, secretary)
    for meaning in MEANT:
        state_meaning(meaning, by=secretary)
    return secretary.body


def told(row: Row, by: Person, *, source: str = "S13", known: str = "2024-03-01") -> None:
    name, area, period, value = row
    of = Indicator.objects.get(slug=name)
    record(
        ObservationTerm(
            name, area, Period.parse(period), Decimal(value), of.unit, Kind(of.kind), source,
            Day(known), date(2025, 3, 1), status=Status.FIRST,
        ),
        by=by,
    )  # fmt: skip


def asked(body: Body, by: Person) -> Iterator[tuple[str, str]]:
    for row in ask(body, by=by):
        # What the example's own claims make one ask is looked at below.
        if "(W" not in row.about:
            yield row.kind, row.about


def test_what_was_printed_is_not_asked_about(city: Body, secretary: Person) -> None:
    # Neither are industry's levels, nor income per head by two populations.
    assert list(asked(city, secretary)) == []


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("budget_revenue_growth", "jiaxing", "2023", "15.6"), "growth of level"),
        (("gdp", "jiaxing", "2023", "19000"), "out of line"),
        (("gdp", "jiaxing", "2019", "3400"), "out of line"),
        (("budget_revenue", "hangzhou", "2022", "61"), "magnitude"),
        (("works", "jiaxing", "2017", "2390.30"), "parts and whole"),
        (("gdp_per_head", "zhejiang", "2023", "214571"), "ratio"),
        (("tax", "jiaxing", "2023", "110.4"), "quarters and year"),
    ],
)
def test_a_figure_that_others_refute_is_asked_about(
    city: Body, secretary: Person, row: Row, kind: str
) -> None:
    told(row, secretary, source="S06", known="2025-02-20")
    found = list(asked(city, secretary))
    assert kind in {each for each, _ in found}
    area = row[1]
    assert all(area in about for _, about in found)


def test_what_others_claim_of_figures_is_asked_about_once_the_demo_is_loaded(
    secretary: Person,
) -> None:
    asked = Question.objects.values_list("kind", "about")
    assert set(asked) == {
        ("growth of level", "budget_revenue_growth, jiaxing, 2023 (W1)"),
        ("out of line", "gdp, jiaxing, 2023 (W2)"),
        ("out of line", "gdp, jiaxing, 2019 (W3)"),
        ("magnitude", "budget_revenue, hangzhou, 2022 (W4)"),
    }


@pytest.mark.parametrize(
    ("changed", "is_asked"),
    [
        ({"denominator": "farms", "numerator": "works"}, True),
        ({"base": "2020"}, True),
        ({"definition": Words("By mean population.", "按年平均人口计算。")}, True),
        ({"base": "2020", "note": Words("A new base year.", "基期更新。")}, False),
    ],
)
def test_a_meaning_that_changes_without_a_note_is_asked_about(
    city: Body, secretary: Person, changed: dict[str, Any], is_asked: bool
) -> None:
    old = Words("By population at the end of the year.", "按年末人口计算。")
    first = {"base": "2015", "definition": old}
    new = {**first, **changed, "since": date(2024, 1, 1)}
    for said in (first, new):
        state_meaning(_per_head(said), by=secretary)
    told(("gdp_per_head", "zhejiang", "2024", "131000"), secretary, known="2025-02-20")
    found = [("definition", "gdp_per_head, zhejiang, ratio")]
    assert list(asked(city, secretary)) == (found if is_asked else [])


def _per_head(said: dict[str, Any]) -> Meaning:
    return replace(PER_HEAD, **said)
