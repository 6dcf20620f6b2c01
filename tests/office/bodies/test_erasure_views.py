"""The pages of erasures: two people, in both languages, and how long backups still hold it."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from goldenthread.office.bodies.erasure_actions import ask_erasure, decline_erasure
from goldenthread.office.bodies.models import Body, Erasure, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPossible

GROUND = "Personal Information Protection Law, art. 47"


@pytest.fixture
def keeper(body: Body) -> Person:
    """Whoever keeps the office running; invented."""
    person = Person(username="keeper", name_en="Keeper", name_zh="管理", role="administrator")
    person.body = body
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


@pytest.fixture
def asked(keeper: Person, secretary: Person) -> Erasure:
    names = ["username", "name_en", "name_zh"]
    return ask_erasure(secretary.trail_object, names=names, by=keeper, ground=GROUND)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_administrator_chooses_somebody_and_their_fields_and_names_the_ground(
    keeper: Person, secretary: Person
) -> None:
    at = browser(keeper)
    first = at.get("/en/erasures/ask/").content.decode()
    link = f"?thing=person%2F{secretary.opaque}"
    assert link in first
    second = at.get(f"/en/erasures/ask/{link}").content.decode()
    assert 'value="name_zh"' in second
    assert "孙立" in second
    given = {"thing": secretary.trail_object, "names": ["name_zh", "@reason"], "ground": GROUND}
    answer = at.post("/en/erasures/ask/", given)
    made = Erasure.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (
        HTTPStatus.FOUND,
        f"/en/erasures/{made.pk}/",
    )
    assert (made.thing, made.names) == (secretary.trail_object, ["@reason", "name_zh"])
    assert made.asked_by == str(keeper.opaque)


@pytest.mark.parametrize(
    "change_to",
    [{"ground": ""}, {"names": []}, {"names": ["role"]}, {"thing": "person/none"}, {"thing": ""}],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_kept(
    change_to: dict[str, str | list[str]], keeper: Person, secretary: Person
) -> None:
    given = {"thing": secretary.trail_object, "names": ["name_zh"], "ground": GROUND} | change_to
    answer = browser(keeper).post("/en/erasures/ask/", given)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Erasure.objects.exists()


def test_a_row_that_is_not_there_is_said_to_be_missing(keeper: Person) -> None:
    answer = browser(keeper).get("/en/erasures/ask/?thing=person/none")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "there is no such row" in answer.content.decode()


def test_the_second_person_sees_what_would_go_and_approves_it(
    asked: Erasure, leader: Person
) -> None:
    at = browser(leader)
    page = at.get(f"/zh-hans/erasures/{asked.pk}/").content.decode()
    assert "孙立" in page
    assert GROUND in page
    assert "待第二人决定" in page
    answer = at.post(f"/zh-hans/erasures/{asked.pk}/approve/")
    assert answer.status_code == HTTPStatus.FOUND
    after = at.get(f"/zh-hans/erasures/{asked.pk}/").content.decode()
    assert "孙立" not in after
    assert "已删除" in after
    assert "同意删除" not in after
    assert list(audit()) == replay().faults == []


def test_the_second_person_declines_it_with_a_reason_and_everything_stays(
    asked: Erasure, leader: Person
) -> None:
    at = browser(leader)
    empty = at.post(f"/en/erasures/{asked.pk}/decline/", {"reason": ""})
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    why = "They hold an office still."
    at.post(f"/en/erasures/{asked.pk}/decline/", {"reason": why})
    page = at.get(f"/en/erasures/{asked.pk}/").content.decode()
    assert "Declined" in page
    assert why in page
    assert Person.objects.filter(username="sunli").exists()
    late = at.post(f"/en/erasures/{asked.pk}/approve/")
    assert late.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "declined already" in late.content.decode()
    assert list(audit()) == replay().faults == []


def test_without_a_reason_or_by_whoever_asked_nothing_is_declined(
    asked: Erasure, leader: Person
) -> None:
    with pytest.raises(NotPossible, match="no reason is given"):
        decline_erasure(asked, by=leader, reason=" ")
    asked.asked_by = str(leader.opaque)
    with pytest.raises(NotPossible, match="you asked for it yourself"):
        decline_erasure(asked, by=leader, reason="No.")


def test_the_list_names_the_day_until_which_backups_hold_it(asked: Erasure, leader: Person) -> None:
    at = browser(leader)
    assert "It waits for a second person." in at.get("/en/erasures/").content.decode()
    at.post(f"/en/erasures/{asked.pk}/approve/")
    asked.refresh_from_db()
    assert asked.backups_until == timezone.now().date() + timedelta(days=settings.BACKUP_DAYS)
    page = at.get("/en/erasures/").content.decode()
    assert "Backups made before still hold it" in page
    assert str(asked.backups_until.year) in page


def test_whoever_asks_and_whoever_approves_find_the_page_from_their_account(
    keeper: Person, leader: Person, secretary: Person
) -> None:
    seen = {
        person.username: "/en/erasures/" in browser(person).get("/en/account/").content.decode()
        for person in (keeper, leader, secretary)
    }
    assert seen == {"keeper": True, "zhouan": True, "sunli": False}
