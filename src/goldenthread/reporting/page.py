"""The card as a page: self-contained, in both languages, without a script."""

from html import escape
from importlib.resources import files

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card
from goldenthread.reporting.tale import (
    Chart,
    Duty,
    Mark,
    Member,
    Note,
    Passage,
    Ranking,
    Reference,
    Step,
    Telling,
)
from goldenthread.reporting.telling import told
from goldenthread.terms.text import LANGUAGES, TAGS, Language

#: Where a figure's walk back is on the site, seen from its card.
WALK = "walk/{id}/"

_NAMES = {"en": "English", "zh": "中文"}
#: The files that stand beside the page, each with the phrase that names it.
_FILES = {
    "card.pdf": "card.file_pdf",
    "card.zh.pdf": "card.file_pdf_zh",
    "brief.pdf": "card.file_brief",
    "brief.zh.pdf": "card.file_brief_zh",
    "card.json": "card.file_json",
    "figures.csv": "card.file_csv",
    "datapackage.json": "card.file_package",
    "card.jsonld": "card.file_linked",
    "figures.sdmx.csv": "card.file_sdmx",
}


def stylesheet() -> str:
    """Return the one stylesheet that the card and the site share."""
    return files("goldenthread.reporting").joinpath("style.css").read_text("utf-8")


def card_html(card: Card) -> str:
    """Return the card as one file: both languages, nothing loaded from elsewhere.

    Its links to the other files of the card hold where these stand beside it.
    """
    mains = "".join(
        f'<main lang="{TAGS[name]}">{_body(told(card, name), walk=None)}</main>'
        for name in LANGUAGES
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(wording.title(card, 'en'))} · {escape(card.body.en)}</title>"
        f"<style>\n{stylesheet()}</style></head><body>"
        f"{tongues()}{mains}</body></html>\n"
    )


def tongues(*, checked: Language = "en") -> str:
    """Return the switch between two languages of one file, for a browser without scripts."""
    switches = "".join(
        f'<input class="tongue" type="radio" name="tongue" id="tongue-{name}"'
        f' aria-label="{_NAMES[name]}"{" checked" if name == checked else ""}>'
        f'<label for="tongue-{name}" lang="{TAGS[name]}">{_NAMES[name]}</label>'
        for name in LANGUAGES
    )
    return f'<header class="tongues">{switches}</header>'


def card_body(card: Card, *, language: Language, walk: str = WALK) -> str:
    """Return the card's content alone, for a site with its own frame.

    `walk` is the address of a figure's walk back with {id} in it.
    """
    return _body(told(card, language), walk=walk)


def _body(tale: Telling, *, walk: str | None) -> str:
    alone = walk is None
    parts = [
        _head(tale, _beside_it(tale.lang) if alone else ""),
        _first_screen(tale),
        _heading(tale.heads.duties) + "".join(_duty(each, tale, walk) for each in tale.duties),
        _running(tale, walk),
        _peers(tale.peers) if tale.peers else "",
        _hopes(tale),
        _questions(tale),
        _walks(tale) if alone else "",
        _foot(tale),
    ]
    return "\n".join(part for part in parts if part)


def _heading(text: str) -> str:
    return f'<h2 class="knot">{escape(text)}</h2>'


def _meta(text: str) -> str:
    return f'<p class="meta">{escape(text)}</p>' if text else ""


def _head(tale: Telling, links: str) -> str:
    return (
        f'<h1 class="knot">{escape(tale.title)}</h1>{_meta(tale.meta)}{links}'
        f'<p class="notice">{escape(tale.notice)}</p>'
    )


def _beside_it(language: Language) -> str:
    links = " · ".join(
        f'<a href="{name}">{escape(wording.say(key, language))}</a>' for name, key in _FILES.items()
    )
    return f'<p class="meta">{escape(wording.say("card.files", language))} {links}</p>'


def _first_screen(tale: Telling) -> str:
    in_order = [place for group in tale.groups for place in group.places]
    boxes = "".join(_box(tale.duties[place], tale.lang) for place in in_order)
    counts = "".join(
        f"<li><b>{len(group.places)}</b> {escape(group.word)}</li>" for group in tale.groups
    )
    return (
        f'<p class="said">{escape(tale.said)}</p>'
        f'<ul class="units" aria-label="{escape(tale.boxes)}">{boxes}</ul>'
        f'<ul class="counts">{counts}</ul>'
        f"{_headline(tale.since)}{_headline(tale.sure)}"
    )


def _headline(text: str) -> str:
    return f'<p class="headline">{escape(text)}</p>' if text else ""


def _box(duty: Duty, language: Language) -> str:
    name = f"{duty.number} {duty.title}"
    label = escape(wording.say("card.named", language, name=name, value=duty.verdict.word))
    return (
        f'<li><a class="{duty.verdict.shape}" href="#{escape(duty.id)}" '
        f'aria-label="{label}" title="{label}">{escape(duty.number)}</a></li>'
    )


def _duty(duty: Duty, tale: Telling, walk: str | None) -> str:
    name = escape(duty.id)
    back = escape(f"#{duty.id}-walk" if walk is None else walk.format(id=duty.figure))
    return (
        f'<section class="duty" id="{name}" aria-labelledby="{name}-title">'
        f'<div><h3 id="{name}-title">{escape(duty.number)} · {escape(duty.title)}</h3>'
        f"<p>{escape(duty.who)}</p></div>"
        f"<div>{_pictures(duty, tale.behind)}</div>"
        f"<div>{_mark(duty.verdict)}<p>{escape(duty.why)}</p>"
        f'<a class="walk" href="{back}">{escape(tale.walk)}<span aria-hidden="true"> ↩</span>'
        f"<span hidden> {escape(duty.number)}</span></a></div>{_notes(duty.notes)}</section>"
    )


def _running(tale: Telling, walk: str | None) -> str:
    if not tale.running:
        return ""
    duties = "".join(_duty(each, tale, walk) for each in tale.running)
    return f"{_heading(tale.heads.running)}{_meta(tale.running_note)}{duties}"


def _pictures(duty: Duty, behind: str) -> str:
    beside = "<br>".join(escape(each) for each in duty.beside)
    shown = "".join(_chart(each, behind) for each in duty.charts)
    return shown + (f'<p class="asked">{beside}</p>' if beside else "")


def _chart(chart: Chart, behind: str) -> str:
    caption = f'<p class="asked">{escape(chart.caption)}</p>' if chart.caption else ""
    return caption + chart.svg + _table(chart, behind)


def _table(chart: Chart, behind: str) -> str:
    """The table behind a picture, for who would rather read."""
    rows = "".join(
        f'<tr><th scope="row">{escape(what)}</th><td>{escape(value)}</td></tr>'
        for what, value in chart.rows
    )
    if not rows:
        return ""
    return (
        f'<details class="behind"><summary>{escape(behind)}</summary>'
        f"<table><tbody>{rows}</tbody></table></details>"
    )


def _questions(tale: Telling) -> str:
    if not tale.questions:
        return ""
    return f"{_heading(tale.heads.questions)}{_meta(tale.questions_note)}{_notes(tale.questions)}"


def _notes(notes: tuple[Note, ...]) -> str:
    if not notes:
        return ""
    each = "".join(f"<dt>{escape(n.name)}</dt>{''.join(map(_line, n.lines))}" for n in notes)
    return f'<dl class="notes">{each}</dl>'


def _line(text: str) -> str:
    return f"<dd>{escape(text)}</dd>"


def _mark(mark: Mark) -> str:
    return f'<span class="verdict {mark.shape}">{escape(mark.word)}</span>'


def _peers(peers: Ranking) -> str:
    place, figure, known = (escape(head) for head in peers.heads)
    rows = "".join(_member(each) for each in peers.members)
    return (
        f"{_heading(peers.title)}<p>{escape(peers.said)}</p>{peers.chart}"
        f"<details><summary>{escape(peers.caption)}</summary>"
        f'<div class="scroll"><table><thead><tr><th scope="col">{place}</th>'
        f'<th scope="col" class="num">{figure}</th><th scope="col">{known}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _member(member: Member) -> str:
    own = ' class="own"' if member.is_own else ""
    unknown = "" if member.has_value else ' class="unknown"'
    return (
        f'<tr{own}><td>{escape(member.name)}</td><td class="num">{escape(member.value)}</td>'
        f"<td{unknown}>{escape(member.known)}</td></tr>"
    )


def _hopes(tale: Telling) -> str:
    if not tale.hopes:
        return ""
    quotes = "".join(
        f'<blockquote lang="{TAGS[each.language]}">{escape(each.marked)}</blockquote>'
        f"{_meta(each.document)}"
        for each in tale.hopes
    )
    return f"{_heading(tale.heads.hope)}{quotes}{_meta(tale.hope_note)}"


def _walks(tale: Telling) -> str:
    walks = "".join(_walk(duty) for duty in (*tale.duties, *tale.running))
    # Every walk ends at the same place in the log: it is said once, as on paper.
    proof = f'<ol class="thread">{_step(tale.proof_step)}</ol>'
    return f"{_heading(tale.heads.walk)}{_meta(tale.walk_lead)}{walks}{proof}"


def _walk(duty: Duty) -> str:
    """A duty's walk back, open where the duty was missed."""
    steps = "".join(_step(each) for each in duty.steps)
    is_open = " open" if duty.verdict.shape == "missed" else ""
    return (
        f'<details id="{escape(duty.id)}-walk"{is_open}><summary>{escape(duty.number)} · '
        f'{escape(duty.title)}{_mark(duty.verdict)}</summary><ol class="thread">{steps}</ol>'
        "</details>"
    )


def _step(step: Step) -> str:
    first, *rest = step.lines or ("",)
    value = f'<span class="big">{escape(step.big)}</span> ' if step.big else ""
    verdict = f" {_mark(step.verdict)}" if step.verdict else ""
    line = f"<p>{value}{escape(first)}{verdict}</p>" if first or value else ""
    source = f'<p class="meta">{_reference(step.reference)}</p>' if step.reference else ""
    passage = _passage(step.passage) if step.passage else ""
    name = f'<div class="step">{escape(step.name)}</div>'
    return f"<li>{name}{line}{''.join(map(_meta, rest))}{source}{passage}</li>"


def _passage(passage: Passage) -> str:
    where = " · ".join(part for part in (passage.document, passage.label) if part)
    return (
        f'<div class="doc" lang="{TAGS[passage.language]}">{escape(passage.before)}'
        f"<mark>{escape(passage.marked)}</mark>{escape(passage.after)}</div>{_meta(where)}"
    )


def _reference(source: Reference) -> str:
    title = escape(source.title)
    if source.address:
        title = f'<a href="{escape(source.address)}" rel="noreferrer">{title}</a>'
    return f"{title} · {escape(source.publisher)}" if source.publisher else title


def _foot(tale: Telling) -> str:
    sources = "".join(f"<li>{_reference(source)}</li>" for source in tale.sources)
    track = "".join(f"<p>{escape(line)}</p>" for line in tale.track)
    return (
        f"{_heading(tale.heads.track) + track if track else ''}"
        f"{_heading(tale.heads.method)}<p>{escape(tale.method)}</p>{_meta(tale.software)}"
        f"{_heading(tale.heads.sources)}<ul>{sources}</ul>"
        f"{_heading(tale.heads.proof)}<p>{escape(tale.proof)}</p>"
    )
