"""What the card says, in English and Simplified Chinese; `words.toml` holds the phrases."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from goldenthread.reporting.card import Card, Peers, Result, Row
from goldenthread.terms.commitments import Confidence, EvidenceLevel, Standing
from goldenthread.terms.figures import Course, Figure, Judgement, Reason, Tally, Verdict
from goldenthread.terms.observations import Indicator, Kind, Status, Target
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator
from goldenthread.terms.text import Language
from goldenthread.terms.wording import phrases

#: Counted in hundreds of millions, as Chinese offices do; English says them in billions.
_HUNDRED_MILLIONS = ("100m yuan", "100m dollars")
_UNITS = {
    "%": "percent",
    "percentage points": "points",
    "100m yuan": "hundred_million_yuan",
    "100m dollars": "hundred_million_dollars",
    "firms": "firms",
    "people": "people",
}
#: The order in which the sentence at the top names what could not be judged.
_NOT_JUDGED = (
    Verdict.NOT_YET_KNOWN,
    Verdict.CANNOT_BE_JUDGED,
    Verdict.NO_FIGURE,
    Verdict.NO_MEASURE,
)


#: What stands for the words that decided a type where a list did.
_RULE = re.compile(r"in a list of (aims|duties|works)")


def say(key: str, language: Language, **values: object) -> str:
    """Return the phrase of `key` with `values` put in; raise KeyError without such a key."""
    return phrases("goldenthread.reporting")[key].in_language(language).format(**values)


def cue(words: str, language: Language) -> str:
    """Return what decided a type: a rule by its own phrase, words of the document as they are."""
    if found := _RULE.fullmatch(words):
        return say(f"rule.list_of_{found[1]}", language)
    return " ".join(words.split())


def verdict(of: Verdict, language: Language) -> str:
    """Return the verdict's own word."""
    return say(f"verdict.{of.name.lower()}", language)


def standing(of: Standing, language: Language) -> str:
    """Return the word for a standing."""
    return say(f"standing.{of.name.lower()}", language)


def evidence(of: EvidenceLevel, language: Language) -> str:
    """Return the word for a level of evidence."""
    return say(f"evidence.{of.name.lower()}", language)


def confidence(of: Confidence, language: Language) -> str:
    """Return the word for how sure a report was."""
    return say(f"confidence.{of.name.lower()}", language)


def kind(of: Kind, language: Language) -> str:
    """Return the word for a kind of number."""
    return say(f"kind.{of.name.lower()}", language)


def status(of: Status, language: Language) -> str:
    """Return the word for what is known of an observation besides its value."""
    return say(f"status.{of.name.lower()}", language)


def in_words(count: int, language: Language) -> str:
    """Return a count as a sentence would say it: in words up to twenty in English."""
    words = phrases("goldenthread.reporting").get(f"number.{count}")
    return words.in_language(language) if words else f"{count:,}"


def ordinal(place: int, language: Language) -> str:
    """Return a place in a ranking: 3rd, or 3 in Chinese, where 第 stands before it."""
    if language == "zh":
        return str(place)
    teen = place % 100 in (11, 12, 13)
    return f"{place}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def number(value: Decimal, unit: str, language: Language, *, gap: bool = False) -> str:
    """Return a value with its unit; with `gap`, as the difference of two such values."""
    if unit in _HUNDRED_MILLIONS and language == "en":
        value /= 10
    shown = f"{value.normalize() if unit in _HUNDRED_MILLIONS else value:,f}".replace("-", "−")
    name = _UNITS.get(unit)
    if name is None:
        return say("unit.other", language, value=shown, unit=unit).strip()
    return say(f"unit.{name}{'_gap' if gap else ''}", language, value=shown)


def unit_name(unit: str, language: Language) -> str:
    """Return the name of a unit as figures are recorded in it."""
    return say(f"unit.{_UNITS.get(unit, 'other')}_name", language, unit=unit)


def day(of: date, language: Language) -> str:
    """Return a calendar day in full."""
    month = say(f"month.{of.month}", language)
    return say("day.day", language, d=of.day, month=month, m=of.month, y=of.year)


def day_known(of: Day | None, language: Language) -> str:
    """Return a date as precisely as its source gives it."""
    if of is None:
        return say("day.none", language)
    if len(of.text) == 10:
        return day(of.latest, language)
    month = say(f"month.{of.latest.month}", language)
    precision = "month" if len(of.text) == 7 else "year"
    return say(f"day.{precision}", language, month=month, m=of.latest.month, y=of.latest.year)


def period(of: Period, language: Language) -> str:
    """Return a period in words."""
    name = _period_name(of)
    return say(f"period.{name}", language, **_parts(of, language)) if name else of.label


def period_short(of: Period, language: Language) -> str:
    """Return a period within its year as a label in a chart."""
    name = _period_name(of)
    short = (name or "").replace("quarter_", "q").replace("half_", "h")
    return say(f"period.short_{short}", language, **_parts(of, language)) if name else of.label


def _parts(of: Period, language: Language) -> dict[str, object]:
    last = of.last_day
    month = say(f"month.{last.month}", language)
    return {"year": last.year, "month": month, "m": last.month, "short": month[:3]}


def _period_name(of: Period) -> str | None:
    months, month = of.months, of.start.month
    if months == 12 and month == 1:
        return "year"
    if months == 9 and month == 1:
        return "to_q3"
    if months == 6 and month in (1, 7):
        return f"half_{1 + month // 7}"
    if months == 3 and month % 3 == 1:
        return f"quarter_{1 + month // 3}"
    if months == 1:
        return "month"
    return "to_month" if months and month == 1 and months < 12 else None


def title(card: Card, language: Language) -> str:
    """Return the card's title."""
    quarter = card.quarter.label[-1]
    return say(f"title.quarter_{quarter}", language, year=card.quarter.start.year)


def asked(target: Target, language: Language) -> str:
    """Return what a target asks, such as “at least 10 %”."""
    value = "" if target.value is None else number(target.value, target.unit, language)
    if target.upper is not None:
        high = number(target.upper, target.unit, language)
        value = say("asked.band", language, low=value, high=high)
        if target.comparator is not Comparator.APPROX:
            return value
    return say(f"asked.{target.comparator.value}", language, value=value)


def asked_of(row: Row, language: Language) -> str:
    """Return all that a duty asks; where that is more than one thing, each with its name."""
    if not row.results:
        return say("asked.none", language)
    if len(row.results) == 1:
        return asked(row.results[0].target, language)
    return say("card.close_gap", language).join(
        say(
            "card.named",
            language,
            name=each.indicator.title.in_language(language),
            value=asked(each.target, language),
        )
        for each in row.results
    )


def only(row: Row, result: Result) -> Row:
    """Return the duty as if `result` were its only target, with that target's own verdict."""
    judged = result.judgement
    return replace(row, results=(result,), verdict=judged.verdict, reason=judged.reason)


def decisive(row: Row) -> Result | None:
    """Return the result that gave the duty its verdict; None where it has no target."""
    return next((r for r in row.results if r.judgement.verdict is row.verdict), None)


def verdict_said(row: Row, language: Language) -> str:
    """Return a duty's verdict, with by how much where it was missed."""
    result = decisive(row)
    if row.verdict is not Verdict.MISSED or result is None or result.judgement.gap is None:
        return verdict(row.verdict, language)
    gap = number(_shown_gap(result.judgement), result.target.unit, language, gap=True)
    key = "missed_over" if row.reason is Reason.WENT_OVER else "missed_by"
    return say(f"verdict.{key}", language, gap=gap)


def _shown_gap(judgement: Judgement) -> Decimal:
    """Return a gap without its sign, as a reader would print it: one decimal unless it is finer.

    A computed figure has more decimals than anybody printed; its gap is rounded
    to one, unless that would say that nothing was missed.
    """
    gap = abs(judgement.gap or Decimal(0))
    computed = judgement.figure is not None and len(judgement.figure.inputs) > 1
    return gap.quantize(Decimal("0.1")) or gap if computed else gap


def why(row: Row, language: Language) -> str:
    """Return in a sentence or two why the verdict is what it is."""
    result = decisive(row)
    if result is None:
        return say("why.NAMES_NO_MEASURE", language)
    sentences = [_reason(result, language), *_context(result, language)]
    for other in row.results:
        if other is not result and other.course:
            name = other.indicator.title.in_language(language)
            told = _course(other, other.course, language)
            sentences.append(say("card.named", language, name=name, value=told))
    return (" " if language == "en" else "").join(sentences)


def _reason(result: Result, language: Language) -> str:
    judgement, target = result.judgement, result.target
    key = judgement.reason.name
    if judgement.reason is Reason.REACHED:
        key += f"_{result.indicator.direction.value}"
    if judgement.reason is Reason.COMES_LATER and (result.indicator.lag_months or 0) < 6:
        key += "_soon"
    figure = judgement.figure
    return say(
        f"why.{key}",
        language,
        value=number(figure.value, figure.unit, language) if figure else "",
        asked=asked(target, language),
        gap=number(_shown_gap(judgement), target.unit, language, gap=True),
        lag=result.indicator.lag_months,
    )


def _context(result: Result, language: Language) -> list[str]:
    figure = result.judgement.figure
    said = []
    if figure is not None and len(figure.inputs) > 1:
        said.append(say("why.computed", language, formula=formula(figure, language)))
    if result.course:
        said.append(_course(result, result.course, language))
    for earlier in result.earlier:
        if result.judgement.verdict is Verdict.MISSED:
            value = number(earlier.value, earlier.unit, language)
            when = period(earlier.period, language)
            said.append(say("why.earlier", language, period=when, value=value))
    return said


def _course(result: Result, course: Course, language: Language) -> str:
    """Say where a target that is not due yet stands on the straight way to it."""
    unit, digits = result.target.unit, course.last.value

    def shown(value: Decimal, *, gap: bool = False) -> str:
        return number(value.quantize(digits), unit, language, gap=gap)

    side = "behind" if course.lead < 0 else "ahead"
    return say(
        f"why.course_{side}",
        language,
        period=period(course.last.period, language),
        value=shown(digits),
        start=period(course.base.period, language),
        base=shown(course.base.value),
        expected=shown(course.expected),
        lead=shown(abs(course.lead), gap=True),
    )


def formula(figure: Figure, language: Language) -> str:
    """Return how a figure was computed, with its inputs; “as printed” where it was not."""
    if len(figure.inputs) < 2:
        return say("method.as_printed", language)
    now, before = figure.inputs[:2]
    result = number(figure.value, figure.unit, language)
    return say(
        "method.growth_of",
        language,
        now=f"{now.value:,f}",
        before=f"{before.value:,f}",
        unit=unit_name(now.unit, language),
        result=result,
    )


def said(card: Card, language: Language) -> str:
    """Return the one thing that may be said of the whole card."""
    tally = card.tally
    if not tally.total:
        return say("said.empty", language)
    rest = _not_judged(tally, language)
    first = _judged(tally, language)
    return " ".join(filter(None, (first, rest))) if language == "en" else first + rest


def _judged(tally: Tally, language: Language) -> str:
    total, judged = in_words(tally.total, language), in_words(tally.judged, language)
    parts = _met_and_missed(tally, language)
    if tally.total == 1:
        return say("said.only" if tally.judged else "said.only_not", language, parts=parts)
    if not tally.judged:
        return say("said.none_judged", language, total=total)
    return say("said.judged", language, total=total, judged=judged, parts=parts)


def _met_and_missed(tally: Tally, language: Language) -> str:
    met, missed = tally[Verdict.MET], tally[Verdict.MISSED]
    if tally.judged > 1 and not missed:
        return say("said.met_all", language)
    if tally.judged > 1 and not met:
        return say("said.missed_all", language)
    both = [_counted("met", met, language), _counted("missed", missed, language)]
    return (" and " if language == "en" else "，").join(filter(None, both))


def _counted(key: str, count: int, language: Language) -> str:
    if not count:
        return ""
    return say(
        f"said.{key}_{'one' if count == 1 else 'some'}", language, n=in_words(count, language)
    )


def _not_judged(tally: Tally, language: Language) -> str:
    parts = [_counted(v.name.lower(), tally[v], language) for v in _NOT_JUDGED if tally[v]]
    if not parts:
        return ""
    if language == "zh":
        return "另有" + "，".join(parts) + "。"
    sentence = "; ".join(parts)
    return sentence[0].upper() + sentence[1:] + "."


def peers_said(peers: Peers, language: Language) -> str:
    """Return the body's place among its peers as a sentence: a range where some are unknown."""
    found = peers.range
    if all(figure is None for area, figure in peers.figures if area.id == found.unit):
        return say("peers.unknown_self", language)
    above = _peers_counted("above", len(found.above), language)
    unknown = _peers_counted("unknown", len(found.unknown), language) if found.unknown else ""
    # With every figure known, only equal ones leave a range.
    of_known = "peers.exact" if found.best == found.worst else "peers.tied"
    return say(
        "peers.range" if found.unknown else of_known,
        language,
        best=ordinal(found.best, language),
        worst=ordinal(found.worst, language),
        of=found.of,
        indicator=_in_sentence(peers.indicator, language),
        above=above,
        unknown=unknown,
    )


def _peers_counted(key: str, count: int, language: Language) -> str:
    form = {0: "none", 1: "one"}.get(count, "some")
    return say(f"peers.{form}_{key}", language, n=in_words(count, language))


def _in_sentence(indicator: Indicator, language: Language) -> str:
    name = indicator.title.in_language(language)
    return name[:1].lower() + name[1:] if language == "en" else name
