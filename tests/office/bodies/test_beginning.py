"""An office is begun from one file, whole or not at all."""

from pathlib import Path

import pytest

from goldenthread.office.bodies.actions import set_up
from goldenthread.office.bodies.beginning import read_beginning, with_passwords
from goldenthread.office.bodies.models import Area, Department, Peer, Person, Role
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import BadTable

PEERS = """
[peers]
title = "Among neighbours"
indicator = "growth"
areas = ["haven", "coast"]
"""


@pytest.fixture
def example(root: Path) -> str:
    return (root / "examples/office.toml").read_text("utf-8")


@pytest.mark.usefixtures("db")
def test_the_example_begins_an_office(example: str) -> None:
    new = with_passwords(
        read_beginning(example),
        {name: f"for {name}" for name in ("secretary", "leader", "administrator", "works")},
    )
    body = set_up(new, by=SYSTEM)
    assert (body.name_en, body.name_zh) == ("Haven Council", "港湾市政府")
    lead = Person.objects.get(username="works")
    assert (lead.role, lead.password) == (Role.DEPARTMENT_LEAD, "for works")
    assert lead.department == Department.objects.get(slug="works")
    assert "市工务局" in Department.objects.get(slug="works").names


@pytest.mark.usefixtures("db")
def test_an_area_keeps_the_code_that_the_body_gives_it(example: str) -> None:
    set_up(read_beginning(example), by=SYSTEM)
    assert dict(Area.objects.values_list("slug", "code")) == {"haven": "H-01", "coast": ""}
    assert Area.objects.get(slug="haven").term().code == "H-01"
    assert list(replay().faults) == []


@pytest.mark.usefixtures("db")
def test_peers_are_taken_in_their_order(example: str) -> None:
    body = set_up(read_beginning(example + PEERS), by=SYSTEM)
    assert [peer.area.slug for peer in Peer.objects.filter(body=body)] == ["haven", "coast"]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('id = "haven"  ', 'id = "Ha ven"', "id: 'Ha ven' is no name for addresses"),
        ('area = "haven"', 'area = "sea"', "area: no area is called 'sea'"),
        ('origin = "haven.example/log"', 'origin = "haven"', "origin: a name of the log"),
        ('role = "leader"', 'role = "king"', "people 2, role: 'king' is none"),
        ('role = "leader"', 'role = "auditor"', "people: no leader"),
        ('unit = "works"', 'unit = "roads"', "people 4, unit: no unit is called 'roads'"),
        ('unit = "works"', "", "people 4, unit: a department lead works in one"),
        ('username = "leader"', 'username = "secretary"', "'secretary' stands twice"),
        ('id = "finance"', 'id = "works"', "units: 'works' stands twice"),
        ('name = { en = "Haven", zh = "港湾市" }', 'name = { en = "H" }', "areas 1, name: write"),
        ('code = "H-01"', "code = 1", "areas 1, code: 1 is none. Write at most 40 characters"),
        ('name = { en = "The', 'code = "H-01"\nname = { en = "The', "areas: 'H-01' stands twice"),
        ('[[units]]\nid = "works"', '[[unit]]\nid = "works"', "unit: no such key"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(example: str, was: str, now: str, said: str) -> None:
    assert was in example
    with pytest.raises(BadTable) as refused:
        read_beginning(example.replace(was, now, 1), place="office.toml")
    assert said in str(refused.value)
    assert refused.value.place == "office.toml"


def test_every_fault_is_said_at_once() -> None:
    with pytest.raises(BadTable) as refused:
        read_beginning('id = "A b"\n[peers]\n')
    for key in ("id", "name", "origin", "areas", "people", "peers"):
        assert f"\n  {key}: " in str(refused.value)


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(BadTable, match="this is no TOML"):
        read_beginning("id = ")
