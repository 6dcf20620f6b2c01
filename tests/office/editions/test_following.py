"""Whoever follows has confirmed it, is told what is new, and is forgotten when they stop."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.bodies.permissions import PUBLIC, SYSTEM
from goldenthread.office.commitments.actions import withdraw
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.editions.actions import draft, publish
from goldenthread.office.editions.following_actions import (
    PATIENCE,
    PAUSE,
    confirm_following,
    follow,
    tell_followers,
)
from goldenthread.office.editions.letters import token_of
from goldenthread.office.editions.limits import MOST
from goldenthread.office.editions.models import Edition, Follower
from goldenthread.office.records.models import Document
from goldenthread.office.scorecards.actions import compute
from goldenthread.office.site.publishing import public_pages
from goldenthread.office.trail import keeping
from goldenthread.office.trail.models import Entry, Value
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.periods import Period

pytestmark = pytest.mark.usefixtures("loaded", "db")
ADDRESS = "reader@example.org"
SITE = "https://cards.example.org"
TODAY = date(2023, 6, 30)


@pytest.fixture(autouse=True)
def _passing_key() -> None:
    """Leave the key alone with which the worked example was signed."""


@pytest.fixture(autouse=True)
def _letters_can_be_sent(settings: Settings) -> Iterator[None]:
    settings.CAN_MAIL, settings.SITE_ADDRESS = True, SITE
    settings.DEFAULT_FROM_EMAIL = "cards@example.org"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def duty() -> Commitment:
    return Commitment.objects.get(slug="2023-4")


def confirmed(duty: Commitment | None, language: str = "en") -> Follower:
    follow(duty, address=ADDRESS, language="zh" if language == "zh" else "en", by=PUBLIC)
    follower = Follower.objects.get(address=ADDRESS, commitment=duty)
    confirm_following(follower, by=PUBLIC)
    mail.outbox.clear()
    return follower


def way(letter: str) -> str:
    """The address in a letter, without the site's own part."""
    found = re.search(rf"{SITE}(/\S+/following/\S+/)", letter)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("language", "place", "subject", "confirm"),
    [
        ("en", "follow/2023-4/", "Please confirm that you follow: Raise fixed-asset", "Confirm"),
        ("zh-hans", "follow/", "请确认订阅: 嘉兴市人民政府", "确认订阅"),
    ],
)
def test_following_is_asked_for_confirmed_by_a_letter_and_stopped_by_a_link(
    language: str, place: str, subject: str, confirm: str
) -> None:
    browser = Client()
    assert browser.post(f"/{language}/{place}", {"address": ADDRESS}).status_code == 200
    (letter,) = mail.outbox
    assert (letter.to, letter.subject.startswith(subject)) == ([ADDRESS], True)
    where = way(str(letter.body))
    page = browser.get(where)
    assert confirm in page.content.decode()
    assert Follower.objects.get().confirmed is None
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert browser.post(f"{where}confirm/").status_code == 302
    assert Follower.objects.get().confirmed is not None
    assert browser.post(f"{where}stop/").status_code == 200
    assert not Follower.objects.exists()
    assert browser.get(where).status_code == 404


def test_nobody_is_told_before_they_confirm_and_who_never_does_is_forgotten(
    duty: Commitment,
) -> None:
    follow(duty, address=ADDRESS, language="en", by=PUBLIC)
    mail.outbox.clear()
    assert tell_followers(on=TODAY, by=SYSTEM) == (0, 0)
    Follower.objects.update(asked=timezone.now() - PATIENCE - timedelta(hours=1))
    assert tell_followers(on=TODAY, by=SYSTEM) == (0, 0)
    assert (mail.outbox, Follower.objects.exists()) == ([], False)


def test_a_duty_that_stands_otherwise_is_told_once(duty: Commitment) -> None:
    confirmed(duty)
    tell_followers(on=timezone.localdate(), by=SYSTEM)
    assert mail.outbox == []
    withdraw(duty, by=Person.objects.get(username="secretary"), reason="No longer asked for.")
    assert tell_followers(on=timezone.localdate(), by=SYSTEM) == (1, 0)
    assert tell_followers(on=timezone.localdate(), by=SYSTEM) == (0, 0)
    (letter,) = mail.outbox
    assert letter.subject == "Raise fixed-asset investment by 10 %: withdrawn"
    assert f"{SITE}/en/commitments/2023-4/" in letter.body
    assert "No longer asked for" not in letter.body


def test_a_new_card_is_told_in_the_readers_language_and_what_stood_before_is_not() -> None:
    confirmed(None, "zh")
    assert tell_followers(on=TODAY, by=SYSTEM) == (0, 0)
    secretary = Person.objects.get(username="secretary")
    card = compute(
        Body.objects.get(), quarter=Period.parse("2023Q4"), as_known=date(2025, 2, 28), by=secretary
    )
    publish(draft(card, by=secretary, reason="later"), by=Person.objects.get(username="leader"))
    assert tell_followers(on=TODAY, by=SYSTEM) == (1, 0)
    (letter,) = mail.outbox
    assert letter.subject == "嘉兴市人民政府: 新发布报告单"
    assert "2023年第四季度，第 2 版" in letter.body
    assert f"{SITE}/zh-hans/editions/2023Q4/2/" in letter.body


def test_a_mail_program_stops_the_letters_by_itself_and_a_look_stops_nothing(
    duty: Commitment,
) -> None:
    confirmed(duty)
    Follower.objects.update(told="")
    tell_followers(on=TODAY, by=SYSTEM)
    (letter,) = mail.outbox
    headers = letter.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(stop).status_code == 405
    assert Follower.objects.exists()
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()


def test_no_address_is_in_the_log_a_bundle_or_any_page(duty: Commitment) -> None:
    size = Entry.objects.count()
    confirmed(duty)
    Client().post("/en/follow/", {"address": ADDRESS})
    assert Entry.objects.count() == size
    held = " ".join(Entry.objects.values_list("canonical", flat=True))
    held += " ".join(str(each) for each in Value.objects.values_list("value", flat=True))
    assert ADDRESS not in held
    for path, content in public_pages():
        assert ADDRESS.encode() not in content, path
        assert "/follow" not in f"/{path}", path


def test_the_page_says_the_same_whether_an_address_follows_or_not(duty: Commitment) -> None:
    first = Client().post("/en/follow/2023-4/", {"address": ADDRESS}).content
    confirm_following(Follower.objects.get(), by=PUBLIC)
    mail.outbox.clear()
    again = Client().post("/en/follow/2023-4/", {"address": ADDRESS.upper()}).content
    assert re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", again) == re.sub(
        rb'csrfmiddlewaretoken" value="\w+"', b"", first
    )
    assert (mail.outbox, Follower.objects.count()) == ([], 1)


def test_nobody_is_showered_with_letters(duty: Commitment) -> None:
    for _ in range(3):
        follow(duty, address=ADDRESS, language="en", by=PUBLIC)
    assert len(mail.outbox) == 1
    Follower.objects.update(asked=timezone.now() - PAUSE - timedelta(minutes=1))
    follow(duty, address=ADDRESS, language="en", by=PUBLIC)
    assert (len(mail.outbox), Follower.objects.count()) == (2, 1)
    sent = [
        Client().post("/en/follow/", {"address": f"{each}@example.org"}).status_code
        for each in range(MOST + 1)
    ]
    assert sent == [200] * MOST + [429]


def test_a_letter_that_cannot_go_out_leaves_nothing_behind_and_is_tried_again(
    duty: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(duty)
    Follower.objects.update(told="")

    def fail(self: EmailBackend, messages: object) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", fail)
        assert tell_followers(on=TODAY, by=SYSTEM) == (0, 1)
        with pytest.raises(NotPossible, match="could not be sent"):
            follow(None, address=ADDRESS, language="en", by=PUBLIC)
    assert [each.told for each in Follower.objects.all()] == [""]
    assert tell_followers(on=TODAY, by=SYSTEM) == (1, 0)


@pytest.mark.parametrize("address", ["", "reader", "a@b", "reader@example.org\nBcc: x@example.org"])
def test_what_is_no_address_is_handed_back(address: str) -> None:
    assert Client().post("/en/follow/", {"address": address}).status_code == 422
    assert (mail.outbox, Follower.objects.exists()) == ([], False)


def test_a_forged_word_leads_nowhere_and_a_secret_duty_is_not_followed(duty: Commitment) -> None:
    follower = confirmed(duty)
    for token in (str(follower.pk), f"{token_of(follower)}x"):
        assert Client().get(f"/en/following/{token}/").status_code == 404
        assert Client().post(f"/en/following/{token}/stop/").status_code == 404
    Document.objects.all().model._base_manager.filter(pk=duty.document_id).update(is_released=False)
    assert Client().get("/en/follow/2023-4/").status_code == 404


def test_where_no_mail_server_is_named_nothing_is_offered(settings: Settings) -> None:
    assert "/en/follow/2023-4/" in Client().get("/en/commitments/2023-4/").content.decode()
    assert "/en/follow/" in Client().get("/en/data/").content.decode()
    settings.CAN_MAIL = False
    # Settings are read when an office starts, and then no page is kept yet.
    keeping.SHELF.pages.clear()
    assert "/en/follow/" not in Client().get("/en/commitments/2023-4/").content.decode()
    assert "/en/follow/" not in Client().get("/en/data/").content.decode()
    assert Client().get("/en/follow/").status_code == 404
    assert Edition.objects.exists()
