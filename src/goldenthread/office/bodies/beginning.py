"""The file that begins an office: a body with its territory, units and first people.

Everything that is wrong in it is said at once, each with its place in the file.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from goldenthread.office.bodies.actions import OF_A_UNIT
from goldenthread.office.bodies.founding_actions import NewBody, NewDepartment, NewPerson
from goldenthread.office.bodies.models import Role
from goldenthread.terms.dossiers import Area, PeerGroup
from goldenthread.terms.errors import BadTable
from goldenthread.terms.text import NO_WORDS, Words

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_ORIGIN = re.compile(r"[a-z0-9][a-z0-9.-]*\.[a-z0-9-]+(?:/[a-z0-9._-]+)*")
#: The people that an office cannot be run without.
_NEEDED = (Role.SECRETARY, Role.LEADER, Role.ADMINISTRATOR)
_TOP = {"id", "name", "area", "origin", "notice", "areas", "units", "people", "peers"}

#: Characters of the code that a body calls an area by.
LONGEST_CODE = 40

Table = Mapping[str, Any]


def read_beginning(text: str, *, place: str = "the file") -> NewBody:
    """Return the body that a TOML text describes.

    Raise BadTable with every fault of it, a line each.
    """
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"this is no TOML: {error}.", place=place, remedy="Mend it.") from error
    if faults := list(_faults(held)):
        raise BadTable(
            "\n".join([f"{len(faults)} things are wrong.", *(f"  {fault}" for fault in faults)]),
            place=place,
            remedy="Mend them all; nothing has been begun.",
        )
    return NewBody(
        id=held["id"],
        name=_words(held["name"]),
        area=held["area"],
        origin=held["origin"],
        areas=[_area(each) for each in held["areas"]],
        departments=[_unit(each) for each in held.get("units", [])],
        people=[_person(each) for each in held["people"]],
        notice=_words(held["notice"]) if "notice" in held else NO_WORDS,
        peers=_peers(held),
    )


def with_passwords(new: NewBody, encoded: Mapping[str, str]) -> NewBody:
    """Return the body with each person's encoded password, by the name they sign in with.

    Each is given, and so to be changed at the first sign-in.
    """
    people = [replace(each, password=encoded[each.username], is_given=True) for each in new.people]
    return replace(new, people=people)


def _area(held: Table) -> Area:
    return Area(held["id"], _words(held["name"]), held.get("code", ""))


def _unit(held: Table) -> NewDepartment:
    name = _words(held["name"])
    spelt = (name.en, name.zh, *held.get("called", ()))
    return NewDepartment(held["id"], name, tuple(dict.fromkeys(filter(None, spelt))))


def _person(held: Table) -> NewPerson:
    return NewPerson(held["username"], _words(held["name"]), held["role"], held.get("unit", ""))


def _peers(held: Table) -> PeerGroup | None:
    if "peers" not in held:
        return None
    areas = {each["id"]: _area(each) for each in held["areas"]}
    group = held["peers"]
    named = tuple(areas[each] for each in group["areas"])
    return PeerGroup(_words(group["title"]), group["indicator"], named)


def _words(held: Any) -> Words:
    return Words(held, held) if isinstance(held, str) else Words(held["en"], held["zh"])


def _faults(held: Table) -> Iterator[str]:
    """Yield every fault, with the key that has it and the remedy."""
    for key in sorted(held.keys() - _TOP):
        yield f"{key}: no such key. Use {', '.join(sorted(_TOP))}."
    yield from _id_faults(held, "id")
    yield from _words_faults(held, "name")
    if "notice" in held:
        yield from _words_faults(held, "notice")
    if not (isinstance(held.get("origin"), str) and _ORIGIN.fullmatch(held["origin"])):
        yield 'origin: a name of the log that is yours alone, such as "haven.example/log".'
    for key in ("areas", "people"):
        if not _tables(held, key):
            yield f"{key}: none is given. Write a [[{key}]] for each."
    for key in ("areas", "units"):
        for at, each in enumerate(_tables(held, key), 1):
            yield from _id_faults(each, "id", f"{key} {at}, ")
            yield from _words_faults(each, "name", f"{key} {at}, ")
        yield from _twice(_tables(held, key), "id", key)
    yield from _people_faults(held)
    yield from _area_faults(held)


def _people_faults(held: Table) -> Iterator[str]:
    units = {each.get("id") for each in _tables(held, "units")}
    people = _tables(held, "people")
    for at, each in enumerate(people, 1):
        place = f"people {at}, "
        yield from _id_faults(each, "username", place)
        yield from _words_faults(each, "name", place)
        role, unit = each.get("role"), each.get("unit", "")
        if role not in Role.values:
            yield f"{place}role: {role!r} is none. Use one of {', '.join(Role.values)}."
        if unit and unit not in units:
            yield f"{place}unit: no unit is called {unit!r}. Add it, or name another."
        if role in OF_A_UNIT and not unit:
            yield f"{place}unit: a {role} works in one. Name it."
    yield from _twice(people, "username", "people")
    for needed in _NEEDED:
        if people and needed not in [each.get("role") for each in people]:
            yield f"people: no {needed}. An office needs one."


def _area_faults(held: Table) -> Iterator[str]:
    for at, each in enumerate(_tables(held, "areas"), 1):
        code = each.get("code", "")
        if not (isinstance(code, str) and len(code) <= LONGEST_CODE):
            yield f"areas {at}, code: {code!r} is none. Write at most {LONGEST_CODE} characters."
    areas = {each.get("id") for each in _tables(held, "areas")}
    yield from _twice(
        [each for each in _tables(held, "areas") if each.get("code")], "code", "areas"
    )
    if held.get("area") not in areas:
        yield f"area: no area is called {held.get('area')!r}. Name the body's own of [[areas]]."
    if "peers" not in held:
        return
    group = held["peers"]
    if not (isinstance(group, dict) and {"title", "indicator", "areas"} <= group.keys()):
        yield "peers: it has title, indicator and areas. Give all three."
        return
    yield from _words_faults(group, "title", "peers, ")
    for each in group["areas"]:
        if each not in areas:
            yield f"peers, areas: no area is called {each!r}. Add it to [[areas]]."


def _tables(held: Table, key: str) -> list[Table]:
    rows = held.get(key, [])
    return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _id_faults(held: Table, key: str, place: str = "") -> Iterator[str]:
    value = held.get(key)
    if not (isinstance(value, str) and _NAME.fullmatch(value)):
        yield f"{place}{key}: {value!r} is no name for addresses. Use a–z, 0–9 and hyphens."


def _words_faults(held: Table, key: str, place: str = "") -> Iterator[str]:
    value = held.get(key)
    both = isinstance(value, dict) and all(isinstance(value.get(x), str) for x in ("en", "zh"))
    if not (both or (isinstance(value, str) and value.strip())):
        yield f'{place}{key}: write words, or {{ en = "…", zh = "…" }}.'


def _twice(rows: list[Table], key: str, place: str) -> Iterator[str]:
    seen: set[object] = set()
    for each in rows:
        if (value := each.get(key)) in seen:
            yield f"{place}: {value!r} stands twice. Give each its own."
        seen.add(value)
