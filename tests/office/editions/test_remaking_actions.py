"""After an erasure no file and no table of the office holds the value, and proofs still hold."""

import json
from collections.abc import Iterator
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from goldenthread.ledger import verify
from goldenthread.ledger.archive import read_archive
from goldenthread.ledger.bundle import MANIFEST
from goldenthread.office.bodies.actions import open_origin
from goldenthread.office.bodies.erasure_actions import approve_erasure, ask_erasure
from goldenthread.office.bodies.models import Erasure, Person
from goldenthread.office.editions.actions import draft, publish
from goldenthread.office.editions.files import latest_bundle
from goldenthread.office.editions.models import BUNDLE, Edition, File
from goldenthread.office.editions.remaking_actions import REMADE
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.log import policy
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay

pytestmark = pytest.mark.usefixtures("loaded", "db")
NAMED = "Qian Yushan 钱雨山"
WHY = f"{NAMED} of the Works Bureau found a misprint."
GROUND = "Personal Information Protection Law, art. 47"
FIELDS = ("reason", "@reason")


@pytest.fixture(autouse=True)
def _passing_key() -> None:
    """Leave the key alone with which the worked example was signed."""


@pytest.fixture
def chief() -> Person:
    return Person.objects.get(username="leader")


@pytest.fixture
def keeper() -> Person:
    return Person.objects.get(role="administrator")


@pytest.fixture
def edition(chief: Person) -> Edition:
    """A second edition, whose published bundle shows the reason why it was drafted."""
    first = Edition.objects.get(quarter="2023Q4", number=1)
    secretary = Person.objects.get(username="secretary")
    second = draft(first.scorecard, by=secretary, reason=WHY)
    publish(second, by=chief)
    return second


@pytest.fixture
def asked(edition: Edition, keeper: Person) -> Erasure:
    """It names somebody who must not be named."""
    return ask_erasure(edition.trail_object, names=FIELDS, by=keeper, ground=GROUND)


def places_of(words: str) -> Iterator[str]:
    """Every table and every file of the office that holds these words, however written."""
    forms = {form.encode() for form in (words, json.dumps(words)[1:-1], repr(words)[1:-1])}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            cells = (cell for row in cursor.fetchall() for cell in row)
            for cell in cells:
                is_raw = isinstance(cell, bytes | memoryview)
                held = bytes(cell) if is_raw else str(cell).encode()
                if any(form in held for form in forms):
                    yield table
    for path in Path(settings.TRAIL_KEY).parent.rglob("*"):
        if path.is_file() and any(form in path.read_bytes() for form in forms):
            yield str(path)


def kept(edition: Edition) -> bytes:
    return bytes(edition.files.get(name=BUNDLE).content)


def test_the_search_finds_the_value_before_it_is_erased(asked: Erasure) -> None:
    places = set(places_of(NAMED))
    assert {"editions_file", "editions_edition", "trail_value"} <= places


def test_after_an_erasure_no_file_and_no_table_holds_the_value(
    asked: Erasure, chief: Person
) -> None:
    approve_erasure(asked, by=chief)
    assert list(places_of(NAMED)) == []
    assert list(audit()) == []
    assert replay().faults == []


def test_the_bundle_made_anew_is_good_and_names_what_was_erased(
    asked: Erasure, edition: Edition, chief: Person
) -> None:
    approve_erasure(asked, by=chief)
    made = verify(kept(edition), policy=policy(head()))
    assert made.status == 0
    erased = Entry.objects.get(action="value.erased")
    told = f"reason was erased on {erased.recorded.date()} on the ground: {GROUND}."
    assert told in made.steps[3].detail.en
    assert latest_bundle(edition) == kept(edition)
    served = Client().get("/editions/2023Q4/2/bundle.zip").content
    assert NAMED.encode() not in served
    assert served == kept(edition)


def test_a_bundle_says_nothing_of_who_asked_for_an_erasure_and_who_approved_it(
    asked: Erasure, edition: Edition, chief: Person
) -> None:
    approve_erasure(asked, by=chief)
    lines = read_archive(kept(edition))["entries.jsonl"].splitlines()
    shown = [json.loads(line) for line in lines if b"value.erased" in line]
    (claim,) = shown
    assert set(claim["revealed"]) == {"thing", "names", "ground"}


def test_no_other_file_of_an_edition_and_no_other_edition_is_touched(
    asked: Erasure, edition: Edition, chief: Person
) -> None:
    before = {file.pk: bytes(file.content) for file in File.objects.all()}
    inside = read_archive(kept(edition))
    approve_erasure(asked, by=chief)
    changed = {f.pk for f in File.objects.all() if bytes(f.content) != before[f.pk]}
    assert changed == {edition.files.get(name=BUNDLE).pk}
    after = read_archive(kept(edition))
    moved = {name for name in after if after[name] != inside.get(name)}
    assert moved == {"entries.jsonl", "proofs.json", "checkpoint", "edition.tlog-proof", MANIFEST}


def test_the_log_says_which_bundle_was_made_anew_and_its_hash(
    asked: Erasure, edition: Edition, chief: Person
) -> None:
    approve_erasure(asked, by=chief)
    entry = Entry.objects.get(action=REMADE)
    said = {value.name: value.value for value in entry.values.all()}
    assert (said["edition"], said["erasure"]) == (edition.trail_object, asked.trail_object)
    assert said["sha256"] == sha256(kept(edition)).hexdigest()
    assert entry.object == "card/2023Q4.2"
    address = reverse("figure-proof", args=["2023Q4", 2, "2023-4"])
    assert Client().get(address).status_code == HTTPStatus.OK


def test_files_of_editions_are_still_never_changed_afterwards(
    asked: Erasure, chief: Person
) -> None:
    approve_erasure(asked, by=chief)
    with pytest.raises(DatabaseError), transaction.atomic():
        File.objects.update(content=b"")


def test_where_no_bundle_shows_the_value_none_is_made_anew(
    edition: Edition, keeper: Person, chief: Person
) -> None:
    before = kept(edition)
    asked = ask_erasure(keeper.trail_object, names=["name_en"], by=keeper, ground=GROUND)
    approve_erasure(asked, by=chief)
    assert kept(edition) == before
    assert not Entry.objects.filter(action=REMADE).exists()


def test_a_bundle_of_the_log_before_loses_the_value_too_and_stays_good(
    edition: Edition, keeper: Person, chief: Person
) -> None:
    before = policy(head())
    open_origin("haven.example.invalid/log-2", by=keeper, reason="The disk was lost.")
    edition.refresh_from_db()
    asked = ask_erasure(edition.trail_object, names=FIELDS, by=keeper, ground=GROUND)
    approve_erasure(asked, by=chief)
    assert list(places_of(NAMED)) == []
    assert verify(kept(edition), policy=before).status == 0
    assert latest_bundle(edition) == kept(edition)
