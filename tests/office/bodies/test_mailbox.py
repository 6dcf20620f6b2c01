"""Reminders come by e-mail to whoever says where, and to nobody else."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from goldenthread.office.bodies.actions import close_account
from goldenthread.office.bodies.erasable import held_of
from goldenthread.office.bodies.erasure_actions import approve_erasure, ask_erasure
from goldenthread.office.bodies.mailbox_actions import remove_mailbox, set_mailbox
from goldenthread.office.bodies.models import Mailbox, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.changes import change
from goldenthread.terms.errors import NotPermitted, NotPossible

ADDRESS = "sunli@example.org"


@pytest.fixture
def browser(secretary: Person) -> Client:
    client = Client()
    client.force_login(secretary)
    return client


def test_an_address_is_given_kept_in_the_pages_language_and_taken_back(
    browser: Client, secretary: Person
) -> None:
    assert browser.post("/zh-hans/account/mail/", {"address": ADDRESS}).status_code == 302
    assert Mailbox.objects.get().language == "zh"
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([ADDRESS], "港湾市：今后的提醒将发到本邮箱")
    assert f'value="{ADDRESS}"' in browser.get("/en/account/mail/").content.decode()
    assert browser.post("/en/account/mail/", {"address": ""}).status_code == 302
    assert not Mailbox.objects.exists()
    assert len(mail.outbox) == 1


def test_nobody_says_it_for_another(secretary: Person, leader: Person) -> None:
    with pytest.raises(NotPermitted):
        set_mailbox(secretary, address=ADDRESS, language="en", by=leader)
    with pytest.raises(NotPermitted):
        remove_mailbox(secretary, by=leader)
    assert mail.outbox == []


def test_an_address_to_which_no_letter_goes_is_not_kept(
    browser: Client, secretary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: EmailBackend, messages: object) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    with pytest.raises(NotPossible, match="first letter"):
        set_mailbox(secretary, address=ADDRESS, language="en", by=secretary)
    assert browser.post("/en/account/mail/", {"address": ADDRESS}).status_code == 422
    assert not Mailbox.objects.exists()


def test_an_address_is_handed_to_its_owner_and_goes_when_they_leave_or_are_erased(
    secretary: Person, leader: Person
) -> None:
    keeper = Person(username="keeper", name_en="Keeper", name_zh="管理", role="administrator")
    keeper.body = secretary.body
    keeper.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(keeper, "person.added")
    for person in (secretary, leader):
        set_mailbox(person, address=f"{person.username}@example.org", language="zh", by=person)
    assert held_of(secretary)["mailbox"] == {"address": ADDRESS, "language": "zh"}
    close_account(secretary, by=keeper, reason="Left.")
    assert [held.person for held in Mailbox.objects.all()] == [leader]
    names = ["username", "name_en", "name_zh"]
    asked = ask_erasure(leader.trail_object, names=names, by=keeper, ground="Art. 47")
    second = Person(username="second", name_en="Second", name_zh="二", role="leader")
    second.body = keeper.body
    second.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(second, "person.added")
    approve_erasure(asked, by=second)
    assert not Mailbox.objects.exists()
    assert held_of(Person.objects.get(pk=leader.pk))["mailbox"] is None


@pytest.mark.parametrize("address", ["sunli", "a@b", f"{ADDRESS}\nBcc: x@example.org"])
def test_what_is_no_address_is_handed_back(browser: Client, address: str) -> None:
    assert browser.post("/en/account/mail/", {"address": address}).status_code == 422
    assert (mail.outbox, Mailbox.objects.exists()) == ([], False)


def test_the_page_says_that_letters_reach_nobody_where_no_server_is_named(
    browser: Client,
) -> None:
    assert "reach nobody" in browser.get("/en/account/mail/").content.decode()
