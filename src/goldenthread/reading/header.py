"""Read who met or issued, when, who presided with which posts, and what is cited."""

import datetime
import re
from dataclasses import dataclass

from goldenthread.reading.calendar_words import Reference
from goldenthread.reading.dates import find_day
from goldenthread.reading.lexicon import Lexicon
from goldenthread.reading.sentences import folded
from goldenthread.terms.meetings import Passage
from goldenthread.terms.text import Span

#: How far into a document its body, chair and meeting day are looked for.
_OPENING = 6000

_TABLE = re.compile(r"(?m)^[^\S\n]*\|.*$")

NO_REFERENCE = Reference()


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself; None or empty where it is silent."""

    body: str | None = None
    date: datetime.date | None = None
    chair: str | None = None
    posts: tuple[str, ...] = ()
    sources: tuple[Passage, ...] = ()
    reference: Reference = NO_REFERENCE


def read_header(text: str, *, about: str = "", words: Lexicon) -> Header:
    """Return the header facts of `text`.

    The meeting's own day goes before the document's. Its year, where the
    sentence leaves it out, is that of the dateline, or the one before when the
    meeting would otherwise come after its own report.
    """
    # What a table says is said of its rows, not of the document.
    text = _TABLE.sub(lambda row: " " * len(row[0]), text)
    opening = text[:_OPENING]
    on_one_line = folded(opening, words=words)
    plain = words.plain(on_one_line)
    printed = _printed_day(text, words) or _printed_day(about, words)
    year = printed.year if printed else _year(plain, words)
    met = _meeting_day(plain, printed, year, words)
    day = met or printed
    chair, posts = _chair(on_one_line, words)
    return Header(
        body=_body(opening, words),
        date=day,
        chair=chair,
        posts=posts,
        sources=_sources(text, words),
        reference=Reference(day, day.year if day else year),
    )


def _year(text: str, words: Lexicon) -> int | None:
    found = words["year"].search(text)
    return int(next(group for group in found.groups() if group)) if found else None


def _printed_day(text: str, words: Lexicon) -> datetime.date | None:
    """The day a dateline gives, else the first whole date that is not one to be kept."""
    for found in words["dateline"].finditer(words.plain(text)):
        written = next(group for group in found.groups() if group)
        if day := find_day(written, reference=Reference(), words=words):
            return day
    opening = words.plain(folded(text[:_OPENING], words=words))
    readable = words["to_be_kept"].sub(" ", opening)
    return find_day(readable, reference=Reference(), words=words)


def _meeting_day(
    text: str, printed: datetime.date | None, year: int | None, words: Lexicon
) -> datetime.date | None:
    found = words["meeting_day"].search(text)
    if found is None:
        return None
    day = find_day(found["day"], reference=Reference(printed, year), words=words)
    if day and printed and day > printed and str(day.year) not in found["day"]:
        return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
    return day


def _body(text: str, words: Lexicon) -> str | None:
    for pattern in words.bodies:
        if found := pattern.search(words.plain(text)):
            return " ".join(text[slice(*found.span("body"))].split())
    return None


def _chair(text: str, words: Lexicon) -> tuple[str | None, tuple[str, ...]]:
    for pattern in words.chairs:
        if found := pattern.search(words.plain(text)):
            named = [name for name in ("posts", "more") if found.groupdict().get(name)]
            listed = [text[slice(*found.span(name))] for name in named]
            return text[slice(*found.span("chair"))], _posts(listed, words)
    return None, ()


def _posts(listed: list[str], words: Lexicon) -> tuple[str, ...]:
    posts = (part.strip() for text in listed for part in words["post_between"].split(text))
    return tuple(post for post in posts if post)


def _sources(text: str, words: Lexicon) -> tuple[Passage, ...]:
    """The first mention of each directive that the text cites."""
    passages: dict[str, Passage] = {}
    for found in words["source"].finditer(words.plain(text)):
        title = re.sub(r"\s+", " ", text[slice(*found.span("title"))])
        passages.setdefault(title.lower(), Passage(Span(*found.span("title")), title))
    return tuple(passages.values())
