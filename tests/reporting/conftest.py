"""The worked example's real card, and an invented one in the middle of its year."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goldenthread.reporting.card import Card
from goldenthread.terms.dossiers import Dossier
from goldenthread.terms.periods import Period
from goldenthread.weaving import open_folder, weave
from haven import dossier


@pytest.fixture(scope="session")
def card(example: Path) -> Card:
    """The card of the fourth quarter of 2023 as known on 31 January 2024."""
    opened = open_folder(example).dossier
    return weave(opened, quarter=Period.parse("2023Q4"), as_known=date(2024, 1, 31))


@pytest.fixture(scope="session")
def haven() -> Dossier:
    """An invented town with a path, a revision, a band, a report, a question and forecasts."""
    return dossier()


@pytest.fixture(scope="session")
def spring(haven: Dossier) -> Card:
    """Its card of the first quarter of 2024 as known on 30 April."""
    made = weave(haven, quarter=Period.parse("2024Q1"), as_known=date(2024, 4, 30))
    return replace(made, software="goldenthread")
