"""The worked example's real card, which every test of the reporting may change a copy of."""

from datetime import date
from pathlib import Path

import pytest

from goldenthread.reporting.card import Card
from goldenthread.terms.periods import Period
from goldenthread.weaving import open_folder, weave


@pytest.fixture(scope="session")
def card(example: Path) -> Card:
    """The card of the fourth quarter of 2023 as known on 31 January 2024."""
    dossier = open_folder(example).dossier
    return weave(dossier, quarter=Period.parse("2023Q4"), as_known=date(2024, 1, 31))
