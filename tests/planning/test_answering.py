"""What a progress report must say follows from its state, and never from who writes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.planning import Account, evidence_level, lacking
from goldenthread.planning.answering import REPORTABLE
from goldenthread.terms.commitments import Confidence, EvidenceLevel, State

UNDER_WAY = Account(State.UNDER_WAY, "Two of three works have begun.")
WORDS = st.sampled_from(["", "said"])
ACCOUNTS = st.builds(
    Account,
    st.sampled_from(REPORTABLE),
    WORDS,
    WORDS,
    st.integers(0, 2),
    st.sampled_from(Confidence),
    WORDS,
    WORDS,
    WORDS,
)


def test_an_interim_report_needs_its_words_alone() -> None:
    assert lacking(UNDER_WAY, is_overdue=False) == ()
    assert lacking(replace(UNDER_WAY, words=""), is_overdue=False) == ("words",)


DONE = replace(UNDER_WAY, state=State.REPORTED_DONE)


@pytest.mark.parametrize("shown", [replace(DONE, figure="12 km"), replace(DONE, exhibits=1)])
def test_a_duty_reported_done_shows_something(shown: Account) -> None:
    assert lacking(DONE, is_overdue=True) == ("evidence",)
    assert lacking(shown, is_overdue=True) == ()


def test_what_is_late_or_not_met_asks_fact_cause_and_action() -> None:
    assert lacking(UNDER_WAY, is_overdue=True) == ("cause", "action")
    missed = replace(UNDER_WAY, state=State.NOT_MET, cause="Storms.")
    assert lacking(missed, is_overdue=False) == ("action",)


def test_whoever_needs_support_says_which() -> None:
    asking = replace(UNDER_WAY, confidence=Confidence.SUPPORT_NEEDED)
    assert lacking(asking, is_overdue=False) == ("help_needed",)
    assert lacking(replace(asking, help_needed="A permit."), is_overdue=False) == ()


@given(ACCOUNTS, st.booleans())
def test_filling_what_is_lacking_leaves_nothing_lacking(account: Account, overdue: bool) -> None:
    for name in lacking(account, is_overdue=overdue):
        account = _filled(account, name)
    assert lacking(account, is_overdue=overdue) == ()


def _filled(account: Account, name: str) -> Account:
    made = {
        "words": replace(account, words="said"),
        "evidence": replace(account, figure="12 km"),
        "help_needed": replace(account, help_needed="said"),
        "cause": replace(account, cause="said"),
        "action": replace(account, action="said"),
    }
    return made[name]


@given(ACCOUNTS)
def test_being_late_never_asks_for_less(account: Account) -> None:
    assert set(lacking(account, is_overdue=False)) <= set(lacking(account, is_overdue=True))


def test_evidence_is_judged_by_what_is_shown_and_never_called_verified_by_the_unit() -> None:
    assert evidence_level(UNDER_WAY) is EvidenceLevel.NONE
    assert evidence_level(replace(UNDER_WAY, figure="12 km")) is EvidenceLevel.CLAIMED
    assert evidence_level(replace(UNDER_WAY, exhibits=2)) is EvidenceLevel.DOCUMENTED
