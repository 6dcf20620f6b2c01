"""An office is set up once, whole, by itself."""

from dataclasses import replace

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from goldenthread.office.bodies.actions import set_up
from goldenthread.office.bodies.founding_actions import NewBody, NewDepartment, NewPerson
from goldenthread.office.bodies.models import Area, Body, Department, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.models import Entry, Log, Value
from goldenthread.terms.dossiers import Area as AreaTerm
from goldenthread.terms.dossiers import PeerGroup
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.text import Words

HILL = NewBody(
    id="hill",
    name=Words("Hill", "山城"),
    area="hill",
    origin="hill.example.invalid/log",
    areas=(
        AreaTerm("hill", Words("Hill", "山城")),
        AreaTerm("dale", Words("Dale", "谷地")),
        AreaTerm("moor", Words("Moor", "荒原")),
    ),
    departments=(NewDepartment("roads", Words("Roads", "道路局"), ("the Roads Office",)),),
    people=(NewPerson("lin", Words("Lin", "林"), "secretary", "roads"),),
    notice=Words("Invented.", "虚构。"),
)
PEERS = PeerGroup(Words("Neighbours", "邻市"), "gdp", (HILL.areas[2], HILL.areas[0]))


def test_an_office_is_set_up_whole_and_every_row_has_its_entry(db: None) -> None:
    body = set_up(replace(HILL, peers=PEERS), by=SYSTEM)
    assert (body.area.slug, body.notice_zh) == ("hill", "虚构。")
    assert Person.objects.get().department == Department.objects.get()
    assert [entry.action for entry in Entry.objects.all()] == [
        *["area.added"] * 3,
        "body.set_up",
        "department.added",
        "person.added",
    ]
    assert not list(audit())


def test_peers_keep_the_bodys_own_order(db: None) -> None:
    body = set_up(replace(HILL, peers=PEERS), by=SYSTEM)
    assert [area.slug for area in body.peer_areas()] == ["moor", "hill"]
    shown = Value.objects.get(entry__object="body/hill", name="peers")
    assert shown.value == ["moor", "hill"]


def test_an_office_serves_one_body(body: Body) -> None:
    with pytest.raises(NotPossible, match="serves a body already"):
        set_up(HILL, by=SYSTEM)


@pytest.mark.parametrize(
    "faulty",
    [
        replace(HILL, area="atlantis"),
        replace(HILL, people=(replace(HILL.people[0], department="luck"),)),
        replace(HILL, peers=replace(PEERS, areas=(AreaTerm("atlantis", Words("A", "A")),))),
    ],
)
def test_an_office_that_names_what_it_lacks_is_not_set_up_at_all(db: None, faulty: NewBody) -> None:
    with pytest.raises(NotPossible, match="nothing is called"):
        set_up(faulty, by=SYSTEM)
    assert not any(kind.objects.exists() for kind in (Log, Entry, Area, Body, Department, Person))


def test_nobody_but_the_office_itself_sets_it_up(leader: Person, stranger: Person) -> None:
    for person in (leader, stranger):
        with pytest.raises(NotPermitted):
            set_up(HILL, by=person)


def test_a_person_signs_in_with_the_password_given_and_else_not_at_all(db: None) -> None:
    known = replace(HILL.people[0], username="wu", password=make_password("a quiet word"))
    set_up(replace(HILL, people=(*HILL.people, known)), by=SYSTEM)
    assert Person.objects.get(username="wu").check_password("a quiet word")
    assert not Person.objects.get(username="lin").has_usable_password()


def test_the_log_holds_no_name_and_no_password_of_a_person(db: None) -> None:
    known = replace(HILL.people[0], password=make_password("a quiet word"))
    set_up(replace(HILL, people=(known,)), by=SYSTEM)
    person = Person.objects.get()
    entries = " ".join(Entry.objects.values_list("canonical", flat=True))
    assert str(person.opaque) in entries
    assert not any(each in entries for each in ("lin", known.name.en, known.name.zh, "pbkdf2"))
    # Beside the log stand erasable values: names for the replay to compare, a password never.
    assert not Value.objects.filter(entry__object__startswith="person/", name="password").exists()


def test_it_is_not_kept_when_somebody_last_signed_in(db: None) -> None:
    known = replace(HILL.people[0], password=make_password("a quiet word"))
    set_up(replace(HILL, people=(known,)), by=SYSTEM)
    assert Client().login(username="lin", password="a quiet word")
    assert Person.objects.get().last_login is None
