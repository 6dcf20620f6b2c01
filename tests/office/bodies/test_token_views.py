"""The page of one's own tokens: shown once, in both languages, to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from goldenthread.office.bodies.actions import make_token, revoke_token
from goldenthread.office.bodies.models import Person, Token
from goldenthread.office.bodies.tokens import token_shown
from goldenthread.terms.errors import NotPermitted, NotPossible
from people import browser_of

pytestmark = pytest.mark.usefixtures("loaded", "db")
PASSWORD = "a word for this test"
TODAY = timezone.localdate()


@pytest.fixture
def person() -> Person:
    return Person.objects.get(username="secretary")


@pytest.fixture
def signed_in(person: Person) -> Client:
    """A browser whose person has just said once more who they are."""
    person.set_password(PASSWORD)
    Person._base_manager.filter(pk=person.pk).update(password=person.password)
    opened = browser_of("secretary")
    opened.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return opened


@pytest.mark.parametrize(
    ("language", "said"), [("en", "shown this once"), ("zh-hans", "只显示这一次")]
)
def test_the_secret_is_shown_once_and_opens_the_office(
    signed_in: Client, language: str, said: str
) -> None:
    with override(language):
        address = reverse("tokens")
    made = signed_in.post(
        address, {"name": "sheet", "scopes": ["read"], "expires": TODAY.isoformat()}
    )
    page = made.content.decode()
    assert made.status_code == 201
    assert said in page
    assert "no-store" in made["Cache-Control"]
    secret = page.split("<code>gt_")[1].split("</code>")[0]
    assert token_shown(f"gt_{secret}").name == "sheet"
    assert secret not in signed_in.get(address).content.decode()


def test_a_token_is_revoked_from_the_page(signed_in: Client, person: Person) -> None:
    token, secret = make_token(person, name="old", scopes=["read"], expires=TODAY, by=person)
    signed_in.post(reverse("token-revoke", args=[token.key]))
    with pytest.raises(NotPermitted, match="revoked"):
        token_shown(secret)
    with pytest.raises(NotPossible, match="already"):
        revoke_token(Token.objects.get(), by=person)


WANTED: dict[str, Any] = {"name": "sheet", "scopes": ["read"], "expires": TODAY}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"scopes": []},
        {"scopes": ["body"]},
        {"expires": TODAY - timedelta(days=1)},
        {"expires": TODAY + timedelta(days=367)},
    ],
)
def test_a_token_without_name_scope_or_end_is_not_made(
    person: Person, wrong: dict[str, Any]
) -> None:
    with pytest.raises(NotPossible):
        make_token(person, **WANTED | wrong, by=person)
    assert not Token.objects.exists()


def test_the_page_says_why_a_token_was_not_made(signed_in: Client) -> None:
    far = (TODAY + timedelta(days=900)).isoformat()
    answer = signed_in.post(reverse("tokens"), {"name": "x", "scopes": ["read"], "expires": far})
    assert answer.status_code == 422
    assert "a year" in answer.content.decode()


def test_nobody_makes_a_token_for_another(person: Person) -> None:
    other = Person.objects.get(username="leader")
    with pytest.raises(NotPermitted):
        make_token(other, **WANTED, by=person)
