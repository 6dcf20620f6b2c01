"""The report card as data: one value that page, PDF, JSON and CSV are all made from."""

from dataclasses import dataclass
from datetime import date

from goldenthread.terms.commitments import Commitment, Standing
from goldenthread.terms.dossiers import Area, Document
from goldenthread.terms.figures import Figure, Judgement, RankRange, Reason, Tally, Verdict
from goldenthread.terms.observations import Indicator, Source, Target
from goldenthread.terms.periods import Period
from goldenthread.terms.text import Words


@dataclass(frozen=True, slots=True)
class Result:
    """One target of a duty with what is known of it on the card's day.

    `judgement.figure` is the figure judged; `earlier` holds the figures of the
    same indicator for the earlier periods of the same year, oldest first;
    `beside` the figure it must keep in step with, and its own where it cannot
    be judged, so that the reader sees both.
    """

    target: Target
    indicator: Indicator
    judgement: Judgement
    earlier: tuple[Figure, ...] = ()
    beside: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One duty on the card: what was asked, of whom, and what became of it."""

    commitment: Commitment
    standing: Standing
    verdict: Verdict
    reason: Reason
    results: tuple[Result, ...]


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
class Card:
    """A quarter's report card as known at the end of the day `as_known`.

    Nothing known later stands anywhere in it. `documents` are those its duties
    cite, and the dated aims of others that point to this quarter (`hoped`, as
    document id, hash, start, end). `indicators` and `sources` are those its figures name.
    """

    body: Words
    area: Area
    quarter: Period
    as_known: date
    notice: Words
    rows: tuple[Row, ...]
    tally: Tally
    peers: Peers | None
    documents: tuple[Document, ...]
    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]
    hoped: tuple[Words, ...]
    method: str
    software: str
    ledger: LogPlace | None = None
