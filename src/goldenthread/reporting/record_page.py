"""Records as one page: the document with its statements marked, and beside it what was read.

Self-contained, in both languages, without a script: a mark links to what was
read of it and back, so that the keyboard walks both.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from goldenthread.reporting import wording
from goldenthread.reporting.lacking import lacks_said
from goldenthread.reporting.page import stylesheet, tongues
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.quantities import Measure
from goldenthread.terms.statements import Lacks, Statement
from goldenthread.terms.text import LANGUAGES, TAGS, Language


@dataclass(frozen=True, slots=True)
class Shown:
    """A record to be shown: the document's name, what was read, and what it lacks."""

    name: str
    record: MeetingRecord
    lacks: Lacks


def records_html(shown: Sequence[Shown], *, language: Language) -> str:
    """Return the page of all `shown` in order; `language` is the one shown first."""
    documents = "".join(_document(each, at) for at, each in enumerate(shown, 1))
    style = files("goldenthread.reporting").joinpath("record.css").read_text("utf-8")
    title = shown[0].name if len(shown) == 1 else wording.say("record.title", language)
    return (
        f'<!doctype html>\n<html lang="{TAGS[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>\n{stylesheet()}{style}</style></head><body>"
        f'{tongues(checked=language)}<main class="read">{documents}</main></body></html>\n'
    )


def _document(shown: Shown, at: int) -> str:
    record, tag = shown.record, TAGS[shown.record.language]
    verdict = _both(lambda language: lacks_said(shown.lacks, language))
    rows = "".join(
        _statement(statement, f"{at}-{place}", tag)
        for place, statement in enumerate(record.statements, 1)
    )
    return (
        f'<section class="document" aria-labelledby="d{at}">'
        f'<h1 class="knot" id="d{at}">{escape(shown.name)}</h1>'
        f'<p class="said">{verdict}</p><dl class="facts">{_facts(record)}</dl>'
        f'<div class="sides"><article class="text" lang="{tag}" tabindex="0">'
        f"{''.join(_text(record, at))}</article>"
        f'<ol class="statements">{rows}</ol></div></section>'
    )


def _text(record: MeetingRecord, at: int) -> Iterator[str]:
    """Yield the text with a link around each statement."""
    done = 0
    for place, statement in enumerate(record.statements, 1):
        yield escape(record.text[done : statement.span.start])
        yield (
            f'<a class="{statement.type.value}" id="m{at}-{place}" href="#s{at}-{place}">'
            f"<mark>{escape(statement.quote)}</mark></a>"
        )
        done = statement.span.end
    yield escape(record.text[done:])


def _facts(record: MeetingRecord) -> str:
    posts = f" ({', '.join(record.posts)})" if record.posts else ""
    held = {
        "body": record.body,
        "date": record.date and record.date.isoformat(),
        "chair": record.chair and record.chair + posts,
        "sources": "; ".join(source.title for source in record.sources),
        "priorities": "; ".join(priority.title for priority in record.priorities),
    }
    return "".join(
        f"<div><dt>{_said(f'record.{key}')}</dt>"
        f"<dd>{escape(value) if value else _said('record.not_stated')}</dd></div>"
        for key, value in held.items()
    )


def _statement(statement: Statement, place: str, tag: str) -> str:
    details = "".join(f'<p class="meta">{line}</p>' for line in _details(statement))
    gaps = "".join(
        f'<span class="gap">{_said("record.lacks")} {_said(f"gap.{gap.value}")}</span>'
        for gap in statement.gaps
    )
    number = f"{escape(statement.number)} · " if statement.number else ""
    return (
        f'<li class="{statement.type.value}" id="s{place}">'
        f'<p class="kind">{number}{_said(f"one.{statement.type.value}")}</p>'
        f'<p class="quote" lang="{tag}"><a href="#m{place}">'
        f"{escape(' '.join(statement.quote.split()))}</a></p>{details}{gaps}</li>"
    )


def _details(statement: Statement) -> Iterator[str]:
    if statement.owner:
        units = ", ".join((statement.owner, *statement.supporting))
        yield f"{_said('gap.owner')}: {escape(units)}"
    if due := statement.due:
        day = f"{due.to.isoformat()} · " if due.to else ""
        yield f"{_said('gap.due')}: {day}{escape(due.text)}"
    if asked := statement.measure:
        value = _both(lambda language: _asked(asked, language))
        yield f"{_said('gap.measure')}: {value}"
    if statement.cues:
        cues = _both(
            lambda language: " · ".join(wording.cue(cue, language) for cue in statement.cues)
        )
        yield f"{_said('record.because')} {cues}"


def _said(key: str) -> str:
    return _both(lambda language: wording.say(key, language))


def _asked(measure: Measure, language: Language) -> str:
    value = wording.number(measure.value, measure.unit, language)
    return wording.say(f"asked.{measure.comparator.value}", language, value=value)


def _both(said: Callable[[Language], str]) -> str:
    """The same words in both languages, of which the page shows one."""
    return "".join(
        f'<span class="w-{language}" lang="{TAGS[language]}">{escape(said(language))}</span>'
        for language in LANGUAGES
    )
