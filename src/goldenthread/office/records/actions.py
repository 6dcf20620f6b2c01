"""Take in sources and documents, and let the public read them."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.records.models import Document, Record, Source, Statement
from goldenthread.office.trail.changes import Change, change
from goldenthread.reading import as_json, read
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.observations import Source as SourceTerm
from goldenthread.terms.statements import Statement as StatementTerm
from goldenthread.terms.text import NO_WORDS, Language, Words

#: What a record's header keeps of the reading, besides its statements.
_HEADER = ("body", "date", "chair", "posts", "sources", "priorities")


def add_source(source: SourceTerm, *, by: Person, reason: str = "") -> Source:
    """Add a place where things are said in public; NotPossible if its short name is taken."""
    allow(by, "record.add_source")
    if Source.objects.filter(slug=source.id).exists():
        raise NotPossible(
            "a source of this name is here already.",
            place=source.id,
            remedy="Choose another short name.",
        )
    row = Source(
        slug=source.id,
        title_en=source.title.en,
        title_zh=source.title.zh,
        publisher_en=source.publisher.en,
        publisher_zh=source.publisher.zh,
        dated=source.date,
        address=source.address,
    )
    with change(by=by, reason=reason) as changed:
        changed.save(row, "source.added")
    return row


def intake(
    body: Body,
    *,
    slug: str,
    title: Words,
    texts: Mapping[Language, str],
    by: Person,
    dated: date | None = None,
    source: Source | None = None,
    paraphrase: Words = NO_WORDS,
    reason: str = "",
) -> Document:
    """Read a document in the languages given and keep what was read, statement by statement.

    Without `dated` the day is the one the document names. Raise NotPossible if
    there is no text, the name is taken, or no day is given or named.
    """
    allow(by, "record.intake", body)
    _refuse_taken(slug, texts)
    read_by_language = {language: read(text, language=language) for language, text in texts.items()}
    document = Document(body=body, slug=slug, source=source)
    document.title_en, document.title_zh = title.en, title.zh
    document.paraphrase_en, document.paraphrase_zh = paraphrase.en, paraphrase.zh
    document.dated = dated or _dated(slug, read_by_language.values())
    with change(by=by, reason=reason) as changed:
        changed.save(document, "document.taken_in")
        for language, meeting in read_by_language.items():
            _keep(changed, document, language, meeting)
    return document


def release(document: Document, *, by: Person, reason: str = "") -> None:
    """Let the public read the document; NotPossible if they may already."""
    allow(by, "record.release", document)
    if document.is_released:
        raise NotPossible(
            "the public may read it already.", place=document.slug, remedy="Nothing is left to do."
        )
    with change(by=by, reason=reason) as changed:
        document.is_released = True
        changed.save(document, "document.released")


def _refuse_taken(slug: str, texts: Mapping[Language, str]) -> None:
    if not texts:
        raise NotPossible(
            "no text was given.", place=slug, remedy="Give it in one language or both."
        )
    if Document.objects.filter(slug=slug).exists():
        raise NotPossible(
            "a document of this name has been taken in already.",
            place=slug,
            remedy="Choose another short name.",
        )


def _keep(changed: Change, document: Document, language: Language, meeting: MeetingRecord) -> None:
    whole = as_json(meeting)
    record = Record(document=document, language=language, text=meeting.text)
    record.sha256 = sha256(meeting.text.encode()).hexdigest()
    record.header = {name: whole[name] for name in _HEADER}
    changed.save(record, "record.read")
    for statement in meeting.statements:
        changed.save(_row(record, statement), "statement.read")


def _row(record: Record, term: StatementTerm) -> Statement:
    row = Statement(record=record)
    row.tell(term)
    return row


def _dated(slug: str, meetings: Iterable[MeetingRecord]) -> date:
    for meeting in meetings:
        if meeting.date:
            return meeting.date
    raise NotPossible(
        "the document names no day.", place=slug, remedy="Say on which day it is dated."
    )
