"""A feed that any reader can follow (RFC 4287, Atom)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from goldenthread.terms.text import TAGS, Language

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened: `id` is an address of its own for ever, `address` where to read it.

    `at` is an aware time; `address` may be relative to the feed's own.
    """

    id: str
    title: str
    at: datetime
    address: str
    summary: str = ""


def feed(
    news: Sequence[News], *, id: str, title: str, author: str, itself: str, language: Language
) -> bytes:
    """Return `news` as an Atom feed in UTF-8, the latest first.

    `id` is an IRI that never changes; `itself` the feed's address. Without any
    news the feed is as old as the beginning of 1970: nothing has happened yet.
    """
    top = Element("feed", {"xmlns": _ATOM, "xml:lang": TAGS[language]})
    ordered = sorted(news, key=lambda each: (each.at, each.id), reverse=True)
    latest = ordered[0].at if ordered else datetime.fromtimestamp(0, UTC)
    _text(top, id=id, title=title, updated=_time(latest))
    _text(SubElement(top, "author"), name=author)
    SubElement(top, "link", {"rel": "self", "href": itself})
    for each in ordered:
        entry = SubElement(top, "entry")
        _text(entry, id=each.id, title=each.title, updated=_time(each.at))
        SubElement(entry, "link", {"rel": "alternate", "href": each.address})
        if each.summary:
            _text(entry, summary=each.summary)
    written: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = "".join(filter(_is_allowed, text))


def _is_allowed(letter: str) -> bool:
    """Return whether XML 1.0 may hold the character at all."""
    return letter in "\t\n\r" or (
        letter >= " " and not "\ud800" <= letter <= "\udfff" and (letter not in "\ufffe\uffff")
    )


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
