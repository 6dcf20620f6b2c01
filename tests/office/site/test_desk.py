"""The desk says what needs its reader today, and nothing that is another's."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from goldenthread.office.bodies.erasure_actions import ask_erasure, decline_erasure
from goldenthread.office.bodies.models import Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments import unit_views, views
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.owed import burden, burdens, owed
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.commitments.report_actions import accept, report, send_back
from goldenthread.office.commitments.seen import duties_in_full
from goldenthread.office.records.models import Document
from goldenthread.office.site import desk
from goldenthread.office.site.desk import desk_of
from goldenthread.office.site.feeds import token_of
from goldenthread.office.trail.changes import change
from goldenthread.planning import Account, Need
from goldenthread.terms.commitments import Confidence, State
from goldenthread.terms.text import Words

EARLY, LATE = date(2023, 5, 2), date(2024, 1, 2)
HELP = Account(
    State.UNDER_WAY,
    "One of three works has begun.",
    confidence=Confidence.SUPPORT_NEEDED,
    help_needed="A permit of the harbour.",
    cause="No permit yet.",
    action="Asked again in May.",
)


def _adopt(notice: Document, slug: str, item: str, by: Person) -> Commitment:
    cited = numbered(notice, item)
    return adopt(notice, slug=slug, title=Words(slug, f"任务{slug}"), statements=cited, by=by)


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty of the Works Bureau, due at the end of 2023."""
    return _adopt(notice, "wall", "1", secretary)


@pytest.fixture
def prices(notice: Document, secretary: Person) -> Commitment:
    """A duty of the Finance Bureau."""
    return _adopt(notice, "prices", "2", secretary)


@pytest.fixture
def worker(body: Body, works: Department) -> Person:
    """Who reports for the Works Bureau; invented."""
    person = Person(username="chenyu", name_en="Chen Yu", name_zh="陈雨", role="contributor")
    person.body, person.department = body, works
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


def _page(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(address).content.decode()


def test_who_decides_about_an_erasure_has_it_on_the_desk_until_it_is_decided(
    body: Body, leader: Person, secretary: Person
) -> None:
    keeper = Person(username="keeper", role="administrator", body=body)
    keeper.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(keeper, "person.added")
    assert desk_of(leader, on=EARLY).is_clear
    asked = ask_erasure(secretary.trail_object, names=["name_en"], by=keeper, ground="Article 47")
    assert desk_of(leader, on=EARLY).to_erase == [asked]
    assert desk_of(secretary, on=EARLY).to_erase == []
    assert f'href="/zh-hans/erasures/{asked.pk}/"' in _page(leader, "/zh-hans/desk/")
    decline_erasure(asked, reason="They still work here.", by=leader)
    assert desk_of(leader, on=EARLY).is_clear


def test_a_new_duty_long_before_its_day_leaves_every_desk_clear(
    wall: Commitment, secretary: Person, worker: Person
) -> None:
    assert desk_of(secretary, on=EARLY).is_clear
    assert desk_of(worker, on=EARLY).is_clear


def test_an_overdue_duty_is_off_pace_for_all_and_to_be_reported_by_its_unit(
    wall: Commitment, prices: Commitment, secretary: Person, worker: Person
) -> None:
    found = desk_of(secretary, on=LATE)
    assert (found.late, found.late_count) == ([wall, prices], 2)
    own = desk_of(worker, on=LATE)
    assert own.late == [wall]
    assert [(each.duty, each.need) for each in own.mine] == [(wall, Need.OVERDUE)]
    assert desk_of(secretary, on=LATE).mine == []


def test_a_report_waits_on_the_desks_of_those_who_may_answer_it(
    wall: Commitment, secretary: Person, leader: Person, worker: Person
) -> None:
    sent = report(wall, account=HELP, by=worker)
    for person in (secretary, leader):
        assert desk_of(person, on=EARLY).to_answer == [sent]
    assert desk_of(worker, on=EARLY).to_answer == []
    accept(sent, by=leader)
    assert desk_of(leader, on=EARLY).to_answer == []


def test_help_is_asked_for_until_a_later_report_needs_none(
    wall: Commitment, leader: Person, worker: Person
) -> None:
    first = report(wall, account=HELP, by=worker)
    assert desk_of(leader, on=EARLY).help_needed == [first]
    accept(first, by=leader)
    assert desk_of(leader, on=EARLY).help_needed == [first]
    going = Account(State.UNDER_WAY, "The permit came.", cause="Late.", action="Begun.")
    report(Commitment.objects.get(slug="wall"), account=going, by=worker)
    assert desk_of(leader, on=EARLY).help_needed == []


def test_what_was_sent_back_is_for_the_unit_to_revise(
    wall: Commitment, leader: Person, worker: Person
) -> None:
    send_back(report(wall, account=HELP, by=worker), by=leader, reason="Which permit?")
    own = desk_of(worker, on=EARLY)
    assert [(each.duty, each.need) for each in own.mine] == [(wall, Need.REVISE)]
    assert desk_of(leader, on=EARLY).help_needed == []


def test_the_desk_shows_every_kind_of_thing(
    wall: Commitment, prices: Commitment, leader: Person, worker: Person
) -> None:
    report(wall, account=HELP, by=worker)
    page = _page(leader, "/en/desk/")
    for said in ("Awaiting your answer", "Help needed", "A permit of the harbour.", "Off pace"):
        assert said in page
    assert "今日事项" in _page(leader, "/zh-hans/desk/")


def test_my_work_lists_the_units_own_by_due_date(
    wall: Commitment, prices: Commitment, worker: Person
) -> None:
    page = _page(worker, "/en/my-work/")
    assert "/en/commitments/wall/report/" in page
    assert "/en/commitments/prices/" not in page


def test_duties_without_a_day_come_last(
    wall: Commitment, prices: Commitment, secretary: Person
) -> None:
    wall.due = None
    assert [each.duty for each in owed([wall, prices], on=EARLY)] == [prices, wall]


def test_the_reports_asked_of_a_unit_are_counted_with_their_hours(
    wall: Commitment, prices: Commitment, works: Department, secretary: Person
) -> None:
    assert wall.due == date(2023, 12, 31)
    rows = Commitment.objects.filter(lead=works)
    counted = burden(rows, on=date(2023, 11, 1))[works]
    assert (counted.quarter, counted.reports, counted.hours) == ("2023Q4", 1, 0.5)
    for changed_to in ({"due": date(2023, 12, 1)}, {"state": State.WITHDRAWN.value}):
        for name, value in changed_to.items():
            setattr(wall, name, value)
        with change(by=secretary) as changed:
            changed.save(wall, "commitment.extended")
        found = burden(rows, on=date(2023, 11, 1))
        assert [each.reports for each in found.values()] == ([2] if "due" in changed_to else [])
    assert "about 0.5 hours" in _page(secretary, "/en/units/finance/")


def test_the_calendar_of_a_unit_is_read_by_its_token_alone(
    wall: Commitment, prices: Commitment, worker: Person
) -> None:
    address = reverse("calendar-zh", args=[token_of(worker)])
    assert address in _page(worker, "/zh-hans/my-work/")
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode().replace("\r\n ", "")
    assert "SUMMARY:到期：任务wall" in text
    assert "prices" not in text
    assert "chenyu" not in text + address
    assert Client().get(f"{address.replace(':', ':x')}").status_code == 404


def test_whoever_has_left_has_no_calendar(wall: Commitment, worker: Person) -> None:
    worker.is_active = False
    with change(by=SYSTEM) as changed:
        changed.save(worker, "person.left")
    assert Client().get(reverse("calendar-en", args=[token_of(worker)])).status_code == 404


@pytest.mark.parametrize(
    ("address", "questions"), [("/en/desk/", 19), ("/en/my-work/", 13), ("/en/units/works/", 13)]
)
def test_a_page_asks_the_database_no_more_for_many_duties_than_for_one(
    wall: Commitment,
    prices: Commitment,
    notice: Document,
    secretary: Person,
    worker: Person,
    address: str,
    questions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    report(wall, account=HELP, by=worker)
    client = Client()
    client.force_login(secretary)
    for more in range(2):
        with django_assert_num_queries(questions):
            client.get(address)
        _adopt(notice, f"more-{more}", "1", secretary)
    assert duties_in_full(secretary).count() == 4


def test_the_office_says_what_it_asks_of_every_unit_and_of_all(
    wall: Commitment, prices: Commitment, works: Department, finance: Department
) -> None:
    asked = burdens(Commitment.objects.all(), on=date(2023, 11, 1))
    assert list(asked.by_unit) == [works, finance]
    counted = [each.reports for each in asked.by_unit.values()]
    assert (asked.total.quarter, asked.total.reports) == ("2023Q4", sum(counted))
    assert asked.total.hours == sum(each.hours for each in asked.by_unit.values()) > 0


def test_the_page_of_all_units_names_each_with_its_reports(
    wall: Commitment, secretary: Person
) -> None:
    page = _page(secretary, "/en/units/")
    assert "/en/units/works/" in page
    assert "All units" in page
    assert "/en/units/" in _page(secretary, "/en/body/")


def test_long_lists_stand_on_pages_of_their_own_and_keep_what_was_asked(
    wall: Commitment,
    prices: Commitment,
    secretary: Person,
    worker: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 1)
    monkeypatch.setattr(desk, "MANY", 1)
    document = wall.document.slug
    first = _page(secretary, f"/en/commitments/?document={document}")
    assert "/en/commitments/wall/" in first
    assert "/en/commitments/prices/" not in first
    assert f"?document={document}&amp;page=2" in first
    second = _page(secretary, f"/en/commitments/?document={document}&page=2")
    assert "/en/commitments/prices/" in second
    assert f"?document={document}&amp;page=1" in second
    # The table that goes out is of all that was asked for, not of one page.
    assert "page=" not in second.split("duties.csv?")[1].split('"')[0]
    monkeypatch.setattr(unit_views, "PER_PAGE", 1)
    _adopt(wall.document, "more", "1", secretary)
    owed_first, owed_next = (_page(worker, f"/en/my-work/?page={n}") for n in (1, 2))
    assert ("/en/commitments/wall/" in owed_first) != ("/en/commitments/wall/" in owed_next)
    late = _page(secretary, "/en/desk/")
    assert "/en/commitments/wall/" in late
    assert "The 1 due first, of 3." in late
