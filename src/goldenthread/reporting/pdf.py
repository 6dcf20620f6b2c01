"""The card as a PDF: tagged, in one language, its fonts inside, the same bytes for the same card.

What the card says reaches the template as data, never as markup: whatever
stands in a title is printed as it stands.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Peers, Result, Row
from goldenthread.reporting.charts import for_paper, rank_bar, strip
from goldenthread.reporting.excerpts import excerpt
from goldenthread.terms.dossiers import Area
from goldenthread.terms.figures import Figure, Verdict
from goldenthread.terms.observations import Observation, Source
from goldenthread.terms.text import Language

_STANDARD = "ua-1"
_ORDER = (
    Verdict.MET,
    Verdict.MISSED,
    Verdict.NOT_YET_KNOWN,
    Verdict.CANNOT_BE_JUDGED,
    Verdict.NO_FIGURE,
    Verdict.NO_MEASURE,
)
_FONT = "Noto Sans SC"
_SECTIONS = {
    "duties": "card.duties",
    "hope": "card.hope",
    "walk": "card.walk_title",
    "method": "card.method",
    "sources": "card.sources",
    "proof": "card.proof_title",
}


def card_pdf(card: Card, language: Language) -> bytes:
    """Return the card in `language` as PDF/UA-1 on A4, dated the day it is known on.

    Where a text holds a character that no font here has, PDF/UA cannot be
    promised; the card is then the same tagged PDF without that claim, the
    character shown as a box.
    """
    told = {"card": json.dumps(_told(card, language), ensure_ascii=False)}
    made = datetime.combine(card.as_known, time(), UTC)
    try:
        return _compiled(told, made, [_STANDARD])
    except typst.TypstError:
        return _compiled(told, made, [])


def _compiled(told: dict[str, str], made: datetime, standards: list[Any]) -> bytes:
    return typst.compile(
        files("goldenthread.reporting").joinpath("card.typ").read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=told,
        timestamp=made,
        pdf_standards=standards,
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts printed with, wherever it is printed: those of two packages, none of the system."""
    folder = str(files("pylopdf_fonts_zh_cn"))
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _told(card: Card, language: Language) -> dict[str, Any]:
    """Return all that the template prints, as plain data, in one language."""
    known = wording.say("card.as_known", language, day=wording.day(card.as_known, language))
    return {
        "lang": language,
        "date": [card.as_known.year, card.as_known.month, card.as_known.day],
        "title": wording.title(card, language),
        "author": card.software,
        "meta": f"{card.body.in_language(language)} · {known}",
        "notice": card.notice.in_language(language),
        "proves": wording.say("card.proves", language),
        "said": wording.said(card, language),
        "heads": {name: wording.say(key, language) for name, key in _SECTIONS.items()},
        "counts": list(_counts(card, language)),
        "duties": [_duty(card, row, language) for row in card.rows],
        "peers": _peers(card.peers, language) if card.peers else None,
        "hopes": list(_hopes(card, language)),
        "hope_note": wording.say("card.hope_note", language),
        "walk_lead": wording.say("card.walk_lead", language),
        "walks": [_walk(card, row, language) for row in card.rows],
        "proof_line": _proof(card, language),
        "method": wording.say(
            "card.method_text", language, day=wording.day(card.as_known, language)
        ),
        "software": f"{card.method} · {card.software}",
        "sources": [_source(source, language) for source in card.sources],
        "proof": wording.say("card.proof_text", language),
    }


def _counts(card: Card, language: Language) -> Iterator[dict[str, Any]]:
    """The duties of each verdict that there is: how many, in words, and which."""
    for verdict in _ORDER:
        boxes = [
            {"number": row.commitment.number, "row": place}
            for place, row in enumerate(card.rows)
            if row.verdict is verdict
        ]
        if boxes:
            word = wording.say(f"counted.{verdict.name.lower()}", language)
            yield {
                "count": len(boxes),
                "word": word,
                "boxes": boxes,
                "verdict": verdict.name.lower(),
            }


def _duty(card: Card, row: Row, language: Language) -> dict[str, Any]:
    """A duty's row; what was asked stands in words where its chart does not say all of it."""
    chart = strip(row, language, id="chart")
    asked = wording.asked_of(row, language)
    return {
        "title": _numbered(row, language),
        "who": _who(row, language),
        "asked": asked if not chart or len(row.results) > 1 else "",
        "beside": list(_beside(card, row, language)),
        "chart": _drawn(chart),
        "alt": f"{row.commitment.title.in_language(language)} {_described(row, language)}",
        "verdict": _verdict(row, language),
        "why": wording.why(row, language),
    }


def _numbered(row: Row, language: Language) -> str:
    return f"{row.commitment.number} · {row.commitment.title.in_language(language)}"


def _who(row: Row, language: Language) -> str:
    """The units of a duty, and how far it is shown."""
    duty, colon, comma = row.commitment, _colon(language), "、" if language == "zh" else ", "
    parts = [duty.lead.in_language(language)]
    if duty.supporting:
        others = comma.join(unit.in_language(language) for unit in duty.supporting)
        parts.append(f"{wording.say('card.with', language)}{colon}{others}")
    shown = wording.evidence(duty.evidence, language)
    parts.append(f"{wording.say('card.evidence', language)}{colon}{shown}")
    return " · ".join(part for part in parts if part)


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def _drawn(svg: str) -> str:
    return for_paper(svg).replace("<svg ", f'<svg font-family="{_FONT}" ', 1)


def _described(row: Row, language: Language) -> str:
    """What the chart shows, for who cannot see it."""
    result = wording.decisive(row)
    if result is None:
        return ""
    figure = result.judgement.figure
    came = wording.say("card.no_figure_drawn", language)
    if figure:
        value = wording.number(figure.value, figure.unit, language)
        came = wording.say("card.chart_came", language, value=value)
    asked = wording.asked(result.target, language)
    return wording.say("card.chart_desc", language, asked=asked, came=came)


def _beside(card: Card, row: Row, language: Language) -> Iterator[str]:
    """The figures a reader would want to see where none could be judged."""
    names = _names(card, language)
    for result in row.results:
        for figure in result.beside:
            value = wording.number(figure.value, figure.unit, language)
            yield f"{names[figure.indicator]} {value}"


def _names(card: Card, language: Language) -> dict[str, str]:
    """The titles of the indicators that the card's figures name, by id."""
    return {each.id: each.title.in_language(language) for each in card.indicators}


def _verdict(row: Row, language: Language) -> dict[str, str]:
    return {"word": wording.verdict_said(row, language), "shape": row.verdict.name.lower()}


def _peers(peers: Peers, language: Language) -> dict[str, Any]:
    members = sorted(peers.figures, key=_by_value, reverse=True)
    indicator = peers.indicator.title.in_language(language)
    return {
        "title": peers.title.in_language(language),
        "said": wording.peers_said(peers, language),
        "chart": _drawn(rank_bar(peers, language, id="rank")),
        "caption": f"{indicator} · {wording.period(peers.period, language)}",
        "heads": [wording.say(f"peers.{key}", language) for key in ("place", "figure", "known")],
        "members": [_member(area, figure, peers, language) for area, figure in members],
    }


def _by_value(member: tuple[object, Figure | None]) -> tuple[bool, object]:
    figure = member[1]
    return (figure is not None, figure.value if figure else 0)


def _member(area: Area, figure: Figure | None, peers: Peers, language: Language) -> dict[str, Any]:
    value, known = "–", wording.say("peers.no_figure", language)
    if figure:
        value = wording.number(figure.value, figure.unit, language)
        known = "; ".join(_known(given, language) for given in figure.inputs)
    return {
        "name": area.name.in_language(language),
        "value": value,
        "known": known,
        "own": area.id == peers.range.unit,
    }


def _known(given: Observation, language: Language) -> str:
    if given.known is None:
        day = wording.day(given.recorded, language)
        return wording.say("card.known_recorded", language, day=day)
    return wording.day_known(given.known, language)


def _hopes(card: Card, language: Language) -> Iterator[dict[str, str]]:
    for place in card.hoped:
        if found := _passage(card, place.in_language(language), language):
            yield {"quote": found["marked"], "from": found["document"]}


def _passage(card: Card, place: str, language: Language) -> dict[str, str] | None:
    """The words at `place`, with what surrounds them and where they stand; None if not here."""
    name, _, span = place.partition("#")
    document = next((each for each in card.documents if each.id == name), None)
    if document is None or not span:
        return None
    text = (document.zh if language == "zh" else document.en).text
    before, marked, after = excerpt(text, *map(int, span.split("-")))
    title, day = document.title.in_language(language), wording.day(document.dated, language)
    return {
        "before": before,
        "marked": marked,
        "after": after,
        "document": f"{title} · {day}",
        "label": document.paraphrase.in_language(language),
    }


def _walk(card: Card, row: Row, language: Language) -> dict[str, Any]:
    """The steps from a duty's figures back to its sentence, each with its name and its lines."""
    steps = [step for result in row.results for step in _figure_steps(card, result, language)]
    duty = _step("step_commitment", [_duty_line(row, language)], language)
    passage = _passage(card, row.commitment.statement.in_language(language), language) or {
        "before": "",
        "marked": row.commitment.quote.in_language(language),
        "after": "",
        "document": "",
        "label": "",
    }
    return {
        "title": _numbered(row, language),
        "verdict": _verdict(row, language),
        "steps": [*steps, duty, {**_step("step_sentence", [], language), "passage": passage}],
    }


def _step(key: str, lines: list[str], language: Language, **more: Any) -> dict[str, Any]:
    name = wording.say(f"card.{key}", language)
    return {"name": name, "lines": [line for line in lines if line], **more}


def _figure_steps(card: Card, result: Result, language: Language) -> Iterator[dict[str, Any]]:
    """The figure judged, and every observation it or a figure shown with it rests on."""
    figure = result.judgement.figure
    names = _names(card, language)
    if figure:
        what = wording.say(
            "card.recomputed",
            language,
            indicator=names[result.indicator.id],
            period=wording.period(figure.period, language),
        )
        value = wording.number(figure.value, figure.unit, language)
        lines = [what, wording.formula(figure, language)]
        yield _step("step_figure", lines, language, big=value)
    shown = ([figure] if figure else []) + [*result.beside, *result.earlier]
    for given in dict.fromkeys(given for each in shown for given in each.inputs):
        yield _observation(card, given, names, language)


def _observation(
    card: Card, given: Observation, names: dict[str, str], language: Language
) -> dict[str, Any]:
    what = wording.say(
        "card.observed",
        language,
        indicator=names[given.indicator],
        period=wording.period(given.period, language),
        text=given.text or f"{given.value:f}",
    )
    source = next((each for each in card.sources if each.id == given.source), None)
    return _step(
        "step_observation",
        [what, given.note.in_language(language), _dates(given, language)],
        language,
        source=_source(source, language) if source else None,
    )


def _dates(given: Observation, language: Language) -> str:
    known = _known(given, language)
    if given.known is None:
        return known
    said = wording.say("card.known", language, day=known)
    recorded = wording.say("card.recorded", language, day=wording.day(given.recorded, language))
    return f"{said}{'；' if language == 'zh' else '; '}{recorded}"


def _source(source: Source, language: Language) -> dict[str, str]:
    publisher = source.publisher.in_language(language)
    is_page = source.address.startswith(("https://", "http://"))
    return {
        "title": source.title.in_language(language),
        "from": " · ".join(part for part in (publisher, source.date) if part),
        "address": source.address if is_page else "",
    }


def _duty_line(row: Row, language: Language) -> str:
    duty = row.commitment
    due = wording.day(duty.due, language) if duty.due else wording.say("card.no_due", language)
    return wording.say(
        "card.duty_line",
        language,
        number=duty.number,
        title=duty.title.in_language(language),
        lead=duty.lead.in_language(language),
        due=due,
        asked=wording.asked_of(row, language),
    )


def _proof(card: Card, language: Language) -> str:
    if card.ledger is None:
        return wording.say("card.no_proof", language)
    place = card.ledger
    root = place.root[:16]
    return wording.say("card.proof_line", language, origin=place.origin, size=place.size, root=root)
