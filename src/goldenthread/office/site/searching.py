"""Find words in all that a reader may see: documents, statements, duties, questions."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone

from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.permissions import may_read, works_here
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.seen import commitments_seen_by
from goldenthread.office.editions.models import Answering, Inquiry
from goldenthread.office.records.models import Document, Record, Statement
from goldenthread.office.records.seen import documents_seen_by
from goldenthread.office.scorecards.models import Question
from goldenthread.office.site.indexing import (
    DOCUMENTS,
    DUTIES,
    INQUIRIES,
    QUESTIONS,
    RECORDS,
    SHORTEST,
    STATEMENTS,
    Shelf,
)

#: So many words are looked for, each of so many characters at most.
MOST_WORDS, LONGEST = 8, 100
_BEFORE, _AFTER = 40, 110


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a text, and whether it is what was looked for; never markup."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: where it is, what it is called, its day, and the words around."""

    address: str
    title: tuple[Piece, ...]
    on: date | None
    excerpt: tuple[Piece, ...]


def words_of(asked: str) -> tuple[str, ...]:
    """Return the words to look for: all of them must be there, in any order."""
    return tuple(asked.replace("\0", " ")[:LONGEST].split()[:MOST_WORDS])


def search(kind: str, words: Sequence[str], *, reader: object, lead: str = "") -> QuerySet[Any]:
    """Return the rows of a kind that hold all `words` and that `reader` may see, latest first.

    `lead` leaves the duties of one unit alone. KeyError if there is no such kind.
    """
    rows = KINDS[kind].seen(reader)
    if lead:
        rows = rows.filter(lead__slug=lead)
    for word in words:
        rows = KINDS[kind].holding(rows, word)
    return rows.order_by(*KINDS[kind].order)


def found(kind: str, row: Model, words: Sequence[str]) -> Found:
    """Return what the page of results says of a row."""
    return KINDS[kind].shown(row, words)


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Return the whole of `text` in pieces, those that were looked for told apart."""
    return _pieces(text, _sought(words))


def excerpt(texts: Sequence[str], words: Sequence[str]) -> tuple[Piece, ...]:
    """Return the words around the first match in the first of `texts` that has one.

    Without a match, the beginning of the first text.
    """
    sought = _sought(words)
    for text in texts:
        if match := sought.search(text):
            return _around(text, match, sought)
    return _pieces(" ".join(texts[0][:_AFTER].split()) if texts else "", sought)


def _sought(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)


def _around(text: str, match: re.Match[str], sought: re.Pattern[str]) -> tuple[Piece, ...]:
    start, end = max(0, match.start() - _BEFORE), min(len(text), match.end() + _AFTER)
    cut = " ".join(text[start:end].split())
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return _pieces(f"{before}{cut}{after}", sought)


def _pieces(text: str, sought: re.Pattern[str]) -> tuple[Piece, ...]:
    made, at = [], 0
    for match in sought.finditer(text):
        made += [Piece(text[at : match.start()], False), Piece(match[0], True)]
        at = match.end()
    return tuple(piece for piece in (*made, Piece(text[at:], False)) if piece.text)


def _holds(shelf: Shelf, word: str, *columns: str) -> Q:
    """Whether a row of a shelf holds a word: by the index where there is one for it."""
    if connection.vendor == "sqlite" and len(word) >= SHORTEST:
        return Q(pk__indexed=(shelf, word))
    asked = Q()
    for column in columns or shelf.columns:
        asked |= Q(**{f"{column}__icontains": word})
    return asked


def _documents(rows: QuerySet[Any], word: str) -> QuerySet[Any]:
    texts = Record.objects.filter(_holds(RECORDS, word)).values("document")
    return rows.filter(_holds(DOCUMENTS, word) | Q(pk__in=texts))


def _statements(rows: QuerySet[Any], word: str) -> QuerySet[Any]:
    if connection.vendor == "sqlite" and len(word) >= SHORTEST:
        return rows.filter(_holds(STATEMENTS, word))
    # The whole text first: an index helps with that, and not with a part of it.
    said = Substr("record__text", F("start") + 1, F("end") - F("start"))
    near: QuerySet[Any] = rows.filter(record__text__icontains=word).annotate(said=said)
    return near.filter(said__icontains=word)


def _on(shelf: Shelf) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    return lambda rows, word: rows.filter(_holds(shelf, word))


def _statements_seen(reader: object) -> QuerySet[Any]:
    rows = Statement.objects.filter(record__document__in=documents_seen_by(reader))
    return rows.select_related("record__document")


def _questions_seen(reader: object) -> QuerySet[Any]:
    if not may_read(reader, "document"):
        return Question.objects.none()
    return Question.objects.filter(body=reader.body_id)


def _inquiries_seen(reader: object) -> QuerySet[Any]:
    # Its words are public once it is answered; until then those who work here read them.
    rows = Inquiry.objects.filter(edition__published__isnull=False)
    return rows if works_here(reader) else rows.filter(state=Answering.ANSWERED)


def _in_order(row: Any, field: str) -> tuple[str, str]:
    """A field in both languages, that of the page first."""
    other = "en" if current() == "zh" else "zh"
    return getattr(row, f"{field}_{current()}"), getattr(row, f"{field}_{other}")


def _document(row: Document, words: Sequence[str]) -> Found:
    texts = {record.language: record.text for record in row.records.all()}
    ordered = sorted(texts, key=lambda language: language != current())
    around = excerpt([*(texts[each] for each in ordered), *_in_order(row, "title")], words)
    title = marked(_in_order(row, "title")[0], words)
    return Found(reverse("record", args=[row.slug]), title, row.dated, around)


def _statement(row: Statement, words: Sequence[str]) -> Found:
    document = row.record.document
    address = f"{reverse('record', args=[document.slug])}#s{row.pk}"
    title = marked(_in_order(document, "title")[0], words)
    return Found(address, title, document.dated, excerpt([row.quote], words))


def _duty(row: Commitment, words: Sequence[str]) -> Found:
    own, other = _in_order(row, "title")
    title = marked(own, words)
    # What the title shows is not said twice.
    is_shown = any(piece.is_found for piece in title)
    around = () if is_shown else excerpt([other], words)
    return Found(reverse("commitment", args=[row.slug]), title, row.due, around)


def _question(row: Question, words: Sequence[str]) -> Found:
    texts = [*_in_order(row, "question"), row.answer]
    address, title = reverse("question", args=[row.slug]), marked(row.about, words)
    return Found(address, title, None, excerpt(texts, words))


def _inquiry(row: Inquiry, words: Sequence[str]) -> Found:
    address, on = reverse("inquiry", args=[row.slug]), timezone.localdate(row.asked)
    around = excerpt([row.text, row.evidence, row.answer], words)
    return Found(address, marked(row.figure, words), on, around)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What of a kind is seen by whom, how a word is found in it, and how a row is shown."""

    seen: Callable[[object], QuerySet[Any]]
    holding: Callable[[QuerySet[Any], str], QuerySet[Any]]
    shown: Callable[[Any, Sequence[str]], Found]
    order: tuple[str, ...]


def _documents_seen(reader: object) -> QuerySet[Any]:
    return documents_seen_by(reader).prefetch_related("records")


def _duties_seen(reader: object) -> QuerySet[Any]:
    return commitments_seen_by(reader).select_related("lead")


#: What can be found, in the order of the thread.
KINDS = {
    "documents": _Kind(_documents_seen, _documents, _document, ("-dated", "pk")),
    "statements": _Kind(
        _statements_seen, _statements, _statement, ("-record__document__dated", "pk")
    ),
    "duties": _Kind(_duties_seen, _on(DUTIES), _duty, ("-document__dated", "pk")),
    "questions": _Kind(_questions_seen, _on(QUESTIONS), _question, ("-pk",)),
    "inquiries": _Kind(_inquiries_seen, _on(INQUIRIES), _inquiry, ("-pk",)),
}
