"""Figures are read by what they mean on their day, and only what is in force is held to others."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.checking import Check, Reading, survey
from goldenthread.terms.meanings import Basis, Meaning
from goldenthread.terms.observations import Indicator, Kind, Observation, Status, Target
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words
from goldenthread.weaving.meaning import readings

FLOW = Kind.LEVEL_FLOW
KINDS = {"per_head": Kind.RATIO, "people": Kind.LEVEL_STOCK, "growth": Kind.GROWTH}


def row(indicator: str, period: str, value: str, *, known: str = "2024-02") -> Observation:
    return Observation(
        indicator, "haven", Period.parse(period), Decimal(value), "", KINDS.get(indicator, FLOW),
        "yearbook", Day(known), date(2024, 3, 1),
    )  # fmt: skip


def read(rows: list[Observation], *meanings: Meaning) -> list[Reading]:
    names = {each.indicator for each in rows}
    known = {
        name: Indicator(name, Words(name, name), "", KINDS.get(name, FLOW), Direction.NEITHER)
        for name in names
    }
    return list(readings(rows, indicators=known, meanings=meanings))


def asked(rows: list[Observation], *meanings: Meaning) -> list[Check]:
    return [each.check for each in survey(read(rows, *meanings)).flags]


TARGET = Target(
    "2023-1", "2023-1", "gdp", Comparator.GE, Decimal(100), "", Period.parse("2023"), "haven"
)
RATIO = Meaning("per_head", numerator="gdp", denominator="people", factor=Decimal(10_000))
THREE = [row("gdp", "2023", "700"), row("people", "2023", "50"), row("per_head", "2023", "140000")]


def test_without_a_meaning_a_value_is_read_as_it_stands() -> None:
    assert read(THREE) == read(THREE, Meaning("other", base="2020"))
    assert all(each.numerator is None and not each.definition for each in read(THREE))


def test_one_value_is_held_against_its_numerator_and_denominator() -> None:
    assert asked(THREE, RATIO) == []
    assert asked([*THREE[:2], row("per_head", "2023", "410000")], RATIO) == [Check.RATIO]
    # Without the factor one row alone cannot tell the scale, and nothing is asked.
    assert asked([*THREE[:2], row("per_head", "2023", "410000")], replace(RATIO, factor=None)) == []


def test_a_stock_of_the_last_day_serves_as_denominator_of_the_year() -> None:
    day = row("people", "2023-12", "50")
    read_as = read([THREE[0], day, THREE[2]], RATIO)[-1]
    assert (read_as.numerator, read_as.denominator) == (Decimal(700), Decimal(50))


def test_what_was_replaced_or_has_no_sure_year_is_held_against_nothing() -> None:
    late = replace(row("per_head", "2023", "140000", known="2024-05"), status=Status.REVISED)
    first = row("per_head", "2023", "410000")
    assert asked([*THREE[:2], first, late], RATIO) == []
    unsure = replace(first, status=Status.PERIOD_AMBIGUOUS)
    assert asked([*THREE[:2], unsure], RATIO) == []


def test_parts_are_added_up_only_where_all_of_them_are_there() -> None:
    meant = [Meaning(name, part_of="gdp") for name in ("farms", "works", "trade")]
    parts = [row("farms", "2023", "20"), row("works", "2023", "300"), row("trade", "2023", "380")]
    whole = THREE[0]
    assert asked([whole, *parts], *meant) == []
    assert asked([whole, *parts[:2]], *meant) == []
    assert asked([whole, *parts[:2], row("trade", "2023", "280")], *meant) == [
        Check.PARTS_AND_WHOLE
    ]


def test_growth_is_held_against_levels_only_in_current_prices() -> None:
    rows = [row("gdp", "2022", "650"), THREE[0], row("growth", "2023", "15.6")]
    meant = Meaning("growth", growth_of="gdp", basis=Basis.CURRENT)
    assert asked(rows, meant) == [Check.GROWTH_OF_LEVEL]
    assert asked(rows, replace(meant, basis=Basis.CONSTANT)) == []
    assert asked(rows, replace(meant, basis=None)) == []
    assert asked([*rows[:2], row("growth", "2023", "7.7")], meant) == []


def test_a_new_definition_is_asked_about_unless_a_note_says_why() -> None:
    rows = [row("gdp", str(year), str(600 + year - 2018)) for year in range(2018, 2024)]
    old = Meaning("gdp", definition=Words("All firms.", "全部企业。"))
    new = Meaning("gdp", since=date(2021, 1, 1), definition=Words("Large firms.", "规上企业。"))
    (flag,) = survey(read(rows, old, new)).flags
    assert flag.check is Check.DEFINITION
    assert "2021" in flag.question.en + str(flag.evidence)
    noted = replace(new, note=Words("The survey was redrawn.", "样本已更新。"))
    assert asked(rows, old, noted) == []
    marked = [each.period.label for each in read(rows, old, noted) if each.note]
    assert marked == ["2021"]


def test_of_meanings_from_one_day_the_last_one_stands() -> None:
    first, second = (Meaning("gdp", base=year) for year in ("2015", "2020"))
    assert [each.base for each in read(THREE[:1], first, second)] == ["2020"]


def test_a_whole_broken_down_in_two_ways_is_held_against_each_by_itself() -> None:
    whole = row("gdp", "2023", "700")
    sectors = [row("farms", "2023", "100"), row("works", "2023", "600")]
    districts = [row("north", "2023", "300"), row("south", "2023", "400")]
    meant = [
        Meaning(name, part_of="gdp", breakdown=how)
        for how, names in (("by sector", ("farms", "works")), ("", ("north", "south")))
        for name in names
    ]
    assert asked([whole, *sectors, *districts], *meant) == []
    wrong = row("works", "2023", "660")
    (flag,) = survey(read([whole, sectors[0], wrong, *districts], *meant)).flags
    assert (flag.check, flag.about) == (Check.PARTS_AND_WHOLE, "gdp, haven, 2023 (by sector)")
    # A part that is missing in one breakdown does not silence the other.
    assert asked([whole, *sectors, districts[0]], *meant) == []
    assert asked([whole, sectors[0], wrong, districts[0]], *meant) == [Check.PARTS_AND_WHOLE]


@pytest.mark.parametrize("days", [0, 60])
def test_figures_that_missed_their_targets_and_came_late_are_asked_about(days: int) -> None:
    areas = [f"area-{number}" for number in range(24)]
    rows, targets = [], []
    for number, area in enumerate(areas):
        is_bad = number % 2 == 0
        when = date(2024, 1, 20) + timedelta(days=number % 5 + (days if is_bad else 0))
        said = row("gdp", "2023", "90" if is_bad else "110", known=when.isoformat())
        rows.append(replace(said, area=area))
        targets.append(replace(TARGET, area=area))
    indicators = {"gdp": Indicator("gdp", Words("", ""), "", FLOW, Direction.MORE)}
    found = {
        aimed: [each.check for each in survey(list(each)).flags]
        for aimed, each in (
            (True, readings(rows, indicators=indicators, meanings=(), targets=targets)),
            (False, readings(rows, indicators=indicators, meanings=())),
        )
    }
    assert found == {True: [Check.LATE_WHEN_BAD] if days else [], False: []}


def test_a_change_asked_for_is_no_value_to_come_up_to() -> None:
    indicators = {"gdp": Indicator("gdp", Words("", ""), "", FLOW, Direction.MORE)}
    for comparator, value in ((Comparator.GE, Decimal(100)), (Comparator.INCREASE_BY, None)):
        target = replace(TARGET, comparator=comparator)
        (read_as,) = readings(THREE[:1], indicators=indicators, meanings=(), targets=[target])
        assert read_as.target == value


@pytest.mark.parametrize("noted", [False, True])
def test_a_source_that_changes_after_years_is_asked_about_unless_a_note_says_so(
    noted: bool,
) -> None:
    defined = Meaning("gdp", definition=Words("In current prices.", "按现价计算。"))
    rows = [row("gdp", str(year), "700") for year in range(2016, 2022)]
    note = Words("Moved to the bureau.", "改由统计局公布。") if noted else Words("", "")
    rows += [
        replace(row("gdp", str(year), "700"), source="bureau", note=note) for year in (2022, 2023)
    ]
    assert asked(rows, defined) == ([] if noted else [Check.DEFINITION])
