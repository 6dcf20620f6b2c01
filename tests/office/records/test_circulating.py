"""A document goes round to units, which acknowledge it and are answered; nobody is timed."""

from datetime import date

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.records.actions import release
from goldenthread.office.records.circulating_actions import (
    acknowledge,
    answer_about,
    ask_about,
    circulate,
)
from goldenthread.office.records.models import Circulation, Clarification, Document
from goldenthread.office.site.desk import desk_of
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPermitted, NotPossible

ON = date(2023, 5, 2)
HOSTILE = "By <b>when</b>?"


def _person(body: Body, unit: Department, name: str, role: str) -> Person:
    person = Person(username=name, name_en=name, name_zh=name, role=role)
    person.body, person.department = body, unit
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


@pytest.fixture
def worker(body: Body, works: Department) -> Person:
    """Who works at the Works Bureau; invented."""
    return _person(body, works, "chenyu", "contributor")


@pytest.fixture
def other(body: Body, finance: Department) -> Person:
    """Who leads the Finance Bureau; invented."""
    return _person(body, finance, "linfeng", "department lead")


@pytest.fixture
def sent(notice: Document, works: Department, secretary: Person) -> Circulation:
    """The notice, sent to the Works Bureau."""
    return circulate(notice, units=[works], by=secretary, note="Please note item 1.")[0]


def _client(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def _page(person: Person | None, address: str = "/en/records/notice/") -> str:
    return _client(person).get(address).content.decode()


def _done(thing: str) -> list[str]:
    return list(Entry.objects.filter(object=thing).values_list("action", flat=True))


def test_a_document_stands_on_the_desks_of_a_unit_until_somebody_there_acknowledges_it(
    sent: Circulation, worker: Person, other: Person, secretary: Person
) -> None:
    assert desk_of(worker, on=ON).to_acknowledge == [sent]
    assert desk_of(other, on=ON).is_clear
    assert "Please note item 1." in _page(worker, "/en/desk/")
    page = _page(worker)
    assert "has not said so yet" in page
    address = f"/en/circulations/{sent.pk}/acknowledge/"
    assert address in page
    assert address not in _page(secretary)
    assert _client(worker).post(address)["Location"] == "/en/records/notice/"
    assert _client(worker).post(address).status_code == 302
    assert _done("circulation/notice.1") == ["circulation.sent", "circulation.acknowledged"]
    assert desk_of(worker, on=ON).is_clear
    assert "has it" in _page(secretary)
    assert list(audit()) == replay().faults == []


def test_what_a_unit_asks_is_answered_beneath_the_document_for_every_unit(
    sent: Circulation, worker: Person, other: Person, secretary: Person
) -> None:
    _client(worker).post(f"/en/circulations/{sent.pk}/ask/", {"text": HOSTILE})
    asked = Clarification.objects.get()
    assert desk_of(secretary, on=ON).to_clarify == [asked]
    assert desk_of(worker, on=ON).to_clarify == []
    assert "By &lt;b&gt;when&lt;/b&gt;?" in _page(secretary, "/en/desk/")
    address = f"/zh-hans/clarifications/{asked.pk}/answer/"
    _client(secretary).post(address, {"text": "By the end of May."})
    answer_about(Clarification.objects.get(), text="By 20 May.", by=secretary)
    assert desk_of(secretary, on=ON).to_clarify == []
    page = _page(other)
    assert "By &lt;b&gt;when&lt;/b&gt;?" in page
    assert "By 20 May." in page
    assert "By the end of May." not in page
    assert _done("clarification/notice.1") == [
        "clarification.asked",
        "clarification.answered",
        "clarification.answered",
    ]
    assert list(audit()) == replay().faults == []


def test_nothing_of_it_is_public_though_the_document_is(
    sent: Circulation, worker: Person, secretary: Person, stranger: Person
) -> None:
    ask_about(sent, text=HOSTILE, by=worker)
    release(sent.document, by=secretary)
    for person in (None, stranger):
        page = _page(person)
        assert "Repair the sea wall" in page
        assert not [said for said in ("Sent round", "when&lt;", "Please note") if said in page]
    entry = Entry.objects.get(object="clarification/notice.1")
    assert "when&lt;" not in _page(None, f"/en/trail/{entry.index}/")
    assert "when&lt;" in _page(worker, f"/en/trail/{entry.index}/")


def test_a_unit_speaks_for_itself_alone(
    sent: Circulation, other: Person, worker: Person, secretary: Person, stranger: Person
) -> None:
    asked = ask_about(sent, text="By when?", by=worker)
    for person in (other, secretary, stranger):
        with pytest.raises(NotPermitted):
            acknowledge(sent, by=person)
        with pytest.raises(NotPermitted):
            ask_about(sent, text="By when?", by=person)
    for person in (other, worker, stranger):
        with pytest.raises(NotPermitted):
            circulate(sent.document, units=[sent.unit], by=person)
        with pytest.raises(NotPermitted):
            answer_about(asked, text="Soon.", by=person)


def test_a_unit_that_has_it_is_passed_over_and_nothing_new_is_refused(
    sent: Circulation, works: Department, finance: Department, secretary: Person
) -> None:
    document = sent.document
    (row,) = circulate(document, units=[works, finance], by=secretary)
    assert (row.unit, row.number) == (finance, 2)
    for units, said in (([works, finance], "has it already"), ([], "no unit is named")):
        with pytest.raises(NotPossible, match=said):
            circulate(document, units=units, by=secretary)
    client = _client(secretary)
    given = {"units": [works.pk]}
    assert client.post("/en/records/notice/circulate/", given).status_code == 422
    assert client.post("/en/records/notice/circulate/", {"note": "x"}).status_code == 422


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_question_or_an_answer_without_words_is_refused(
    sent: Circulation, worker: Person, secretary: Person, text: str
) -> None:
    with pytest.raises(NotPossible, match="no words"):
        ask_about(sent, text=text, by=worker)
    asked = ask_about(sent, text="By when?", by=worker)
    with pytest.raises(NotPossible, match="no words"):
        answer_about(asked, text=text, by=secretary)
    address = f"/en/circulations/{sent.pk}/ask/"
    assert _client(worker).post(address, {"text": text}).status_code == 422
