"""All that a card is made from: one body's documents, duties, figures and peers."""

from dataclasses import dataclass
from datetime import date

from goldenthread.terms.commitments import Commitment
from goldenthread.terms.meanings import Meaning
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.observations import Indicator, Observation, Source, Target, Waypoint
from goldenthread.terms.text import NO_WORDS, Language, Words


@dataclass(frozen=True, slots=True)
class Area:
    """A territory that figures are about: the body's own, its province, a peer.

    `code` is whatever the body's own tables call it by, "" for none.
    """

    id: str
    name: Words
    code: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document in the languages it exists in, as read; in another its record is empty.

    `paraphrase` is what a highlight must say where the words are ours and the
    original stands elsewhere; empty where the text is the original.
    """

    id: str
    title: Words
    dated: date
    source: str
    en: MeetingRecord
    zh: MeetingRecord
    adopted: bool
    paraphrase: Words = NO_WORDS

    def in_language(self, language: Language) -> MeetingRecord:
        """Return what was read of its text in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The areas a body compares itself with, itself among them, by one indicator."""

    title: Words
    indicator: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class StatedPath:
    """Where a target's figure should stand on days before it is due, as stated on the day `on`."""

    target: str
    on: date
    points: tuple[Waypoint, ...]
    row: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered on the day `on` to the question of that name about figures."""

    question: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Foretold:
    """A forecast kept on the day `on`: `forecast` is `forecasting.Forecast.as_dict` as JSON."""

    target: str
    on: date
    forecast: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a card is made from, whether it lies in a folder or in an office.

    `notice` must stand on every page made from it. `origin` names its log.
    `paths`, `answers`, `foretold` and `meanings` stand in the order in which they
    were given; what figures mean holds for whatever day they are looked at from.
    """

    id: str
    body: Words
    area: Area
    notice: Words
    origin: str
    documents: tuple[Document, ...]
    commitments: tuple[Commitment, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    observations: tuple[Observation, ...]
    sources: tuple[Source, ...]
    peers: PeerGroup | None
    paths: tuple[StatedPath, ...] = ()
    answers: tuple[Answer, ...] = ()
    foretold: tuple[Foretold, ...] = ()
    meanings: tuple[Meaning, ...] = ()
