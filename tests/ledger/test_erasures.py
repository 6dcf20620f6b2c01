"""What a bundle lacks because it was erased is told as erased, and no false claim passes for it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ledger import shows, verify, without_values
from goldenthread.ledger.bundle import Exhibit
from goldenthread.ledger.canonical import REASON
from goldenthread.ledger.offline import verify as offline
from goldenthread.ledger.outcomes import Outcome, Verification
from ledger.published import (
    EARLIER,
    INPUT,
    PUBLISHED_POLICY,
    Published,
    card_of,
    erasure,
    recorded,
    without,
)

GOOD, BAD, CANNOT_TELL = Outcome
ROW = INPUT["row"]
NOTED = INPUT | {"note": "told by a neighbour", "also": "x"}
#: The note of the first observation was erased, which no step needs.
NOTE_ERASED = Published(
    observations=(without(recorded(1, NOTED), "note"), recorded(2, EARLIER)),
    acts=(erasure(8, ROW, "note"),),
)


def checked(published: Published) -> Verification:
    """The verification, after the verifier that shares no code with it said the very same."""
    bundle = published.bundle()
    made = verify(bundle, policy=PUBLISHED_POLICY)
    assert offline.verify(bundle, PUBLISHED_POLICY) == made.as_dict()
    return made


def found(published: Published) -> dict[int, Outcome]:
    """The steps that are not good, by number."""
    return {s.number: s.outcome for s in checked(published).steps if s.outcome is not GOOD}


def lacking(*names: str, claim: Exhibit) -> Published:
    """The edition whose first observation lacks these fields, and an entry that says why."""
    lost = without(recorded(1, NOTED), *names)
    return replace(NOTE_ERASED, observations=(lost, recorded(2, EARLIER)), acts=(claim,))


def test_without_an_erased_value_that_no_step_needs_it_is_good_and_says_what_went() -> None:
    made = checked(NOTE_ERASED)
    assert made.status == 0
    told = made.steps[3].detail
    assert told.en == (
        "4 entries, 21 values shown. Entry 1: note was erased on 2024-02-29 on the ground: a law."
    )
    assert told.zh.endswith("第1号记录：note 已于 2024-02-29 依法删除，依据：a law。")


def test_a_step_that_needs_an_erased_value_cannot_tell_and_says_that_it_was_erased() -> None:
    made = checked(lacking("period", "note", claim=erasure(8, ROW, "note", "period")))
    assert made.status == 2
    assert {s.number for s in made.steps if s.outcome is CANNOT_TELL} == {7}
    assert "note, period was erased" in made.steps[3].detail.en
    assert made.steps[6].detail.en == (
        "Erased: entry 1 held period, which was erased on 2024-02-29 on the ground: a law."
    )
    assert "已删除" in made.steps[6].detail.zh


def test_an_edition_whose_card_hash_was_erased_cannot_be_told() -> None:
    claim = erasure(8, "edition/2023Q4.0", "card")
    edition = Published(hidden=frozenset({"card"}), acts=(claim,))
    assert found(edition) == {6: CANNOT_TELL}


def test_a_value_kept_back_without_an_erasure_is_merely_not_shown() -> None:
    kept = lacking("period", "note", claim=erasure(8, ROW, "note"))
    assert checked(kept).steps[6].detail.en == "Entry 1 does not show its field period."


def test_of_two_erasures_of_a_field_the_later_one_is_told() -> None:
    first = erasure(5, ROW, "period", ground="an old law", at="2024-02-01")
    twice = lacking("period", claim=first)
    made = checked(replace(twice, acts=(first, erasure(8, ROW, "period"))))
    assert "2024-02-29 on the ground: a law" in made.steps[6].detail.en
    assert "an old law" in made.steps[3].detail.en


def test_a_reason_that_was_erased_is_told_too() -> None:
    assert f"Entry 1: {REASON} was erased" in (
        checked(lacking(claim=erasure(8, ROW, REASON))).steps[3].detail.en
    )


@pytest.mark.parametrize(
    "claim",
    [
        erasure(8, "observation/99", "note"),
        erasure(8, ROW, "unheard_of"),
        erasure(8, ROW),
        erasure(8, ROW, "note", "value"),
        erasure(8, ROW, 7),
        erasure(8, None, "note"),
        erasure(8, ROW, "note", ground=None),
        without(erasure(8, ROW, "note"), "thing"),
        without(erasure(8, ROW, "note"), "names"),
        erasure(0, ROW, "note"),
    ],
    ids=[
        "of another object",
        "of another field",
        "of no field",
        "of a field that is shown",
        "of what is no name",
        "of what is no object",
        "without a ground",
        "its object kept back",
        "its fields kept back",
        "before the entry it is about",
    ],
)
def test_a_claim_of_erasure_that_does_not_fit_the_entries_is_bad_at_step_four(
    claim: Exhibit,
) -> None:
    false = lacking("note", claim=claim)
    assert found(false) == {4: BAD} | dict.fromkeys((5, 6, 7), CANNOT_TELL)
    assert checked(false).steps[3].detail.en.startswith(f"Entry {claim.index} tells of an erasure")


class Forged(Published):
    """An edition beside whose entries one stands that the log never had."""

    def leaves(self) -> list[bytes]:
        return replace(NOTE_ERASED, acts=()).leaves()


def test_an_erasure_that_is_no_entry_of_the_log_is_bad_at_step_five() -> None:
    forged = Forged(observations=NOTE_ERASED.observations, acts=NOTE_ERASED.acts)
    assert found(forged) == {5: BAD}


def test_an_erasure_altered_afterwards_is_bad_at_step_four() -> None:
    (claim,) = NOTE_ERASED.acts
    other = erasure(8, ROW, "note", "period")
    bent = replace(claim, revealed=other.revealed)
    assert found(lacking("note", "period", claim=bent))[4] is BAD


@given(st.sets(st.sampled_from(sorted(NOTED.keys() - {"row"})), min_size=1))
def test_erasing_any_fields_truly_is_never_bad(names: set[str]) -> None:
    made = checked(lacking(*names, claim=erasure(8, ROW, *sorted(names))))
    assert {step.outcome for step in made.steps} <= {GOOD, CANNOT_TELL}
    needed = names - {"note", "also"}
    assert made.status == (2 if needed else 0)


@given(
    st.lists(st.one_of(st.none(), st.integers(-9, 9), st.text(), st.lists(st.text())), max_size=3)
)
def test_no_list_of_names_makes_the_verifiers_differ(names: list[Any]) -> None:
    is_true = all(isinstance(name, str) for name in names) and "note" in names
    assert checked(lacking("note", claim=erasure(8, ROW, *names))).status == (0 if is_true else 1)


def test_the_same_claim_about_the_card_that_needs_nothing_of_it_stays_good() -> None:
    unneeded = replace(NOTE_ERASED, card=card_of(EARLIER))
    assert checked(unneeded).status == 0


def test_a_value_is_taken_out_of_a_bundle_and_nothing_else() -> None:
    full = replace(NOTE_ERASED, observations=(recorded(1, NOTED), recorded(2, EARLIER)), acts=())
    bundle = full.bundle()
    assert shows(bundle, ROW, names=["gone", "note"])
    assert not shows(bundle, EARLIER["row"], names=["note"])
    lessened = without_values(bundle, ROW, names=["note"])
    assert not shows(lessened, ROW, names=["note"])
    assert shows(lessened, ROW, names=["value"])
    lost = (without(recorded(1, NOTED), "note"), recorded(2, EARLIER))
    assert lessened == replace(full, observations=lost).bundle()
