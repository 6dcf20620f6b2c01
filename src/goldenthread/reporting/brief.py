"""The leader's brief: one page that says what a card says, and what asks for a decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import accumulate

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Row
from goldenthread.reporting.headlines import since_said, sure_said
from goldenthread.reporting.notes import chance_said, confidence_said, needed_said
from goldenthread.terms.commitments import Confidence
from goldenthread.terms.figures import Tally, Verdict
from goldenthread.terms.text import Language

#: No more of a part than this many duties, no line longer (Chinese counts twice): one page.
_MOST = {"missed": 5, "risk": 2, "ahead": 4, "asked": 2, "decide": 3}
_LONGEST, _SENTENCE = 150, 400
_CANNOT = (Verdict.CANNOT_BE_JUDGED, Verdict.NO_MEASURE)
_WORRIED = (Confidence.AT_RISK, Confidence.SUPPORT_NEEDED)


@dataclass(frozen=True, slots=True)
class Item:
    """A duty in the brief: its name, its unit, and what there is to say of it."""

    name: str
    lead: str
    line: str


@dataclass(frozen=True, slots=True)
class Part:
    """Duties of one kind; `more` says how many others there are, if any."""

    head: str
    items: tuple[Item, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief, told; `counts` are how many duties of each verdict, with its shape."""

    lang: Language
    title: str
    meta: str
    notice: str
    said: str
    counts: tuple[tuple[str, str, str], ...]
    since: str
    sure: str
    parts: tuple[Part, ...]
    peers: str
    closing: str


def briefed(card: Card, language: Language) -> Brief:
    """Return the brief of `card` in `language`."""
    known = wording.say("card.as_known", language, day=wording.day(card.as_known, language))
    return Brief(
        lang=language,
        title=wording.say("brief.title", language, card=wording.title(card, language)),
        meta=f"{card.body.in_language(language)} · {known}",
        notice=card.notice.in_language(language),
        said=wording.said(card, language),
        counts=tuple(_counts(card.tally, language)),
        since=_clipped(since_said(card, language), _SENTENCE),
        sure=_clipped(sure_said(card, language), _SENTENCE),
        parts=tuple(_parts(card, language)),
        peers=wording.peers_said(card.peers, language) if card.peers else "",
        closing=wording.say("brief.closing", language),
    )


def brief_body(card: Card, *, language: Language) -> str:
    """Return the brief's content as HTML, for a site with its own frame."""
    told = briefed(card, language)
    counts = "".join(map(_count, told.counts))
    lines = (told.since, told.sure, told.peers)
    return (
        f'<h1 class="knot">{escape(told.title)}</h1><p class="meta">{escape(told.meta)}</p>'
        f'<p class="notice">{escape(told.notice)}</p><p class="said">{escape(told.said)}</p>'
        f'<ul class="counts">{counts}</ul>{_paragraphs(lines)}'
        f'{"".join(map(_part, told.parts))}<p class="meta">{escape(told.closing)}</p>'
    )


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f'<p class="headline">{escape(line)}</p>' for line in lines if line)


def _count(count: tuple[str, str, str]) -> str:
    number, word, shape = count
    return f'<li class="verdict {shape}">{number} {escape(word)}</li>'


def _part(part: Part) -> str:
    items = "".join(map(_line, part.items))
    more = f'<p class="meta">{escape(part.more)}</p>' if part.more else ""
    return f'<h2 class="knot">{escape(part.head)}</h2><ul class="brief">{items}</ul>{more}'


def _line(item: Item) -> str:
    name, lead, line = (escape(each) for each in (item.name, item.lead, item.line))
    return f"<li><strong>{name}</strong> · {lead}<br>{line}</li>"


def _counts(tally: Tally, language: Language) -> Iterator[tuple[str, str, str]]:
    for verdict in Verdict:
        if tally[verdict]:
            name = verdict.name.lower()
            yield f"{tally[verdict]:,}", wording.say(f"counted.{name}", language), name


def _parts(card: Card, language: Language) -> Iterator[Part]:
    found = (
        ("missed", [(row, wording.why(row, language)) for row in _missed(card)]),
        ("risk", [(row, _worry(row, language)) for row in card.rows if _is_worried(row)]),
        ("ahead", [(row, _ahead(row, language)) for row in _open(card)]),
        ("asked", list(_asked(card, language))),
        ("decide", [(row, wording.why(row, language)) for row in _undecidable(card)]),
    )
    for name, rows in found:
        if rows:
            yield _shortened(name, rows, language)


def _shortened(name: str, rows: list[tuple[Row, str]], language: Language) -> Part:
    most = _MOST[name]
    left = len(rows) - most
    return Part(
        head=wording.say(f"brief.{name}", language),
        items=tuple(_item(row, line, language) for row, line in rows[:most]),
        more=wording.say("brief.more", language, n=f"{left:,}") if left > 0 else "",
    )


def _item(row: Row, line: str, language: Language) -> Item:
    duty = row.commitment
    verdict = wording.verdict_said(row, language)
    name = f"{duty.number} · {duty.title.in_language(language)}"
    said = wording.say("card.named", language, name=verdict, value=line)
    return Item(_clipped(name, 80), _clipped(duty.lead.in_language(language), 44), _clipped(said))


def _clipped(text: str, longest: int = _LONGEST) -> str:
    """The text, cut where it would fill the page; the card has it whole."""
    widths = accumulate(2 if ord(each) > 0x2E7F else 1 for each in text)
    fitting = sum(width <= longest for width in widths)
    return text if fitting == len(text) else f"{text[:fitting].rstrip()}…"


def _missed(card: Card) -> list[Row]:
    return [row for row in card.rows if row.verdict is Verdict.MISSED]


def _undecidable(card: Card) -> list[Row]:
    return [row for row in card.rows if row.verdict in _CANNOT]


def _is_worried(row: Row) -> bool:
    return bool(row.commitment.reports) and row.commitment.confidence in _WORRIED


def _worry(row: Row, language: Language) -> str:
    return confidence_said(row.commitment.reports[-1], language)


def _open(card: Card) -> list[Row]:
    """What is not known yet, the least likely first, then what can at least be reckoned."""
    return sorted(
        (row for row in card.rows if row.verdict is Verdict.NOT_YET_KNOWN), key=_likelihood
    )


def _likelihood(row: Row) -> tuple[int, Decimal]:
    chances = [
        each.outlook.chance
        for each in row.results
        if each.outlook and each.outlook.chance is not None
    ]
    if chances:
        return 0, min(chances)
    return (1 if any(each.needed for each in row.results) else 2), Decimal(0)


def _ahead(row: Row, language: Language) -> str:
    chances = (chance_said(each.outlook, language) for each in row.results if each.outlook)
    sums = (needed_said(each, language) for each in row.results if each.needed)
    return next(chances, "") or next(sums, "") or wording.why(row, language)


def _asked(card: Card, language: Language) -> Iterator[tuple[Row, str]]:
    """The duties whose figures are asked about without an answer so far."""
    for row in card.rows:
        if open_ones := [flag for flag in row.flags if not flag.answer]:
            yield row, open_ones[0].question.in_language(language)
