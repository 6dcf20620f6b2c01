"""A due day is moved with a reason, asked for or not, and the day it stood on before stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.extension_actions import (
    approve_extension,
    ask_extension,
    extend,
    refuse_extension,
    set_due,
)
from goldenthread.office.commitments.models import Commitment, Extension
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.commitments.report_actions import report
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document
from goldenthread.office.site.desk import desk_of
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay
from goldenthread.planning import Account, standing
from goldenthread.terms.commitments import Extension as ExtensionTerm
from goldenthread.terms.commitments import Standing, State
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.text import Words

FIRST, LATER, LAST = date(2023, 12, 31), date(2999, 6, 30), date(2999, 12, 31)
WHY = "The storm of May took the <b>scaffolding</b>."
SHOWN = "The storm of May took the &lt;b&gt;scaffolding&lt;/b&gt;."
BUSY = "No works are left undone by another month."


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty of the Works Bureau due at the end of 2023, which the public may read."""
    release(notice, by=secretary)
    cited = numbered(notice, "1")
    return adopt(
        notice, slug="wall", title=Words("Sea wall", "海堤"), statements=cited, by=secretary
    )


@pytest.fixture
def head(body: Body, works: Department) -> Person:
    """Who heads the Works Bureau; invented."""
    person = Person(username="chenyu", name_en="Chen Yu", name_zh="陈雨", role="department lead")
    person.body, person.department = body, works
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


@pytest.fixture
def asked(wall: Commitment, head: Person) -> Extension:
    """More time that the Works Bureau asked for."""
    return ask_extension(wall, to=LATER, by=head, reason=f" {WHY} ")


def _page(person: Person | None, address: str = "/en/commitments/wall/") -> str:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(address).content.decode()


def test_what_is_asked_for_moves_nothing_until_it_is_decided(
    asked: Extension, leader: Person
) -> None:
    assert Commitment.objects.get().due == FIRST
    assert (asked.trail_object, asked.why) == ("extension/wall.1", WHY)
    approve_extension(asked, by=leader)
    kept = Commitment.objects.get()
    assert (kept.due, asked.former, asked.decided) == (LATER, FIRST, timezone.localdate())
    actions = Entry.objects.filter(object="extension/wall.1").values_list("action", flat=True)
    assert list(actions) == ["extension.asked", "extension.approved"]
    assert list(audit()) == replay().faults == []


def test_the_day_it_was_due_before_stays_for_all_to_read(asked: Extension, leader: Person) -> None:
    assert SHOWN not in _page(None)
    approve_extension(asked, by=leader, reason=BUSY)
    page = _page(None)
    assert "Was due 31 December 2023; moved on" in page
    assert SHOWN in page
    assert BUSY not in page
    assert "原时限2023年12月31日" in _page(None, "/zh-hans/commitments/wall/")


def test_what_is_refused_leaves_the_day_and_is_the_offices_own_affair(
    asked: Extension, wall: Commitment, head: Person, secretary: Person, stranger: Person
) -> None:
    refuse_extension(asked, by=secretary, reason=BUSY)
    assert Commitment.objects.get().due == FIRST
    assert BUSY in _page(head)
    for reader in (None, stranger):
        assert BUSY not in _page(reader)
        assert SHOWN not in _page(reader)
    assert ask_extension(wall, to=LAST, by=head, reason=WHY).number == 2
    assert list(audit()) == replay().faults == []


def test_why_it_was_asked_is_not_read_off_the_log_before_it_is_given(
    asked: Extension, head: Person
) -> None:
    entry = Entry.objects.get(object="extension/wall.1")
    assert SHOWN in _page(head, f"/en/trail/{entry.index}/")
    assert SHOWN not in _page(None, f"/en/trail/{entry.index}/")


def test_nobody_decides_of_what_they_asked_for(asked: Extension, head: Person) -> None:
    with pytest.raises(NotPermitted):
        approve_extension(asked, by=head)
    head.role = "secretary"  # promoted since
    for act in (approve_extension, refuse_extension):
        with pytest.raises(NotPossible, match="asked for themselves"):
            act(asked, by=head, reason=WHY)


def test_it_is_decided_once_and_asked_for_once_at_a_time(
    asked: Extension, wall: Commitment, head: Person, leader: Person
) -> None:
    with pytest.raises(NotPossible, match="asked for already"):
        ask_extension(wall, to=LAST, by=head, reason=WHY)
    approve_extension(asked, by=leader)
    for act in (approve_extension, refuse_extension):
        with pytest.raises(NotPossible, match="decided already: approved"):
            act(asked, by=leader, reason=WHY)


def test_time_that_was_given_meanwhile_is_not_taken_back(
    asked: Extension, secretary: Person, leader: Person
) -> None:
    extend(asked.commitment, to=LAST, by=secretary, reason=WHY)
    with pytest.raises(NotPossible, match="no more time"):
        approve_extension(asked, by=leader)
    assert Commitment.objects.get().due == LAST


@pytest.mark.parametrize(("to", "reason"), [(FIRST, WHY), (LATER, "  ")])
def test_less_time_and_no_reason_are_not_asked_for(
    wall: Commitment, head: Person, to: date, reason: str
) -> None:
    with pytest.raises(NotPossible):
        ask_extension(wall, to=to, by=head, reason=reason)
    assert not Extension.objects.exists()


def test_only_the_head_of_its_own_unit_asks(
    wall: Commitment, head: Person, secretary: Person, finance: Department
) -> None:
    with pytest.raises(NotPermitted):
        ask_extension(wall, to=LATER, by=secretary, reason=WHY)
    head.department = finance
    with pytest.raises(NotPermitted):
        ask_extension(wall, to=LATER, by=head, reason=WHY)


def test_no_more_time_is_asked_for_what_is_reported_done(wall: Commitment, head: Person) -> None:
    done = Account(State.REPORTED_DONE, "Done.", figure="3 works")
    report(wall, account=done, by=head)
    with pytest.raises(NotPossible, match="it is reported done"):
        ask_extension(wall, to=LATER, by=head, reason=WHY)


def test_a_duty_without_a_day_is_given_one_and_then_more_time(
    notice: Document, secretary: Person, head: Person
) -> None:
    release(notice, by=secretary)
    cited = numbered(notice, "1")
    title = Words("Sea wall", "海堤")
    wall = adopt(notice, slug="wall", title=title, statements=cited, by=secretary)
    wall.due = None
    with change(by=SYSTEM) as changed:
        changed.save(wall, "commitment.assigned")
    assert "/set-due/" in _page(secretary)
    assert "/extend/" not in _page(secretary)
    for act, by in ((extend, secretary), (ask_extension, head)):
        with pytest.raises(NotPossible, match="no more time"):
            act(wall, to=LATER, by=by, reason=WHY)
    set_due(wall, to=FIRST, by=secretary, reason=WHY)
    with pytest.raises(NotPossible, match="due on 2023-12-31 already"):
        set_due(wall, to=LATER, by=secretary, reason=WHY)
    extend(wall, to=LATER, by=secretary, reason=BUSY)
    page = _page(None)
    assert page.index("Had no due day until") < page.index("Was due 31 December 2023")
    assert [each.due for each in Commitment.objects.get().term().extensions] == [None, FIRST]
    assert list(audit()) == replay().faults == []


def test_a_day_before_it_was_moved_sees_the_duty_as_it_was(
    wall: Commitment, secretary: Person
) -> None:
    extend(wall, to=LATER, by=secretary, reason=WHY)
    today = timezone.localdate()
    term = Commitment.objects.get().term()
    assert term.known(on=today) is term
    before = term.known(on=today - timedelta(days=1))
    assert (before.due, before.extensions) == (FIRST, ())
    assert standing(term, on=today) is not Standing.OVERDUE
    assert "<strong>overdue</strong>" in _page(None, "/en/commitments/wall/?on=2024-02-01")
    assert "<strong>overdue</strong>" not in _page(None)


def test_of_several_moves_each_day_sees_those_before_it(wall: Commitment) -> None:
    term = wall.term()
    moves = [date(2024, 1, 10), date(2024, 2, 10)]
    dues = [date(2023, 12, 31), date(2024, 1, 31), date(2024, 3, 31)]
    made = replace(term, due=dues[2], extensions=tuple(
        ExtensionTerm(due, on, WHY) for due, on in zip(dues, moves, strict=False)
    ))  # fmt: skip
    seen = [made.known(on=on) for on in (date(2024, 1, 9), date(2024, 1, 10), date(2024, 2, 10))]
    assert [each.due for each in seen] == dues
    assert [len(each.extensions) for each in seen] == [0, 1, 2]


def test_the_leader_finds_it_on_the_desk_and_gives_it_on_its_page(
    asked: Extension, leader: Person, head: Person
) -> None:
    assert desk_of(leader, on=FIRST).to_rule == [asked]
    assert desk_of(head, on=FIRST).to_rule == []
    assert SHOWN in _page(leader, "/en/desk/")
    address = f"/en/extensions/{asked.pk}/approve/"
    assert address in _page(leader)
    assert address not in _page(head)
    assert SHOWN in _page(leader, address)
    client = Client()
    client.force_login(leader)
    assert client.post(f"/en/extensions/{asked.pk}/refuse/", {}).status_code == 422
    assert client.post(address, {}).headers["Location"] == "/en/commitments/wall/"
    assert client.post(address, {}).status_code == 422
    assert desk_of(leader, on=FIRST).to_rule == []


def test_the_head_asks_on_the_page_of_the_duty(wall: Commitment, head: Person) -> None:
    client = Client()
    client.force_login(head)
    address = "/zh-hans/commitments/wall/ask-extension/"
    assert "申请延期" in client.get("/zh-hans/commitments/wall/").content.decode()
    assert client.post(address, {"to": LATER}).status_code == 422
    answer = client.post(address, {"to": LATER, "reason": WHY})
    assert answer.headers["Location"] == "/zh-hans/commitments/wall/"
    assert "待审批" in client.get("/zh-hans/commitments/wall/").content.decode()
