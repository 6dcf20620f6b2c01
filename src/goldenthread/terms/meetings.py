"""The record of a meeting or a directive, as read from one document."""

import datetime
from dataclasses import dataclass

from goldenthread.terms.statements import Statement
from goldenthread.terms.text import Language, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A titled place in the text: a source it cites, or a priority it sets."""

    span: Span
    title: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a scan that were hard to make out, with how sure the reading is, 0 to 1."""

    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """Everything read from one document; every span is a place in `text`.

    Statements are in document order and never overlap. What the document does
    not say is None or empty, never guessed. `confidence` is how sure the words of
    a scan are on the whole, 0 to 1, None where the text was given as text;
    `doubts` are the words least sure.
    """

    text: str
    language: Language
    body: str | None = None
    date: datetime.date | None = None
    chair: str | None = None
    posts: tuple[str, ...] = ()
    sources: tuple[Passage, ...] = ()
    priorities: tuple[Passage, ...] = ()
    statements: tuple[Statement, ...] = ()
    confidence: float | None = None
    doubts: tuple[Doubt, ...] = ()
