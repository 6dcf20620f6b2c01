"""What changed between two editions is shown figure by figure, and one leads to the other."""

import html
import json
import re
from datetime import date

import pytest
from django.db.models import QuerySet
from django.test import Client

from goldenthread.office.bodies.models import Person
from goldenthread.office.editions import actions
from goldenthread.office.editions.beside import earlier_than
from goldenthread.office.editions.models import Edition
from goldenthread.office.scorecards.actions import compute
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.models import Entry
from goldenthread.terms.periods import Period

DUTIES = [f"2023-{number}" for number in range(1, 16)]
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


def spaced(address: str) -> str:
    """The words of a page, every space between a number and its unit a plain one."""
    return text(address).replace("\xa0", " ").replace("\u202f", " ")


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


@pytest.mark.parametrize(
    ("language", "even", "found", "nothing"),
    [
        (
            "en",
            "With equal weights, from 20.0 % to 73.3 % of what was asked",
            "By these weights, from 17.6 % to 64.7 % of what was asked",
            "Every weight is 0",
        ),
        ("zh-hans", "达成的可能占20.0%至73.3%", "达成的可能占17.6%至64.7%", "权重均为0"),
    ],
)
def test_other_weights_say_what_the_count_would_come_to_and_nothing_is_kept(
    language: str, even: str, found: str, nothing: str
) -> None:
    address = f"/{language}/weights/2023Q4/1/"
    plain = spaced(address)
    assert even in plain
    assert found not in plain
    before = Entry.objects.count()
    weighed = spaced(f"{address}?2023-4=3")
    assert even in weighed
    assert found in weighed
    none = "&".join(f"{each}=0" for each in DUTIES)
    assert nothing in text(f"{address}?{none}")
    assert Entry.objects.count() == before
    assert f'href="{address}"' in Client().get(f"/{language}/editions/2023Q4/1/").content.decode()


@pytest.mark.parametrize("weight", ["-1", "101", "x", "1.5", "9" * 400])
def test_a_weight_that_is_none_is_told_at_its_field_and_nothing_else_is_lost(weight: str) -> None:
    answer = Client().get("/en/weights/2023Q4/1/", {"2023-4": weight, "2023-1": "7"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_2023-4_error"' in page
    assert re.search(r'name="2023-1" value="7"', page)
    assert "By these weights" not in page


def test_an_edition_made_before_bounds_were_told_says_so() -> None:
    edition = Edition.objects.get(quarter="2023Q4", number=1)
    card = json.loads(edition.scorecard.card)
    del card["sureness"]["duties"]
    # Past the trail, as no action can.
    QuerySet(Scorecard).filter(pk=edition.scorecard_id).update(card=json.dumps(card))
    assert "later editions tell it" in text("/en/weights/2023Q4/1/")
