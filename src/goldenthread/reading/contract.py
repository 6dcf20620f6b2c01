"""Write a record as the JSON object that others rely on."""

from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.terms.meetings import MeetingRecord, Passage
from goldenthread.terms.quantities import Measure
from goldenthread.terms.statements import Due, Statement


def as_json(record: MeetingRecord) -> dict[str, Any]:
    """Return `record` as plain JSON values; offsets are code points into its own `text`.

    Only a scan has `confidence` and `doubts`.
    """
    scanned = {
        "confidence": record.confidence,
        "doubts": [
            {"start": each.span.start, "end": each.span.end, "confidence": each.confidence}
            for each in record.doubts
        ],
    }
    return {
        "text": record.text,
        "language": record.language,
        "body": record.body,
        "date": _day(record.date),
        "chair": record.chair,
        "posts": list(record.posts),
        "sources": [_passage(passage) for passage in record.sources],
        "priorities": [_passage(passage) for passage in record.priorities],
        "statements": [statement_as_json(statement) for statement in record.statements],
        **({} if record.confidence is None else scanned),
    }


def statement_as_json(statement: Statement) -> dict[str, Any]:
    """Return one statement as plain JSON values."""
    return {
        "start": statement.span.start,
        "end": statement.span.end,
        "quote": statement.quote,
        "type": statement.type.value,
        "owner": statement.owner,
        "due": _due(statement.due),
        "measure": _measure(statement.measure),
        "gaps": [gap.value for gap in statement.gaps],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"start": passage.span.start, "end": passage.span.end, "title": passage.title}


def _due(due: Due | None) -> dict[str, Any] | None:
    if due is None:
        return None
    return {"text": due.text, "from": _day(due.from_), "to": _day(due.to), "recur": due.recur}


def _measure(measure: Measure | None) -> dict[str, Any] | None:
    if measure is None:
        return None
    return {
        "quantity": measure.quantity,
        "unit": measure.unit,
        "value": _number(measure.value),
        "comparator": measure.comparator.value,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
