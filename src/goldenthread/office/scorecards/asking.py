"""Ask about the office's own figures: the checks over every value, as questions to be stored."""

from goldenthread.checking import Flag
from goldenthread.office.bodies.models import Body
from goldenthread.office.indicators.models import Indicator
from goldenthread.office.scorecards.dossier import meanings, observations, targets
from goldenthread.office.scorecards.models import Question
from goldenthread.weaving.questioning import evidence_text, flags_of, question_name


def questions_of(body: Body) -> list[Question]:
    """Return what the figures held here make one ask, not yet saved, in order of worth."""
    indicators = {each.slug: each.term() for each in Indicator.objects.all()}
    found = flags_of(
        observations(), indicators=indicators, meanings=meanings(), targets=targets(body)
    )
    return [_question(flag, body) for flag in found]


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
