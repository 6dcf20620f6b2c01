"""The administrator keeps the people of the office, and nobody else sees who they are."""

import re
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from goldenthread.office.bodies.actions import make_token
from goldenthread.office.bodies.models import Body, Department, Person, Role, Token
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay


def made(body: Body, username: str, role: str) -> Person:
    person = Person(username=username, name_en=username, name_zh="某人", role=role, body=body)
    person.set_password("a long and quiet word")
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


@pytest.fixture
def keeper(body: Body) -> Person:
    """Whoever keeps the office running; invented."""
    return made(body, "keeper", "administrator")


@pytest.fixture
def at(keeper: Person) -> Client:
    """The administrator's browser."""
    client = Client()
    client.force_login(keeper)
    return client


def page(client: Client, address: str, **given: str) -> tuple[int, str]:
    answered = client.post(address, given) if given else client.get(address)
    return answered.status_code, answered.content.decode()


NEW = {"username": "qianyu", "name_en": "Qian Yu", "name_zh": "钱雨", "role": "contributor"}


def test_a_person_is_added_and_signs_in_with_the_password_shown_once(
    at: Client, works: Department
) -> None:
    status, shown = page(at, "/en/people/add/", **NEW, department=str(works.pk))
    assert status == HTTPStatus.OK
    username, password = re.findall(r"<dd><code>([^<]+)</code>", shown)
    assert Client().login(username=username, password=password)
    status, listed = page(at, "/zh-hans/people/")
    assert (status, "钱雨" in listed, password in listed) == (HTTPStatus.OK, True, False)
    assert list(audit()) == replay().faults == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"username": "sunli"}, "signs in under this name already"),
        ({}, "a contributor works in a unit"),
        ({"username": "Not A Name"}, "username"),
        ({"role": "king"}, "role"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    at: Client, given: dict[str, str], said: str
) -> None:
    before = Person.objects.count()
    status, shown = page(at, "/en/people/add/", **(NEW | given))
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in shown
    assert "钱雨" in shown
    assert Person.objects.count() == before


def test_a_role_and_unit_are_changed_and_the_log_keeps_both(
    at: Client, secretary: Person, finance: Department
) -> None:
    given = {"name_en": "Sun Li", "name_zh": "孙立", "role": "department lead"}
    address = f"/en/people/{secretary.opaque}/"
    assert page(at, address)[0] == HTTPStatus.OK
    assert page(at, address, **given, department=str(finance.pk))[0] == HTTPStatus.FOUND
    secretary.refresh_from_db()
    assert (secretary.role, secretary.department) == ("department lead", finance)
    assert list(audit()) == replay().faults == []


def test_an_account_is_closed_with_a_reason_and_its_work_stays(
    at: Client, secretary: Person
) -> None:
    inside = Client()
    inside.force_login(secretary)
    address = f"/en/people/{secretary.opaque}/close/"
    assert page(at, address, reason=" ")[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page(at, address, reason="moved to another city")[0] == HTTPStatus.FOUND
    assert inside.get("/en/account/").status_code == HTTPStatus.FOUND
    status, shown = page(at, address, reason="again")
    assert (status, "is closed" in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    assert list(audit()) == replay().faults == []


def test_a_new_password_ends_the_old_one_its_sessions_and_second_factors(
    at: Client, leader: Person
) -> None:
    leader = made(leader.body, "old", "leader")
    inside = Client()
    inside.force_login(leader)
    Authenticator.objects.create(user=leader, type=Authenticator.Type.TOTP, data={})
    answered = at.post(f"/en/people/{leader.opaque}/password/")
    assert "no-store" in answered["Cache-Control"]
    _, password = re.findall(r"<dd><code>([^<]+)</code>", answered.content.decode())
    assert not Client().login(username="old", password="a long and quiet word")
    assert Client().login(username="old", password=password)
    assert inside.get("/en/account/").status_code == HTTPStatus.FOUND
    assert not Authenticator.objects.filter(user=leader).exists()


def test_a_new_password_ends_the_tokens_made_before(at: Client, body: Body, keeper: Person) -> None:
    person = made(body, "old", "auditor")
    last = timezone.localdate()
    token, secret = make_token(person, name="t", scopes=["read"], expires=last, by=person)
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/reports", headers=headers).status_code == HTTPStatus.OK
    at.post(f"/en/people/{person.opaque}/password/")
    assert Client().get("/api/reports", headers=headers).status_code == HTTPStatus.UNAUTHORIZED
    token.refresh_from_db()
    assert token.is_revoked
    assert list(replay().faults) == []


OWN = {"password1": "one that I alone know", "password2": "one that I alone know"}


def test_a_password_that_was_given_is_changed_before_anything_else_is_done(
    at: Client, body: Body
) -> None:
    person = made(body, "new", "auditor")
    handed = at.post(f"/en/people/{person.opaque}/password/").content.decode()
    _, given = re.findall(r"<dd><code>([^<]+)</code>", handed)
    inside, change_page = Client(), "/en/account/password/"
    inside.post("/en/sign-in/", {"login": "new", "password": given})
    for address in ("/en/", "/en/desk/", "/en/account/", "/en/account/tokens/", "/en/records/"):
        answered = inside.get(address)
        assert (answered.status_code, answered["Location"]) == (HTTPStatus.FOUND, change_page)
    assert "Somebody else gave you" in page(inside, change_page)[1]
    again = {"oldpassword": given, "password1": given, "password2": given}
    assert inside.post(change_page, again).status_code != HTTPStatus.FOUND
    assert inside.get("/en/desk/").status_code == HTTPStatus.FOUND
    inside.post(change_page, {"oldpassword": given, **OWN})
    assert inside.get("/en/desk/").status_code == HTTPStatus.OK
    assert "Somebody else" not in page(inside, change_page)[1]
    assert inside.post("/en/sign-out/").status_code == HTTPStatus.FOUND
    assert list(audit()) == replay().faults == []


def test_whoever_was_given_a_password_can_sign_out_without_changing_it(
    at: Client, works: Department
) -> None:
    shown = page(at, "/en/people/add/", **NEW, department=str(works.pk))[1]
    username, given = re.findall(r"<dd><code>([^<]+)</code>", shown)
    inside = Client()
    inside.post("/en/sign-in/", {"login": username, "password": given})
    assert inside.get("/en/desk/").status_code == HTTPStatus.FOUND
    inside.post("/en/sign-out/")
    assert inside.get("/en/").status_code == HTTPStatus.OK


def _token_of(person: Person) -> tuple[Token, dict[str, str]]:
    last = timezone.localdate()
    token, secret = make_token(person, name="sheet", scopes=["read"], expires=last, by=person)
    return token, {"Authorization": f"Bearer {secret}"}


def test_an_administrator_ends_the_token_of_another_and_says_why(at: Client, body: Body) -> None:
    person = made(body, "old", "auditor")
    token, headers = _token_of(person)
    held = f"/en/people/{person.opaque}/"
    address = f"{held}tokens/{token.key}/end/"
    assert token.key in page(at, held)[1]
    assert page(at, address, reason=" ")[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page(at, address, reason="It was sent by mail.")[0] == HTTPStatus.FOUND
    assert Client().get("/api/reports", headers=headers).status_code == HTTPStatus.UNAUTHORIZED
    assert token.key not in page(at, held)[1]
    status, shown = page(at, address, reason="Once more.")
    assert (status, "revoked already" in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    assert list(audit()) == replay().faults == []


def test_with_an_account_its_tokens_are_closed_in_the_log_too(at: Client, body: Body) -> None:
    person = made(body, "old", "auditor")
    token, headers = _token_of(person)
    page(at, f"/en/people/{person.opaque}/close/", reason="Retired.")
    token.refresh_from_db()
    assert token.is_revoked
    assert Entry.objects.filter(object=token.trail_object, action="token.revoked").exists()
    assert Client().get("/api/reports", headers=headers).status_code == HTTPStatus.UNAUTHORIZED
    assert list(audit()) == replay().faults == []


def test_nobody_closes_or_demotes_themselves(at: Client, keeper: Person) -> None:
    for act in ("close", "password"):
        answered = at.post(f"/en/people/{keeper.opaque}/{act}/", {"reason": "none"})
        assert answered.status_code in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT}
    given = {"name_en": "K", "name_zh": "某", "role": "secretary"}
    status, shown = page(at, f"/en/people/{keeper.opaque}/", **given)
    assert (status, "your own account" in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    keeper.refresh_from_db()
    assert keeper.role == "administrator"
    assert keeper.is_active


@pytest.mark.parametrize("role", sorted({*Role.values} - {"administrator"}))
def test_no_other_role_sees_or_does_any_of_it(keeper: Person, body: Body, role: str) -> None:
    client = Client()
    client.force_login(made(body, "other", role))
    held = f"/en/people/{keeper.opaque}/"
    for address in ("/en/people/", "/en/people/add/", held):
        assert client.get(address).status_code == HTTPStatus.FORBIDDEN
    for address in (held, f"{held}close/", f"{held}password/", "/en/people/add/"):
        assert client.post(address, {"reason": "x"}).status_code == HTTPStatus.FORBIDDEN
    assert Client().get("/en/people/").status_code == HTTPStatus.FOUND


def test_somebody_of_another_body_is_not_to_be_found(at: Client, stranger: Person) -> None:
    assert at.get(f"/en/people/{stranger.opaque}/").status_code == HTTPStatus.NOT_FOUND
    assert stranger.username not in page(at, "/en/people/")[1]
