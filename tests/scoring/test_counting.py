"""Counting verdicts with an honest denominator."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.scoring import share_met, tally
from goldenthread.terms.figures import Verdict

VERDICTS = st.lists(st.sampled_from(Verdict))
UNJUDGED = [verdict for verdict in Verdict if verdict not in (Verdict.MET, Verdict.MISSED)]


@settings(deadline=None)
@given(VERDICTS)
def test_every_verdict_is_counted_once(verdicts: list[Verdict]) -> None:
    counted = tally(verdicts)
    assert counted.total == len(verdicts)
    assert all(counted[verdict] == verdicts.count(verdict) for verdict in Verdict)


def test_what_did_not_occur_is_counted_as_nought_and_shown() -> None:
    assert tally([]).by_verdict == tuple((verdict, 0) for verdict in Verdict)


@settings(deadline=None)
@given(VERDICTS, st.lists(st.sampled_from(UNJUDGED)))
def test_what_cannot_be_judged_changes_no_share(
    verdicts: list[Verdict], unknown: list[Verdict]
) -> None:
    assert share_met(tally(verdicts + unknown)) == share_met(tally(verdicts))


@pytest.mark.parametrize(
    ("met", "missed", "share"), [(3, 1, Fraction(3, 4)), (0, 2, Fraction(0)), (0, 0, None)]
)
def test_the_denominator_is_what_was_judged(met: int, missed: int, share: Fraction | None) -> None:
    verdicts = [Verdict.MET] * met + [Verdict.MISSED] * missed + [Verdict.NO_FIGURE]
    assert share_met(tally(verdicts)) == share
