"""The card as open data: JSON for machines, CSV for a spreadsheet. Both are the same bytes each time.

Numbers are written as they stand, never as floats: what was printed as 13.0 stays 13.0.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Peers, Result, Row
from goldenthread.terms.dossiers import Document
from goldenthread.terms.figures import Figure
from goldenthread.terms.observations import Observation, Source, Target
from goldenthread.terms.text import LANGUAGES, Words

COLUMNS = (
    "id",
    "number",
    "title_en",
    "title_zh",
    "indicator_en",
    "indicator_zh",
    "area",
    "period",
    "value",
    "unit",
    "comparator",
    "target",
    "gap",
    "verdict",
    "reason",
    "known",
    "method",
    "sources",
    "rows",
    "lead_en",
    "lead_zh",
    "statement_en",
    "statement_zh",
)

#: Marks a Decimal inside a JSON string, to be laid bare as a number afterwards. It holds a
#: character that JSON escapes where it stands in a text, so no text can be taken for it.
_MARK = "\x1a"
_MARKED = re.compile(r'"\\u001a(-?[0-9]+(?:\.[0-9]+)?)\\u001a"')


def card_json(card: Card) -> dict[str, Any]:
    """Return the card as a JSON value in a fixed order; every value a Decimal or a text.

    `figures` has an entry for each target of each duty, and one for a duty
    without a target; `duties` says in both languages what became of each.
    `inputs` are the observations a figure rests on, or that are shown beside it.
    """
    return {
        "body": _both(card.body),
        "area": card.area.id,
        "quarter": card.quarter.label,
        "as_known": card.as_known.isoformat(),
        "notice": _both(card.notice),
        "said": {language: wording.said(card, language) for language in LANGUAGES},
        "tally": {verdict.value: count for verdict, count in card.tally.by_verdict},
        "duties": [_duty(row) for row in card.rows],
        "figures": [figure for row in card.rows for figure in _figures(row, card)],
        "peers": _peers(card.peers) if card.peers else [],
        "rank": _rank(card.peers) if card.peers else None,
        "hoped": [_both(place) for place in card.hoped],
        "documents": [_document(document) for document in card.documents],
        "sources": [_source(source) for source in card.sources],
        "method": card.method,
        "software": card.software,
        "ledger": _ledger(card),
    }


def card_json_bytes(card: Card) -> bytes:
    """Return card.json: UTF-8, numbers as text would have them, a newline at the end."""
    written = json.dumps(card_json(card), ensure_ascii=False, indent=1, default=_marked)
    return (_MARKED.sub(r"\1", written) + "\n").encode()


def figures_csv(card: Card) -> bytes:
    """Return figures.csv: a line for each figure of card.json, UTF-8 with its mark for Excel.

    A text that a spreadsheet would run as a formula gets an apostrophe before
    it; a number never does, so that -2.6 stays a number.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in card.rows:
        for line in _lines(row, card):
            writer.writerow([_cell(value) for value in line])
    return out.getvalue().encode("utf-8-sig")


def _marked(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value:f}{_MARK}"
    raise TypeError(f"{value!r} has no place in card.json")


def _both(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _duty(row: Row) -> dict[str, Any]:
    duty = row.commitment
    return {
        "id": duty.id,
        "number": duty.number,
        "title": _both(duty.title),
        "lead": _both(duty.lead),
        "supporting": [_both(unit) for unit in duty.supporting],
        "due": duty.due.isoformat() if duty.due else None,
        "state": duty.state.value,
        "standing": row.standing.value,
        "evidence": duty.evidence.value,
        "verdict": row.verdict.value,
        "reason": row.reason.name,
        "said": {language: wording.verdict_said(row, language) for language in LANGUAGES},
        "why": {language: wording.why(row, language) for language in LANGUAGES},
        "statement": _both(duty.statement),
    }


def _figures(row: Row, card: Card) -> Iterator[dict[str, Any]]:
    for result in row.results:
        yield _figure(row, result)
    if not row.results:
        yield _nothing(row, card)


def _figure(row: Row, result: Result) -> dict[str, Any]:
    judgement, target = result.judgement, result.target
    found = judgement.figure
    inputs = found.inputs if found else tuple(_rows(result.beside))
    return {
        "id": target.id,
        "indicator": result.indicator.id,
        "title": _both(result.indicator.title),
        "value": found.value if found else None,
        "unit": found.unit if found else result.indicator.unit,
        "area": target.area,
        "period": (found.period if found else target.period).label,
        "known": found.known.isoformat() if found else None,
        "inputs": [_input(row) for row in inputs],
        "how": found.method if found else None,
        "target": _target(target),
        "verdict": judgement.verdict.value,
        "reason": judgement.reason.name,
        "gap": judgement.gap,
        "attainment": judgement.attainment,
        "source": _names(inputs),
        "earlier": [_beside(figure) for figure in result.earlier],
        "beside": [_beside(figure) for figure in result.beside],
        "commitment": row.commitment.id,
        "statement": _both(row.commitment.statement),
    }


def _nothing(row: Row, card: Card) -> dict[str, Any]:
    """The entry of a duty that names no measure: nothing to know, and its sentence."""
    return {
        "id": row.commitment.id,
        "indicator": None,
        "title": None,
        "value": None,
        "unit": None,
        "area": card.area.id,
        "period": None,
        "known": None,
        "inputs": [],
        "how": None,
        "target": None,
        "verdict": row.verdict.value,
        "reason": row.reason.name,
        "gap": None,
        "attainment": None,
        "source": [],
        "earlier": [],
        "beside": [],
        "commitment": row.commitment.id,
        "statement": _both(row.commitment.statement),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "comparator": target.comparator.value,
        "value": target.value,
        "unit": target.unit,
        "period": target.period.label,
        "tolerance": target.tolerance,
        "baseline": target.baseline,
    }


def _beside(figure: Figure) -> dict[str, Any]:
    return {
        "indicator": figure.indicator,
        "value": figure.value,
        "unit": figure.unit,
        "period": figure.period.label,
        "known": figure.known.isoformat(),
        "inputs": [_input(row) for row in figure.inputs],
        "how": figure.method,
    }


def _input(row: Observation) -> dict[str, Any]:
    return {
        "row": row.row,
        "indicator": row.indicator,
        "area": row.area,
        "period": row.period.label,
        "value": f"{row.value:f}",
        "unit": row.unit,
        "printed": row.text,
        "source": row.source,
        "known": str(row.known) if row.known else None,
        "published": str(row.published) if row.published else None,
        "recorded": row.recorded.isoformat(),
        "status": row.status.value,
    }


def _rows(figures: tuple[Figure, ...]) -> Iterator[Observation]:
    for figure in figures:
        yield from figure.inputs


def _names(inputs: tuple[Observation, ...]) -> list[str]:
    return list(dict.fromkeys(row.source for row in inputs))


def _peers(peers: Peers) -> list[dict[str, Any]]:
    return [
        {
            "area": area.id,
            "name": _both(area.name),
            "value": figure.value if figure else None,
            "unit": peers.indicator.unit,
            "period": peers.period.label,
            "known": figure.known.isoformat() if figure else None,
            "inputs": [_input(row) for row in figure.inputs] if figure else [],
        }
        for area, figure in peers.figures
    ]


def _rank(peers: Peers) -> dict[str, Any]:
    found = peers.range
    return {
        "indicator": peers.indicator.id,
        "unit": found.unit,
        "best": found.best,
        "worst": found.worst,
        "of": found.of,
        "above": list(found.above),
        "known": list(found.known),
        "unknown": list(found.unknown),
        "said": {language: wording.peers_said(peers, language) for language in LANGUAGES},
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": _both(document.title),
        "dated": document.dated.isoformat(),
        "source": document.source,
        "paraphrase": _both(document.paraphrase),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": _both(source.title),
        "publisher": _both(source.publisher),
        "date": source.date,
        "address": source.address,
    }


def _ledger(card: Card) -> dict[str, Any] | None:
    place = card.ledger
    return place and {"origin": place.origin, "size": place.size, "root": place.root}


def _lines(row: Row, card: Card) -> Iterator[tuple[str | Decimal | None, ...]]:
    duty = row.commitment
    head = (duty.number, duty.title.en, duty.title.zh)
    tail = (duty.lead.en, duty.lead.zh, duty.statement.en, duty.statement.zh)
    for figure in _figures(row, card):
        target = figure["target"] or {}
        title = figure["title"] or {}
        yield (
            figure["id"],
            *head,
            title.get("en"),
            title.get("zh"),
            figure["area"],
            figure["period"],
            figure["value"],
            figure["unit"],
            target.get("comparator"),
            target.get("value"),
            figure["gap"],
            figure["verdict"],
            figure["reason"],
            figure["known"],
            figure["how"],
            " ".join(figure["source"]),
            " ".join(given["row"] for given in figure["inputs"]),
            *tail,
        )


def _cell(value: str | Decimal | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    # A tab or a line's end before the sign does not stop a spreadsheet.
    return f"'{value}" if value.lstrip().startswith(("=", "+", "-", "@")) else value
