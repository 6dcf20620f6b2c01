"""What is taken in is kept as it was read, and proved."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.records.actions import add_source, intake, release
from goldenthread.office.records.models import Document, Record, Source, Statement
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.models import Entry, Log
from goldenthread.reading import read
from goldenthread.terms.errors import GoldenthreadError, NotPermitted, NotPossible
from goldenthread.terms.observations import Source as SourceTerm
from goldenthread.terms.text import Words

TITLE = Words("Key duties of 2023", "2023年重点工作")
PRESS = SourceTerm("press", Words("Daily", "日报"), Words("Haven", "港湾"), "2023-03", "")


def test_the_record_kept_is_the_record_read(notice: Document) -> None:
    record = Record.objects.get()
    assert record.term() == read(record.text, language="en")
    assert record.sha256 == sha256(record.text.encode()).hexdigest()


def test_a_document_is_given_back_as_the_engines_know_it(notice: Document) -> None:
    term = Document.objects.get().term()
    assert (term.id, term.title, term.source, term.adopted) == ("notice", TITLE, "", False)
    assert term.en == Record.objects.get().term()
    assert term.zh.text == ""


def test_every_row_taken_in_has_its_entry(notice: Document) -> None:
    entries = Entry.objects.filter(action__in=("document.taken_in", "record.read"))
    assert [entry.object for entry in entries] == ["document/notice", "record/notice.en"]
    read_out = Entry.objects.filter(action="statement.read").count()
    assert read_out == Statement.objects.count() > 1
    assert not list(audit())


def test_without_a_day_given_the_document_has_the_day_that_it_names(notice: Document) -> None:
    assert notice.dated == date(2023, 3, 1)


def test_a_document_that_names_no_day_needs_one(body: Body, secretary: Person) -> None:
    with pytest.raises(NotPossible, match="names no day"):
        intake(body, slug="x", title=TITLE, texts={"en": "Repair the wall.\n"}, by=secretary)


def test_a_document_without_a_text_is_refused(body: Body, secretary: Person) -> None:
    with pytest.raises(NotPossible, match="no text"):
        intake(body, slug="x", title=TITLE, texts={}, by=secretary)


def test_a_name_is_given_once(notice: Document, body: Body, secretary: Person) -> None:
    before = Log.objects.get().size
    with pytest.raises(NotPossible, match="taken in already"):
        intake(body, slug="notice", title=TITLE, texts={"en": "x"}, by=secretary)
    assert Log.objects.get().size == before


def test_what_cannot_be_read_leaves_nothing_behind(body: Body, secretary: Person) -> None:
    before = Log.objects.get().size
    with pytest.raises(GoldenthreadError):
        intake(body, slug="x", title=TITLE, texts={"en": " \n"}, by=secretary)
    assert not Document.objects.exists()
    assert Log.objects.get().size == before


def test_a_document_is_released_once(notice: Document, secretary: Person) -> None:
    release(notice, by=secretary, reason="the bulletin is out")
    assert Document.objects.get().is_released
    with pytest.raises(NotPossible, match="already"):
        release(notice, by=secretary)


def test_a_source_is_given_back_as_it_was_added(secretary: Person) -> None:
    add_source(PRESS, by=secretary)
    assert Source.objects.get().term() == PRESS


def test_a_source_is_added_once(source: Source, secretary: Person) -> None:
    with pytest.raises(NotPossible, match="here already"):
        add_source(source.term(), by=secretary)


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_others_than_the_secretary_take_in_and_release_nothing(
    notice: Document, body: Body, who: str, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    before = Log.objects.get().size
    with pytest.raises(NotPermitted):
        add_source(replace(PRESS, id="other"), by=person)
    with pytest.raises(NotPermitted):
        intake(body, slug="x", title=TITLE, texts={"en": "1 March 2023\n"}, by=person)
    with pytest.raises(NotPermitted):
        release(notice, by=person)
    assert Log.objects.get().size == before
