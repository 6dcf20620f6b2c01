"""The unit that leads a duty reports on it; whoever asked for it accepts, and never their own."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt, supersede, withdraw
from goldenthread.office.commitments.exhibits import file_exhibit, link_exhibit
from goldenthread.office.commitments.models import Commitment, Exhibit, Report
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.commitments.report_actions import accept, report, send_back
from goldenthread.office.records.models import Document
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry, Value
from goldenthread.office.trail.replay import replay
from goldenthread.planning import Account
from goldenthread.terms.commitments import Confidence, State
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.text import Words

SAID = Account(State.UNDER_WAY, "Two of three works have begun.", confidence=Confidence.ATTAINABLE)
DONE = Account(State.REPORTED_DONE, "All three works are done.", figure="3 works", exhibits=2)
WHY = "Seen on site on 3 May."
PDF = b"%PDF-1.7 the plan of works"


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty of the Works Bureau that is due long after today."""
    return adopt(
        notice,
        slug="wall",
        title=Words("Sea wall", "海堤"),
        statements=numbered(notice, "1"),
        due=date(2999, 12, 31),
        by=secretary,
    )


def _person(body: Body, name: str, unit: Department, role: str = "contributor") -> Person:
    person = Person(username=name, name_en=name, name_zh=name, role=role, body=body)
    person.department = unit
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


@pytest.fixture
def worker(body: Body, works: Department) -> Person:
    """Who reports for the Works Bureau; invented."""
    return _person(body, "chenyu", works)


@pytest.fixture
def sent(wall: Commitment, worker: Person) -> Report:
    """A report that says it is done, with a file and a link."""
    exhibits = [file_exhibit("plan.pdf", PDF), link_exhibit("https://haven.example.invalid/wall")]
    return report(wall, account=DONE, exhibits=exhibits, by=worker)


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_report_moves_the_duty_and_the_log_agrees(wall: Commitment, worker: Person) -> None:
    made = report(wall, account=SAID, by=worker)
    kept = Commitment.objects.get(slug="wall")
    assert (kept.state, kept.confidence, kept.evidence) == ("under way", "attainable", "none")
    assert made.trail_object == "report/wall.1"
    assert not list(audit())
    assert not replay().faults


def test_what_is_shown_is_kept_with_its_hash_in_the_log(sent: Report, wall: Commitment) -> None:
    told = Value.objects.get(entry__object="report/wall.1", name="exhibits").value
    assert told is not None
    assert [each[0] for each in told] == ["plan.pdf", "https://haven.example.invalid/wall"]
    assert wall.evidence == "documented"
    assert not replay().faults
    Exhibit.objects.filter(name="plan.pdf").update(content=b"%PDF-1.7 another plan")
    assert [fault for fault in replay().faults if "exhibit" in fault]


def test_only_the_unit_that_leads_reports(
    wall: Commitment, secretary: Person, stranger: Person, body: Body, finance: Department
) -> None:
    for person in (secretary, stranger, _person(body, "other", finance)):
        with pytest.raises(NotPermitted):
            report(wall, account=SAID, by=person)


def test_a_duty_reported_done_is_closed_when_it_is_accepted(sent: Report, leader: Person) -> None:
    assert Commitment.objects.get(slug="wall").state == "reported done"
    accept(sent, by=leader, is_verified=True, reason=WHY)
    kept = Commitment.objects.get(slug="wall")
    assert (kept.state, kept.evidence) == ("accepted", "verified")
    assert Report.objects.get().answer == WHY
    assert not list(audit())
    assert not replay().faults


def test_what_closes_a_duty_needs_a_reason(sent: Report, leader: Person) -> None:
    with pytest.raises(NotPossible, match="no reason"):
        accept(sent, by=leader)


def test_an_interim_report_is_accepted_without_many_words(
    wall: Commitment, worker: Person, secretary: Person
) -> None:
    accept(report(wall, account=SAID, by=worker), by=secretary)
    assert Commitment.objects.get(slug="wall").state == "under way"


def test_a_duty_not_met_stays_open_until_that_is_accepted(
    wall: Commitment, worker: Person, leader: Person
) -> None:
    missed = Account(State.NOT_MET, "One work is left.", cause="Storms.", action="Done by May.")
    made = report(wall, account=missed, by=worker)
    assert Commitment.objects.get(slug="wall").state == "not started"
    accept(made, by=leader, reason=WHY)
    assert Commitment.objects.get(slug="wall").state == "not met"


def test_nobody_accepts_a_report_of_their_own(
    sent: Report, worker: Person, secretary: Person
) -> None:
    with pytest.raises(NotPermitted):
        accept(sent, by=worker, reason=WHY)
    worker.role = "secretary"  # promoted since
    with pytest.raises(NotPossible, match="of their own"):
        accept(sent, by=worker, reason=WHY)


def test_a_report_sent_back_can_be_written_again(
    sent: Report, wall: Commitment, worker: Person, leader: Person
) -> None:
    send_back(sent, by=leader, reason="The plan is last year's.")
    again = Commitment.objects.get(slug="wall")
    assert again.state == "under way"
    assert report(again, account=replace(DONE, exhibits=0), by=worker).number == 2
    with pytest.raises(NotPossible, match="decided already"):
        accept(Report.objects.get(number=1), by=leader, reason=WHY)


def test_a_second_report_waits_for_the_answer_to_the_first(
    sent: Report, wall: Commitment, worker: Person
) -> None:
    with pytest.raises(NotPossible, match="waits to be accepted"):
        report(wall, account=SAID, by=worker)


@pytest.mark.parametrize(
    ("account", "what"),
    [
        (replace(DONE, figure="", exhibits=0), "evidence"),
        (replace(SAID, state=State.ACCEPTED), "does not make a duty accepted"),
        (replace(SAID, state=State.NOT_MET), "cause, action"),
    ],
)
def test_a_report_that_lacks_something_is_refused_and_leaves_nothing(
    wall: Commitment, worker: Person, account: Account, what: str
) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotPossible, match=what):
        report(wall, account=account, by=worker)
    assert (Entry.objects.count(), Report.objects.count()) == (before, 0)


def test_nothing_is_reported_of_a_closed_duty(
    wall: Commitment, worker: Person, secretary: Person
) -> None:
    withdraw(wall, by=secretary, reason=WHY)
    with pytest.raises(NotPossible, match="closed: withdrawn"):
        report(wall, account=SAID, by=worker)


def test_duties_are_merged_by_one_that_takes_their_place(
    wall: Commitment, notice: Document, secretary: Person
) -> None:
    title = Words("Prices", "物价")
    prices = adopt(
        notice, slug="prices", title=title, statements=numbered(notice, "2"), by=secretary
    )
    with pytest.raises(NotPossible, match="by another one"):
        supersede(wall, successor=wall, by=secretary, reason=WHY)
    supersede(wall, successor=prices, by=secretary, reason=WHY)
    page = Client().get("/en/commitments/wall/")
    assert page.status_code == 404  # the notice is not released
    page = _browser(secretary).get("/en/commitments/wall/")
    assert "/en/commitments/prices/" in page.content.decode()
    with pytest.raises(NotPossible, match="closed: superseded"):
        supersede(prices, successor=wall, by=secretary, reason=WHY)
    assert not replay().faults


def test_a_unit_reports_on_its_page_and_is_told_what_is_lacking(
    wall: Commitment, worker: Person
) -> None:
    browser, address = _browser(worker), "/en/commitments/wall/report/"
    given = {"state": "reported done", "words": "Done.", "confidence": "secured"}
    answer = browser.post(address, given)
    assert answer.status_code == 422
    assert "needs a file, a link or a figure" in answer.content.decode()
    answer = browser.post(address, {**given, "state": "not met"})
    assert 'id="id_cause"' in answer.content.decode()
    file = SimpleUploadedFile("plan.pdf", b"not a plan")
    answer = browser.post(address, {**given, "file": file})
    assert (answer.status_code, "plan.pdf" in answer.content.decode()) == (422, True)
    answer = browser.post(address, {**given, "file": SimpleUploadedFile("plan.pdf", PDF)})
    assert answer.status_code == 302
    assert Report.objects.get().evidence == "documented"


def test_the_leader_accepts_on_its_page(sent: Report, leader: Person) -> None:
    browser, address = _browser(leader), f"/en/reports/{sent.pk}/"
    assert f"{address}accept/" in browser.get(address).content.decode()
    assert browser.post(f"{address}accept/", {}).status_code == 422
    given = {"is_verified": "on", "reason": WHY}
    assert browser.post(f"{address}accept/", given).status_code == 302
    page = browser.get(address).content.decode()
    assert (WHY in page, f"{address}accept/" in page) == (True, False)


def test_a_file_is_saved_and_never_shown(sent: Report, leader: Person, stranger: Person) -> None:
    address = f"/exhibits/{sent.exhibits.get(name='plan.pdf').pk}/"
    answer = _browser(leader).get(address)
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    for browser in (Client(), _browser(stranger)):
        assert browser.get(address).status_code == 404
    link = sent.exhibits.get(sha256="")
    assert _browser(leader).get(f"/exhibits/{link.pk}/").status_code == 404
