"""The tables of the worked example follow from its entries, published files included."""

import pytest
from django.db import connection

from goldenthread.office.site.demo import Loaded
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import Replayed, replay
from goldenthread.office.trail.replayers import replayers
from goldenthread.office.trail.triggers import permit_changes

pytestmark = pytest.mark.django_db


def test_every_row_of_the_demo_is_rebuilt_from_its_entries(loaded: Loaded) -> None:
    assert loaded.files
    found = replay()
    objects = Entry.objects.exclude(object__startswith="card/").values("object").distinct().count()
    assert found == Replayed(rows=objects)
    held = sum(each.kind._base_manager.count() for each in replayers().values())
    assert found.rows == held > 200


def test_a_published_file_altered_with_its_hash_is_named(loaded: Loaded) -> None:
    assert loaded.files
    forged = "'x', sha256 = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'"
    permit_changes(connection, "editions_file")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE editions_file SET content = {forged} WHERE name = 'figures.csv'")
    (fault,) = replay().faults
    assert fault.startswith("edition/2023Q4.1: its file rows are not those of entry")
