"""What is decided of a duty after it was taken up: by whom, why, and what the log keeps."""

from datetime import date

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt, assign, set_supporting, withdraw
from goldenthread.office.commitments.extension_actions import extend
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry, Value
from goldenthread.office.trail.replay import replay
from goldenthread.planning import standing
from goldenthread.terms.commitments import Standing
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.text import Words

LATER = date(2024, 6, 30)
WHY = "The storm of May took the scaffolding."


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty due at the end of 2023, which the public may read."""
    release(notice, by=secretary)
    cited = numbered(notice, "1")
    return adopt(
        notice, slug="wall", title=Words("Sea wall", "海堤"), statements=cited, by=secretary
    )


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _last() -> Entry:
    return Entry.objects.filter(object="commitment/wall").latest("index")


def test_more_time_is_given_with_a_reason_and_the_log_keeps_both_days(
    wall: Commitment, secretary: Person
) -> None:
    extend(wall, to=LATER, by=secretary, reason=f" {WHY} ")
    entry = _last()
    assert entry.action == "commitment.extended"
    assert entry.values.get(name="@reason").value == WHY
    days = Value.objects.filter(entry__object="commitment/wall", name="due").order_by("entry")
    assert [each.value for each in days] == ["2023-12-31", "2024-06-30"]
    assert standing(wall.term(), on=LATER) is not Standing.OVERDUE
    assert not list(audit())


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2023, 6, 30)])
def test_more_time_is_never_less_or_none(wall: Commitment, secretary: Person, day: date) -> None:
    with pytest.raises(NotPossible, match="no more time"):
        extend(wall, to=day, by=secretary, reason=WHY)


def test_a_duty_withdrawn_stays_and_is_never_overdue(wall: Commitment, secretary: Person) -> None:
    withdraw(wall, by=secretary, reason=WHY)
    kept = Commitment.objects.get(slug="wall")
    assert standing(kept.term(), on=date(2030, 1, 1)) is Standing.CLOSED
    assert (_last().action, _last().values.get(name="@reason").value) == (
        "commitment.withdrawn",
        WHY,
    )
    assert not list(audit())


def test_nothing_more_is_decided_of_a_closed_duty(
    wall: Commitment, secretary: Person, finance: Department
) -> None:
    withdraw(wall, by=secretary, reason=WHY)
    with pytest.raises(NotPossible, match="closed: withdrawn"):
        withdraw(wall, by=secretary, reason=WHY)
    with pytest.raises(NotPossible, match="closed: withdrawn"):
        extend(wall, to=LATER, by=secretary, reason=WHY)
    with pytest.raises(NotPossible, match="closed: withdrawn"):
        assign(wall, to=finance, by=secretary)


def test_without_a_reason_nothing_is_extended_or_withdrawn(
    wall: Commitment, secretary: Person
) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotPossible, match="no reason"):
        extend(wall, to=LATER, by=secretary, reason=" ")
    with pytest.raises(NotPossible, match="no reason"):
        withdraw(wall, by=secretary, reason="")
    assert Entry.objects.count() == before


def test_a_leader_and_a_stranger_decide_nothing_of_it(
    wall: Commitment, leader: Person, stranger: Person
) -> None:
    for person in (leader, stranger):
        with pytest.raises(NotPermitted):
            extend(wall, to=LATER, by=person, reason=WHY)
        with pytest.raises(NotPermitted):
            withdraw(wall, by=person, reason=WHY)


def test_each_decision_is_made_on_its_page(
    wall: Commitment, secretary: Person, finance: Department
) -> None:
    browser = _browser(secretary)
    assert "/en/commitments/wall/extend/" in browser.get("/en/commitments/wall/").content.decode()
    for verb, given in (
        ("assign", {"to": finance.pk}),
        ("extend", {"to": LATER}),
        ("withdraw", {}),
    ):
        answer = browser.post(f"/en/commitments/wall/{verb}/", {**given, "reason": WHY})
        assert answer.headers.get("Location") == "/en/commitments/wall/"
    decided = Commitment.objects.get(slug="wall")
    assert (decided.lead, decided.due, decided.state) == (finance, LATER, "withdrawn")
    page = browser.get("/en/commitments/wall/").content.decode()
    assert "/en/commitments/wall/extend/" not in page


def test_a_refused_decision_is_handed_back_with_why(wall: Commitment, secretary: Person) -> None:
    given = {"to": date(2023, 1, 1), "reason": WHY}
    answer = _browser(secretary).post("/en/commitments/wall/extend/", given)
    assert answer.status_code == 422
    assert "no more time" in answer.content.decode()
    assert WHY in answer.content.decode()


def test_why_it_was_decided_is_shown_to_those_who_work_here_alone(
    wall: Commitment, secretary: Person, stranger: Person
) -> None:
    withdraw(wall, by=secretary, reason=WHY)
    address = f"/en/trail/{_last().index}/"
    assert WHY in _browser(secretary).get(address).content.decode()
    for browser in (Client(), _browser(stranger)):
        page = browser.get(address).content.decode()
        assert WHY not in page
        assert "withdrawn" in page


def test_other_units_support_it_and_the_log_keeps_which_did(
    wall: Commitment, secretary: Person, works: Department, finance: Department
) -> None:
    assert wall.supporting_units() == [finance]
    browser = _browser(secretary)
    address = "/en/commitments/wall/set-supporting/"
    assert address in browser.get("/en/commitments/wall/").content.decode()
    assert browser.post(address, {"to": [], "reason": WHY}).status_code == 302
    assert not Commitment.objects.get().supporting_units()
    told = Value.objects.filter(entry__object="commitment/wall", name="supporting")
    assert [each.value for each in told.order_by("entry")] == [["finance"], []]
    kept = Commitment.objects.get()
    assign(kept, to=finance, by=secretary)
    set_supporting(kept, to=[works], by=secretary)
    assert (kept.lead, kept.supporting_units()) == (finance, [works])
    assert list(audit()) == replay().faults == []


def _of_another(duty: Commitment) -> Department:
    other = Body(slug="reach", name_en="Reach", name_zh="远滩", area=duty.body.area)
    unit = Department(slug="moon", name_en="Moon Bureau", name_zh="月亮局")
    with change(by=SYSTEM) as changed:
        changed.save(other, "body.set_up")
        unit.body = other
        changed.save(unit, "department.added")
    return unit


def test_the_lead_a_strange_unit_and_the_same_ones_do_not_support(
    wall: Commitment, secretary: Person, works: Department, finance: Department
) -> None:
    for units in ([works], [finance, finance], [_of_another(wall)], [finance]):
        with pytest.raises(NotPossible):
            set_supporting(wall, to=units, by=secretary)
    assert Commitment.objects.get().supporting_units() == [finance]
