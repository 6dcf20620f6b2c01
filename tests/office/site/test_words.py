"""Every phrase is used, every phrase used is there, in both languages."""

import re
from pathlib import Path

import pytest

from goldenthread.office.bodies.models import Role
from goldenthread.office.bodies.tokens import SCOPES
from goldenthread.office.commitments.duty_reading import Wrong
from goldenthread.office.commitments.milestone_views import VERBS as OUTCOMES
from goldenthread.office.commitments.views import VERBS
from goldenthread.office.editions.models import Answering, Doubt
from goldenthread.office.records.models import Arrival
from goldenthread.office.site.searching import KINDS
from goldenthread.office.site.words import phrases, say
from goldenthread.planning import Need, Step
from goldenthread.reporting.comparing import PARTS, WHOLE, Kind
from goldenthread.terms import errors
from goldenthread.terms.commitments import Confidence, Decision, MilestoneState, State
from goldenthread.terms.meanings import Basis
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.statements import StatementType

#: Groups whose phrase is chosen by a value, and the values that can come.
VALUES = {
    "state": [state.value for state in State],
    "confidence": [confidence.value for confidence in Confidence],
    "decide": list(VERBS),
    "decide_lead": list(VERBS),
    "outcome": list(OUTCOMES),
    "milestone_state": [state.value for state in MilestoneState],
    "action.inquiry": ["answered", "refused"],
    "inquiry_decide": ["answer", "refuse"],
    "inquiry_decide_lead": ["answer", "refuse"],
    "answering": Answering.values,
    "doubt": Doubt.values,
    "rule": ["approve", "refuse"],
    "rule_lead": ["approve", "refuse"],
    "duty_deed": ["adopt", "assign", "set_supporting", "set_due", "extend", "withdraw"],
    "duty_wrong": [wrong.value for wrong in Wrong],
    "duty_remedy": [wrong.value for wrong in Wrong],
    "calendar": ["name", "due", "milestone", "report"],
    "changes_kind": [kind.value for kind in Kind],
    "changes_what": [*WHOLE, *PARTS],
    "need": [need.value for need in Need],
    "found": list(KINDS),
    "arrival": Arrival.State.values,
    "reminder": [
        *("due", "report", *Step),
        *("milestone", *(f"milestone_{step}" for step in Step)),
    ],
    "decision": [decision.value for decision in Decision],
    "answer": ["accept", "send_back"],
    "answer_lead": ["accept", "send_back"],
    "lacking": ["words", "evidence", "help_needed", "cause", "action"],
    "action.data": ["migrated"],
    "action.log": ["left", "opened"],
    "action.row": ["carried_over", "migrated"],
    "action.report": ["published"],
    "role": Role.values,
    "action.value": ["erased"],
    "action.bundle": ["remade"],
    "scope": list(SCOPES),
    "password": ["place"],
    "direction": [direction.value for direction in Direction],
    "basis": ["unsaid", *Basis],
    "fan": ["none", "too_short", "known", "expected", "to"],
    "comparator": [comparator.value for comparator in Comparator],
    "type": [kind.value for kind in StatementType],
    "types": [kind.value for kind in StatementType],
    "plain": ["missing", "forbidden", "unclear", "stale_form", "broken"],
    "plain_title": ["missing", "forbidden", "unclear", "stale_form", "broken"],
    "refused": [
        name for name, kind in vars(errors).items() if isinstance(kind, type) and name[0] != "_"
    ],
    "unit": ["percent", "100m_yuan", "percentage_points", "people"],
}


@pytest.fixture(scope="module")
def office(root: Path) -> Path:
    return root / "src/goldenthread/office"


def _used(office: Path) -> set[str]:
    """The keys that pages name, and those that values choose."""
    used = {
        f"{group}.{value.replace(' ', '_').replace('-', '_')}"
        for group, held in VALUES.items()
        for value in held
    }
    for page in (*office.rglob("*.html"), *office.rglob("*.txt")):
        text = page.read_text("utf-8")
        used |= set(re.findall(r"""\{% say ["']([\w.]+)["']""", text))
        used |= set(re.findall(r"""\{% (?:field|choose|choose_many) [\w.]+ "([\w.]+)" """, text))
        for key in re.findall(r"""\{% say_count "([\w.]+)\"""", text):
            used |= {f"{key}.{form}" for form in ("none", "one", "many")}
    return used | {f"action.{name}" for name in _actions(office)}


def _actions(office: Path) -> set[str]:
    """The names of what is done, as the actions give them to the log."""
    return {
        name
        for path in office.glob("*/*actions.py")
        for name in re.findall(r'\.save\(.+, "([\w.]+)"\)', path.read_text("utf-8"))
    }


def test_the_actions_that_the_log_can_show_are_found(office: Path) -> None:
    assert {"edition.published", "statement.read", "body.set_up"} <= _actions(office)


def test_every_phrase_a_page_asks_for_is_there(office: Path) -> None:
    assert sorted(_used(office) - phrases().keys()) == []


def test_no_phrase_is_kept_that_no_page_asks_for(office: Path) -> None:
    assert sorted(phrases().keys() - _used(office)) == []


def test_both_languages_name_the_same_values() -> None:
    different = [
        key
        for key, words in phrases().items()
        if set(re.findall(r"\{\w+\}", words.en)) != set(re.findall(r"\{\w+\}", words.zh))
    ]
    # English writes "one" where Chinese counts.
    assert [key for key in different if not key.endswith(".one")] == []


def test_a_value_put_into_a_phrase_is_escaped() -> None:
    assert "<b>" not in say("trail.entry", "en", index="<b>1</b>")


def test_words_exist_for_nothing_by_a_wrong_name() -> None:
    with pytest.raises(KeyError):
        say("no.such.key", "en")
