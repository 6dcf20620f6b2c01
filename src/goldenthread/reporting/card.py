"""The report card as data: one value that page, PDF, JSON and CSV are all made from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.terms.commitments import Commitment, Standing
from goldenthread.terms.dossiers import Area, Document
from goldenthread.terms.figures import (
    Course,
    Figure,
    Judgement,
    Needed,
    RankRange,
    Reason,
    Tally,
    Verdict,
)
from goldenthread.terms.meanings import Meaning
from goldenthread.terms.observations import Indicator, Observation, Source, Target, Waypoint
from goldenthread.terms.periods import Period
from goldenthread.terms.text import Words


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of a target's figure, computed from what was known on the card's day.

    It lies from `low` to `high` with 80 per cent probability, from `lowest` to
    `highest` with 95. `chance` is the probability that the target is met, None
    where what is asked has no bound. `method` is its short name, of a version; `inputs`
    are the `history` values it rests on.
    """

    cut_off: Period
    period: Period
    value: Decimal
    low: Decimal
    high: Decimal
    lowest: Decimal
    highest: Decimal
    chance: Decimal | None
    history: int
    method: str
    version: str
    inputs: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """A question of the checks about figures; it accuses nobody and enters no verdict.

    `about` names the figures. Of `tests` clean figures, `alarms` were asked the same.
    `p` is empty where nothing was reckoned by chance, which `is_arithmetic` says of
    figures that contradict each other, and `answer` while there is none.
    """

    check: str
    about: Words
    question: Words
    evidence: tuple[tuple[Words, str], ...]
    n: int
    p: str
    alarms: int
    tests: int
    answer: str = ""
    is_arithmetic: bool = False


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How good the forecasts kept here were whose figure was out by the card's day.

    `within` is the share that came within the interval said to hold four in
    five. `brier` is the mean squared distance of the chances from what came,
    None where none had a target.
    """

    count: int
    within: Decimal
    brier: Decimal | None


@dataclass(frozen=True, slots=True)
class Result:
    """One target of a duty with what is known of it on the card's day.

    `judgement.figure` is the figure judged; `earlier` holds the figures of the
    same indicator for the earlier periods of the same year, oldest first;
    `beside` the figure it must keep in step with, and its own where it cannot
    be judged, so that the reader sees both. `revised` are the values known before
    that were since replaced by another number; `path` runs to the target, empty
    where none is stated. A target of later years has the yearly figures since it was
    asked as `earlier`, from the year before on, and its `course` where these tell one.
    """

    target: Target
    indicator: Indicator
    judgement: Judgement
    earlier: tuple[Figure, ...] = ()
    beside: tuple[Figure, ...] = ()
    revised: tuple[Observation, ...] = ()
    path: tuple[Waypoint, ...] = ()
    needed: Needed | None = None
    outlook: Outlook | None = None
    course: Course | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One duty on the card: what was asked, of whom, and what became of it."""

    commitment: Commitment
    standing: Standing
    verdict: Verdict
    reason: Reason
    results: tuple[Result, ...]
    flags: tuple[Flagged, ...] = ()


@dataclass(frozen=True, slots=True)
class Peers:
    """The body among its peers by one indicator; a peer without a usable figure has None."""

    title: Words
    indicator: Indicator
    period: Period
    figures: tuple[tuple[Area, Figure | None], ...]
    range: RankRange


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where the log stood when the card was made: its origin, size and root (hexadecimal)."""

    origin: str
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A duty whose verdict is another than it was a quarter before."""

    id: str
    number: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Since:
    """What the same duties came to since the end of the day `on`, a quarter before.

    `came` counts the values that became known since, `new` the duties adopted since.
    """

    on: date
    turned: tuple[Turned, ...]
    came: int
    new: int


@dataclass(frozen=True, slots=True)
class Card:
    """A quarter's report card as known at the end of the day `as_known`.

    Nothing known later stands anywhere in it. `rows` are the duties due within the
    year, which the tally counts; `running` those due in a later one. `documents` are
    those its duties cite, and the dated aims of others that point to this quarter (`hoped`, as
    document id, hash, start, end). `indicators` and `sources` are those its figures name.
    `questions` are what the checks ask about figures of no duty told of here,
    `meanings` what the indicators' figures are.
    """

    body: Words
    area: Area
    quarter: Period
    as_known: date
    notice: Words
    rows: tuple[Row, ...]
    running: tuple[Row, ...]
    tally: Tally
    peers: Peers | None
    documents: tuple[Document, ...]
    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]
    hoped: tuple[Words, ...]
    method: str
    software: str
    ledger: LogPlace | None = None
    record: TrackRecord | None = None
    since: Since | None = None
    questions: tuple[Flagged, ...] = ()
    meanings: tuple[Meaning, ...] = ()

    @property
    def duties(self) -> tuple[Row, ...]:
        """All that the card tells of: the duties due within the year, then those that run on."""
        return (*self.rows, *self.running)
