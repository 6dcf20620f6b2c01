"""Each may do what the table says, and nothing besides."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

import goldenthread.office
from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.bodies.permissions import PERMISSIONS, SYSTEM, allow, may
from goldenthread.office.records.models import Document
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


def actions() -> set[str]:
    office = Path(next(iter(goldenthread.office.__path__)))
    found = set()
    for file in office.glob("*/actions.py"):
        module = import_module(f"goldenthread.office.{file.parent.name}.actions")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found.add(f"{THING_BY_APP[file.parent.name]}.{name}")
    return found


def test_every_action_is_in_the_table_and_the_table_holds_nothing_else() -> None:
    assert actions() == PERMISSIONS.keys()


@pytest.mark.parametrize("action", sorted(PERMISSIONS))
def test_every_action_asks_who_acts_and_takes_a_reason(action: str) -> None:
    thing, _, name = action.partition(".")
    app = next(app for app, each in THING_BY_APP.items() if each == thing)
    function = getattr(import_module(f"goldenthread.office.{app}.actions"), name)
    parameters = inspect.signature(function).parameters
    assert {parameters[each].kind for each in ("by", "reason")} == {inspect.Parameter.KEYWORD_ONLY}
    assert f'allow(by, "{action}"' in inspect.getsource(function)


def test_a_secretary_does_the_work_and_does_not_publish(secretary: Person) -> None:
    done = {action for action in PERMISSIONS if may(secretary, action, secretary.body)}
    assert done == PERMISSIONS.keys() - {"body.set_up", "edition.publish"}


def test_a_leader_publishes_and_changes_nothing_of_the_content(leader: Person) -> None:
    done = {action for action in PERMISSIONS if may(leader, action, leader.body)}
    assert done == {"edition.publish"}


def test_the_office_itself_only_sets_up(body: Body) -> None:
    assert {action for action in PERMISSIONS if may(SYSTEM, action, body)} == {"body.set_up"}


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
