"""What a duty's page says, and how one is taken up."""

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Department, Person
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document, Statement
from goldenthread.terms.text import Words


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty taken up from the first clause, which the public may read."""
    release(notice, by=secretary)
    statement = Statement.objects.get(record__document=notice, number="1")
    return adopt(
        notice, slug="wall", title=Words("Sea wall", "海堤"), statements={"en": statement},
        by=secretary,
    )  # fmt: skip


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_statement_is_taken_up_with_the_units_it_names_itself(
    notice: Document, secretary: Person
) -> None:
    statement = Statement.objects.get(record__document=notice, number="1")
    address = f"/en/commitments/adopt/{statement.pk}/"
    assert "Repair the sea wall" in _browser(secretary).get(address).content.decode()
    given = {"slug": "wall", "title_en": "Sea wall", "title_zh": "海堤"}
    answer = _browser(secretary).post(address, given)
    assert answer["Location"] == "/en/commitments/wall/"
    adopted = Commitment.objects.get()
    assert (adopted.lead.slug, str(adopted.due)) == ("works", "2023-12-31")
    assert [unit.slug for unit in adopted.supporting_units()] == ["finance"]


def test_the_secretary_may_decide_otherwise_than_the_sentence(
    notice: Document, secretary: Person, finance: Department
) -> None:
    statement = Statement.objects.get(record__document=notice, number="1")
    given = {
        "slug": "wall", "title_en": "Sea wall", "title_zh": "海堤", "lead": finance.pk,
        "due": "2024-06-30",
    }  # fmt: skip
    _browser(secretary).post(f"/en/commitments/adopt/{statement.pk}/", given)
    adopted = Commitment.objects.get()
    assert (adopted.lead, str(adopted.due)) == (finance, "2024-06-30")


def test_a_name_already_taken_is_refused_and_what_was_entered_stays(
    wall: Commitment, secretary: Person
) -> None:
    statement = Statement.objects.get(record__document=wall.document, number="2")
    given = {"slug": "wall", "title_en": "Prices", "title_zh": "物价"}
    answer = _browser(secretary).post(f"/zh-hans/commitments/adopt/{statement.pk}/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "目前情况下不能这样做" in page
    assert "Choose another short name." in page
    assert 'value="Prices"' in page
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_nobody_else_takes_a_statement_up(
    who: str, notice: Document, secretary: Person, request: pytest.FixtureRequest
) -> None:
    release(notice, by=secretary)
    statement = Statement.objects.get(record__document=notice, number="1")
    given = {"slug": "wall", "title_en": "Sea wall", "title_zh": "海堤"}
    person = request.getfixturevalue(who)
    answer = _browser(person).post(f"/en/commitments/adopt/{statement.pk}/", given)
    assert answer.status_code == 403
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("on", "said"), [("2024-01-01", "overdue"), ("2023-06-30", "cannot be told")]
)
def test_standing_is_that_of_the_day_asked(wall: Commitment, on: str, said: str) -> None:
    page = Client().get(f"/en/commitments/wall/?on={on}").content.decode()
    assert f"<strong>{said}</strong>" in page


def test_a_duty_leads_back_to_its_sentence_and_is_led_to_from_it(wall: Commitment) -> None:
    statement = wall.statement_en
    assert statement is not None
    page = Client().get("/en/commitments/wall/").content.decode()
    assert f'href="/en/records/notice/#s{statement.pk}"' in page
    assert 'href="/en/commitments/wall/"' in Client().get("/en/records/notice/").content.decode()


def test_the_list_can_be_narrowed_to_a_lead_unit(wall: Commitment) -> None:
    assert "Sea wall" in Client().get("/en/commitments/?lead=works").content.decode()
    assert "Sea wall" not in Client().get("/en/commitments/?lead=finance").content.decode()
    assert "海堤" in Client().get("/zh-hans/commitments/?document=notice").content.decode()
