"""The first screen's sentences: what changed since a quarter before, how sure the counts are."""

from itertools import groupby

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Since, Turned
from goldenthread.reporting.sureness import Sureness, sureness
from goldenthread.terms.text import Language


def since_said(card: Card, language: Language) -> str:
    """Return what changed since a quarter before; nothing for a card without duties."""
    if card.since is None or not card.rows:
        return ""
    day = wording.day(card.since.on, language)
    if card.since.new == len(card.rows):
        return wording.say("since.first", language, day=day)
    parts = _parts(card.since, language)
    if not parts:
        return wording.say("since.nothing", language, day=day)
    said = wording.say("since.comma", language).join(parts)
    return wording.say("since.said", language, day=day, said=said)


def sure_said(card: Card, language: Language) -> str:
    """Return in one sentence how sure the counts are; nothing for a card without duties."""
    found = sureness(card)
    if not found.total:
        return ""
    reach = _reach(found, language)
    if not found.judged:
        return wording.say("sure.none_judged", language, reach=reach)
    return wording.say(
        "sure.said",
        language,
        close=_close(found, language),
        first=_first(found, language),
        reach=reach,
    )


def _parts(since: Since, language: Language) -> list[str]:
    parts = [_counted("came", since.came, language)] if since.came else []
    parts += [_counted("new", since.new, language)] if since.new else []
    ways = sorted(since.turned, key=_way)
    return parts + [_turned(list(found), language) for _, found in groupby(ways, key=_way)]


def _way(turned: Turned) -> tuple[str, str]:
    return turned.after.name, turned.before.name


def _turned(found: list[Turned], language: Language) -> str:
    form = "one" if len(found) == 1 else "some"
    return wording.say(
        f"since.turned_{form}",
        language,
        n=wording.in_words(len(found), language),
        before=wording.say(f"counted.{found[0].before.name.lower()}", language),
        after=wording.say(f"counted.{found[0].after.name.lower()}", language),
        numbers=_numbers([each.number for each in found], language),
    )


def _counted(name: str, count: int, language: Language) -> str:
    form = "one" if count == 1 else "some"
    return wording.say(f"since.{name}_{form}", language, n=wording.in_words(count, language))


def _close(found: Sureness, language: Language) -> str:
    if not found.close:
        return wording.say("sure.close_none", language)
    form = "one" if len(found.close) == 1 else "some"
    numbers = _numbers(list(found.close), language)
    n = wording.in_words(len(found.close), language)
    return wording.say(f"sure.close_{form}", language, n=n, numbers=numbers)


def _first(found: Sureness, language: Language) -> str:
    if found.first == found.judged:
        return wording.say("sure.first_only" if found.judged == 1 else "sure.first_all", language)
    form = {0: "none", 1: "one"}.get(found.first, "some")
    return wording.say(f"sure.first_{form}", language, n=wording.in_words(found.first, language))


def _reach(found: Sureness, language: Language) -> str:
    key = "sure.reach_fixed" if found.least == found.most else "sure.reach"
    least, most, total = (
        wording.in_words(count, language) for count in (found.least, found.most, found.total)
    )
    return wording.say(key, language, least=least, most=most, total=total)


def _numbers(numbers: list[str], language: Language) -> str:
    return wording.say("card.comma", language).join(numbers)
