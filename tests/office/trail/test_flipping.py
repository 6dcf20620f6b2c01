"""A bit turned over in any table of the office is found by the audit, and named."""

from random import Random

import pytest

from goldenthread.office.site.demo import Loaded
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.replayers import replayers
from office.trail.flipping import columns, flips, tables

pytestmark = pytest.mark.django_db


def test_a_bit_turned_in_each_table_is_found_and_named(loaded: Loaded) -> None:
    assert loaded.files
    assert list(audit()) == []
    draw, tried = Random(5), 0
    for kind in tables():
        told = columns(kind)
        # All columns of all tables: benchmarks/bench_flips.py.
        for column in draw.sample(told, min(2, len(told))):
            for found in flips(kind, column):
                tried += 1
                assert found, column
    assert tried > 20


def test_but_two_columns_of_all_rows_are_told_by_an_entry() -> None:
    free = {f"{name}.{each}" for name, kind in replayers().items() for each in kind.free}
    assert free == {"observation.closed", "person.password"}
