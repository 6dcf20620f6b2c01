"""Rows are rebuilt from the entries alone; what was changed behind the office's back is named."""

from typing import cast

import pytest
from django.db import connection

from goldenthread.office.bodies.models import Area, Body, Person
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.records.models import Document, Record, Statement
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry, Value
from goldenthread.office.trail.replay import Replayed, replay
from goldenthread.office.trail.replayers import columns_of, ledgered, replayers
from goldenthread.terms.text import Words

pytestmark = pytest.mark.django_db


def sql(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cast(int, cursor.rowcount)


@pytest.fixture
def duty(notice: Document, secretary: Person) -> Commitment:
    """A duty of the notice, led by one unit and supported by another."""
    sentence = next(each for each in Statement.objects.order_by("start") if each.number == "1")
    return adopt(
        notice,
        slug="sea-wall",
        title=Words("Repair the sea wall", "修复海堤"),
        statements={"en": sentence},
        by=secretary,
    )


#: Each changes rows by SQL alone. The audit of recorded values says nothing of the last ones.
BEHIND = {
    "area/coast: name_en": "UPDATE bodies_area SET name_en = 'x' WHERE slug = 'coast'",
    "person/OPAQUE: role": "UPDATE bodies_person SET role = 'leader' WHERE username = 'sunli'",
    "person/OPAQUE: username": "UPDATE bodies_person SET username = 'x' WHERE username = 'sunli'",
    "person/OPAQUE: is_active": (
        "UPDATE bodies_person SET is_active = false WHERE username = 'sunli'"
    ),
    "person/OPAQUE: department": (
        "UPDATE bodies_person SET department_id = (SELECT id FROM bodies_department "
        "WHERE slug = 'finance') WHERE username = 'sunli'"
    ),
    "person/OPAQUE: last_login": (
        "UPDATE bodies_person SET last_login = '2024-01-01 00:00:00' WHERE username = 'sunli'"
    ),
    "department/works: names": (
        "UPDATE bodies_department SET names = '[\"x\"]' WHERE slug = 'works'"
    ),
    "commitment/sea-wall: lead": (
        "UPDATE commitments_commitment SET lead_id = (SELECT id FROM bodies_department "
        "WHERE slug = 'finance')"
    ),
    "commitment/sea-wall: due": "UPDATE commitments_commitment SET due = '2030-01-01'",
    "commitment/sea-wall: state": "UPDATE commitments_commitment SET state = 'accepted'",
    "commitment/sea-wall: statement_zh": (
        "UPDATE commitments_commitment SET statement_zh_id = statement_en_id"
    ),
    "commitment/sea-wall: revision": "UPDATE commitments_commitment SET revision = 9",
    "commitment/sea-wall: its support rows": "UPDATE commitments_support SET position = 7",
    "document/notice: dated": "UPDATE records_document SET dated = '2023-03-02'",
    "record/notice.en: text": "UPDATE records_record SET text = replace(text, '3 per', '9 per')",
    "record/notice.en: header": "UPDATE records_record SET header = '{}'",
}


def behind(statement: str) -> Replayed:
    assert sql(statement) > 0
    return replay()


@pytest.mark.parametrize("column", BEHIND)
def test_a_change_by_sql_is_named_by_row_and_column(
    duty: Commitment, secretary: Person, column: str
) -> None:
    assert replay() == Replayed(rows=replay().rows)
    found = behind(BEHIND[column])
    named = column.replace("OPAQUE", str(secretary.opaque))
    assert [fault for fault in found.faults if fault.startswith(named)], found.faults


def test_whoever_alters_row_and_recorded_value_alike_is_found_by_the_audit(
    duty: Commitment,
) -> None:
    sql("UPDATE commitments_commitment SET state = 'accepted'")
    values = Value.objects.filter(entry__object="commitment/sea-wall", name="state")
    assert values.update(value="accepted") == 1
    assert replay().faults == []
    assert any("state is not what was recorded" in fault for fault in audit())


def test_rows_slipped_in_or_taken_away_are_named(duty: Commitment) -> None:
    Area._base_manager.bulk_create([Area(slug="bay", revision=1)])
    sql("DELETE FROM commitments_support")
    sql("DELETE FROM commitments_commitment")
    assert {
        "area/bay: no entry of the log knows this row",
        "commitment/sea-wall: the log knows this row, and it is gone",
    } <= {*replay().faults}


def test_a_part_slipped_in_under_a_row_that_has_none_is_named(duty: Commitment) -> None:
    body, coast = Body.objects.get(), Area.objects.get(slug="coast")
    sql(f"INSERT INTO bodies_peer (body_id, area_id, position) VALUES ({body.pk}, {coast.pk}, 0)")
    assert replay().faults == [
        "body/haven: its peer rows are not those of entry 2 (0 gone or altered, 1 not recorded)"
    ]


def test_what_no_room_can_rebuild_is_named(
    duty: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goldenthread.office.trail import replayers as rooms

    monkeypatch.delitem(rooms._by_kind, Area.trail_name)
    assert "area/coast: no room rebuilds this kind" in replay().faults


def test_a_column_that_no_entry_holds_is_named(
    secretary: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Area, "trail_fields", lambda self: {"name_en": self.name_en})
    with change(by=secretary) as changed:
        changed.save(Area(slug="bay", name_en="Bay", name_zh="海湾"), "area.added")
    index = Entry.objects.latest("index").index
    assert replay().faults == [
        f"area/bay: entry {index} does not hold its {name}" for name in ("code", "name_zh")
    ]


def test_every_ledgered_kind_has_a_replayer_that_knows_its_columns() -> None:
    assert [each.kind for each in replayers().values()] == ledgered()
    for each in replayers().values():
        names = {column.name for column in columns_of(each.kind)} | {"id"}
        assert {*each.named, *each.columns, *each.free} <= names, each.kind
        assert all(each.free.values()), each.kind


def test_the_text_of_a_record_is_held_by_its_hash_alone(duty: Commitment) -> None:
    assert replayers()["record"].kind is Record
    entry = Entry.objects.filter(object="record/notice.en").latest("index")
    assert "text" not in {value.name for value in entry.values.all()}
