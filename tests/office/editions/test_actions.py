"""An edition is drafted with its files, published by the leader, and then never changed."""

import json
import re
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from goldenthread.ledger import verify
from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.commitments.actions import assign
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.report_actions import report
from goldenthread.office.editions import actions
from goldenthread.office.editions.actions import draft, publish
from goldenthread.office.editions.files import card_of
from goldenthread.office.editions.models import Edition, File
from goldenthread.office.records.models import Document
from goldenthread.office.scorecards.actions import compute
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.site.demo import Loaded
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.log import policy
from goldenthread.office.trail.models import Checkpoint, Entry, Log, Value
from goldenthread.office.trail.triggers import permit_changes
from goldenthread.planning import Account
from goldenthread.terms.commitments import Confidence, State
from goldenthread.terms.errors import BadProof, NotPermitted, NotPossible
from goldenthread.terms.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(loaded: Loaded) -> Body:
    """The worked example, published once."""
    return Body.objects.get()


@pytest.fixture
def clerk(office: Body) -> Person:
    """The demo's secretary."""
    return Person.objects.get(username="secretary")


@pytest.fixture
def chief(office: Body) -> Person:
    """The demo's leader."""
    return Person.objects.get(username="leader")


@pytest.fixture
def second(clerk: Person) -> Edition:
    """A second edition, drafted."""
    return draft(Scorecard.objects.get(), by=clerk, reason="a figure was said again")


def published(office: Body) -> Edition:
    return Edition.objects.get(number=1)


def test_the_published_entry_names_the_hashes_of_card_and_figures(office: Body) -> None:
    entry = Entry.objects.get(action="edition.published")
    shown = {value.name: value.value for value in Value.objects.filter(entry=entry)}
    files = {file.name: bytes(file.content) for file in published(office).files.all()}
    assert isinstance(shown["files"], dict)
    assert shown["card"] == sha256(files["card.json"]).hexdigest()
    assert shown["figures"] == sha256(files["figures.csv"]).hexdigest()
    assert shown["files"].keys() == files.keys() - {"card.json", "figures.csv", "bundle.zip"}


def test_card_json_is_what_was_computed(office: Body) -> None:
    edition = published(office)
    content = bytes(edition.files.get(name="card.json").content)
    assert content.decode() == edition.scorecard.card
    assert sha256(content).hexdigest() == edition.scorecard.sha256


def test_the_page_stands_alone_and_its_fragments_are_in_both_languages(office: Body) -> None:
    files = {
        file.name: bytes(file.content).decode()
        for file in published(office).files.filter(name__endswith=".html")
    }
    assert files.keys() == {
        "card.html",
        "body.en.html",
        "body.zh.html",
        "body.brief.en.html",
        "body.brief.zh.html",
    }
    assert "<html" in files["card.html"]
    assert "<html" not in files["body.en.html"] + files["body.zh.html"]
    assert "未达成" in files["body.zh.html"]


def test_a_draft_is_numbered_after_the_last_and_has_all_but_the_bundle(second: Edition) -> None:
    assert (second.number, second.published) == (2, None)
    names = set(second.files.values_list("name", flat=True))
    assert names == set(Edition.objects.get(number=1).files.values_list("name", flat=True)) - {
        "bundle.zip"
    }


def test_a_second_edition_leaves_the_first_as_it_was(second: Edition, chief: Person) -> None:
    before = list(File.objects.filter(edition__number=1).values_list("name", "sha256"))
    publish(second, by=chief)
    assert list(File.objects.filter(edition__number=1).values_list("name", "sha256")) == before
    assert not list(audit())


def test_each_bundle_proves_its_own_edition(second: Edition, chief: Person) -> None:
    publish(second, by=chief)
    for edition in Edition.objects.all():
        made = bytes(edition.files.get(name="bundle.zip").content)
        assert verify(made, policy=policy(Log.objects.get())).status == 0


def test_a_bundle_tells_nobody_why_something_was_done(second: Edition, chief: Person) -> None:
    publish(second, by=chief, reason="whispered")
    made = bytes(second.files.get(name="bundle.zip").content)
    assert b"whispered" not in made
    assert str(chief.opaque).encode() in made
    assert b"Demo Leader" not in made


def test_publishing_signs_the_log_that_holds_the_publication(
    second: Edition, chief: Person
) -> None:
    publish(second, by=chief)
    entry = Entry.objects.get(object=second.trail_object, action="edition.published")
    rows = Entry.objects.get(object="card/2023Q4.2", action="report.published")
    assert rows.index == entry.index + 1
    assert Checkpoint.objects.latest("size").size == rows.index + 1 == Log.objects.get().size


def test_what_is_published_is_not_published_again(office: Body, chief: Person) -> None:
    with pytest.raises(NotPossible, match="published already"):
        publish(published(office), by=chief)


def test_a_bundle_that_does_not_verify_publishes_nothing(
    second: Edition, chief: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Log.objects.get().size, Checkpoint.objects.count()
    monkeypatch.setattr(actions, "bundle", lambda edition: b"PK not a bundle")
    with pytest.raises(BadProof, match="step 1"):
        publish(second, by=chief)
    assert (Log.objects.get().size, Checkpoint.objects.count()) == before
    assert Edition.objects.get(number=2).published is None
    assert not File.objects.filter(edition=second, name="bundle.zip").exists()


def test_a_card_that_cites_what_the_public_may_not_read_is_not_published(
    second: Edition, chief: Person, clerk: Person
) -> None:
    cited = Document.objects.filter(slug__in=("notice-2022", "notice-2023")).order_by("pk")
    with change(by=clerk) as changed:
        for notice in cited:
            notice.is_released = False
            changed.save(notice, "document.withdrawn")
    named = ", ".join(str(notice) for notice in cited)
    with pytest.raises(NotPossible, match=f"not read yet: {re.escape(named)}\\. Release these"):
        publish(second, by=chief)


def test_a_card_is_not_drafted_when_its_rows_have_changed_since(
    office: Body, clerk: Person
) -> None:
    duty = Commitment.objects.get(slug="2023-1")
    assign(duty, to=office.departments.get(slug="finance"), by=clerk)
    with pytest.raises(NotPossible, match="changed since"):
        draft(Scorecard.objects.get(), by=clerk)
    assert Edition.objects.count() == 1


def test_what_came_later_does_not_change_a_card_as_known_on_a_day(
    office: Body, second: Edition
) -> None:
    card = card_of(Scorecard.objects.get())
    assert json.loads(Scorecard.objects.get().card)["as_known"] == card.as_known.isoformat()


def test_the_database_itself_refuses_to_change_a_file(office: Body) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        File.objects.filter(name="card.json").update(content=b"{}")


def test_a_file_that_was_changed_all_the_same_is_found(office: Body) -> None:
    permit_changes(connection, "editions_file")
    File.objects.filter(name="card.pdf").update(content=b"forged")
    fault = "edition/2023Q4.1: its file card.pdf is not the one that was published"
    assert fault in list(audit())


def test_a_leader_drafts_nothing_and_a_secretary_publishes_nothing(
    second: Edition, clerk: Person, chief: Person
) -> None:
    with pytest.raises(NotPermitted):
        draft(Scorecard.objects.get(), by=chief)
    with pytest.raises(NotPermitted):
        publish(second, by=clerk)
    assert Edition.objects.get(number=2).published is None


def test_a_card_tells_how_sure_a_unit_was_and_the_bundle_keeps_its_words_to_the_office(
    office: Body, clerk: Person, chief: Person
) -> None:
    unit = Person.objects.get(username="unit")
    duty = Commitment.objects.filter(lead=unit.department, due__year=2023).first()
    assert duty is not None
    said = Account(
        State.UNDER_WAY, "Told in confidence.", confidence=Confidence.AT_RISK,
        cause="Rain.", action="Work on.",
    )  # fmt: skip
    report(duty, account=said, by=unit)
    quarter, today = Period.parse("2023Q4"), timezone.localdate()
    edition = draft(compute(office, quarter=quarter, as_known=today, by=clerk), by=clerk)
    publish(edition, by=chief)
    held = {file.name: bytes(file.content) for file in edition.files.all()}
    assert '"confidence": "at risk"' in held["card.json"].decode()
    with ZipFile(BytesIO(held["bundle.zip"])) as bundle:
        shown = "".join(bundle.read(name).decode() for name in bundle.namelist())
    assert "observation/" in shown
    assert "Told in confidence" not in shown
    assert "Rain." not in shown
