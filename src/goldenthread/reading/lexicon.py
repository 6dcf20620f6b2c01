"""Load a language's vocabulary from its commented file; the code itself knows none.

In a pattern, a name in angle brackets such as <unit> stands for that list of
words, so that a list is written once.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from goldenthread.terms.quantities import Comparator
from goldenthread.terms.statements import StatementType
from goldenthread.terms.text import Language

Pattern = re.Pattern[str]
#: Full-width figures, and the plain ones they are read as.
_WIDE, _NARROW = "０１２３４５６７８９％．", "0123456789%."
#: A list of words, not a named group of the pattern.
_NAME = re.compile(r"(?<!\?P)<([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that mean something: where `when` is found and `unless` is not.

    `means` says what, in the vocabulary of whoever asks: a statement type, a
    kind of date, a comparator. `recur` is a recurrence that a date cue names.
    `asks` marks words that ask for something only where something is asked:
    elsewhere they tell what was done.
    """

    means: str
    when: Pattern
    unless: Pattern | None = None
    recur: str | None = None
    asks: bool = False

    def find(self, text: str) -> re.Match[str] | None:
        """Return where the cue stands in `text`, or None."""
        found = self.when.search(text)
        if found is None or (self.unless is not None and self.unless.search(text)):
            return None
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary of one language, compiled."""

    language: Language
    patterns: Mapping[str, Pattern]
    kinds: tuple[tuple[StatementType, Cue], ...]
    lists: tuple[tuple[StatementType, Cue], ...]
    owners: tuple[Pattern, ...]
    dates: tuple[Cue, ...]
    measures: tuple[Cue, ...]
    comparators: tuple[tuple[Comparator, Pattern], ...]
    bodies: tuple[Pattern, ...]
    chairs: tuple[Pattern, ...]
    numbers: Mapping[str, int]
    script: Mapping[int, int]
    festivals: Mapping[str, tuple[tuple[int, int], ...]]
    first_year: int
    tabled: StatementType

    def festival(self, name: str, *, year: int) -> date | None:
        """Return the day of the festival `name` in `year`, None where the table has none."""
        named = name.lower()
        days = next((held for known, held in self.festivals.items() if known in named), ())
        at = 0 if len(days) == 1 else year - self.first_year
        return date(year, *days[at]) if 0 <= at < len(days) else None

    def plain(self, text: str) -> str:
        """Return `text` in the script that the patterns are written in, of the same length.

        Traditional characters become Simplified and full-width digits plain, so
        that what is found at a place stands at the same place of `text`.
        """
        # A clause is asked for its type, its owner, its date and its measure in turn.
        return _plain(text, self.language)

    def __getitem__(self, name: str) -> Pattern:
        return self.patterns[name]


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the vocabulary of `language`."""
    raw = tomllib.loads(
        files("goldenthread.reading").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    )
    words: dict[str, str] = {}
    for name, listed in raw["words"].items():
        words[name] = f"(?:{'|'.join(_fill(word, words) for word in listed)})"
    return Lexicon(
        language=language,
        patterns={name: _compiled(text, words) for name, text in raw["patterns"].items()},
        kinds=tuple((StatementType(row["means"]), _cue(row, words)) for row in raw["kinds"]),
        lists=tuple((StatementType(row["means"]), _cue(row, words)) for row in raw["lists"]),
        owners=tuple(_compiled(text, words) for text in raw["owners"]["when"]),
        dates=tuple(_cue(row, words) for row in raw["dates"]),
        measures=tuple(_cue(row, words) for row in raw["measures"]),
        comparators=tuple(
            (Comparator(row["means"]), _compiled(row["when"], words)) for row in raw["comparators"]
        ),
        bodies=tuple(_compiled(text, words) for text in raw["header"]["bodies"]),
        chairs=tuple(_compiled(text, words) for text in raw["header"]["chairs"]),
        numbers=raw["numbers"],
        script=_script(raw.get("script", {})),
        festivals={
            name: tuple((int(day[:2]), int(day[2:])) for day in days.split())
            for name, days in raw.get("festivals", {}).items()
            if name != "first_year"
        },
        first_year=raw.get("festivals", {}).get("first_year", 0),
        tabled=StatementType(raw["tables"]["means"]),
    )


@lru_cache(4096)
def _plain(text: str, language: Language) -> str:
    return text.translate(lexicon(language).script)


def _script(raw: Mapping[str, str]) -> dict[int, int]:
    """Return which character each other one is read as; line breaks in the table mean nothing."""
    sources, targets = (raw.get(name, "").replace("\n", "") for name in ("from", "to"))
    pairs = zip(sources + _WIDE, targets + _NARROW, strict=True)
    return {ord(source): ord(target) for source, target in pairs}


def _fill(text: str, words: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: words[found[1]], text)


def _compiled(text: str, words: Mapping[str, str]) -> Pattern:
    return re.compile(_fill(text, words))


def _cue(row: Mapping[str, Any], words: Mapping[str, str]) -> Cue:
    return Cue(
        means=row["means"],
        when=_compiled(row["when"], words),
        unless=_compiled(row["unless"], words) if "unless" in row else None,
        recur=row.get("recur"),
        asks=row.get("asks", False),
    )
