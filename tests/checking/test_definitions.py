"""A change of meaning is asked about unless it is explained."""

from dataclasses import replace

import pytest

from goldenthread.checking import Marks, changed_without_note
from goldenthread.terms.errors import CannotTell

FIRST = Marks("2022", definition="mean population", denominator="residents", base="2020")


@pytest.mark.parametrize("name", ["definition", "denominator", "base"])
def test_a_change_without_a_note_is_asked_about(name: str) -> None:
    changed = replace(FIRST, period="2023", **{name: "another"})
    asked = changed_without_note([FIRST, changed])
    assert asked is not None
    assert "another" in asked.question.en
    assert "2023" in asked.question.zh
    assert changed_without_note([FIRST, replace(changed, note="New from 2023.")]) is None


def test_two_definitions_side_by_side_are_no_change() -> None:
    # Per-head GDP of a province, by year-end and by mean population: both are right.
    assert changed_without_note([FIRST, replace(FIRST, definition="year-end population")]) is None


def test_what_is_not_stated_has_not_changed() -> None:
    assert changed_without_note([FIRST, Marks("2023"), Marks("2024")]) is None


def test_a_source_is_asked_about_only_after_a_habit() -> None:
    usual = [replace(FIRST, period=str(year), source="Bureau") for year in range(2018, 2022)]
    other = replace(FIRST, period="2022", source="Office")
    assert changed_without_note([*usual, other]) is not None
    assert changed_without_note([*usual[1:], other]) is None


def test_one_period_alone_cannot_be_asked_about() -> None:
    with pytest.raises(CannotTell):
        changed_without_note([FIRST])
