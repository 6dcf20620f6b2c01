"""Put the checks to the figures that a card knows, and give each question its name and answer."""

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from goldenthread.checking import Flag, survey
from goldenthread.reporting.card import Flagged
from goldenthread.reporting.wording import period, unit_name
from goldenthread.terms.dossiers import Answer, Dossier
from goldenthread.terms.errors import BadPeriod
from goldenthread.terms.meanings import Meaning
from goldenthread.terms.observations import Indicator, Observation, Target
from goldenthread.terms.periods import Period
from goldenthread.terms.text import LANGUAGES, Words
from goldenthread.weaving.meaning import readings

#: What a check names: an indicator, an area, perhaps a period, perhaps the source of one value.
_ABOUT = re.compile(
    r"(?P<indicator>[\w-]+), (?P<area>[\w-]+)(?:, (?P<period>[^()]+?))?(?: \((?P<source>[^()]+)\))?"
)


def flags_of(
    rows: Iterable[Observation],
    *,
    indicators: Mapping[str, Indicator],
    meanings: Iterable[Meaning],
    targets: Iterable[Target],
) -> tuple[Flag, ...]:
    """Return what the values make one ask, by their meanings and targets, in order of worth."""
    read = readings(rows, indicators=indicators, meanings=meanings, targets=targets)
    return survey(list(read)).flags


def question_name(flag: Flag, *, body: str) -> str:
    """Return the name that the same question about the same figures of a body has again."""
    name = f"{body}\n{flag.check}\n{flag.about}\n{flag.question.en}\n{evidence_text(flag)}"
    return sha256(name.encode()).hexdigest()[:16]


def evidence_text(flag: Flag) -> str:
    """Return what a question shows as a JSON list: in English, in Chinese, and its value."""
    shown = [[words.en, words.zh, value] for words, value in flag.evidence]
    return json.dumps(shown, ensure_ascii=False)


def is_about(flag: Flag, indicator: str, *, area: str) -> bool:
    """Whether a question is about the figures of that indicator and area, and of these alone."""
    name = f"{indicator}, {area}"
    return flag.about == name or flag.about.startswith(f"{name}, ")


def flagged(flag: Flag, dossier: Dossier, answers: Iterable[Answer]) -> Flagged:
    """Return a question as a card shows it, with the last of the `answers` given to it."""
    name = question_name(flag, body=dossier.id)
    given = [each.text for each in answers if each.question == name]
    return Flagged(
        check=flag.check.value,
        about=about_words(flag, dossier),
        question=flag.question,
        evidence=flag.evidence,
        n=flag.n,
        p="" if flag.p is None else f"{flag.p:.3g}",
        alarms=flag.rate.alarms,
        tests=flag.rate.tests,
        answer=given[-1] if given else "",
        is_arithmetic=flag.check.is_arithmetic,
    )


def about_words(flag: Flag, dossier: Dossier) -> Words:
    """Return what a question is about by its names: indicator with unit, area, period, source."""
    found = _ABOUT.fullmatch(flag.about)
    if found is None:
        return Words(flag.about, flag.about)
    peers = dossier.peers.areas if dossier.peers else ()
    areas = {each.id: each.name for each in (*peers, dossier.area)}
    names = {
        "indicator": {each.id: _with_unit(each) for each in dossier.indicators},
        "area": areas,
        "source": {each.id: each.title for each in dossier.sources},
    }
    parts = [
        _when(said) if part == "period" else names[part].get(said, Words(said, said))
        for part, said in found.groupdict().items()
        if said
    ]
    return Words(", ".join(each.en for each in parts), "，".join(each.zh for each in parts))


def _with_unit(indicator: Indicator) -> Words:
    if not indicator.unit:
        return indicator.title
    en, zh = (unit_name(indicator.unit, language) for language in LANGUAGES)
    return Words(f"{indicator.title.en} ({en})", f"{indicator.title.zh}（{zh}）")


def _when(said: str) -> Words:
    try:
        when = Period.parse(said.replace(" Q", "Q"))
    except BadPeriod:
        return Words(said, said)
    return Words(period(when, "en"), period(when, "zh"))
