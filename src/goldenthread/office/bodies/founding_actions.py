"""A body to be, with its units and people, and how each of their rows is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from goldenthread.office.bodies.models import (
    Area,
    Body,
    Department,
    GivenPassword,
    Peer,
    Person,
)
from goldenthread.office.trail.changes import Change
from goldenthread.terms.dossiers import Area as AreaTerm
from goldenthread.terms.dossiers import PeerGroup
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import NO_WORDS, Words

Named = TypeVar("Named", Area, Department)


@dataclass(frozen=True, slots=True)
class NewDepartment:
    """A unit to be; `names` are the spellings that documents use for it."""

    id: str
    name: Words
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An account to be; `password` is encoded as `make_password` does, or "" for none.

    One that `is_given` by somebody else is changed before anything else is done.
    """

    username: str
    name: Words
    role: str
    department: str = ""
    password: str = ""
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body to be, with its territory, units, people and peers, and the origin of its log."""

    id: str
    name: Words
    area: str
    origin: str
    areas: Sequence[AreaTerm]
    departments: Sequence[NewDepartment]
    people: Sequence[NewPerson]
    notice: Words = NO_WORDS
    peers: PeerGroup | None = None


def add_area(changed: Change, new: AreaTerm) -> Area:
    """Write an area of the territory."""
    area = Area(slug=new.id, name_en=new.name.en, name_zh=new.name.zh, code=new.code)
    changed.save(area, "area.added")
    return area


def add_body(changed: Change, new: NewBody, areas: dict[str, Area]) -> Body:
    """Write the body, with its peers."""
    body = Body(
        slug=new.id,
        name_en=new.name.en,
        name_zh=new.name.zh,
        area=named(new.area, areas),
        notice_en=new.notice.en,
        notice_zh=new.notice.zh,
    )
    if new.peers:
        body.peers_indicator = new.peers.indicator
        body.peers_title_en, body.peers_title_zh = new.peers.title.en, new.peers.title.zh
    changed.save(body, "body.set_up")
    for position, peer in enumerate(new.peers.areas if new.peers else ()):
        Peer.objects.create(body=body, area=named(peer.id, areas), position=position)
    return body


def add_department(changed: Change, body: Body, new: NewDepartment) -> Department:
    """Write a unit of the body."""
    unit = Department(body=body, slug=new.id, names=list(new.names))
    unit.name_en, unit.name_zh = new.name.en, new.name.zh
    changed.save(unit, "department.added")
    return unit


def write_person(
    changed: Change, body: Body, units: dict[str, Department], new: NewPerson
) -> Person:
    """Write an account of the body; `units` are its own by name."""
    person = Person(username=new.username, role=new.role, body=body, password=new.password)
    person.name_en, person.name_zh = new.name.en, new.name.zh
    person.department = named(new.department, units) if new.department else None
    if not new.password:
        person.set_unusable_password()
    changed.save(person, "person.added")
    if new.is_given:
        GivenPassword.objects.create(person=person)
    return person


def named(name: str, among: dict[str, Named]) -> Named:
    """Return what is called `name`; raise NotPossible if nothing is."""
    try:
        return among[name]
    except KeyError:
        raise NotPossible(
            f"nothing is called {name!r}.",
            place="set up",
            remedy=f"Name one of {', '.join(among)}.",
        ) from None


def forget_sign_ins(person: Person) -> None:
    """Remove what signing in has left of a person: second factors, addresses, sessions."""
    for link in person._meta.related_objects:
        kind = link.related_model
        if not isinstance(kind, str) and kind.__module__.startswith("allauth."):
            kind._base_manager.filter(**{link.field.name: person}).delete()
