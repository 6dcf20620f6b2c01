"""People sign in with what their role asks for, and see and end their own sign-ins."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from goldenthread.office.bodies.actions import change_password
from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.site.settings import SECOND_FACTOR
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry
from goldenthread.terms.errors import NotPermitted

PASSWORD = "a long and quiet word"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _strict(settings: Settings) -> Iterator[None]:
    settings.SECOND_FACTOR_ROLES = SECOND_FACTOR
    cache.clear()
    yield
    cache.clear()


def _known(person: Person) -> Person:
    change_password(person, to=PASSWORD, by=person)
    return person


def _code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


def _sign_in(person: Person, password: str = PASSWORD) -> Client:
    browser = Client()
    browser.post("/en/sign-in/", {"login": person.username, "password": password})
    return browser


def _lets_in(browser: Client) -> bool:
    return "Sign out" in browser.get("/en/").content.decode()


def test_a_password_alone_lets_in_whose_role_asks_for_no_more(secretary: Person) -> None:
    assert _lets_in(_sign_in(_known(secretary)))
    assert not _lets_in(_sign_in(secretary, "another word entirely"))


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_whoever_signs_counts_or_administers_works_only_behind_a_second_factor(
    leader: Person, role: str, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"leader"} if role == "leader" else {role, "leader"})
    browser = _sign_in(_known(leader))
    for address in ("/en/", "/en/records/", "/zh-hans/editions/"):
        assert browser.get(address)["Location"].endswith("/account/")
    page = browser.get("/en/account/").content.decode()
    assert "Your role needs a second factor" in page


def test_the_three_roles_are_those_that_the_design_names() -> None:
    assert {"leader", "statistician", "administrator"} == SECOND_FACTOR


def test_a_leader_sets_up_an_app_and_goes_on(leader: Person) -> None:
    browser = _sign_in(_known(leader))
    _reauthenticated(browser)
    page = browser.get("/en/account/authenticator/")
    assert "<svg" in page.content.decode()
    session = browser.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    answer = browser.post("/en/account/authenticator/", {"code": _code()})
    assert answer["Location"] == "/en/account/codes/"
    codes = browser.get("/en/account/codes/").content.decode()
    assert "Left: 10 of 10." in codes
    assert browser.get("/en/records/").status_code == 200


def test_the_code_is_asked_for_after_the_password(leader: Person) -> None:
    TOTP.activate(_known(leader), SECRET)
    browser = _sign_in(leader)
    assert not _lets_in(browser)
    assert browser.post("/en/sign-in/second/", {"code": "000000"}).status_code == 200
    assert not _lets_in(browser)
    browser.post("/en/sign-in/second/", {"code": _code()})
    assert _lets_in(browser)


def test_a_recovery_code_lets_in_once(leader: Person) -> None:
    TOTP.activate(_known(leader), SECRET)
    code = RecoveryCodes.activate(leader).get_unused_codes()[0]
    for lets_in in (True, False):
        browser = _sign_in(leader)
        browser.post("/en/sign-in/second/", {"code": code})
        assert _lets_in(browser) is lets_in


def test_the_secret_does_not_stand_in_the_database_as_it_is(leader: Person) -> None:
    TOTP.activate(leader, SECRET)
    kept = Authenticator.objects.get(user_id=leader.pk)
    assert SECRET not in str(kept.data)
    assert TOTP(kept).validate_code(_code())


def test_the_last_second_factor_is_not_removed_by_whoever_needs_one(
    leader: Person, secretary: Person
) -> None:
    for person, status, left in ((leader, 200, 1), (secretary, 302, 0)):
        TOTP.activate(_known(person), SECRET)
        browser = _sign_in(person)
        browser.post("/en/sign-in/second/", {"code": _code()})
        _reauthenticated(browser, "/en/account/authenticator/remove/")
        assert browser.post("/en/account/authenticator/remove/").status_code == status
        assert Authenticator.objects.filter(user_id=person.pk).count() == left
        cache.clear()


def _passkey(person: Person, name: str) -> Authenticator:
    kept = Authenticator(user_id=person.pk, type=Authenticator.Type.WEBAUTHN)
    kept.data = {"name": name, "credential": {"clientExtensionResults": {}}}
    kept.save()
    return kept


def test_a_passkey_is_removed_unless_it_is_the_last_second_factor(leader: Person) -> None:
    first, second = _passkey(leader, "first"), _passkey(leader, "second")
    browser = _sign_in(_known(leader))
    browser.force_login(leader, "django.contrib.auth.backends.ModelBackend")
    _reauthenticated(browser)
    assert browser.post(f"/en/account/passkeys/{first.pk}/remove/").status_code == 302
    assert browser.post(f"/en/account/passkeys/{second.pk}/remove/").status_code == 409
    assert list(Authenticator.objects.filter(user_id=leader.pk)) == [second]


def _reauthenticated(browser: Client, address: str = "/en/account/authenticator/") -> None:
    answer = browser.get(address)
    assert "/account/again/" in answer["Location"]
    browser.post("/en/account/again/", {"password": PASSWORD, "next": "/en/account/"})


def test_what_touches_the_sign_in_asks_once_more_who_is_there(secretary: Person) -> None:
    browser = Client()
    browser.force_login(_known(secretary))
    _reauthenticated(browser)
    assert browser.get("/en/account/authenticator/").status_code == 200


def test_a_password_is_changed_with_an_entry_that_tells_nothing_of_it(secretary: Person) -> None:
    browser = _sign_in(_known(secretary))
    given = {"oldpassword": PASSWORD, "password1": "a longer word, quieter"}
    answer = browser.post("/en/account/password/", {**given, "password2": given["password1"]})
    assert answer.status_code == 302
    assert _lets_in(browser)
    assert _lets_in(_sign_in(secretary, given["password1"]))
    told = Entry.objects.filter(action="person.password_changed").last()
    assert told is not None
    assert not any("word" in value.name for value in told.values.all())


@pytest.mark.parametrize("weak", ["short", "password1234"])
def test_a_weak_password_is_refused(secretary: Person, weak: str) -> None:
    browser = _sign_in(_known(secretary))
    answer = browser.post(
        "/en/account/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )
    assert 'role="alert"' in answer.content.decode()
    secretary.refresh_from_db()
    assert secretary.check_password(PASSWORD)


def test_nobody_sets_the_password_of_another(leader: Person, secretary: Person) -> None:
    with pytest.raises(NotPermitted, match="for themselves alone"):
        change_password(leader, to=PASSWORD, by=secretary)


def test_sign_ins_are_listed_to_their_owner_who_ends_the_others(
    secretary: Person, leader: Person
) -> None:
    here, there = _sign_in(_known(secretary)), _sign_in(secretary)
    page = here.get("/en/account/sign-ins/").content.decode()
    assert page.count("127.0.0.1") == 2
    here.post("/en/account/sign-ins/")
    assert (_lets_in(here), _lets_in(there)) == (True, False)
    assert UserSession.objects.filter(user_id=secretary.pk).count() == 1


def test_after_many_wrong_passwords_even_the_right_one_must_wait(secretary: Person) -> None:
    _known(secretary)
    for _ in range(12):
        _sign_in(secretary, "wrong")
    assert not _lets_in(_sign_in(secretary))
    cache.clear()
    assert _lets_in(_sign_in(secretary))


def test_nobody_opens_an_account_alone_or_asks_for_mail(body: object) -> None:
    for address in ("sign-up/", "signup/", "account/signup/", "account/email/"):
        assert Client().get(f"/en/{address}").status_code == 404


def test_a_closed_account_lets_nobody_in(secretary: Person) -> None:
    browser = _sign_in(_known(secretary))
    secretary.is_active = False
    with change(by=SYSTEM) as changed:
        changed.save(secretary, "person.left")
    assert not _lets_in(browser)
    assert not _lets_in(_sign_in(secretary))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_fault_in_a_form_is_said_in_the_language_of_the_page(
    secretary: Person, language: str
) -> None:
    answer = Client().post(
        f"/{language}/sign-in/", {"login": secretary.username, "password": "wrong"}
    )
    said = {"en": "not correct", "zh-hans": "不正确"}[language]
    assert said in answer.content.decode()
