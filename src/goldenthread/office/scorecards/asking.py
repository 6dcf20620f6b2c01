"""Ask about the office's own figures: the checks over every value, as questions to be stored."""

from goldenthread.checking import Flag, survey
from goldenthread.office.bodies.models import Body
from goldenthread.office.indicators.models import Observation
from goldenthread.office.scorecards.models import Question
from goldenthread.weaving.questioning import evidence_text, question_name, reading


def questions_of(body: Body) -> list[Question]:
    """Return what the figures held here make one ask, not yet saved, in order of worth."""
    rows = Observation.objects.order_by("pk").select_related("indicator", "area", "source")
    flags = survey([reading(row.term(), row.indicator.term()) for row in rows]).flags
    return [_question(flag, body) for flag in flags]


def _question(flag: Flag, body: Body) -> Question:
    return Question(
        slug=question_name(flag, body=body.slug),
        body=body,
        kind=flag.check.value,
        about=flag.about[:300],
        question_en=flag.question.en,
        question_zh=flag.question.zh,
        evidence=evidence_text(flag),
        n=flag.n,
        p="" if flag.p is None else f"{flag.p:.3g}",
        alarms=flag.rate.alarms,
        tests=flag.rate.tests,
    )
