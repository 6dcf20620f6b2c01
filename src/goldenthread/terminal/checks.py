"""Show what was asked of figures: each question in both languages, and what could not be asked."""

from collections import Counter

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from goldenthread.checking import Flag, Survey
from goldenthread.terms.text import LANGUAGES, Language
from goldenthread.terms.wording import phrases


def show_survey(survey: Survey, *, console: Console, language: Language) -> None:
    """Print each question with its evidence and how sure it is, then what could not be asked."""
    for place, each in enumerate(survey.flags, 1):
        _show(each, place, console, language)
    key = {0: "none", 1: "one"}.get(len(survey.flags), "some")
    said = _say(f"total.{key}", language, questions=len(survey.flags), asked=survey.put)
    console.print(Text(said, style="bold"))
    _show_missing(survey, console, language)


def _show(flag: Flag, place: int, console: Console, language: Language) -> None:
    console.print(Text(f"{place}. {flag.about}", style="bold"))
    first, second = (language, *(each for each in LANGUAGES if each != language))
    console.print(_inward(flag.question.in_language(first), "yellow"))
    console.print(_inward(flag.question.in_language(second)))
    rate = flag.rate
    alarms = _say("measured", language, alarms=rate.alarms, tests=f"{rate.tests:,}")
    chance = "" if flag.p is None else _say("p", language, p=f"{flag.p:.1g}")
    if flag.check.is_arithmetic:
        chance = _say("exact", language)
    kind = _say(f"check.{flag.check.key}", language)
    told = " · ".join(each for each in (kind, f"n = {flag.n}", chance, alarms) if each)
    console.print(_inward(told, "dim"))
    answer = flag.answer or "…………"
    console.print(_inward(_say("answer", language, answer=answer)))
    console.print()


def _show_missing(survey: Survey, console: Console, language: Language) -> None:
    if not survey.not_asked:
        return
    console.print(Text(_say("missing", language), style="dim"))
    counted = Counter((each.check, each.why) for each in survey.not_asked)
    for (check, why), times in counted.items():
        name = _say(f"check.{check.key}", language)
        times_said = f" × {times}" if times > 1 else ""
        console.print(_inward(f"{name}{times_said}: {_why(why, language)}", "dim"))


def _inward(words: str, style: str = "") -> Padding:
    """Words set in from the margin, however many lines they take."""
    return Padding(Text(words, style=style), (0, 0, 0, 3), expand=False)


def _why(why: str, language: Language) -> str:
    """Why a check was not put; its numbers are those of the engine's own words."""
    numbers = [word.strip(".;:") for word in why.split() if word.strip(".;:").isdigit()]
    if len(numbers) == 2:
        return _say("why.few", language, least=numbers[0], have=numbers[1])
    return _say("why.basis" if "prices" in why else "why.levels", language)


def _say(key: str, language: Language, **values: object) -> str:
    words = phrases("goldenthread.terminal", "checks.toml")
    return words[key].in_language(language).format(**values)
