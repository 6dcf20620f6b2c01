"""Each may do what the table says, and nothing besides."""

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

import goldenthread.office
from goldenthread.office.bodies.models import Body, Department, Person, Role
from goldenthread.office.bodies.permissions import (
    PERMISSIONS,
    PUBLIC,
    READERS,
    SYSTEM,
    allow,
    may,
    may_read,
)
from goldenthread.office.records.models import Document
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.office.trail.changes import change
from goldenthread.terms.errors import NotPermitted

#: The one thing that each app keeps, by which its actions are named.
THING_BY_APP = {
    "bodies": "body",
    "records": "record",
    "commitments": "commitment",
    "indicators": "indicator",
    "scorecards": "scorecard",
    "editions": "edition",
}


#: What an actions file says to the other files of its app, and to nobody else.
WITHIN = {
    "goldenthread.office.bodies.founding_actions",
    "goldenthread.office.editions.remaking_actions",
}


def actions() -> dict[str, Any]:
    office = Path(next(iter(goldenthread.office.__path__)))
    found = {}
    for file in office.glob("*/*actions.py"):
        module = import_module(f"goldenthread.office.{file.parent.name}.{file.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{THING_BY_APP[file.parent.name]}.{name}"] = function
    return {name: each for name, each in found.items() if each.__module__ not in WITHIN}


def test_every_action_is_in_the_table_and_the_table_holds_nothing_else() -> None:
    assert actions().keys() == PERMISSIONS.keys()


@pytest.mark.parametrize("action", sorted(PERMISSIONS))
def test_every_action_asks_who_acts_and_takes_a_reason(action: str) -> None:
    function = actions()[action]
    parameters = inspect.signature(function).parameters
    assert {parameters[each].kind for each in ("by", "reason")} == {inspect.Parameter.KEYWORD_ONLY}
    assert f'allow(by, "{action}"' in inspect.getsource(function)


#: Every role, what it may do, and what of the content that is not public it may read.
WORK = {
    "record.add_source",
    "record.intake",
    "record.receive",
    "record.read_received",
    "record.try_again",
    "record.leave_out",
    "record.release",
    "record.circulate",
    "record.answer_about",
    "record.accept",
    "record.reject",
    "record.correct",
    "record.resize",
    "record.merge",
    "record.split",
    "record.add_statement",
    "commitment.adopt",
    "commitment.assign",
    "commitment.set_supporting",
    "commitment.set_due",
    "commitment.extend",
    "commitment.approve_extension",
    "commitment.refuse_extension",
    "commitment.set_milestone",
    "commitment.explain",
    "commitment.drop_milestone",
    "commitment.withdraw",
    "commitment.supersede",
    "commitment.import_table",
    "commitment.accept",
    "commitment.send_back",
    "indicator.define",
    "indicator.set_target",
    "indicator.set_path",
    "indicator.state_meaning",
    "indicator.record",
    "indicator.import_table",
    "scorecard.compute",
    "scorecard.ask",
    "scorecard.answer",
    "scorecard.forecast",
    "edition.draft",
    "edition.answer_question",
    "edition.refuse_question",
}
COUNTS = {
    "record.add_source",
    "indicator.define",
    "indicator.set_target",
    "indicator.set_path",
    "indicator.state_meaning",
    "indicator.record",
    "indicator.import_table",
    "scorecard.compute",
    "scorecard.ask",
    "scorecard.answer",
    "scorecard.forecast",
    "edition.answer_question",
    "edition.refuse_question",
}
KEEPS = {
    "body.open_origin",
    "body.add_person",
    "body.change_person",
    "body.close_account",
    "body.replace_password",
    "body.end_token",
    "body.ask_erasure",
}
ANSWERS = {
    "commitment.accept",
    "commitment.send_back",
    "commitment.approve_extension",
    "commitment.refuse_extension",
}
ROLES: dict[str, tuple[set[str], set[str]]] = {
    "secretary": (WORK, {"document", "report", "edition"}),
    "leader": (
        {
            "body.approve_erasure",
            "body.decline_erasure",
            "edition.publish",
            "edition.withdraw",
            *ANSWERS,
        },
        {"document", "report", "edition"},
    ),
    "statistician": (COUNTS, {"document", "report", "edition"}),
    "auditor": (set(), {"document", "report", "edition"}),
    "department lead": (set(), {"document", "report"}),
    "contributor": (set(), {"document", "report"}),
    "administrator": (KEEPS, set()),
}


def _in_role(person: Person, role: str, unit: Department | None) -> Person:
    person.role, person.department = role, unit
    return person


#: What everybody does for themselves.
OWN = {"body.change_password", "body.make_token", "body.revoke_token"}


def test_every_role_stands_in_the_table() -> None:
    assert set(Role.values) == ROLES.keys()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("unit", ["works", "finance", None])
def test_each_role_does_and_reads_what_is_its_own_in_whatever_unit(
    secretary: Person, notice: Document, role: str, unit: str | None
) -> None:
    department = Department.objects.get(slug=unit) if unit else None
    person, (does, reads) = _in_role(secretary, role, department), ROLES[role]
    for thing in (None, person.body, notice):
        assert {action for action in PERMISSIONS if may(person, action, thing)} == does
    assert {kind for kind in READERS if may_read(person, kind)} == reads


@pytest.mark.parametrize("role", ROLES)
def test_no_role_of_another_body_does_or_reads_anything_here(
    stranger: Person, notice: Document, role: str
) -> None:
    person = _in_role(stranger, role, None)
    for thing in (None, notice.body, notice):
        assert not any(may(person, action, thing) for action in PERMISSIONS)
    assert not documents_seen_by(person).exists()


@pytest.mark.parametrize("role", ROLES)
def test_whoever_has_left_reads_what_the_public_reads(
    secretary: Person, notice: Document, role: str
) -> None:
    person = _in_role(secretary, role, None)
    assert documents_seen_by(person).exists() is ("document" in ROLES[role][1])
    person.is_active = False
    assert not documents_seen_by(person).exists()


def test_what_nobody_has_heard_of_is_not_read(secretary: Person) -> None:
    with pytest.raises(KeyError):
        may_read(secretary, "diary")


@pytest.mark.parametrize("role", ROLES)
def test_everybody_keeps_their_own_password_and_tokens_and_nobody_those_of_another(
    secretary: Person, leader: Person, role: str
) -> None:
    person = _in_role(secretary, role, secretary.department)
    assert {action for action in PERMISSIONS if may(person, action, person)} >= OWN
    assert not any(may(person, action, leader) for action in OWN)


def test_anybody_may_ask_and_follow_and_nothing_else(body: Body) -> None:
    following = {"edition.follow", "edition.confirm_following", "edition.stop_following"}
    done = {action for action in PERMISSIONS if may(PUBLIC, action, body)}
    assert done == {"edition.ask", *following}


def test_the_office_itself_only_sets_up_reminds_and_tells_who_follows(body: Body) -> None:
    done = {action for action in PERMISSIONS if may(SYSTEM, action, body)}
    assert done == {"body.set_up", "commitment.remind", "edition.tell_followers"}


@pytest.mark.parametrize("action", sorted(PERMISSIONS))
def test_a_stranger_may_do_nothing_here(stranger: Person, body: Body, action: str) -> None:
    assert not may(stranger, action, body)
    assert not may(stranger, action)


def test_what_belongs_to_a_document_belongs_to_its_body(
    secretary: Person, stranger: Person, notice: Document
) -> None:
    assert may(secretary, "commitment.adopt", notice)
    assert not may(stranger, "commitment.adopt", notice)


def test_whoever_has_left_may_do_nothing(secretary: Person) -> None:
    secretary.is_active = False
    with change(by=SYSTEM) as changed:
        changed.save(secretary, "person.left")
    assert not may(secretary, "record.intake", secretary.body)


def test_the_public_may_do_nothing(body: Body) -> None:
    assert not any(may(AnonymousUser(), action, body) for action in PERMISSIONS)


def test_a_refusal_says_who_may(leader: Person, body: Body) -> None:
    with pytest.raises(NotPermitted, match=r"record\.intake: .*Ask a secretary"):
        allow(leader, "record.intake", body)


def test_an_action_that_the_table_does_not_have_is_refused(leader: Person, body: Body) -> None:
    with pytest.raises(KeyError):
        may(leader, "record.shred", body)
