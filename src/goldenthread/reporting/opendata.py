"""The card as open data: card.json and figures.csv, the same bytes for the same card.

A number is written as the decimal it is, digit for digit; it never passes
through a binary float.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Peers, Result, Row
from goldenthread.reporting.opendata_beside import (
    beside,
    explained,
    flags,
    headlines,
    record,
    reported,
)
from goldenthread.reporting.opendata_named import ledger, named, words
from goldenthread.terms.commitments import Commitment
from goldenthread.terms.figures import Course, Figure, RankRange, Tally
from goldenthread.terms.observations import Observation, Target

COLUMNS = (
    "id",
    "number",
    "duty_en",
    "duty_zh",
    "asked_en",
    "asked_zh",
    "value",
    "unit",
    "period",
    "known",
    "verdict",
    "reason_en",
    "reason_zh",
    "lead_en",
    "lead_zh",
    "sources",
    "addresses",
)
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_MARK = b"\xef\xbb\xbf"


def card_json(card: Card) -> dict[str, Any]:
    """Return the card as card.json has it: one figure a target, or a duty without a target.

    Values are text, whole numbers, None, lists and dicts, and `Decimal` for the
    value of a figure, in the figure's own unit.
    """
    return {
        "body": words(card.body),
        "area": {"id": card.area.id} | words(card.area.name),
        "quarter": card.quarter.label,
        "as_known": card.as_known.isoformat(),
        "notice": words(card.notice),
        "said": {"en": wording.said(card, "en"), "zh": wording.said(card, "zh")},
        "tally": _tally(card.tally),
        **headlines(card),
        "figures": [_figure(row) for row in each_figure(card.duties)],
        "peers": [_peers(card.peers)] if card.peers else [],
        **named(card),
        "questions": flags(card.questions),
        "record": record(card),
        "hoped": [words(place) for place in card.hoped],
        "method": card.method,
        "software": card.software,
        "ledger": ledger(card),
    }


def card_json_bytes(card: Card) -> bytes:
    """Return card.json as UTF-8, its numbers exact; equal cards give equal bytes."""
    return json_bytes(card_json(card))


def json_bytes(value: Any) -> bytes:
    """Return lists, dicts, texts, whole numbers and Decimals as JSON in UTF-8, every digit kept."""
    return (_written(value, "\n") + "\n").encode()


def figures_csv(card: Card) -> bytes:
    """Return figures.csv as UTF-8 with a byte order mark: a heading, then a row a figure.

    A text that a spreadsheet would take for a formula is preceded by an
    apostrophe; a number never is. Several sources stand in one cell, a space
    between them.
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    addresses = {source.id: source.address for source in card.sources}
    writer.writerows(_cells(row, addresses) for row in each_figure(card.duties))
    return _MARK + table.getvalue().encode()


def each_figure(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield a row for each target of each duty, with that target's own verdict and reason.

    A duty without a target is yielded as it is.
    """
    for row in rows:
        if not row.results:
            yield row
        for result in row.results:
            yield wording.only(row, result)


def _result(row: Row) -> Result | None:
    return row.results[0] if row.results else None


def _id(row: Row) -> str:
    return row.results[0].target.id if row.results else row.commitment.id


def _figure(row: Row) -> dict[str, Any]:
    """Return one entry of `figures`, from a row with one target or none."""
    result = _result(row)
    figure = result.judgement.figure if result else None
    inputs = figure.inputs if figure else ()
    duty = row.commitment
    return {
        "id": _id(row),
        **_asked_of(result),
        **_known_of(figure),
        "period": _period(result),
        "inputs": [_input(given) for given in inputs],
        "target": _target(result.target) if result else None,
        "verdict": row.verdict.value,
        "verdict_said": {
            "en": wording.verdict_said(row, "en"),
            "zh": wording.verdict_said(row, "zh"),
        },
        "reason": {
            "code": row.reason.name.lower(),
            "en": wording.why(row, "en"),
            "zh": wording.why(row, "zh"),
        },
        "gap": result.judgement.gap if result else None,
        "attainment": result.judgement.attainment if result else None,
        "earlier": [_shown(each) for each in result.earlier] if result else [],
        "beside": [_shown(each) for each in result.beside] if result else [],
        **(beside(result) if result else {}),
        "flags": flags(row.flags),
        "course": _course(result.course) if result and result.course else None,
        "source": _source_ids(inputs),
        "commitment": _commitment(duty),
        "statement": words(duty.statement) | {"quote": words(duty.quote)},
        "standing": row.standing.value,
    }


def _asked_of(result: Result | None) -> dict[str, Any]:
    if result is None:
        return {"indicator": None, "title": None}
    return {"indicator": result.indicator.id, "title": words(result.indicator.title)}


def _known_of(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {"value": None, "unit": None, "known": None, "computed": None}
    return {
        "value": figure.value,
        "unit": figure.unit,
        "known": figure.known.isoformat(),
        "computed": figure.method,
    }


def _period(result: Result | None) -> str | None:
    """Return the period of the figure, or that for which a figure was asked."""
    if result is None:
        return None
    return (result.judgement.figure or result.target).period.label


def _shown(figure: Figure) -> dict[str, Any]:
    """Return a figure that stands beside the judged one."""
    return {
        "indicator": figure.indicator,
        "area": figure.area,
        "period": figure.period.label,
        **_known_of(figure),
        "inputs": [_input(given) for given in figure.inputs],
        "source": _source_ids(figure.inputs),
    }


def _course(course: Course) -> dict[str, Any]:
    """Return where a target of later years stands; its figures are among the earlier ones."""
    return {
        "from": course.base.period.label,
        "to": course.last.period.label,
        "expected": _rounded(course.expected),
        "lead": _rounded(course.lead),
    }


def _rounded(value: Decimal) -> Decimal:
    """Return what a division made, at a hundredth of the unit."""
    return value.quantize(Decimal("0.01"))


def _input(given: Observation) -> dict[str, Any]:
    """Return an observation as it was recorded; its value is the text of the decimal."""
    return {
        "row": given.row,
        "indicator": given.indicator,
        "area": given.area,
        "period": given.period.label,
        "value": f"{given.value:f}",
        "unit": given.unit,
        "kind": given.kind.value,
        "source": given.source,
        "known": str(given.known or ""),
        "published": str(given.published or ""),
        "recorded": given.recorded.isoformat(),
        "status": given.status.value,
        "text": given.text,
        "note": words(given.note),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "comparator": target.comparator.value,
        "value": target.value,
        "unit": target.unit,
        "period": target.period.label,
        "tolerance": target.tolerance,
        "baseline": target.baseline,
        "upper": target.upper,
        "asked": {"en": wording.asked(target, "en"), "zh": wording.asked(target, "zh")},
    }


def _commitment(duty: Commitment) -> dict[str, Any]:
    return {
        "id": duty.id,
        "number": duty.number,
        "title": words(duty.title),
        "lead": words(duty.lead),
        "supporting": [words(unit) for unit in duty.supporting],
        "due": duty.due.isoformat() if duty.due else None,
        "extensions": [
            {
                "due": each.due.isoformat() if each.due else None,
                "on": each.on.isoformat(),
                "because": each.because,
            }
            for each in duty.extensions
        ],
        "state": duty.state.value,
        "evidence": duty.evidence.value,
        "reported": reported(duty.reports),
        "explained": explained(duty.explanations),
        "document": duty.document,
    }


def _tally(tally: Tally) -> dict[str, Any]:
    counts = {verdict.value: count for verdict, count in tally.by_verdict}
    return {"total": tally.total, "judged": tally.judged, "by_verdict": counts}


def _peers(peers: Peers) -> dict[str, Any]:
    return {
        "title": words(peers.title),
        "indicator": peers.indicator.id,
        "unit": peers.indicator.unit,
        "period": peers.period.label,
        "range": _range(peers.range),
        "members": [
            {
                "area": area.id,
                "name": words(area.name),
                **_known_of(figure),
                "inputs": [_input(given) for given in figure.inputs] if figure else [],
            }
            for area, figure in peers.figures
        ],
    }


def _range(found: RankRange) -> dict[str, Any]:
    return {
        "area": found.unit,
        "best": found.best,
        "worst": found.worst,
        "of": found.of,
        "above": list(found.above),
        "unknown": list(found.unknown),
    }


def _source_ids(inputs: Iterable[Observation]) -> list[str]:
    return list(dict.fromkeys(given.source for given in inputs))


def _written(value: Any, line: str) -> str:
    """Return `value` as JSON; `line` is a line's end with the indent of what is inside."""
    match value:
        case Decimal():
            return _number(value)
        case dict() if value:
            inner = line + " "
            pairs = (f"{json.dumps(k)}: {_written(v, inner)}" for k, v in value.items())
            return "{" + inner + ("," + inner).join(pairs) + line + "}"
        case list() if value:
            inner = line + " "
            return "[" + inner + ("," + inner).join(_written(v, inner) for v in value) + line + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is no number that JSON can hold")
    return f"{value:f}"


def _cells(row: Row, addresses: dict[str, str]) -> list[str]:
    """Return the cells of a row of figures.csv in the order of `COLUMNS`."""
    result, duty = _result(row), row.commitment
    figure = result.judgement.figure if result else None
    named = _source_ids(figure.inputs) if figure else []
    texts = {
        "id": _id(row),
        "number": duty.number,
        "duty_en": duty.title.en,
        "duty_zh": duty.title.zh,
        "asked_en": wording.asked_of(row, "en"),
        "asked_zh": wording.asked_of(row, "zh"),
        "unit": figure.unit if figure else "",
        "period": _period(result) or "",
        "known": figure.known.isoformat() if figure else "",
        "verdict": row.verdict.value,
        "reason_en": wording.why(row, "en"),
        "reason_zh": wording.why(row, "zh"),
        "lead_en": duty.lead.en,
        "lead_zh": duty.lead.zh,
        "sources": " ".join(named),
        "addresses": " ".join(filter(None, (addresses.get(name, "") for name in named))),
    }
    value = _number(figure.value) if figure else ""
    return [value if name == "value" else harmless(texts[name]) for name in COLUMNS]


def harmless(text: str) -> str:
    """Return a cell's text, behind an apostrophe if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
