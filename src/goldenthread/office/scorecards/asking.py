"""Ask about the office's own figures: the checks over every value, as questions to be stored."""

from goldenthread.checking import Flag, Survey, survey
from goldenthread.office.bodies.models import Body
from goldenthread.office.indicators.models import Indicator, Meaning, Observation
from goldenthread.office.indicators.models.meanings import RELATIONS
from goldenthread.office.scorecards.models import Question
from goldenthread.weaving.meaning import readings
from goldenthread.weaving.questioning import evidence_text, question_name


def questions_of(body: Body) -> list[Question]:
    """Return what the figures held here make one ask, not yet saved, in order of worth."""
    return [_question(flag, body) for flag in _survey().flags]


def _survey() -> Survey:
    rows = Observation.objects.order_by("pk").select_related("indicator", "area", "source")
    meanings = Meaning.objects.order_by("number").select_related("indicator", *RELATIONS)
    read = readings(
        [row.term() for row in rows],
        indicators={each.slug: each.term() for each in Indicator.objects.all()},
        meanings=[each.term() for each in meanings],
    )
    return survey(list(read))


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
