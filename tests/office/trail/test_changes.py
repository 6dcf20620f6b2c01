"""What is written through a change is written with its entry, or not at all."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.ledger import Entry as Leaf
from goldenthread.office.bodies.models import Area, Body, Department, Peer, Person
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry, Log, Value
from goldenthread.office.trail.triggers import permit_changes
from goldenthread.office.trail.writing import writing
from goldenthread.terms.errors import NotPossible


def counts() -> tuple[int, int, int, int]:
    return (
        Area.objects.count(),
        Entry.objects.count(),
        Value.objects.count(),
        Log.objects.get().size,
    )


def bay() -> Area:
    return Area(slug="bay", name_en="The Bay", name_zh="海湾")


def add(area: Area, *, by: Person, then: Exception | None = None) -> None:
    """Add an area, and fail before the change has ended."""
    with change(by=by) as changed:
        changed.save(area, "area.added")
        if then:
            raise then


def test_a_saved_row_has_an_entry_with_its_values_and_the_reason(secretary: Person) -> None:
    with change(by=secretary, reason="it was missing") as changed:
        changed.save(bay(), "area.added")
    entry = Entry.objects.latest("index")
    leaf = Leaf.parse(entry.canonical.encode())
    assert (leaf.action, leaf.object, leaf.revision) == ("area.added", "area/bay", 1)
    assert leaf.actor == str(secretary.opaque)
    assert leaf.body == "haven"
    shown = {value.name: value.value for value in entry.values.all()}
    held = {"name_en": "The Bay", "name_zh": "海湾", "code": ""}
    assert shown == {**held, "@reason": "it was missing"}


def test_no_value_and_no_name_stands_in_the_log_itself(secretary: Person) -> None:
    with change(by=secretary, reason="it was missing") as changed:
        changed.save(bay(), "area.added")
    canonical = Entry.objects.latest("index").canonical
    assert not any(words in canonical for words in ("The Bay", "海湾", "missing", "sunli"))


def test_each_revision_names_the_entry_before(secretary: Person) -> None:
    area = bay()
    with change(by=secretary) as changed:
        changed.save(area, "area.added")
    first = Entry.objects.latest("index")
    area.name_en = "Bay"
    with change(by=secretary) as changed:
        changed.save(area, "area.renamed")
    second = Leaf.parse(Entry.objects.latest("index").canonical.encode())
    assert (second.revision, second.previous) == (2, first.leaf)


def test_what_raises_leaves_no_row_no_entry_and_the_head_as_it_was(secretary: Person) -> None:
    before, area = counts(), bay()
    with pytest.raises(RuntimeError):
        add(area, by=secretary, then=RuntimeError())
    assert counts() == before
    assert area.revision == 0


def test_a_row_whose_entry_cannot_be_written_is_not_written(
    secretary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counts()
    with pytest.raises(NotPossible, match="action"), change(by=secretary) as changed:
        changed.save(bay(), "Not an action")
    assert counts() == before


def test_a_nested_change_joins_the_outer_one(secretary: Person) -> None:
    before = Log.objects.get().size
    with change(by=secretary) as outer:
        outer.save(bay(), "area.added")
        with change(by=secretary) as inner:
            inner.save(Area(slug="cape", name_en="Cape", name_zh="海角"), "area.added")
        assert Log.objects.get().size == before
    assert [entry.object for entry in Entry.objects.filter(index__gte=before)] == [
        "area/bay",
        "area/cape",
    ]


def test_a_nested_change_that_fails_is_undone_alone(secretary: Person) -> None:
    with change(by=secretary) as outer:
        outer.save(bay(), "area.added")
        with pytest.raises(RuntimeError):
            add(Area(slug="cape"), by=secretary, then=RuntimeError())
    assert Area.objects.filter(slug="bay").exists()
    assert not Area.objects.filter(slug="cape").exists()
    assert not list(audit())


def add_in_one_writing(*areas: Area, by: Person) -> None:
    with writing():
        for expected, area in enumerate(areas, Log.objects.get().size + 1):
            add(area, by=by)
            assert Log.objects.get().size == expected
        raise RuntimeError


def test_in_one_writing_each_change_has_its_entries_at_its_end(secretary: Person) -> None:
    before = counts()
    with pytest.raises(RuntimeError):
        add_in_one_writing(bay(), Area(slug="cape"), by=secretary)
    assert counts() == before


def test_a_row_is_told_of_once_in_a_change(secretary: Person) -> None:
    area, before = bay(), Log.objects.get().size
    with change(by=secretary) as changed:
        changed.save(area, "area.added")
        area.name_en = "Bay"
        changed.save(area, "area.added")
        with pytest.raises(NotPossible, match="one thing"):
            changed.save(area, "area.renamed")
    assert (Log.objects.get().size, area.revision) == (before + 1, 1)
    assert Value.objects.get(entry__index=before, name="name_en").value == "Bay"


def test_two_who_change_the_same_cannot_overwrite_each_other(secretary: Person) -> None:
    mine, yours = Area.objects.get(slug="coast"), Area.objects.get(slug="coast")
    mine.name_en, yours.name_en = "Coast", "Shore"
    with change(by=secretary) as changed:
        changed.save(mine, "area.renamed")
    with pytest.raises(NotPossible, match="somebody else"), change(by=secretary) as changed:
        changed.save(yours, "area.renamed")
    assert Area.objects.get(slug="coast").name_en == "Coast"


def test_a_row_whose_entries_are_lost_is_not_written_on(secretary: Person) -> None:
    permit_changes(connection, "trail_entry")
    Entry.objects.filter(object="area/coast").update(object="area/elsewhere")
    with pytest.raises(NotPossible, match="lacks the entry before"):
        add(Area.objects.get(slug="coast"), by=secretary)


def test_without_a_log_nothing_ledgered_can_be_written(db: None) -> None:
    someone = Person(username="nobody")
    with pytest.raises(NotPossible, match="no log"), change(by=someone) as changed:
        changed.save(bay(), "area.added")
    assert not Area.objects.exists()


BYPASSES: dict[str, Callable[[Area], object]] = {
    "save": lambda area: area.save(),
    "save_base": lambda area: area.save_base(raw=True),
    "create": lambda area: Area.objects.create(slug="bay"),
    "update": lambda area: Area.objects.update(name_en="x"),
    "filter update": lambda area: Area.objects.filter(pk=area.pk).update(name_en="x"),
    "bulk_create": lambda area: Area.objects.bulk_create([bay()]),
    "bulk_update": lambda area: Area.objects.bulk_update([area], ["name_en"]),
    "get_or_create": lambda area: Area.objects.get_or_create(slug="bay"),
    "delete": lambda area: area.delete(),
    "delete all": lambda area: Area.objects.all().delete(),
    "related update": lambda area: Body.objects.get().departments.update(name_en="x"),
    "people": lambda area: Person.objects.update(role="leader"),
}


@pytest.mark.parametrize("way", BYPASSES)
def test_no_way_around_the_trail_writes_a_ledgered_row(body: Body, way: str) -> None:
    area = Area.objects.get(slug="coast")
    area.name_en = "x"
    with pytest.raises(NotPossible), transaction.atomic():
        BYPASSES[way](area)
    assert not list(audit())


def test_even_inside_a_change_a_row_is_saved_through_it_or_not_at_all(secretary: Person) -> None:
    with pytest.raises(NotPossible), change(by=secretary):
        bay().save()
    assert not Area.objects.filter(slug="bay").exists()


def test_parts_are_written_only_in_a_change_that_keeps_their_whole(secretary: Person) -> None:
    body, coast = Body.objects.get(), Area.objects.get(slug="coast")
    with pytest.raises(NotPossible), transaction.atomic():
        Peer.objects.create(body=body, area=coast, position=0)
    with pytest.raises(NotPossible), transaction.atomic():
        body.peers.add(coast, through_defaults={"position": 0})
    with change(by=secretary) as changed:
        changed.save(body, "body.changed")
        Peer.objects.create(body=body, area=coast, position=0)
    assert Value.objects.filter(name="peers").latest("pk").value == ["coast"]
    with pytest.raises(NotPossible), transaction.atomic():
        Peer.objects.get().delete()
    with pytest.raises(NotPossible), transaction.atomic():
        body.peers.clear()
    assert not list(audit())


def test_a_password_may_be_hashed_anew_when_somebody_signs_in(leader: Person) -> None:
    leader.set_password("a long and quiet word")
    leader.save(update_fields=["password"])
    assert not list(audit())
    leader.role = "secretary"
    with pytest.raises(NotPossible):
        leader.save(update_fields=["password", "role"])


def test_the_database_itself_refuses_to_change_an_entry(body: Body) -> None:
    entries = Entry.objects.filter(index=0)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        entries.update(action="area.forged")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        entries._raw_delete("default")


def test_department_names_are_part_of_what_is_recorded(works: Department) -> None:
    shown = Value.objects.get(entry__object=works.trail_object, name="names")
    assert shown.value == ["the Works Bureau", "市工务局"]
