"""Set up the body, its departments and its people."""

from collections.abc import Collection
from datetime import date

from goldenthread.office.bodies.founding_actions import (
    NewBody,
    NewPerson,
    add_area,
    add_body,
    add_department,
    forget_sign_ins,
    write_person,
)
from goldenthread.office.bodies.models import (
    Body,
    Department,
    GivenPassword,
    Mailbox,
    Person,
    Role,
    Token,
)
from goldenthread.office.bodies.permissions import System, allow
from goldenthread.office.bodies.tokens import new_token, refuse_unusable
from goldenthread.office.trail.anew import open_origin as begin_anew
from goldenthread.office.trail.changes import Change, change
from goldenthread.office.trail.log import start_log
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import Words

#: The roles that work in one unit.
OF_A_UNIT = (Role.DEPARTMENT_LEAD, Role.CONTRIBUTOR)


def set_up(new: NewBody, *, by: System | Person, reason: str = "") -> Body:
    """Start the log and set up the office's body with its areas, units and people.

    Raise NotPossible if the office has a body already, or if an area or unit
    that something names is not among those given.
    """
    allow(by, "body.set_up")
    if Body.objects.exists():
        raise NotPossible(
            "this office serves a body already.", place=new.id, remedy="Start another home for it."
        )
    with writing():
        start_log(origin=new.origin, body=new.id)
        with change(by=by, reason=reason) as changed:
            areas = {area.id: add_area(changed, area) for area in new.areas}
            body = add_body(changed, new, areas)
            units = {unit.id: add_department(changed, body, unit) for unit in new.departments}
            for person in new.people:
                write_person(changed, body, units, person)
    return body


def open_origin(origin: str, *, by: Person, reason: str, after: bytes | None = None) -> str:
    """Leave a log that was lost in part, and begin one that goes on from its last place.

    `after` is the last checkpoint that was published, by default the one kept
    beside the key. Returns the new log's first checkpoint, to be published.
    """
    allow(by, "body.open_origin")
    if not reason.strip():
        raise NotPossible("no reason is given.", place=origin, remedy="Say what was lost, and how.")
    return begin_anew(origin, by=by, reason=reason.strip(), after=after).note


def change_password(person: Person, *, to: str, by: Person, reason: str = "") -> None:
    """Set the password of `person`, which only they may do; raise NotPermitted otherwise.

    The log keeps that it was changed, and nothing of the password itself. Raise
    NotPossible if it is the one that they were given.
    """
    allow(by, "body.change_password", person)
    given = GivenPassword.objects.filter(person=person)
    if given.exists() and person.check_password(to):
        raise NotPossible(
            "this is the password that you were given.",
            place=person.username,
            remedy="Choose one that nobody else knows.",
        )
    with change(by=by, reason=reason) as changed:
        person.set_password(to)
        changed.save(person, "person.password_changed")
        given.delete()


def make_token(
    person: Person,
    *,
    name: str,
    scopes: Collection[str],
    expires: date,
    by: Person,
    reason: str = "",
) -> tuple[Token, str]:
    """Make a token by which a program acts for `person`, and return its secret, this once.

    Raise NotPossible without a name, for a scope that there is not, or
    for a day that is past or more than a year away; NotPermitted for another's.
    """
    allow(by, "body.make_token", person)
    refuse_unusable(name=name, scopes=scopes, expires=expires)
    token, secret = new_token()
    token.person, token.name, token.scopes = person, name.strip(), sorted({*scopes})
    token.expires = expires
    with change(by=by, reason=reason) as changed:
        changed.save(token, "token.made")
    return token, secret


def revoke_token(token: Token, *, by: Person, reason: str = "") -> None:
    """End a token before its day, which its owner does; NotPossible if it is ended already."""
    allow(by, "body.revoke_token", token.person)
    if token.is_revoked:
        raise NotPossible(
            "it is revoked already.", place=token.key, remedy="Nothing is left to do."
        )
    with change(by=by, reason=reason) as changed:
        _revoke(token, changed)


def end_token(token: Token, *, by: Person, reason: str) -> None:
    """End another person's token, which an administrator does and says why.

    Raise NotPossible without a reason, or if it is ended already.
    """
    allow(by, "body.end_token", token.person)
    if token.is_revoked or not reason.strip():
        what = "it is revoked already." if token.is_revoked else "no reason is given."
        raise NotPossible(what, place=token.key, remedy="Say why, once.")
    with change(by=by, reason=reason.strip()) as changed:
        _revoke(token, changed)


def add_person(body: Body, *, new: NewPerson, by: Person, reason: str = "") -> Person:
    """Open an account for somebody who works for `body`.

    Raise NotPossible if the name is taken, if there is no such unit, or if the
    role works in a unit and none is named.
    """
    allow(by, "body.add_person", body)
    if Person.objects.filter(username=new.username).exists():
        raise NotPossible(
            "somebody signs in under this name already.",
            place=new.username,
            remedy="Choose another.",
        )
    units = {unit.slug: unit for unit in Department.objects.filter(body=body)}
    _refuse_without_unit(new.role, new.department, new.username)
    with change(by=by, reason=reason) as changed:
        return write_person(changed, body, units, new)


def change_person(
    person: Person,
    *,
    name: Words,
    role: str,
    department: Department | None,
    by: Person,
    reason: str = "",
) -> None:
    """Give somebody another name, role or unit; the log keeps what they were.

    Raise NotPossible for oneself, for the last administrator, if the account is
    closed, or if the role works in a unit and none is named.
    """
    allow(by, "body.change_person", person)
    _refuse_closed(person)
    if role != person.role:
        _refuse_oneself(person, by)
    _refuse_without_unit(role, department.slug if department else "", person.username)
    with change(by=by, reason=reason) as changed:
        person.name_en, person.name_zh = name.en, name.zh
        person.role, person.department = role, department
        changed.save(person, "person.changed")


def close_account(person: Person, *, by: Person, reason: str = "") -> None:
    """Close the account of somebody who has left: nobody signs in with it, and all they did stays.

    Their tokens end with it. Raise NotPossible for oneself, without a reason, or if
    it is closed already.
    """
    allow(by, "body.close_account", person)
    _refuse_closed(person)
    _refuse_oneself(person, by)
    if not reason.strip():
        raise NotPossible("no reason is given.", place=person.username, remedy="Say why.")
    with change(by=by, reason=reason.strip()) as changed:
        person.is_active = False
        person.set_unusable_password()
        forget_sign_ins(person)
        Mailbox.objects.filter(person=person).delete()
        GivenPassword.objects.filter(person=person).delete()
        changed.save(person, "person.closed")
        for token in person.tokens.filter(is_revoked=False):
            _revoke(token, changed)


def replace_password(person: Person, *, to: str, by: Person, reason: str = "") -> None:
    """Give somebody who cannot sign in a new password, and forget their second factors.

    Whoever has signed in as them is signed out, and their tokens end; they change
    it when they sign in. Raise NotPossible for oneself, or if the account is closed.
    """
    allow(by, "body.replace_password", person)
    _refuse_closed(person)
    _refuse_oneself(person, by)
    with change(by=by, reason=reason) as changed:
        person.set_password(to)
        forget_sign_ins(person)
        changed.save(person, "person.password_replaced")
        GivenPassword.objects.get_or_create(person=person)
        for token in person.tokens.filter(is_revoked=False):
            _revoke(token, changed)


def _revoke(token: Token, changed: Change) -> None:
    token.is_revoked = True
    changed.save(token, "token.revoked")


def _refuse_closed(person: Person) -> None:
    if not person.is_active:
        raise NotPossible(
            "this account is closed.", place=person.username, remedy="Open another for them."
        )


def _refuse_oneself(person: Person, by: Person) -> None:
    """Raise if it is one's own account: so the last administrator can never be lost."""
    if person == by:
        raise NotPossible(
            "this is your own account.",
            place=person.username,
            remedy="Ask another administrator; your own password is changed on your own page.",
        )


def _refuse_without_unit(role: str, unit: str, place: str) -> None:
    if role in OF_A_UNIT and not unit:
        raise NotPossible(f"a {role} works in a unit.", place=place, remedy="Name the unit.")
