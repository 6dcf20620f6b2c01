"""Personal values go for good, by two people and on a legal ground; the log stays whole."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from goldenthread.office.bodies.actions import open_origin
from goldenthread.office.bodies.erasable import erasable, held_of
from goldenthread.office.bodies.erasure_actions import approve_erasure, ask_erasure
from goldenthread.office.bodies.models import Body, Erasure, Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.erasing import erasures
from goldenthread.office.trail.log import checkpoint
from goldenthread.office.trail.models import Entry, FormerValue, Value
from goldenthread.office.trail.replay import replay
from goldenthread.office.trail.replayers import replayers
from goldenthread.terms.errors import NotPermitted, NotPossible

NAMES = ("username", "name_en", "name_zh")
GROUND = "Personal Information Protection Law, art. 47"


@pytest.fixture
def administrator(body: Body) -> Person:
    """Whoever keeps the office running; invented."""
    person = Person(username="keeper", name_en="Keeper", name_zh="管理", role="administrator")
    person.body = body
    person.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(person, "person.added")
    return person


@pytest.fixture
def asked(secretary: Person, administrator: Person) -> Erasure:
    """The names of the secretary, who has left, are to be erased."""
    return ask_erasure(secretary.trail_object, names=NAMES, by=administrator, ground=GROUND)


def everything() -> str:
    """All text in all tables of the database."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_goes_before_a_second_person_approves(
    asked: Erasure, administrator: Person, secretary: Person
) -> None:
    assert "Sun Li" in everything()
    for person in (administrator, secretary):
        with pytest.raises(NotPermitted):
            approve_erasure(asked, by=person)
    assert Person.objects.filter(username="sunli").exists()


def test_whoever_asked_does_not_approve_even_as_leader(asked: Erasure, leader: Person) -> None:
    asked.asked_by = str(leader.opaque)
    with pytest.raises(NotPossible, match="you asked for it yourself"):
        approve_erasure(asked, by=leader)


def test_values_and_salts_go_from_every_table_and_the_log_stays_whole(
    asked: Erasure, secretary: Person, leader: Person
) -> None:
    theirs = Value.objects.filter(entry__object=secretary.trail_object, name__in=NAMES)
    salts = list(theirs.values_list("salt", flat=True))
    entries = list(Entry.objects.values_list("canonical", flat=True))
    assert approve_erasure(asked, by=leader) == len(salts) == 3
    left = everything()
    assert not [each for each in ("sunli", "Sun Li", "孙立", *salts) if each in left]
    assert list(Entry.objects.values_list("canonical", flat=True))[: len(entries)] == entries
    assert list(audit()) == []
    found = replay()
    assert (found.erased, found.faults) == (1, [])


def test_the_log_says_what_went_on_which_ground_and_who_approved_but_not_the_values(
    asked: Erasure, secretary: Person, leader: Person
) -> None:
    approve_erasure(asked, by=leader)
    entry = Entry.objects.get(action="value.erased")
    said = {value.name: value.value for value in entry.values.all()}
    assert (said["thing"], said["names"]) == (secretary.trail_object, sorted(NAMES))
    assert (said["ground"], said["approved_by"]) == (GROUND, str(leader.opaque))
    assert said["asked_by"] != said["approved_by"]
    assert set(erasures().values()) == {entry.index}
    kept = asked.backups_until
    assert kept is not None
    assert (kept - timezone.now().date()).days == settings.BACKUP_DAYS


def test_whoever_was_erased_cannot_sign_in(
    asked: Erasure, secretary: Person, leader: Person
) -> None:
    approve_erasure(asked, by=leader)
    erased = Person.objects.get(opaque=secretary.opaque)
    assert not erased.is_active
    assert not erased.has_usable_password()
    assert not Client().login(username="sunli", password="a quiet word")


def test_what_signing_in_left_of_them_goes_too(
    asked: Erasure, secretary: Person, leader: Person
) -> None:
    for person in (secretary, leader):
        Authenticator.objects.create(user=person, type="totp", data={"secret": "sunflower"})
        UserSession.objects.create(user=person, ip="192.0.2.1", session_key=person.username)
    approve_erasure(asked, by=leader)
    assert {each.user_id for each in Authenticator.objects.all()} == {leader.pk}
    assert {each.user_id for each in UserSession.objects.all()} == {leader.pk}


def test_a_value_that_is_gone_without_such_an_entry_is_still_a_fault(
    asked: Erasure, secretary: Person, leader: Person
) -> None:
    approve_erasure(asked, by=leader)
    Value.objects.filter(entry__object=secretary.trail_object, name="role").delete()
    Value.objects.filter(entry__object=leader.trail_object, name="name_en").delete()
    faults = list(audit())
    assert len([fault for fault in faults if "the value of role is gone" in fault]) == 2
    assert len([fault for fault in faults if "the value of name_en is gone" in fault]) == 1


def test_it_goes_from_the_former_log_too(
    administrator: Person, secretary: Person, leader: Person
) -> None:
    checkpoint(head())
    open_origin("haven.example.invalid/log-2", by=administrator, reason="The disk was lost.")
    asked = ask_erasure(secretary.trail_object, names=NAMES, by=administrator, ground=GROUND)
    assert approve_erasure(asked, by=leader) == 6
    assert not FormerValue.objects.filter(value="Sun Li").exists()
    assert "Sun Li" not in everything()


def test_the_reason_of_earlier_changes_can_be_erased(
    administrator: Person, secretary: Person, leader: Person
) -> None:
    with change(by=administrator, reason="Sun Li is ill.") as changed:
        secretary.is_active = False
        changed.save(secretary, "person.changed")
    asked = ask_erasure(secretary.trail_object, names=["@reason"], by=administrator, ground=GROUND)
    approve_erasure(asked, by=leader)
    assert "is ill" not in everything()
    assert Person.objects.get(pk=secretary.pk).username == "sunli"
    assert list(audit()) == []


def test_what_is_done_is_not_done_twice(asked: Erasure, leader: Person) -> None:
    approve_erasure(asked, by=leader)
    with pytest.raises(NotPossible, match="approved already"):
        approve_erasure(asked, by=leader)


@pytest.mark.parametrize(
    ("thing", "names", "match"),
    [
        ("PERSON", ["role"], "role cannot be erased"),
        ("PERSON", ["opaque"], "opaque cannot be erased"),
        ("PERSON", ["password", "name_en"], "password cannot be erased"),
        ("PERSON", [], "nothing cannot be erased"),
        ("person/none", ["name_en"], "no such row"),
        ("erasure/1", ["ground"], "no row of this kind"),
        ("card/2023Q4.1", ["rows"], "no row of this kind"),
    ],
)
def test_only_free_texts_of_rows_can_be_erased(
    administrator: Person, secretary: Person, thing: str, names: list[str], match: str
) -> None:
    named = thing.replace("PERSON", secretary.trail_object)
    with pytest.raises(NotPossible, match=match):
        ask_erasure(named, names=names, by=administrator, ground=GROUND)


def test_without_a_legal_ground_nothing_is_asked(administrator: Person, secretary: Person) -> None:
    with pytest.raises(NotPossible, match="no legal ground"):
        ask_erasure(secretary.trail_object, names=NAMES, by=administrator, ground=" ")


def test_a_person_gets_all_that_is_held_of_them_and_nothing_of_others(
    secretary: Person, leader: Person
) -> None:
    with change(by=secretary, reason="I moved.") as changed:
        secretary.name_en = "Sun Li-An"
        changed.save(secretary, "person.changed")
    held = held_of(secretary)
    assert held["person"]["username"] == "sunli"
    names = {each["value"] for each in held["recorded"] if each["field"] == "name_en"}
    assert names == {"Sun Li", "Sun Li-An"}
    (done,) = held["done"]
    assert (done["action"], done["reason"]) == ("person.changed", "I moved.")
    assert leader.name_en not in repr(held)


def test_nothing_that_counts_or_decides_can_be_erased() -> None:
    possible = {name: erasable(each) for name, each in replayers().items()}
    assert possible["target"] == possible["observation"] == possible["scorecard"] == []
    assert possible["record"] == possible["forecast"] == possible["erasure"] == []
    assert possible["commitment"] == ["title_en", "title_zh"]
    assert possible["person"] == ["username", "name_en", "name_zh"]
    for name, each in replayers().items():
        assert {*each.texts} <= {*possible[name]}, name
