"""Weave a dossier into the report card of a quarter, as known on a day."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from goldenthread import __version__
from goldenthread.checking import Flag
from goldenthread.measuring import course, judge, needed
from goldenthread.planning import standing
from goldenthread.reporting.card import (
    Card,
    Flagged,
    LogPlace,
    Peers,
    Result,
    Row,
    Since,
    TrackRecord,
    Turned,
)
from goldenthread.scoring import rank_range, tally
from goldenthread.terms.commitments import Commitment, EvidenceLevel
from goldenthread.terms.dossiers import Document, Dossier, PeerGroup
from goldenthread.terms.errors import BadPeriod
from goldenthread.terms.figures import Course, Figure, Judgement, Needed, Reason, Verdict
from goldenthread.terms.meanings import Meaning
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.observations import (
    Indicator,
    Observation,
    Source,
    Target,
)
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator
from goldenthread.terms.statements import StatementType
from goldenthread.terms.text import Words
from goldenthread.weaving.expecting import outlook, track_record
from goldenthread.weaving.known import Known, usable
from goldenthread.weaving.questioning import flagged, is_about

METHOD = "plain verdicts, version 1"
SOFTWARE = f"goldenthread {__version__}"

#: Of several targets of one duty the worst that can be said is said; met only if all are.
_PRECEDENCE = (
    Verdict.MISSED,
    Verdict.NOT_YET_KNOWN,
    Verdict.CANNOT_BE_JUDGED,
    Verdict.NO_FIGURE,
    Verdict.MET,
)


def weave(
    dossier: Dossier, *, quarter: Period, as_known: date, ledger: LogPlace | None = None
) -> Card:
    """Return the card of `quarter` as known at the end of the day `as_known`.

    Its rows are the duties of adopted documents due in the year of the quarter,
    in the order of their documents, and after them those that run on to a later
    year, with the way they have come. Nothing known later stands anywhere in it.
    Raises BadPeriod if `quarter` is no calendar quarter, and BadTable if a target or
    the peers name an indicator that is not there.
    """
    if quarter.months != 3 or quarter.start.month % 3 != 1:
        raise BadPeriod(f"{quarter} is no quarter.", remedy="Write it such as 2023Q4.")
    return _Loom(dossier, quarter, as_known).card(ledger)


class _Loom(Known):
    """One weaving of one card."""

    def card(self, ledger: LogPlace | None) -> Card:
        year = self.quarter.year
        told = tuple(self.row(each) for each in self.commitments())
        rows = tuple(each for each in told if _due(each) in year)
        peers = self.peers(self.dossier.peers) if self.dossier.peers else None
        indicators = self.named(told, peers)
        hoped = {document.id: tuple(self.hopes(document)) for document in self.others()}
        cited = {row.commitment.document for row in told} | {
            id for id, said in hoped.items() if said
        }
        return Card(
            body=self.dossier.body,
            area=self.dossier.area,
            quarter=self.quarter,
            as_known=self.as_known,
            notice=self.dossier.notice,
            rows=rows,
            running=tuple(each for each in told if _due(each) not in year),
            tally=tally(row.verdict for row in rows),
            peers=peers,
            documents=tuple(document for id, document in self.documents.items() if id in cited),
            indicators=indicators,
            sources=self.sources(told, peers),
            hoped=tuple(place for said in hoped.values() for place in said),
            method=METHOD,
            software=SOFTWARE,
            ledger=ledger,
            record=self.record(),
            since=self.since(rows),
            questions=tuple(self.asked_besides(told)),
            meanings=self.meant(indicators),
        )

    def commitments(self) -> list[Commitment]:
        """The duties of the card, in the order of their documents and numbers."""
        due = [
            commitment
            for commitment in (each.known(on=self.as_known) for each in self.dossier.commitments)
            if commitment.due and commitment.due >= self.quarter.year.start
            if commitment.document in self.documents
            if self.documents[commitment.document].adopted
        ]
        return sorted(due, key=self.place)

    def place(self, commitment: Commitment) -> tuple[date, str, list[tuple[int, str]]]:
        document = self.documents[commitment.document]
        return document.dated, document.id, _naturally(commitment.number)

    def row(self, commitment: Commitment) -> Row:
        asked = [target for target in self.dossier.targets if target.commitment == commitment.id]
        since = self.documents[commitment.document].dated
        results = tuple(self.result(target, since=since) for target in asked)
        verdict, reason = _worst(result.judgement for result in results)
        return Row(
            commitment=_with_evidence(commitment, results),
            standing=standing(commitment, on=self.as_known),
            verdict=verdict,
            reason=reason,
            results=results,
            flags=tuple(self.flagged(asked)),
        )

    def since(self, rows: tuple[Row, ...]) -> Since:
        """What the duties of the card came to since a quarter before its day."""
        on = _quarter_before(self.as_known)
        then = _Loom(self.dossier, self.quarter, on)
        before = {each.id: then.verdict(each) for each in then.commitments()}
        turned = (
            Turned(row.commitment.id, row.commitment.number, was, row.verdict)
            for row in rows
            if (was := before.get(row.commitment.id, row.verdict)) is not row.verdict
        )
        came = {each for each in _inputs(rows, None) if each.known_by > on}
        new = sum(row.commitment.id not in before for row in rows)
        return Since(on, tuple(turned), len(came), new)

    def verdict(self, commitment: Commitment) -> Verdict:
        """What could be said of a duty."""
        asked = (each for each in self.dossier.targets if each.commitment == commitment.id)
        return _worst(self.judged(target)[0] for target in asked)[0]

    def judged(self, target: Target) -> tuple[Judgement, tuple[Figure, ...]]:
        """What may be said of a target, and the figures to be shown beside it."""
        indicator = self.indicator(target.indicator, named_by=f"target {target.id}")
        own = self.figure(indicator, target.period, area=target.area)
        other = None
        if target.comparator is Comparator.IN_STEP_WITH and indicator.against:
            against = self.indicator(indicator.against, named_by=f"indicator {indicator.id}")
            other = self.figure(against, target.period, area=target.area)
        judgement = judge(target, indicator, own, on=self.as_known, beside=other)
        # Where a figure could not be held against what was asked, it is shown beside.
        unjudged = own if judgement.figure is None else None
        return judgement, tuple(figure for figure in (unjudged, other) if figure)

    def result(self, target: Target, *, since: date) -> Result:
        judgement, beside = self.judged(target)
        indicator = self.indicators[target.indicator]
        runs_on = target.period.start >= self.quarter.year.end
        earlier = tuple(
            self.yearly(target, indicator, since=since)
            if runs_on
            else self.earlier(target, indicator)
        )
        is_open = judgement.reason is Reason.PERIOD_NOT_OVER
        is_due = judgement.reason is Reason.COMES_LATER
        return Result(
            target=target,
            indicator=indicator,
            judgement=judgement,
            earlier=earlier,
            beside=beside,
            revised=tuple(self.revised(target, indicator)),
            path=self.path(target),
            needed=_needed(target, indicator, earlier) if is_open else None,
            outlook=outlook(target, indicator, self.held(target)) if is_open or is_due else None,
            course=_course(target, indicator, earlier, since=since) if runs_on else None,
        )

    def flagged(self, asked: Iterable[Target]) -> Iterator[Flagged]:
        """What the checks ask about a duty's figures."""
        return (flagged(flag, self.dossier, self.answers) for flag in self.asked_of(asked))

    def asked_besides(self, told: Iterable[Row]) -> Iterator[Flagged]:
        """What the checks ask about other figures than those of the duties told of."""
        targets = [result.target for row in told for result in row.results]
        asked = set(self.asked_of(targets))
        others = (flag for flag in self.flags if flag not in asked)
        return (flagged(flag, self.dossier, self.answers) for flag in others)

    def asked_of(self, targets: Iterable[Target]) -> Iterator[Flag]:
        """What the checks ask about the figures of targets, and about what these are made from."""
        places = {(name, target.area) for target in targets for name in self.kin(target.indicator)}
        for flag in self.flags:
            if any(is_about(flag, indicator, area=area) for indicator, area in places):
                yield flag

    def record(self) -> TrackRecord | None:
        """How good the forecasts were that were kept by the day."""
        kept = [each for each in self.dossier.foretold if each.on <= self.as_known]
        return track_record(kept, {each.id: self.held(each) for each in self.dossier.targets})

    def peers(self, group: PeerGroup) -> Peers:
        indicator = self.indicator(group.indicator, named_by="the peers")
        period = Period(self.quarter.year.start, self.quarter.end)
        figures = tuple(
            (area, usable(self.figure(indicator, period, area=area.id))) for area in group.areas
        )
        place = rank_range(
            self.dossier.area.id,
            figures_by_area={area.id: figure.value if figure else None for area, figure in figures},
            direction=indicator.direction,
        )
        return Peers(group.title, indicator, period, figures, place)

    def others(self) -> Iterator[Document]:
        """The documents from which no duty was adopted."""
        return (document for document in self.documents.values() if not document.adopted)

    def hopes(self, document: Document) -> Iterator[Words]:
        """The places of the aims that are to be reached by the end of the quarter."""
        places = [
            _dated_aims(record, document.id, self.quarter) for record in (document.en, document.zh)
        ]
        for en, zh in zip_longest(*places, fillvalue=""):
            yield Words(en, zh)

    def sources(self, rows: Iterable[Row], peers: Peers | None) -> tuple[Source, ...]:
        used = {observation.source for observation in _inputs(rows, peers)}
        return tuple(source for source in self.dossier.sources if source.id in used)

    def named(self, rows: Iterable[Row], peers: Peers | None) -> tuple[Indicator, ...]:
        """The indicators asked about, and those whose values were computed with."""
        used = {result.indicator.id for row in rows for result in row.results}
        used |= {observation.indicator for observation in _inputs(rows, peers)}
        return tuple(each for each in self.dossier.indicators if each.id in used)

    def meant(self, indicators: Iterable[Indicator]) -> tuple[Meaning, ...]:
        """What the figures of those indicators are."""
        names = {each.id for each in indicators}
        return tuple(each for each in self.dossier.meanings if each.indicator in names)


def _quarter_before(day: date) -> date:
    """The same day of the month three months before, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 4, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _needed(target: Target, indicator: Indicator, earlier: tuple[Figure, ...]) -> Needed | None:
    """What is still needed after the last figure of the target's own period."""
    so_far = [each for each in earlier if each.period.start >= target.period.start]
    return needed(target, indicator, so_far=so_far[-1]) if so_far else None


def _inputs(rows: Iterable[Row], peers: Peers | None) -> Iterator[Observation]:
    shown = [figure for row in rows for result in row.results for figure in _figures(result)]
    shown += [figure for _, figure in peers.figures if figure] if peers else []
    for result in (result for row in rows for result in row.results):
        yield from result.revised
        yield from result.outlook.inputs if result.outlook else ()
    for figure in shown:
        yield from figure.inputs


def _figures(result: Result) -> Iterator[Figure]:
    if result.judgement.figure:
        yield result.judgement.figure
    yield from result.earlier
    yield from result.beside


def _course(
    target: Target, indicator: Indicator, figures: tuple[Figure, ...], *, since: date
) -> Course | None:
    """The course from the year before the target was asked for, or from that very year."""
    if not figures or figures[0].period.last_day.year > since.year:
        return None
    return course(target, indicator, base=figures[0], last=figures[-1])


def _due(row: Row) -> date:
    return row.commitment.due or date.max


def _worst(judgements: Iterable[Judgement]) -> tuple[Verdict, Reason]:
    ordered = sorted(judgements, key=lambda judgement: _PRECEDENCE.index(judgement.verdict))
    if not ordered:
        return Verdict.NO_MEASURE, Reason.NAMES_NO_MEASURE
    return ordered[0].verdict, ordered[0].reason


def _with_evidence(commitment: Commitment, results: Iterable[Result]) -> Commitment:
    """A figure with its source, once judged, documents a duty of which nothing more is shown."""
    is_judged = any(result.judgement.verdict in (Verdict.MET, Verdict.MISSED) for result in results)
    if is_judged and commitment.evidence in (EvidenceLevel.NONE, EvidenceLevel.CLAIMED):
        return replace(commitment, evidence=EvidenceLevel.DOCUMENTED)
    return commitment


def _dated_aims(record: MeetingRecord, document: str, quarter: Period) -> list[str]:
    return [
        f"{document}#{aim.span.start}-{aim.span.end}"
        for aim in record.statements
        if aim.type is StatementType.AIM and aim.due and aim.due.to == quarter.last_day
    ]


def _naturally(number: str) -> list[tuple[int, str]]:
    """Sort 2 before 10, and 10 before 10a."""
    return [(int(digits or 0), words) for digits, words in re.findall(r"([0-9]*)([^0-9]*)", number)]
