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
    assert "The same on both: 15." in said
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
