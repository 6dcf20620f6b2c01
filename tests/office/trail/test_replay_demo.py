"""The tables of the worked example follow from its entries, published files included."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection

from goldenthread.office.bodies.actions import open_origin
from goldenthread.office.bodies.models import Person
from goldenthread.office.site.demo import Loaded
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import Replayed, replay
from goldenthread.office.trail.replayers import replayers
from goldenthread.office.trail.triggers import permit_changes

pytestmark = pytest.mark.django_db

Captured = Callable[..., AbstractContextManager[object]]


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


def test_an_office_with_figures_and_published_cards_goes_on_as_well(
    loaded: Loaded,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    assert loaded.files
    keeper = Person.objects.filter(role="administrator").earliest("pk")
    with django_capture_on_commit_callbacks(execute=True):
        open_origin("haven.example.invalid/2", by=keeper, reason="the disk was lost")
    assert list(audit()) == replay().faults == []
    assert set(Entry.objects.filter(revision__gt=1)) == set()
