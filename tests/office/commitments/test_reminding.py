"""Everybody is told once, on a working day, in one letter; and nobody above them too soon."""

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from goldenthread.office.bodies.actions import close_account
from goldenthread.office.bodies.mailbox_actions import set_mailbox
from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.extension_actions import extend
from goldenthread.office.commitments.milestone_actions import drop_milestone, set_milestone
from goldenthread.office.commitments.models import Commitment, Digest, Milestone, Reminder
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.commitments.reminding import MOST_LINES, tellings, told_to
from goldenthread.office.commitments.reminding_actions import KEPT, Reminded, remind
from goldenthread.office.commitments.report_actions import report
from goldenthread.office.records.models import Document
from goldenthread.office.site.desk import desk_of
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry, Value
from goldenthread.planning import Account, WorkingDays
from goldenthread.terms.commitments import State
from goldenthread.terms.text import Words

WEEKS = WorkingDays()
#: Both duties are due on Sunday, 31 December 2023; the Friday before is the 29th.
TEN, THREE, LAST = date(2023, 12, 15), date(2023, 12, 26), date(2023, 12, 29)
FIRST, SECOND, THIRD = date(2024, 1, 1), date(2024, 1, 8), date(2024, 1, 15)
SITE = "https://office.example.org"


@pytest.fixture(autouse=True)
def _letters_lead_here(settings: Settings) -> None:
    settings.SITE_ADDRESS = SITE


def _adopt(notice: Document, slug: str, by: Person, item: str = "1") -> Commitment:
    cited = numbered(notice, item)
    return adopt(notice, slug=slug, title=Words(slug, f"任务{slug}"), statements=cited, by=by)


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty of the Works Bureau, due at the end of 2023."""
    return _adopt(notice, "wall", secretary)


def _person(body: Body, unit: Department, name: str, role: str) -> Person:
    person = Person(username=name, name_en=name, name_zh=name, role=role)
    person.body, person.department = body, unit
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


@pytest.fixture
def worker(body: Body, works: Department) -> Person:
    """Who reports for the Works Bureau; invented."""
    return _person(body, works, "chenyu", "contributor")


@pytest.fixture
def head(body: Body, works: Department) -> Person:
    """Who leads the Works Bureau; invented."""
    return _person(body, works, "linfeng", "department lead")


def _tell(*days: date, calendar: WorkingDays = WEEKS) -> list[Reminded]:
    return [remind(on=day, calendar=calendar, by=SYSTEM) for day in days]


def _lines() -> list[tuple[str, date, list[str]]]:
    """What went out: of what kind, when, and to whom."""
    return [
        (row.kind, row.sent, sorted(each.person.username for each in row.digests.all()))
        for row in Reminder.objects.order_by("sent", "pk")
    ]


def _writes_to(person: Person, address: str, language: str = "en") -> None:
    set_mailbox(person, address=address, language="zh" if language == "zh" else "en", by=person)
    mail.outbox.clear()


def test_a_duty_is_told_three_times_before_its_day_to_the_unit_that_leads_it(
    wall: Commitment, worker: Person, head: Person, finance: Department, body: Body
) -> None:
    _person(body, finance, "wangmin", "contributor")
    told = _tell(*(TEN + timedelta(days=each) for each in range(15)))
    assert [each.people for each in told if each.people] == [2, 2, 2]
    unit = ["chenyu", "linfeng"]
    assert _lines() == [("due", TEN, unit), ("due", THREE, unit), ("due", LAST, unit)]


def test_what_is_overdue_goes_up_a_step_a_week_and_then_rests(
    wall: Commitment, worker: Person, head: Person, leader: Person
) -> None:
    _tell(*(FIRST + timedelta(days=each) for each in range(30)))
    assert _lines() == [
        ("contributors", FIRST, ["chenyu"]),
        ("head", SECOND, ["linfeng"]),
        ("leader", THIRD, ["zhouan"]),
    ]


def test_run_twice_it_tells_nothing_twice(wall: Commitment, worker: Person) -> None:
    _writes_to(worker, "chenyu@example.org")
    assert _tell(FIRST, FIRST) == [Reminded(1, 1, 0), Reminded(0, 0, 0)]
    assert len(mail.outbox) == 1
    (told,) = told_to(worker)
    assert (told["on"], told["duties"], bool(told["mailed"])) == ("2024-01-01", ["wall"], True)


def test_nobody_is_told_on_a_day_off(wall: Commitment, worker: Person) -> None:
    saturday = date(2024, 1, 6)
    holiday = WorkingDays(off=frozenset({FIRST}))
    assert _tell(saturday) == [Reminded()]
    assert _tell(FIRST, calendar=holiday) == [Reminded()]
    assert not Reminder.objects.exists()
    assert _tell(saturday, calendar=WorkingDays(worked=frozenset({saturday})))[0].people == 1


def test_of_many_duties_one_letter_is_written_and_it_is_short(
    notice: Document, secretary: Person, worker: Person
) -> None:
    for number in range(MOST_LINES + 3):
        _adopt(notice, f"duty-{number}", secretary)
    _writes_to(worker, "chenyu@example.org", "zh")
    assert _tell(FIRST) == [Reminded(1, 1, 0)]
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["chenyu@example.org"], "港湾市：待办提醒（23 项）")
    assert letter.body.count(f"{SITE}/zh-hans/commitments/") == MOST_LINES
    assert "另有 3 项" in letter.body
    assert f"{SITE}/zh-hans/account/mail/" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_letter_that_was_not_taken_is_tried_again_and_then_goes_with_the_next(
    wall: Commitment, worker: Person, notice: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    _writes_to(worker, "chenyu@example.org")

    def fail(self: EmailBackend, messages: object) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", fail)
        assert _tell(FIRST, FIRST) == [Reminded(1, 0, 1), Reminded(0, 0, 1)]
    assert Digest.objects.get().is_failed
    assert _tell(FIRST + timedelta(days=1)) == [Reminded(1, 1, 0)]
    (letter,) = mail.outbox
    assert "wall\nwas due on 31 December 2023 and is not done" in letter.body
    assert [(each.is_failed, each.on) for each in Digest.objects.all()] == [
        (False, FIRST + timedelta(days=1))
    ]


#: A Monday before the duty's own day, and far from the days that ask for reports.
STEP = date(2023, 11, 13)


@pytest.fixture
def piles(wall: Commitment, secretary: Person) -> Milestone:
    """A milestone on the way of the duty, due in November."""
    return set_milestone(wall, title=Words("Piles & caps", "桩基"), due=STEP, by=secretary)


def test_a_milestone_is_told_before_its_day_and_goes_up_step_by_step_when_it_is_late(
    piles: Milestone, worker: Person, head: Person, leader: Person
) -> None:
    _tell(*(date(2023, 10, 28) + timedelta(days=each) for each in range(32)))
    unit = ["chenyu", "linfeng"]
    assert [line for line in _lines() if line[0].startswith("milestone")] == [
        ("milestone", date(2023, 10, 30), unit),
        ("milestone", date(2023, 11, 8), unit),
        ("milestone", STEP, unit),
        ("milestone_contributors", date(2023, 11, 14), ["chenyu"]),
        ("milestone_head", date(2023, 11, 21), ["linfeng"]),
        ("milestone_leader", date(2023, 11, 28), ["zhouan"]),
    ]


def test_a_milestone_stands_in_letter_and_desk_until_it_is_decided(
    piles: Milestone, worker: Person, leader: Person, secretary: Person
) -> None:
    _writes_to(worker, "chenyu@example.org")
    late = STEP + timedelta(days=1)
    _tell(late)
    (letter,) = mail.outbox
    assert "wall\nPiles & caps\nthis milestone was due on 13 November 2023" in letter.body
    assert told_to(worker)[0]["duties"] == ["wall.1"]
    (row,) = desk_of(worker, on=late).reminders
    assert (row.kind, row.milestone) == ("milestone_contributors", piles)
    client = Client()
    client.force_login(worker)
    assert "Piles &amp; caps" in client.get("/en/desk/").content.decode()
    drop_milestone(piles, by=secretary, reason="Done otherwise.")
    assert desk_of(worker, on=late).reminders == []
    assert _tell(STEP + timedelta(days=8)) == [Reminded()]


def test_what_waits_for_an_answer_and_what_is_closed_is_not_told(
    wall: Commitment, worker: Person
) -> None:
    said = Account(State.UNDER_WAY, "Going on.", cause="Storms.", action="A third team.")
    report(wall, account=said, by=worker)
    assert _tell(FIRST) == [Reminded()]


def test_a_day_that_is_moved_begins_anew_and_the_desk_forgets_the_old_one(
    wall: Commitment, worker: Person, secretary: Person
) -> None:
    _tell(FIRST)
    assert [row.kind for row in desk_of(worker, on=FIRST).reminders] == ["contributors"]
    wall = Commitment.objects.get(slug="wall")
    extend(wall, to=date(2024, 1, 31), by=secretary, reason="Storms.")
    _tell(FIRST + timedelta(days=1), date(2024, 1, 17), date(2024, 2, 1))
    assert [(kind, day) for kind, day, _ in _lines()] == [
        ("contributors", FIRST),
        ("due", date(2024, 1, 17)),
        ("contributors", date(2024, 2, 1)),
    ]
    assert [row.sent for row in desk_of(worker, on=date(2024, 2, 1)).reminders] == [
        date(2024, 2, 1)
    ]


def test_a_reminder_stands_on_the_desk_of_whoever_it_is_for_in_both_languages(
    wall: Commitment, worker: Person, head: Person, leader: Person
) -> None:
    _tell(FIRST, SECOND, THIRD)
    on = THIRD
    assert [row.kind for row in desk_of(leader, on=on).reminders] == ["leader"]
    client = Client()
    client.force_login(leader)
    page = client.get("/en/desk/").content.decode()
    assert "was due on 31 December 2023; the unit and its head were told" in page
    assert "已提醒经办人员和部门负责人" in client.get("/zh-hans/desk/").content.decode()


def test_who_has_left_gets_no_letter_and_who_was_told_is_forgotten(
    wall: Commitment, worker: Person, head: Person, secretary: Person
) -> None:
    _writes_to(worker, "chenyu@example.org")
    secretary.role = "administrator"
    close_account(worker, by=secretary, reason="Left.")
    assert _tell(FIRST) == [Reminded(1, 0, 0)]
    assert [digest.person for digest in Digest.objects.all()] == [head]
    _tell(FIRST + KEPT + timedelta(days=1))
    assert not Digest.objects.filter(on=FIRST).exists()
    assert mail.outbox == []


def test_nothing_of_it_is_in_the_log(wall: Commitment, worker: Person) -> None:
    size = Entry.objects.count()
    _writes_to(worker, "chenyu@example.org")
    _tell(FIRST)
    assert Entry.objects.count() == size
    assert "chenyu@example.org" not in str(list(Value.objects.values_list("value", flat=True)))


def test_many_duties_cost_no_more_questions_to_be_found_than_one(
    wall: Commitment, notice: Document, secretary: Person, worker: Person
) -> None:
    counted = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert list(tellings(on=FIRST, calendar=WEEKS))
        counted.append(len(asked))
        _adopt(notice, f"more-{number}", secretary)
    assert counted[0] == counted[1]
