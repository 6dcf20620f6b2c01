"""What card.json says of a figure besides its verdict: path, chance, questions, what it takes."""

from collections.abc import Iterable
from typing import Any

from goldenthread.reporting.card import Card, Flagged, Outlook, Result, Since
from goldenthread.reporting.headlines import since_said, sure_said
from goldenthread.reporting.notes import chance_said, needed_said
from goldenthread.reporting.opendata_named import words
from goldenthread.reporting.sureness import bounds, sureness
from goldenthread.terms.commitments import Explanation, Said
from goldenthread.terms.observations import Observation


def beside(result: Result) -> dict[str, Any]:
    """Return the path to a target, what was revised, what it would take, and what is expected."""
    return {
        "path": [{"on": each.on.isoformat(), "value": each.value} for each in result.path],
        "revised": [_value(row) for row in result.revised],
        "needed": _needed(result),
        "outlook": _outlook(result.outlook) if result.outlook else None,
    }


def flags(asked: Iterable[Flagged]) -> list[dict[str, Any]]:
    """Return questions of the checks about figures, with their answers."""
    return [_flag(each) for each in asked]


def reported(reports: tuple[Said, ...]) -> dict[str, Any] | None:
    """Return how sure the last progress report was; None where there is none."""
    if not reports:
        return None
    last = reports[-1]
    # Not a "row": a bundle shows the values of each, and the words of a report are the office's.
    return {"confidence": last.confidence.value, "on": last.on.isoformat(), "report": last.row}


def explained(said: tuple[Explanation, ...]) -> dict[str, Any] | None:
    """Return why a duty fell short and what is done about it; None where nobody has said."""
    if not said:
        return None
    last = said[-1]
    told = {"cause": words(last.cause), "action": words(last.action)}
    return {**told, "on": last.on.isoformat(), "row": last.row}


def record(card: Card) -> dict[str, Any] | None:
    """Return how good past forecasts were; None where none has its outcome yet."""
    found = card.record
    if found is None:
        return None
    return {"count": found.count, "within": found.within, "brier": found.brier}


def headlines(card: Card) -> dict[str, Any]:
    """Return what changed since a quarter before, and how sure the counts are."""
    found = sureness(card)
    return {
        "since": card.since and _since(card, card.since),
        "sureness": {
            "judged": found.judged,
            "close": list(found.close),
            "first": found.first,
            "least": found.least,
            "most": found.most,
            "total": found.total,
            "duties": [
                {
                    "commitment": row.commitment.id,
                    "verdict": row.verdict.value,
                    "least": bounds(row)[0],
                    "most": bounds(row)[1],
                }
                for row in card.rows
            ],
            "said": {"en": sure_said(card, "en"), "zh": sure_said(card, "zh")},
        },
    }


def _since(card: Card, since: Since) -> dict[str, Any]:
    return {
        "on": since.on.isoformat(),
        "turned": [
            {"commitment": each.id, "before": each.before.value, "after": each.after.value}
            for each in since.turned
        ],
        "came": since.came,
        "new": since.new,
        "said": {"en": since_said(card, "en"), "zh": since_said(card, "zh")},
    }


def _needed(result: Result) -> dict[str, Any] | None:
    found = result.needed
    if found is None:
        return None
    return {
        "way": found.way.value,
        "value": found.value,
        "unit": found.unit,
        "months": found.months,
        "after": found.after.period.label,
        "said": {"en": needed_said(result, "en"), "zh": needed_said(result, "zh")},
    }


def _outlook(found: Outlook) -> dict[str, Any]:
    return {
        "cut_off": found.cut_off.label,
        "period": found.period.label,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "lowest": found.lowest,
        "highest": found.highest,
        "chance": found.chance,
        "history": found.history,
        "method": found.method,
        "version": found.version,
        "inputs": [_value(row) for row in found.inputs],
        "said": {"en": chance_said(found, "en"), "zh": chance_said(found, "zh")},
    }


def _flag(flag: Flagged) -> dict[str, Any]:
    return {
        "check": flag.check,
        "about": words(flag.about),
        "question": words(flag.question),
        "evidence": [{**words(shown), "value": value} for shown, value in flag.evidence],
        "n": flag.n,
        "p": flag.p,
        "alarms": flag.alarms,
        "tests": flag.tests,
        "answer": flag.answer,
    }


def _value(row: Observation) -> dict[str, Any]:
    return {
        "row": row.row,
        "period": row.period.label,
        "value": f"{row.value:f}",
        "known": str(row.known or ""),
        "source": row.source,
    }
