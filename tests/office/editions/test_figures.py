"""One figure of the card is proved by one small file, and any other number is refused."""

import pytest

from goldenthread.ledger import LogProof, Policy, verify_figure
from goldenthread.office.editions.figures import figure_proof, figures_of
from goldenthread.office.editions.models import Edition
from goldenthread.office.site.demo import Loaded
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.log import policy
from goldenthread.terms.errors import BadProof, NotPossible

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(loaded: Loaded) -> Edition:
    """The published edition of the worked example."""
    assert loaded.files
    return Edition.objects.get(quarter="2023Q4", number=1)


def test_every_figure_of_the_card_is_proved_alone(edition: Edition) -> None:
    trusted = Policy.parse(policy(head()))
    _, *rows = figures_of(edition).decode("utf-8-sig").split("\r\n")[:-1]
    sizes = []
    for row in rows:
        made = figure_proof(edition, figure=row.partition(",")[0])
        assert verify_figure(made, policy=trusted).row == row
        sizes.append(len(made))
    assert len(sizes) > 15
    assert sorted(sizes)[len(sizes) // 2] < 2000
    assert max(sizes) < 2600


def test_a_proof_with_another_checkpoint_or_another_row_is_refused(edition: Edition) -> None:
    trusted = Policy.parse(policy(head()))
    first, second = (
        LogProof.parse(figure_proof(edition, figure=each)) for each in ("2023-4", "2023-5")
    )
    spliced = LogProof(first.index, first.path[:-1], first.checkpoint, second.extra)
    with pytest.raises(BadProof):
        verify_figure(spliced.to_bytes(), policy=trusted)


def test_what_the_card_does_not_hold_has_no_proof(edition: Edition) -> None:
    with pytest.raises(NotPossible, match="no figure called"):
        figure_proof(edition, figure="none")


def test_a_draft_has_no_proof(edition: Edition) -> None:
    edition.number = 7
    with pytest.raises(NotPossible, match="no entry holds the rows"):
        figure_proof(edition, figure="2023-4")
