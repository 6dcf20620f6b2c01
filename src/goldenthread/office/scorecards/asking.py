"""Ask about the office's own figures: the checks over every value, as questions to be stored."""

import json
from hashlib import sha256

from goldenthread.checking import Flag, Reading, survey
from goldenthread.office.bodies.models import Body
from goldenthread.office.indicators.models import Observation
from goldenthread.office.scorecards.models import Question


def questions_of(body: Body) -> list[Question]:
    """Return what the figures held here make one ask, not yet saved, in order of worth."""
    rows = Observation.objects.order_by("pk").select_related("indicator", "area", "source")
    flags = survey([_reading(row) for row in rows]).flags
    return [_question(flag, body) for flag in flags]


def _reading(row: Observation) -> Reading:
    term, indicator = row.term(), row.indicator.term()
    return Reading(
        indicator=term.indicator,
        period=term.period,
        value=term.value,
        area=term.area,
        kind=term.kind,
        known=term.known,
        source=term.source,
        good=indicator.direction,
        note=term.note.en or term.note.zh,
    )


def _question(flag: Flag, body: Body) -> Question:
    evidence = json.dumps(
        [[words.en, words.zh, value] for words, value in flag.evidence], ensure_ascii=False
    )
    name = f"{body.slug}\n{flag.check}\n{flag.about}\n{flag.question.en}\n{evidence}"
    return Question(
        slug=sha256(name.encode()).hexdigest()[:16],
        body=body,
        kind=flag.check.value,
        about=flag.about[:300],
        question_en=flag.question.en,
        question_zh=flag.question.zh,
        evidence=evidence,
        n=flag.n,
        p="" if flag.p is None else f"{flag.p:.3g}",
        alarms=flag.rate.alarms,
        tests=flag.rate.tests,
    )
