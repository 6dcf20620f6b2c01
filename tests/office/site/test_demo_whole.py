"""A demo that breaks off leaves nothing half-done."""

from pathlib import Path

import pytest
from django.apps import apps

from goldenthread.office.site.demo import load
from goldenthread.office.trail.models import Entry, Log


class BrokenOff(Exception):
    """Somebody pulled the plug."""


def test_a_load_that_breaks_off_leaves_an_empty_office(example: Path, db: None) -> None:
    told: list[tuple[str, int, int]] = []

    def break_off(words: str, done: int, total: int) -> None:
        told.append((words, done, total))
        if words == "Making the cards":
            raise BrokenOff

    with pytest.raises(BrokenOff):
        load(example, progress=break_off)
    mine = [kind for kind in apps.get_models() if kind.__module__.startswith("goldenthread")]
    assert {Log, Entry} <= set(mine)
    assert [kind for kind in mine if kind._base_manager.exists()] == []
    dones = [done for _, done, _ in told[1:]]
    assert dones == list(range(told[-1][2]))
