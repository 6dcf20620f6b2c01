"""For every role, own and other unit, and each state: what may be done to a duty or a report."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from itertools import product

import pytest

from goldenthread.office.bodies.models import Department, Person, Role
from goldenthread.office.bodies.permissions import PERMISSIONS, SYSTEM
from goldenthread.office.commitments.actions import (
    adopt,
    assign,
    set_supporting,
    supersede,
    withdraw,
)
from goldenthread.office.commitments.explanation_actions import explain
from goldenthread.office.commitments.extension_actions import (
    approve_extension,
    ask_extension,
    extend,
    refuse_extension,
    set_due,
)
from goldenthread.office.commitments.milestone_actions import (
    drop_milestone,
    miss_milestone,
    reach_milestone,
    set_milestone,
)
from goldenthread.office.commitments.models import Commitment, Extension, Milestone, Report
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.commitments.report_actions import accept, report, send_back
from goldenthread.office.commitments.states import DONE_IN, is_possible
from goldenthread.office.records.models import Document
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.writing import writing
from goldenthread.planning import Account
from goldenthread.terms.commitments import Decision, MilestoneState, Ruling, State
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.text import Words

PAST = date(2020, 12, 31)
LATER, FIRST, LAST = date(2998, 6, 30), date(2999, 6, 30), date(2999, 12, 31)
TITLE = Words("First work", "首项工程")
WHY = "As the meeting of 3 May decided."
SAID = Account(State.UNDER_WAY, "Two of three works have begun.")

#: What stands in whose hands. A unit's people act for what their own unit leads, for nothing else.
OFFICE, ANSWERS = ("secretary",), ("secretary", "leader")
UNIT, HEAD = ("department lead", "contributor"), ("department lead",)
PLANS = (*OFFICE, *HEAD)

#: THE table: who may, and in each state of the duty whether it is done (+) or not (-).
#: Every state has a column: one that is added and stands in none fails below.
STATES = (
    "not started",
    "under way",
    "reported done",
    "accepted",
    "not met",
    "withdrawn",
    "superseded",
)
TABLE: dict[str, tuple[tuple[str, ...], str]] = {
    "commitment.assign": (OFFICE, "+ + + - - - -"),
    "commitment.set_supporting": (OFFICE, "+ + + - - - -"),
    "commitment.set_due": (OFFICE, "+ + + - - - -"),
    "commitment.extend": (OFFICE, "+ + + - - - -"),
    "commitment.ask_extension": (HEAD, "+ + - - - - -"),
    "commitment.approve_extension": (ANSWERS, "+ + + - - - -"),
    "commitment.refuse_extension": (ANSWERS, "+ + + - - - -"),
    "commitment.withdraw": (OFFICE, "+ + + - - - -"),
    "commitment.supersede": (OFFICE, "+ + + - - - -"),
    "commitment.set_milestone": (PLANS, "+ + - - - - -"),
    "commitment.reach_milestone": (UNIT, "+ + + - - - -"),
    "commitment.miss_milestone": (UNIT, "+ + + - - - -"),
    "commitment.drop_milestone": (OFFICE, "+ + + - - - -"),
    "commitment.explain": (PLANS, "+ + + + + - -"),
    "commitment.report": (UNIT, "+ + + - - - -"),
    "commitment.accept": (ANSWERS, "+ + + - - - -"),
    "commitment.send_back": (ANSWERS, "+ + + - - - -"),
}
#: And what is decided of a thing is decided once: its own states, and whether it is done in each.
DECIDED: dict[tuple[str, ...], tuple[type[StrEnum], str, str]] = {
    ("commitment.accept", "commitment.send_back"): (Decision, "decision", "+ - -"),
    ("commitment.approve_extension", "commitment.refuse_extension"): (Ruling, "ruling", "+ - -"),
    ("commitment.reach_milestone", "commitment.miss_milestone", "commitment.drop_milestone"): (
        MilestoneState,
        "state",
        "+ - - -",
    ),
}
#: What is done to no duty that is there.
TO_NONE = {"commitment.adopt", "commitment.import_table", "commitment.remind"}


def allowed(action: str, role: str, unit: str, state: str) -> bool:
    """What the table says: the one place that this file asks."""
    roles, states = TABLE[action]
    signs = dict(zip(STATES, states.split(), strict=True))
    is_own = unit == "works" or role not in UNIT
    return role in roles and is_own and signs[state] == "+"


def test_every_action_on_a_duty_stands_in_the_table() -> None:
    on_duties = {name for name in PERMISSIONS if name.startswith("commitment.")}
    assert TABLE.keys() == DONE_IN.keys() == on_duties - TO_NONE


def test_every_state_and_every_role_stands_in_the_table() -> None:
    assert set(STATES) == {state.value for state in State}
    assert {role for roles, _ in TABLE.values() for role in roles} <= set(Role.values)
    assert all(len(signs.split()) == len(State) for _, signs in TABLE.values())


class _TakenBack(Exception):
    """Ends a try, so that the next finds everything as it was."""


def _step() -> Milestone:
    return Milestone.objects.get()


class Scene:
    """A duty of the Works Bureau with a report and a request that wait, and another duty."""

    def __init__(self, notice: Document, secretary: Person, reporter: Person) -> None:
        self.notice, self.secretary, self.reporter = notice, secretary, reporter
        self.duty = self._adopt("wall", "1")
        self.other = self._adopt("prices", "2")

    def _adopt(self, slug: str, number: str) -> Commitment:
        return adopt(
            self.notice, slug=slug, title=Words(slug, slug), due=FIRST, by=self.secretary,
            statements=numbered(self.notice, number),
        )  # fmt: skip

    def set(self, action: str, state: str) -> None:
        """Put the duty into `state`, with what the action needs beside it."""
        duty = self.duty
        if action in ("commitment.accept", "commitment.send_back"):
            report(duty, account=SAID, by=self.reporter)
        if action.endswith(("approve_extension", "refuse_extension")):
            ask_extension(duty, to=LAST, by=self.reporter, reason=WHY)
        if action.endswith(("reach_milestone", "miss_milestone", "drop_milestone")):
            set_milestone(duty, title=TITLE, due=LATER, by=self.secretary)
        duty.state = state
        if action == "commitment.set_due":
            duty.due = None
        if action == "commitment.explain":
            duty.due = PAST
        with change(by=SYSTEM) as changed:
            changed.save(duty, "commitment.progressed")

    def act(self, action: str, by: Person, finance: Department) -> None:
        """Do it."""
        duty = self.duty
        deeds: dict[str, Callable[[], object]] = {
            "assign": lambda: assign(duty, to=finance, by=by),
            "set_supporting": lambda: set_supporting(duty, to=(), by=by),
            "set_due": lambda: set_due(duty, to=LATER, by=by, reason=WHY),
            "extend": lambda: extend(duty, to=LAST, by=by, reason=WHY),
            "ask_extension": lambda: ask_extension(duty, to=LAST, by=by, reason=WHY),
            "approve_extension": lambda: approve_extension(Extension.objects.get(), by=by),
            "refuse_extension": lambda: refuse_extension(
                Extension.objects.get(), by=by, reason=WHY
            ),
            "withdraw": lambda: withdraw(duty, by=by, reason=WHY),
            "supersede": lambda: supersede(duty, successor=self.other, by=by, reason=WHY),
            "set_milestone": lambda: set_milestone(duty, title=TITLE, due=LATER, by=by),
            "reach_milestone": lambda: reach_milestone(_step(), shown="3 works", by=by),
            "miss_milestone": lambda: miss_milestone(_step(), by=by, reason=WHY),
            "drop_milestone": lambda: drop_milestone(_step(), by=by, reason=WHY),
            "explain": lambda: explain(duty, cause=TITLE, action=TITLE, by=by),
            "report": lambda: report(duty, account=SAID, by=by),
            "accept": lambda: accept(Report.objects.get(), by=by, reason=WHY),
            "send_back": lambda: send_back(Report.objects.get(), by=by, reason=WHY),
        }
        deeds[action.partition(".")[2]]()


@pytest.fixture
def scene(notice: Document, secretary: Person, works: Department) -> Scene:
    reporter = Person(username="chenyu", name_en="Chen Yu", name_zh="陈雨", role="department lead")
    reporter.body, reporter.department = notice.body, works
    reporter.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(reporter, "person.added")
    return Scene(notice, secretary, reporter)


def tries(role: str, unit: Department, finance: Department, by: Person, scene: Scene,
          action: str) -> str:  # fmt: skip
    """Return what comes of it: done, not possible or not permitted; all of it is taken back."""
    by.role, by.department = role, unit
    duty = scene.duty
    held = {name: getattr(duty, name) for name in ("lead", "due", "state", "successor", "revision")}
    held |= {name: getattr(duty, name) for name in ("evidence", "confidence")}
    came = "done"
    with suppress(_TakenBack), writing():
        try:
            scene.act(action, by, finance)
        except NotPermitted:
            came = "not permitted"
        except NotPossible:
            came = "not possible"
        raise _TakenBack
    for name, value in held.items():
        setattr(duty, name, value)
    return came


@pytest.mark.parametrize(("action", "state"), list(product(TABLE, STATES)))
def test_each_role_of_each_unit_does_what_the_table_says_and_nothing_besides(
    action: str, state: str, scene: Scene, leader: Person, works: Department, finance: Department
) -> None:
    scene.set(action, state)
    wrong = []
    for role, unit in product(Role.values, (works, finance)):
        came = tries(role, unit, finance, leader, scene, action)
        if (came == "done") is not allowed(action, role, unit.slug, state):
            wrong.append((role, unit.slug, came))
        # Whoever may not do it at all is told so whatever the state: it tells them nothing.
        is_whose = any(allowed(action, role, unit.slug, each) for each in STATES)
        if (came == "not permitted") is is_whose:
            wrong.append((role, unit.slug, came))
    assert wrong == []
    assert is_possible(action, scene.duty) is (TABLE[action][1].split()[STATES.index(state)] == "+")


def _decided() -> list[tuple[str, str, str, bool]]:
    """Every action on a thing, the field that holds the thing's state, a state, and the sign."""
    return [
        (action, field, state.value, sign == "+")
        for actions, (states, field, signs) in DECIDED.items()
        for action, (state, sign) in product(actions, zip(states, signs.split(), strict=True))
    ]


@pytest.mark.parametrize(("action", "field", "state", "is_open"), _decided())
def test_what_is_decided_of_a_thing_is_decided_once_whoever_tries(
    action: str,
    field: str,
    state: str,
    is_open: bool,
    scene: Scene,
    leader: Person,
    works: Department,
    finance: Department,
) -> None:
    scene.set(action, "under way")
    kinds: dict[str, type[Report | Extension | Milestone]] = {
        "decision": Report,
        "ruling": Extension,
        "state": Milestone,
    }
    thing = kinds[field].objects.get()
    setattr(thing, field, state)
    with change(by=SYSTEM) as changed:
        changed.save(thing, "report.accepted")
    wrong = []
    for role, unit in product(Role.values, (works, finance)):
        came = tries(role, unit, finance, leader, scene, action)
        is_whose = allowed(action, role, unit.slug, "under way")
        said = ("done" if is_open else "not possible") if is_whose else "not permitted"
        if came != said:
            wrong.append((role, unit.slug, came))
    assert wrong == []
