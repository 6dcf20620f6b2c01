"""Say in one sentence what a document lacks before anything in it can be tracked."""

from goldenthread.reporting.wording import in_words, say
from goldenthread.terms.statements import Lacks
from goldenthread.terms.text import Language


def lacks_said(lacks: Lacks, language: Language) -> str:
    """Return a sentence such as “Nothing here can be tracked yet: five aims; none has a measure.”

    Only what asks for something to be done or reached is counted.
    """
    if not lacks.asking:
        return say("lacks.asks_nothing", language)
    return say(
        f"lacks.{_opening(lacks)}",
        language,
        trackable=in_words(lacks.trackable, language),
        asking=_asking(lacks, language),
        gaps=_gaps(lacks, language),
    )


def _opening(lacks: Lacks) -> str:
    if not lacks.trackable:
        return "nothing"
    return "all" if lacks.trackable == lacks.asking else "some"


def _asking(lacks: Lacks, language: Language) -> str:
    kind = "aims" if lacks.aims == lacks.asking else "asking"
    form = "one" if lacks.asking == 1 else "many"
    return say(f"lacks.{kind}.{form}", language, count=in_words(lacks.asking, language))


def _gaps(lacks: Lacks, language: Language) -> str:
    parts, said_lack = [], False
    for gap, count in (("measure", lacks.measure), ("owner", lacks.owner), ("due", lacks.due)):
        if count:
            form = _form(count, of=lacks.asking, said_lack=said_lack)
            parts.append(say(f"lacks.{gap}.{form}", language, count=in_words(count, language)))
            said_lack = form in ("one", "many", "also")
    return say("lacks.comma", language).join(parts)


def _form(count: int, *, of: int, said_lack: bool) -> str:
    """None has one; one lacks it; four lack it; and four more, without the verb again."""
    if count == of:
        return "none"
    if said_lack:
        return "also"
    return "one" if count == 1 else "many"
