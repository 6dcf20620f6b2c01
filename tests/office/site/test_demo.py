"""The worked example comes out of the office as it comes out of the plain folder."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.ledger import verify
from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.editions.models import Edition
from goldenthread.office.indicators.models import Observation, Target
from goldenthread.office.records.models import Document, Statement
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.site.demo import Loaded, load
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.models import Entry, Log
from goldenthread.reporting import card_json_bytes
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.periods import Period
from goldenthread.weaving import open_folder, weave

pytestmark = pytest.mark.django_db

QUARTER, AS_KNOWN = Period.parse("2023Q4"), date(2024, 1, 31)
#: What the office and the folder name each in its own way.
OWN = ("row", "recorded", "ledger")


def without_own_names(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_own_names(each) for name, each in value.items() if name not in OWN}
    if isinstance(value, list):
        return [without_own_names(each) for each in value]
    return value


def test_the_card_is_the_folders_card(loaded: Loaded, example: Path) -> None:
    plain = weave(open_folder(example).dossier, quarter=QUARTER, as_known=AS_KNOWN)
    expected = without_own_names(json.loads(card_json_bytes(plain)))
    found = without_own_names(json.loads(loaded.files["card.json"]))
    assert json.dumps(found, ensure_ascii=False) == json.dumps(expected, ensure_ascii=False)


def test_its_verdicts_are_those_the_data_give(loaded: Loaded) -> None:
    verdicts = {row.commitment.number: row.verdict.value for row in loaded.card.rows}
    assert verdicts == {
        "1": "met",
        "2": "not yet known",
        "3": "met",
        "4": "missed",
        "5": "met",
        "6": "cannot be judged as written",
        "7": "no figure for this unit",
        "8": "no figure for this unit",
        "9": "cannot be judged as written",
        "10": "no figure for this unit",
        "11": "no figure for this unit",
        "12": "no measure",
        "13": "no measure",
        "14": "no figure for this unit",
        "15": "no measure",
    }


def test_its_numbers_are_those_of_the_sources(loaded: Loaded) -> None:
    shown = {
        row.commitment.number: str(result.judgement.figure.value)
        for row in loaded.card.rows
        for result in row.results
        if result.judgement.figure
    }
    assert {number: shown[number] for number in ("1", "4", "5")} == {
        "1": "6.3",
        "4": "7.4",
        "5": "7.6",
    }
    assert shown["3"].startswith("5.96")


def test_its_rank_is_a_range(loaded: Loaded) -> None:
    assert loaded.card.peers is not None
    place = loaded.card.peers.range
    assert (place.best, place.worst, place.of) == (3, 11, 11)
    assert place.above == ("wenzhou", "zhoushan")


def test_a_year_later_the_same_rows_say_what_was_known_then(loaded: Loaded) -> None:
    body = Body.objects.get()
    card = weave(dossier(body), quarter=QUARTER, as_known=date(2025, 2, 28))
    assert card.peers is not None
    assert (card.peers.range.best, card.peers.range.worst) == (6, 11)
    research = next(row for row in card.rows if row.commitment.number == "2")
    figure = research.results[0].judgement.figure
    assert figure is not None
    assert str(figure.value) == "3.56"
    assert research.verdict == "not yet known"


def test_every_input_of_the_card_is_a_row_of_the_office(loaded: Loaded) -> None:
    named = set(rows_named(json.loads(loaded.files["card.json"])))
    assert named
    assert named <= {row.trail_object for row in Observation.objects.all()}


def rows_named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["row"]] if "row" in value else [])
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from rows_named(inner)


def test_the_bundle_verifies_offline(loaded: Loaded) -> None:
    found = verify(loaded.files["bundle.zip"], policy=loaded.policy)
    assert found.status == 0, found.as_dict()


def test_the_files_are_those_that_the_demo_writes(loaded: Loaded) -> None:
    assert loaded.files.keys() == {
        "card.html",
        "card.pdf",
        "card.zh.pdf",
        "brief.pdf",
        "brief.zh.pdf",
        "card.json",
        "figures.csv",
        "datapackage.json",
        "card.jsonld",
        "figures.sdmx.csv",
        "structure.sdmx.json",
        "bundle.zip",
    }
    assert all(loaded.files[name].startswith(b"%PDF") for name in ("card.pdf", "card.zh.pdf"))
    assert len(list(csv.reader(io.StringIO(loaded.files["figures.csv"].decode())))) > 1


def test_the_log_and_the_tables_agree(loaded: Loaded) -> None:
    assert list(audit()) == []
    assert Log.objects.get().size == Entry.objects.count()
    assert Log.objects.get().origin.endswith(".invalid")


def test_every_target_is_the_number_that_its_sentence_reads(loaded: Loaded) -> None:
    """What the secretary decided says the same number as the sentence, where it reads one."""
    for target in Target.objects.exclude(value="").exclude(comparator="gt"):
        duty = target.commitment
        read = {
            (float(said.value), said.unit)
            for said in Statement.objects.filter(
                record__document=duty.document, number=duty.number
            ).exclude(value="")
        }
        asked = float(target.value)
        assert not read or any(asked == value for value, _ in read), (target, read)


def test_no_statement_of_the_meeting_was_adopted(loaded: Loaded) -> None:
    meeting = Document.objects.get(slug="meeting")
    assert not meeting.is_adopted
    assert not meeting.commitments.exists()
    assert Document.objects.filter(is_released=True).count() == 4


def test_the_people_are_invented_and_can_sign_in(loaded: Loaded) -> None:
    for each in loaded.people:
        assert "invented" in each.name
        person = Person.objects.get(username=each.username)
        assert person.check_password(each.password)
        assert person.role == each.role


def test_the_leader_published_what_the_secretary_drafted(loaded: Loaded) -> None:
    assert Edition.objects.get().published is not None
    actors = {
        entry.action: json.loads(entry.canonical)["actor"]
        for entry in Entry.objects.filter(object="edition/2023Q4.1")
    }
    roles = {str(person.opaque): person.role for person in Person.objects.all()}
    assert {action: roles[actor] for action, actor in actors.items()} == {
        "edition.drafted": "secretary",
        "edition.published": "leader",
    }


def test_an_office_that_is_not_empty_is_left_alone(loaded: Loaded, example: Path) -> None:
    before = Log.objects.get().size
    with pytest.raises(NotPossible, match="serves a body already"):
        load(example)
    assert Log.objects.get().size == before
