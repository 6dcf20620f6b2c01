"""What changed between two editions is shown figure by figure, and one leads to the other."""

import html
import re
from datetime import date

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Person
from goldenthread.office.editions import actions
from goldenthread.office.editions.beside import earlier_than
from goldenthread.office.editions.models import Edition
from goldenthread.office.scorecards.actions import compute
from goldenthread.terms.periods import Period

pytestmark = pytest.mark.usefixtures("loaded", "db")


@pytest.fixture(autouse=True)
def _passing_key() -> None:
    """Leave the key alone with which the worked example was signed."""


@pytest.fixture
def second() -> Edition:
    """The same quarter as known a year later, published."""
    secretary = Person.objects.get(username="secretary")
    computed = compute(
        secretary.body, quarter=Period.parse("2023Q4"), as_known=date(2025, 2, 28), by=secretary
    )
    drafted = actions.draft(computed, by=secretary, reason="Figures of 2024 are out.")
    actions.publish(drafted, by=Person.objects.get(username="leader"))
    return drafted


def text(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_second_edition_leads_to_what_changed_since_the_first(second: Edition) -> None:
    page = Client().get("/en/editions/2023Q4/2/").content.decode()
    assert 'href="/en/editions/2023Q4/2/since/2023Q4/1/"' in page
    said = text("/en/editions/2023Q4/2/since/2023Q4/1/")
    assert "2023-2" in said
    assert re.search(r"Figure\s+nothing said\s+3\.56 %", said)
    assert "The same on both: 24." in said
    assert "Figures of 2024 are out." in said


def test_the_same_is_said_in_chinese(second: Edition) -> None:
    said = text("/zh-hans/editions/2023Q4/2/since/2023Q4/1/")
    assert re.search(r"数值\s+无\s+3\.56 %", said)
    assert re.search(r"已知日期\s+无\s+2025年2月11日", said)


def test_two_that_say_the_same_say_so() -> None:
    assert "Both say the same." in text("/en/editions/2023Q4/1/since/2023Q4/1/")


def test_a_draft_is_compared_with_nothing_the_public_can_see(second: Edition) -> None:
    secretary = Person.objects.get(username="secretary")
    drafted = actions.draft(second.scorecard, by=secretary)
    address = f"/en/editions/2023Q4/{drafted.number}/since/2023Q4/1/"
    assert Client().get(address).status_code == 404
    assert [each.number for each in earlier_than(drafted, reader=None)] == [2, 1]


def test_the_first_edition_has_nothing_before_it() -> None:
    first = Edition.objects.get(quarter="2023Q4", number=1)
    assert list(earlier_than(first, reader=None)) == []


CHOICE = [("2023Q4.1", "2023Q4.2"), ("2023Q4.2", "2023Q4.1")]


@pytest.mark.parametrize(("one", "other"), CHOICE)
def test_two_chosen_editions_are_compared_the_later_against_the_earlier(
    second: Edition, one: str, other: str
) -> None:
    answer = Client().get(f"/zh-hans/compare/?one={one}&other={other}")
    assert answer.headers["Location"] == "/zh-hans/editions/2023Q4/2/since/2023Q4/1/"


def test_the_choice_offers_each_edition_that_stands_in_public(second: Edition) -> None:
    page = Client().get("/en/editions/").content.decode()
    for name in ("one", "other"):
        (choice,) = re.findall(rf'<select id="{name}".*?</select>', page)
        assert re.findall(r'value="([^"]+)"', choice) == ["2023Q4.2", "2023Q4.1"]
    assert '<option value="2023Q4.1" selected>' in page


def test_with_one_edition_there_is_nothing_to_choose() -> None:
    assert "<select" not in Client().get("/en/editions/").content.decode()


@pytest.mark.parametrize("asked", ["", "?one=2023Q4.1", "?one=2023Q4.1&other=2023Q4.9"])
def test_a_choice_of_what_is_not_there_leads_back_to_the_list(asked: str) -> None:
    assert Client().get(f"/en/compare/{asked}").headers["Location"] == "/en/editions/"


def test_the_public_cannot_choose_a_draft() -> None:
    secretary = Person.objects.get(username="secretary")
    quarter = Period.parse("2023Q4")
    computed = compute(secretary.body, quarter=quarter, as_known=date(2025, 2, 28), by=secretary)
    actions.draft(computed, by=secretary)
    answer = Client().get("/en/compare/?one=2023Q4.1&other=2023Q4.2")
    assert answer.headers["Location"] == "/en/editions/"
    assert "2023Q4.2" not in Client().get("/en/editions/").content.decode()
