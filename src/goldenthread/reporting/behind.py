"""The table behind a chart: every number that it draws, with what it is."""

from collections.abc import Iterator

from goldenthread.reporting import wording
from goldenthread.reporting.card import Result
from goldenthread.reporting.notes import percent
from goldenthread.reporting.wording import number, say
from goldenthread.terms.figures import Figure
from goldenthread.terms.text import Language

Row = tuple[str, str]


def behind(result: Result, language: Language) -> tuple[Row, ...]:
    """Return what a chart of `result` draws: what each number is, and the number with its unit."""
    return (
        (say("behind.asked", language), wording.asked(result.target, language)),
        *_planned(result, language),
        *_came(result, language),
        *_expected(result, language),
    )


def _planned(result: Result, language: Language) -> Iterator[Row]:
    for each in result.path[:-1]:
        what = say("behind.path", language, day=wording.day(each.on, language))
        yield what, number(each.value, result.target.unit, language)


def _came(result: Result, language: Language) -> Iterator[Row]:
    judged = result.judgement.figure
    for each in (*result.earlier, *([judged] if judged else [])):
        yield _figure(each, language)
    for was in result.revised:
        period = wording.period(was.period, language)
        what = say("behind.replaced", language, period=period)
        yield what, number(was.value, was.unit, language)


def _figure(figure: Figure, language: Language) -> Row:
    period = wording.period(figure.period, language)
    what = say("behind.came", language, period=period)
    return what, number(figure.value, figure.unit, language)


def _expected(result: Result, language: Language) -> Iterator[Row]:
    found, unit = result.outlook, result.target.unit
    if found is None:
        return
    for name, low, high in (
        ("behind.four_in_five", found.low, found.high),
        ("behind.nearly_all", found.lowest, found.highest),
    ):
        ends = (number(each, unit, language) for each in (low, high))
        yield say(name, language), "–".join(ends)
    if found.chance is not None:
        yield say("behind.chance", language), percent(found.chance, language)
