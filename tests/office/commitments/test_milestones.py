"""Milestones stand on the way of a duty: reached with evidence, missed with a cause, never lost."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt, withdraw
from goldenthread.office.commitments.milestone_actions import (
    drop_milestone,
    miss_milestone,
    reach_milestone,
    set_milestone,
)
from goldenthread.office.commitments.models import Commitment, Milestone
from goldenthread.office.commitments.owed import milestones_owed
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document
from goldenthread.office.site.feeds import token_of
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.text import Words

DUE, MAY = date(2023, 12, 31), date(2023, 5, 31)
TITLE = Words("First <b>work</b> done", "首项工程完工")
WHY = "The storm of May."
LINK = "https://haven.example.invalid/wall"


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty of the Works Bureau due at the end of 2023, which the public may read."""
    release(notice, by=secretary)
    cited = numbered(notice, "1")
    return adopt(
        notice, slug="wall", title=Words("Sea wall", "海堤"), statements=cited, by=secretary
    )


@pytest.fixture
def worker(body: Body, works: Department) -> Person:
    """Who works at the Works Bureau; invented."""
    person = Person(username="chenyu", name_en="Chen Yu", name_zh="陈雨", role="contributor")
    person.body, person.department = body, works
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


@pytest.fixture
def step(wall: Commitment, secretary: Person) -> Milestone:
    """What is to be there by the end of May."""
    return set_milestone(wall, title=TITLE, due=MAY, by=secretary)


def _client(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def _page(person: Person | None, address: str = "/en/commitments/wall/") -> str:
    return _client(person).get(address).content.decode()


def test_a_milestone_is_set_and_the_log_agrees(step: Milestone, wall: Commitment) -> None:
    assert (step.trail_object, step.state) == ("milestone/wall.1", "open")
    assert list(Entry.objects.filter(object="milestone/wall.1").values_list("action")) == [
        ("milestone.set",)
    ]
    assert list(audit()) == replay().faults == []


@pytest.mark.parametrize(
    ("shown", "link", "level"),
    [("3 works", "", "claimed"), ("", LINK, "documented"), ("3 works", LINK, "documented")],
)
def test_what_is_reached_is_shown(
    step: Milestone, worker: Person, shown: str, link: str, level: str
) -> None:
    reach_milestone(step, shown=shown, link=link, by=worker)
    kept = Milestone.objects.get()
    assert (kept.state, kept.evidence, kept.shown, kept.link) == ("reached", level, shown, link)
    assert list(audit()) == replay().faults == []


def test_nothing_is_reached_without_what_shows_it(step: Milestone, worker: Person) -> None:
    with pytest.raises(NotPossible, match="nothing shows"):
        reach_milestone(step, shown="  ", by=worker)
    assert Milestone.objects.get().state == "open"


def test_what_is_missed_or_dropped_says_why_and_stays(
    step: Milestone, wall: Commitment, worker: Person, secretary: Person
) -> None:
    second = set_milestone(wall, title=TITLE, due=DUE, by=secretary)
    for act, row, by in ((miss_milestone, step, worker), (drop_milestone, second, secretary)):
        with pytest.raises(NotPossible, match="no reason"):
            act(row, by=by, reason=" ")
        act(row, by=by, reason=WHY)
        with pytest.raises(NotPossible, match="already"):
            act(row, by=by, reason=WHY)
    states = Milestone.objects.order_by("number").values_list("state", "why")
    assert list(states) == [("missed", WHY), ("dropped", WHY)]
    assert list(audit()) == replay().faults == []


@pytest.mark.parametrize(
    ("title", "due"), [(TITLE, date(2024, 1, 1)), (Words("One", " "), MAY), (Words("", "一"), MAY)]
)
def test_a_milestone_is_no_later_than_its_duty_and_titled_in_both_languages(
    wall: Commitment, secretary: Person, title: Words, due: date
) -> None:
    with pytest.raises(NotPossible):
        set_milestone(wall, title=title, due=due, by=secretary)
    assert not Milestone.objects.exists()


def test_only_its_own_unit_says_what_became_of_it(
    step: Milestone, worker: Person, secretary: Person, finance: Department
) -> None:
    with pytest.raises(NotPermitted):
        reach_milestone(step, shown="3 works", by=secretary)
    worker.department = finance
    with pytest.raises(NotPermitted):
        miss_milestone(step, by=worker, reason=WHY)


def test_the_public_reads_title_day_and_state_and_the_office_the_rest(
    step: Milestone, worker: Person, stranger: Person
) -> None:
    assert "its day is past" in _page(None)
    assert "to be reached" in _page(None, "/en/commitments/wall/?on=2023-05-31")
    reach_milestone(step, shown="3 <i>works</i>", link=LINK, by=worker)
    for reader in (None, stranger):
        page = _page(reader)
        assert "First &lt;b&gt;work&lt;/b&gt; done" in page
        assert "reached" in page
        assert "3 &lt;i&gt;works" not in page
        assert LINK not in page
    assert "3 &lt;i&gt;works&lt;/i&gt;" in _page(worker)
    assert "首项工程完工" in _page(None, "/zh-hans/commitments/wall/")
    entry = Entry.objects.filter(object="milestone/wall.1").latest("index")
    assert LINK in _page(worker, f"/en/trail/{entry.index}/")
    assert LINK not in _page(None, f"/en/trail/{entry.index}/")


def test_what_is_open_stands_in_the_units_work_and_calendar_until_it_is_said(
    step: Milestone, worker: Person, works: Department, finance: Department
) -> None:
    assert list(milestones_owed(works)) == [step]
    assert not milestones_owed(finance)
    assert "its day is past" in _page(worker, "/en/my-work/")
    calendar = reverse("calendar-zh", args=[token_of(worker)])
    told = _client(None).get(calendar).content.decode()
    assert "阶段目标：首项工程完工" in told
    assert "DTSTART;VALUE=DATE:20230531" in told
    miss_milestone(step, by=worker, reason=WHY)
    assert not milestones_owed(works)
    assert "阶段目标" not in _client(None).get(calendar).content.decode()


def test_what_a_closed_duty_left_open_is_owed_no_more(
    step: Milestone, wall: Commitment, secretary: Person, works: Department
) -> None:
    withdraw(wall, by=secretary, reason=WHY)
    assert not milestones_owed(works)
    with pytest.raises(NotPossible, match="closed: withdrawn"):
        drop_milestone(step, by=secretary, reason=WHY)


def test_a_milestone_is_set_and_said_reached_on_its_pages(
    wall: Commitment, secretary: Person, worker: Person
) -> None:
    office, unit = _client(secretary), _client(worker)
    address = "/en/commitments/wall/milestone/"
    assert address in _page(secretary)
    assert address not in _page(worker)
    given = {"title_en": TITLE.en, "title_zh": TITLE.zh, "due": date(2024, 1, 1)}
    answer = office.post(address, given)
    assert (answer.status_code, "2023-12-31" in answer.content.decode()) == (422, True)
    assert office.post(address, {**given, "due": MAY}).status_code == 302
    reach = f"/en/milestones/{Milestone.objects.get().pk}/reach/"
    assert reach in _page(worker)
    assert reach not in _page(secretary)
    assert unit.post(reach, {"shown": ""}).status_code == 422
    assert unit.post(reach, {"shown": "3 works"}).headers["Location"] == "/en/commitments/wall/"
    assert reach not in _page(worker)
