"""Behind each chart stands a table of what it draws."""

from html import escape

import pytest

from goldenthread.reporting import wording
from goldenthread.reporting.behind import behind
from goldenthread.reporting.card import Card
from goldenthread.reporting.page import card_html
from goldenthread.terms.text import LANGUAGES, Language


def test_every_number_of_a_course_stands_in_its_table(spring: Card) -> None:
    rows = dict(behind(spring.rows[0].results[0], "en"))
    assert list(rows) == [
        "Asked",
        "Path, 31 March 2024",
        "Path, 30 June 2024",
        "Came, the first quarter of 2024",
        "First said, the first quarter of 2024",
        "Expected, four in five",
        "Expected, 95 in a hundred",
        "Chance that it is met",
    ]
    assert rows["First said, the first quarter of 2024"] == "48 m"
    assert rows["Expected, four in five"] == "189.83 m–211.28 m"


@pytest.mark.parametrize("language", LANGUAGES)
def test_earlier_figures_stand_before_the_judged_one(card: Card, language: Language) -> None:
    result = card.rows[3].results[0]
    values = [value for _, value in behind(result, language)]
    assert values == [
        wording.asked(result.target, language),
        wording.number(result.earlier[0].value, "%", language),
        wording.number(result.judgement.figure.value, "%", language)
        if result.judgement.figure
        else "",
    ]


def test_each_chart_of_a_target_has_its_table_on_the_page_and_words_have_none(card: Card) -> None:
    page = card_html(card)
    drawn = [r for row in card.rows for r in row.results if r.target.value is not None]
    # Of the goals of later years, those of which anything is known: output and two revenues.
    later = [r for row in card.running for r in row.results if r.earlier]
    assert len(later) == 3
    drawn += later
    assert page.count('<details class="behind">') == len(drawn) * len(LANGUAGES)
    for result in drawn:
        for what, value in behind(result, "zh"):
            assert f'<th scope="row">{escape(what)}</th><td>{escape(value)}</td>' in page
