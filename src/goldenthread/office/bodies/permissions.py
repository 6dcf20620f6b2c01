"""Who may do and read what: one table of each, and the question asked of it."""

from typing import Protocol, TypeGuard, runtime_checkable

from goldenthread.office.bodies.models import Body, Department, Person, Role
from goldenthread.office.trail.models import Log
from goldenthread.terms.errors import NotPermitted

#: The office itself, before it has people.
SYSTEM_ROLE = "system"
#: Anybody, without a name: whoever asks in public.
PUBLIC_ROLE = "public"

_SECRETARY = frozenset({Role.SECRETARY.value})
_LEADER = frozenset({Role.LEADER.value})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR.value})
_STATISTICIAN = frozenset({Role.STATISTICIAN.value})
_EVERYBODY = frozenset(Role.values)
_WHOLE_BODY = _SECRETARY | _LEADER | _STATISTICIAN | {Role.AUDITOR.value}
_HEADS = frozenset({Role.DEPARTMENT_LEAD.value})
_UNITS = _HEADS | {Role.CONTRIBUTOR.value}

#: What everybody does for themselves, and nobody for another.
_FOR_ONESELF = {
    "body.change_password",
    "body.make_token",
    "body.revoke_token",
    "body.set_mailbox",
    "body.remove_mailbox",
}

#: Every action of the office and the roles that may do it.
PERMISSIONS: dict[str, frozenset[str]] = {
    "body.set_up": frozenset({SYSTEM_ROLE}),
    "body.open_origin": _ADMINISTRATOR,
    "body.change_password": _EVERYBODY,
    "body.make_token": _EVERYBODY,
    "body.revoke_token": _EVERYBODY,
    "body.set_mailbox": _EVERYBODY,
    "body.remove_mailbox": _EVERYBODY,
    "body.add_person": _ADMINISTRATOR,
    "body.change_person": _ADMINISTRATOR,
    "body.close_account": _ADMINISTRATOR,
    "body.replace_password": _ADMINISTRATOR,
    "body.end_token": _ADMINISTRATOR,
    "body.ask_erasure": _ADMINISTRATOR,
    "body.approve_erasure": _LEADER,
    "body.decline_erasure": _LEADER,
    "record.add_source": _SECRETARY | _STATISTICIAN,
    "record.intake": _SECRETARY,
    "record.receive": _SECRETARY,
    "record.read_received": _SECRETARY,
    "record.try_again": _SECRETARY,
    "record.leave_out": _SECRETARY,
    "record.release": _SECRETARY,
    "record.circulate": _SECRETARY,
    "record.acknowledge": _UNITS,
    "record.ask_about": _UNITS,
    "record.answer_about": _SECRETARY,
    "record.accept": _SECRETARY,
    "record.reject": _SECRETARY,
    "record.correct": _SECRETARY,
    "record.resize": _SECRETARY,
    "record.merge": _SECRETARY,
    "record.split": _SECRETARY,
    "record.add_statement": _SECRETARY,
    "commitment.adopt": _SECRETARY,
    "commitment.assign": _SECRETARY,
    "commitment.set_supporting": _SECRETARY,
    "commitment.set_due": _SECRETARY,
    "commitment.extend": _SECRETARY,
    "commitment.ask_extension": _HEADS,
    "commitment.approve_extension": _SECRETARY | _LEADER,
    "commitment.refuse_extension": _SECRETARY | _LEADER,
    "commitment.withdraw": _SECRETARY,
    "commitment.supersede": _SECRETARY,
    "commitment.import_table": _SECRETARY,
    "commitment.set_milestone": _SECRETARY | _HEADS,
    "commitment.reach_milestone": _UNITS,
    "commitment.miss_milestone": _UNITS,
    "commitment.drop_milestone": _SECRETARY,
    "commitment.report": _UNITS,
    "commitment.explain": _SECRETARY | _HEADS,
    "commitment.accept": _SECRETARY | _LEADER,
    "commitment.send_back": _SECRETARY | _LEADER,
    "commitment.remind": frozenset({SYSTEM_ROLE}),
    "indicator.define": _SECRETARY | _STATISTICIAN,
    "indicator.set_target": _SECRETARY | _STATISTICIAN,
    "indicator.set_path": _SECRETARY | _STATISTICIAN,
    "indicator.state_meaning": _SECRETARY | _STATISTICIAN,
    "indicator.record": _SECRETARY | _STATISTICIAN,
    "indicator.import_table": _SECRETARY | _STATISTICIAN,
    "scorecard.compute": _SECRETARY | _STATISTICIAN,
    "scorecard.ask": _SECRETARY | _STATISTICIAN,
    "scorecard.answer": _SECRETARY | _STATISTICIAN,
    "scorecard.forecast": _SECRETARY | _STATISTICIAN,
    "edition.draft": _SECRETARY,
    "edition.publish": _LEADER,
    "edition.withdraw": _LEADER,
    "edition.ask": frozenset({PUBLIC_ROLE}),
    "edition.follow": frozenset({PUBLIC_ROLE}),
    "edition.confirm_following": frozenset({PUBLIC_ROLE}),
    "edition.stop_following": frozenset({PUBLIC_ROLE}),
    "edition.tell_followers": frozenset({SYSTEM_ROLE}),
    "edition.answer_question": _SECRETARY | _STATISTICIAN,
    "edition.refuse_question": _SECRETARY | _STATISTICIAN,
}

#: What the public may not read yet, and the roles of its body that may.
READERS: dict[str, frozenset[str]] = {
    "document": _WHOLE_BODY | _UNITS,
    "report": _WHOLE_BODY | _UNITS,
    "edition": _WHOLE_BODY,
}


class System:
    """The office itself, which sets up its body and its first people."""

    opaque = "system"
    role = SYSTEM_ROLE
    is_active = True


SYSTEM = System()


class Public:
    """Anybody who asks: nothing is known of them, so nothing is kept of them."""

    opaque = "public"
    role = PUBLIC_ROLE


PUBLIC = Public()


class Belonging(Protocol):
    """Whatever belongs to one body."""

    @property
    def body(self) -> Body:
        """The body it belongs to."""


@runtime_checkable
class Owned(Protocol):
    """Whatever one unit answers for."""

    @property
    def owner(self) -> Department:
        """The unit that answers for it."""


Thing = Body | Belonging | None


def may(by: object, action: str, thing: Thing = None) -> bool:
    """Return whether `by` may do `action` to `thing`; None stands for what the office shares.

    Sources, areas, indicators and figures are shared: they belong to the body
    whose log this is. Those who work in a unit act for what it answers for,
    and for nothing else. KeyError if the table has no such action.
    """
    roles = PERMISSIONS[action]
    if isinstance(by, System | Public):
        return by.role in roles
    if not isinstance(by, Person) or not by.is_active:
        return False
    if action in _FOR_ONESELF:
        return by == thing
    if by.role in _UNITS and not (isinstance(thing, Owned) and thing.owner == by.department):
        return False
    return by.role in roles and by.body.slug == _body_of(thing)


def may_read(reader: object, kind: str) -> TypeGuard[Person]:
    """Return whether `reader` may read what the public may not yet, of the body they work for.

    An administrator keeps people and settings, and reads of the content what
    the public reads. KeyError if the table has no such kind.
    """
    roles = READERS[kind]
    return isinstance(reader, Person) and reader.is_active and reader.role in roles


def works_here(reader: object) -> bool:
    """Return whether `reader` works on the content of the body whose log this is."""
    return may_read(reader, "document") and reader.body.slug == _body_of(None)


def allow(by: object, action: str, thing: Thing = None) -> None:
    """Raise NotPermitted, saying why, unless `by` may do `action` to `thing`."""
    if may(by, action, thing):
        return
    if action in _FOR_ONESELF:
        raise NotPermitted(
            "everybody does this for themselves alone.",
            place=action,
            remedy="Ask whoever it is about.",
        )
    roles = " or ".join(sorted(PERMISSIONS[action]))
    raise NotPermitted(
        "you may not do this.",
        place=action,
        remedy=f"Ask a {roles} of the body it belongs to.",
    )


def _body_of(thing: Thing) -> str | None:
    if thing is None:
        return Log.objects.values_list("body", flat=True).first()
    return thing.slug if isinstance(thing, Body) else thing.body.slug
