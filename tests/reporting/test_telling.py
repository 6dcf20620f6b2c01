"""What the card tells, from the worked example's real card."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reporting.card import Card
from goldenthread.reporting.charts import scale
from goldenthread.reporting.page import card_body, card_html
from goldenthread.reporting.tale import Duty, Step
from goldenthread.reporting.telling import told
from goldenthread.terms.commitments import Extension
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.text import LANGUAGES, Language
from goldenthread.weaving import open_folder, weave


@pytest.fixture(scope="module")
def card(example: Path) -> Card:
    dossier = open_folder(example).dossier
    return weave(dossier, quarter=Period.parse("2023Q4"), as_known=date(2024, 1, 31))


def duty(card: Card, number: str, language: Language = "en") -> Duty:
    return next(each for each in told(card, language).duties if each.number == number)


def named(each: Duty, name: str) -> list[Step]:
    return [step for step in each.steps if step.name == name]


def test_a_computed_growth_names_the_levels_it_rests_on(card: Card) -> None:
    lines = [step.lines[0] for step in named(duty(card, "3"), "Observation")]
    assert "General public budget revenue, 2023: printed as “632” (100 million yuan)." in lines
    assert "General public budget revenue, 2022: printed as “596.47” (100 million yuan)." in lines


def test_what_cannot_be_judged_walks_back_with_both_its_figures(card: Card) -> None:
    income = duty(card, "6")
    assert {step.big for step in named(income, "Figure")} >= {"6.0\u00a0%", "6.3\u00a0%"}
    observed = named(income, "Observation")
    assert any("6.3" in step.lines[0] for step in observed)
    assert all(step.reference for step in observed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_figure_is_said_once(card: Card, language: Language) -> None:
    each = duty(card, "7", language)
    assert each.steps[0].lines == (each.why,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_duty_with_two_targets_draws_and_walks_both(card: Card, language: Language) -> None:
    row = next(row for row in card.rows if row.commitment.number == "11")
    each = duty(card, "11", language)
    names = [result.indicator.title.in_language(language) for result in row.results]
    assert [chart.caption for chart in each.charts] == names
    assert all(chart.svg for chart in each.charts)
    steps = [step for step in each.steps if step.verdict]
    assert all(step.lines[0].startswith(name) for step, name in zip(steps, names, strict=True))
    lines = [line for step in each.steps for line in step.lines]
    assert any(all(name in line for name in names) for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_supporting_units_stand_in_the_row_and_in_the_walk(card: Card, language: Language) -> None:
    row = next(row for row in card.rows if row.commitment.supporting)
    each = duty(card, row.commitment.number, language)
    walked = "".join(line for step in each.steps for line in step.lines)
    for unit in row.commitment.supporting:
        assert unit.in_language(language) in each.who
        assert unit.in_language(language) in walked


def test_the_day_of_printing_is_told_where_the_day_knows_it(card: Card) -> None:
    row = card.rows[0]
    figure = row.results[0].judgement.figure
    assert figure is not None
    printed = replace(figure.inputs[0], published=Day("2024-01-28"))
    judged = replace(row.results[0].judgement, figure=replace(figure, inputs=(printed,)))
    rows = (replace(row, results=(replace(row.results[0], judgement=judged),)), *card.rows[1:])
    lines = [line for step in duty(replace(card, rows=rows), "1").steps for line in step.lines]
    assert any("printed 28 January 2024" in line for line in lines)


def test_the_page_alone_links_to_the_files_beside_it(card: Card) -> None:
    for name in ("card.pdf", "card.zh.pdf", "card.json", "figures.csv"):
        assert f'href="{name}"' in card_html(card)
        assert f'href="{name}"' not in card_body(card, language="en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_sets_all_that_is_told_of_a_duty(card: Card, language: Language) -> None:
    page = card_html(card)
    for each in told(card, language).duties:
        assert f'id="{each.id}"' in page
        assert f'id="{each.id}-walk"' in page
        assert all(chart.svg in page for chart in each.charts)


@given(numbers=st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=5))
def test_a_length_from_zero_is_in_proportion_to_its_value(numbers: list[Decimal]) -> None:
    place = scale(numbers)
    zero, unit = place(Decimal(0)), place(Decimal(1)) - place(Decimal(0))
    for number in numbers:
        assert 16 - 1e-6 <= place(number) <= 284 + 1e-6
        assert place(number) - zero == pytest.approx(float(number) * unit, abs=1e-6)


def test_nothing_but_printing_loads_the_typesetter() -> None:
    code = "import sys, goldenthread.reporting as r; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_due_day_that_was_moved_is_told_with_the_day_before_and_why(card: Card) -> None:
    moves = (
        Extension(None, date(2023, 3, 1), "The council asked for a day."),
        Extension(date(2023, 11, 30), date(2023, 11, 2), "The storm took <b>scaffolding</b>."),
    )
    row = card.rows[0]
    late = replace(row, commitment=replace(row.commitment, extensions=moves))
    moved = replace(card, rows=(late, *card.rows[1:]))
    lines = named(duty(moved, row.commitment.number), "Duty")[0].lines
    assert lines[-2].startswith("Had no due day until 1 March 2023.")
    assert lines[-1].startswith("Was due 30 November 2023; moved on 2 November 2023, because: The")
    page = card_html(moved)
    assert "原时限2023年11月30日，2023年11月2日调整，理由：The storm" in page
    assert "<b>scaffolding" not in page
