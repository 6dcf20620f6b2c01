"""What stands beside a verdict: confidence, path, what it would take, chance, questions."""

from collections.abc import Iterator
from decimal import Decimal

from goldenthread.reporting import wording
from goldenthread.reporting.card import Flagged, Outlook, Result, Row, TrackRecord
from goldenthread.reporting.charts import capital
from goldenthread.reporting.tale import Note
from goldenthread.terms.commitments import Said
from goldenthread.terms.figures import Needed, Verdict, Way
from goldenthread.terms.observations import Observation
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Language

_CEILINGS = (Comparator.LE, Comparator.LT)


def notes(row: Row, language: Language) -> Iterator[Note]:
    """Yield the notes of a duty, in the order in which they are read; none that says nothing."""
    found = (
        ("explained", list(explained_said(row, language))),
        ("takes", [needed_said(each, language) for each in row.results if each.needed]),
        ("chance", [chance_said(each.outlook, language) for each in row.results if each.outlook]),
        ("path", [path_said(each, language) for each in row.results if each.path]),
        ("revised", [revised_said(was, language) for each in row.results for was in each.revised]),
        ("confidence", [confidence_said(each, language) for each in row.commitment.reports[-1:]]),
    )
    for name, lines in found:
        if lines:
            yield Note(wording.say(f"note.{name}", language), tuple(dict.fromkeys(lines)))
    for flag in row.flags:
        yield asked_note(flag, language)


def asked_note(flag: Flagged, language: Language) -> Note:
    """Return the note of a question about figures."""
    return Note(wording.say("note.asked", language), tuple(flag_said(flag, language)))


def explained_said(row: Row, language: Language) -> Iterator[str]:
    """Yield why a duty fell short and what is done about it; of a miss, that nobody has said."""
    if row.commitment.explanations:
        last = row.commitment.explanations[-1]
        cause, action = last.cause.in_language(language), last.action.in_language(language)
        day = wording.day(last.on, language)
        yield wording.say("note.explained_cause", language, cause=cause, day=day)
        yield wording.say("note.explained_action", language, action=action)
    elif row.verdict is Verdict.MISSED:
        yield wording.say("note.explained_none", language)


def needed_said(result: Result, language: Language) -> str:
    """Return what the rest of the period must bring for the target to be met."""
    found = result.needed
    if found is None:
        return ""
    amount, is_gap = abs(found.value), found.way is Way.MOVE
    if found.way is Way.MEAN:
        amount = found.value
    return wording.say(
        f"note.takes_{_needed_form(found, result)}",
        language,
        period=wording.period(found.after.period, language),
        so_far=wording.number(found.after.value, found.after.unit, language),
        value=wording.number(amount, found.unit, language, gap=is_gap),
        left=_left(found.months, language),
    )


def _needed_form(found: Needed, result: Result) -> str:
    """Which sentence says it: a sum, a mean or a move, towards a floor or under a ceiling."""
    at_most = _wants_less(result)
    if found.way is Way.MEAN:
        return "mean_most" if at_most else "mean"
    if found.way is Way.SUM:
        if at_most:
            return "sum_room" if found.value >= 0 else "sum_over"
        return "sum" if found.value > 0 else "sum_none"
    if found.value > 0 and not at_most:
        return "up"
    return "down" if found.value < 0 and _wants_down(result, at_most) else "hold"


def _wants_less(result: Result) -> bool:
    comparator = result.target.comparator
    about_less = comparator is Comparator.APPROX and result.indicator.direction is Direction.LESS
    return comparator in _CEILINGS or about_less


def _wants_down(result: Result, at_most: bool) -> bool:
    target = result.target
    return at_most or target.upper is not None or target.comparator is Comparator.EQ


def _left(months: int, language: Language) -> str:
    form = "one" if months == 1 else "some"
    return wording.say(f"note.left_{form}", language, n=wording.in_words(months, language))


def chance_said(found: Outlook, language: Language) -> str:
    """Return how likely the target is met, and within what the figure is expected."""
    unit = found.inputs[-1].unit if found.inputs else ""
    value, low, high = (
        wording.number(each, unit, language) for each in (found.value, found.low, found.high)
    )
    key = "note.no_chance_said" if found.chance is None else "note.chance_said"
    return wording.say(
        key,
        language,
        chance=percent(found.chance, language),
        value=value,
        low=low,
        high=high,
        n=found.history,
        until=wording.period(found.cut_off, language),
    )


def percent(share: Decimal | None, language: Language) -> str:
    """Return a share as whole per cents; nothing for None."""
    return "" if share is None else wording.number(Decimal(round(share * 100)), "%", language)


def path_said(result: Result, language: Language) -> str:
    """Return what the path to a target asks for, and by when."""
    points = (
        wording.say(
            "note.path_said",
            language,
            value=wording.number(each.value, result.target.unit, language),
            day=wording.day(each.on, language),
        )
        for each in result.path
    )
    return wording.say("card.close_gap", language).join(points)


def revised_said(was: Observation, language: Language) -> str:
    """Return what was first said, where another number has since replaced it."""
    return wording.say(
        "note.revised_said",
        language,
        period=capital(wording.period(was.period, language)),
        before=wording.number(was.value, was.unit, language),
        day=wording.day_known(was.known, language),
    )


def confidence_said(said: Said, language: Language) -> str:
    """Return how sure the last progress report was, and when."""
    return wording.say(
        "note.confidence_on",
        language,
        confidence=wording.confidence(said.confidence, language),
        day=wording.day(said.on, language),
    )


def flag_said(flag: Flagged, language: Language) -> Iterator[str]:
    """Yield a question with its evidence, how often it is asked of clean figures, its answer."""
    about = flag.about.in_language(language)
    yield wording.say("card.named", language, name=about, value=flag.question.in_language(language))
    gap = wording.say("card.close_gap", language)
    shown = (
        wording.say("card.named", language, name=words.in_language(language), value=value)
        for words, value in flag.evidence
    )
    yield gap.join(shown)
    if flag.is_arithmetic:
        yield wording.say("note.asked_plain", language)
    odds = {"n": flag.n, "tests": f"{flag.tests:,}", "alarms": f"{flag.alarms:,}"}
    yield wording.say("note.asked_odds", language, **odds)
    if flag.answer:
        yield wording.say("note.answer", language, answer=flag.answer)
    else:
        yield wording.say("note.no_answer", language)


def track_said(record: TrackRecord | None, language: Language) -> tuple[str, ...]:
    """Return how good past forecasts were; nothing where none has its outcome yet."""
    if record is None:
        return ()
    share = f"{round(record.within * 100)}"
    form = "one" if record.count == 1 else "some"
    said = wording.say(f"track.{form}", language, n=f"{record.count:,}", share=share)
    if record.brier is None:
        return (said,)
    return said, wording.say("track.brier", language, brier=f"{record.brier:f}")
