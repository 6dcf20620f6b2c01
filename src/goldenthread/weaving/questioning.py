"""Put the checks to the figures that a card knows, and give each question its name and answer."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from goldenthread.checking import Flag, Reading, survey
from goldenthread.reporting.card import Flagged
from goldenthread.terms.dossiers import Answer
from goldenthread.terms.observations import Indicator, Observation


def flags_of(rows: Iterable[Observation], indicators: Mapping[str, Indicator]) -> tuple[Flag, ...]:
    """Return what the values make one ask, in order of worth."""
    return survey([reading(row, indicators[row.indicator]) for row in rows]).flags


def reading(row: Observation, indicator: Indicator) -> Reading:
    """Return a value as the checks look at it."""
    return Reading(
        indicator=row.indicator,
        period=row.period,
        value=row.value,
        area=row.area,
        kind=row.kind,
        known=row.known,
        source=row.source,
        good=indicator.direction,
        note=row.note.en or row.note.zh,
    )


def question_name(flag: Flag, *, body: str) -> str:
    """Return the name that the same question about the same figures of a body has again."""
    name = f"{body}\n{flag.check}\n{flag.about}\n{flag.question.en}\n{evidence_text(flag)}"
    return sha256(name.encode()).hexdigest()[:16]


def evidence_text(flag: Flag) -> str:
    """Return what a question shows as a JSON list: in English, in Chinese, and its value."""
    shown = [[words.en, words.zh, value] for words, value in flag.evidence]
    return json.dumps(shown, ensure_ascii=False)


def is_about(flag: Flag, indicator: str, *, area: str) -> bool:
    """Whether a question is about the figures of that indicator and area, and of these alone."""
    name = f"{indicator}, {area}"
    return flag.about == name or flag.about.startswith(f"{name}, ")


def flagged(flag: Flag, answers: Iterable[Answer], *, body: str) -> Flagged:
    """Return a question as a card shows it, with the last answer given to it."""
    name = question_name(flag, body=body)
    given = [each.text for each in answers if each.question == name]
    return Flagged(
        check=flag.check.value,
        question=flag.question,
        evidence=flag.evidence,
        n=flag.n,
        p="" if flag.p is None else f"{flag.p:.3g}",
        alarms=flag.rate.alarms,
        tests=flag.rate.tests,
        answer=given[-1] if given else "",
    )
