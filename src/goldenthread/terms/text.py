"""Places in a text, and words that exist in two languages."""

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
#: By language: its tag in pages and data (BCP 47).
TAGS: dict[Language, str] = {"en": "en", "zh": "zh-Hans"}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The place of a passage in a text: code points from `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def of(self, text: str) -> str:
        """Return the passage of `text` at this place."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in English and in Simplified Chinese."""

    en: str
    zh: str

    def in_language(self, language: Language) -> str:
        """Return the words in `language`."""
        return self.zh if language == "zh" else self.en


NO_WORDS = Words("", "")
