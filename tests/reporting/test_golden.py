"""An invented town's card.json, as it was when a person last looked at it.

GOLDENTHREAD_REGENERATE=1 writes it anew; look at the diff.
"""

import os
from pathlib import Path

from goldenthread.reporting import card_json_bytes
from goldenthread.reporting.card import Card


def test_the_card_of_an_unfinished_year_is_as_recorded(spring: Card, root: Path) -> None:
    golden = root / "tests" / "golden" / "reporting" / "spring.json"
    found = card_json_bytes(spring)
    if os.environ.get("GOLDENTHREAD_REGENERATE"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(found)
    assert found == golden.read_bytes()
