"""Write days as a calendar that any program can subscribe to (RFC 5545, iCalendar)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
#: RFC 5545, 3.1: a line is at most 75 octets, without its end.
_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day on which something is asked; `id` stays the same when the day moves."""

    id: str
    day: date
    title: str
    address: str = ""


def calendar(events: Iterable[Event], *, name: str, made: datetime) -> str:
    """Return `events` as one iCalendar object; `made` is an aware time.

    Each event reminds a week before its day. Lines end in CRLF and are folded
    at 75 octets, never within a character.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Goldenthread//Duties//EN"]
    lines += [f"X-WR-CALNAME:{_text(name)}"]
    for event in sorted(events, key=lambda each: (each.day, each.id)):
        lines += _event(event, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.id)}"
    yield f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.address:
        yield f"URL:{event.address}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P7D")
    yield f"DESCRIPTION:{_text(event.title)}"
    yield from ("END:VALARM", "END:VEVENT")


def _text(words: str) -> str:
    return words.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    held, size = "", 0
    for letter in line:
        more = len(letter.encode())
        if size + more > _OCTETS:
            yield held
            # A line that goes on begins with a space, which counts.
            held, size = " ", 1
        held, size = held + letter, size + more
    yield held
