"""Gather from the rows all that a card is made from, in few queries."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from goldenthread.office.bodies.models import Body
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.indicators.models import Indicator, Meaning, Observation, Path, Target
from goldenthread.office.indicators.models.meanings import RELATIONS
from goldenthread.office.records.models import Document, Source
from goldenthread.office.scorecards.models import Forecast, Question
from goldenthread.office.trail.models import Entry, Ledgered, Log
from goldenthread.terms.commitments import Commitment as CommitmentTerm
from goldenthread.terms.dossiers import Answer, Dossier, Foretold, PeerGroup, StatedPath
from goldenthread.terms.dossiers import Document as DocumentTerm
from goldenthread.terms.meanings import Meaning as MeaningTerm
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.observations import Target as TargetTerm
from goldenthread.terms.text import Words


def dossier(body: Body) -> Dossier:
    """Return the body's documents, duties, figures and peers as they stand, in order of entry."""
    return Dossier(
        id=body.slug,
        body=Words(body.name_en, body.name_zh),
        area=body.area.term(),
        notice=Words(body.notice_en, body.notice_zh),
        origin=Log.objects.get().origin,
        documents=_documents(body),
        commitments=_commitments(body),
        indicators=tuple(row.term() for row in Indicator.objects.all()),
        targets=targets(body),
        observations=observations(),
        sources=tuple(row.term() for row in Source.objects.all()),
        peers=_peers(body),
        paths=_paths(body),
        answers=_answers(body),
        foretold=_foretold(body),
        meanings=meanings(),
    )


def _documents(body: Body) -> tuple[DocumentTerm, ...]:
    rows = Document.objects.filter(body=body).order_by("pk").select_related("source")
    return tuple(row.term() for row in rows.prefetch_related("records__statements"))


def _commitments(body: Body) -> tuple[CommitmentTerm, ...]:
    rows = Commitment.objects.filter(document__body=body).order_by("pk")
    cited = rows.select_related("document", "lead", "statement_en__record", "statement_zh__record")
    told = cited.prefetch_related("supports__department", "extensions", "reports", "explanations")
    return tuple(row.term() for row in told)


def targets(body: Body) -> tuple[TargetTerm, ...]:
    """Return what the body's duties ask of figures, in the order in which it was set."""
    rows = Target.objects.filter(commitment__document__body=body).order_by("pk")
    return tuple(row.term() for row in rows.select_related("commitment", "indicator", "area"))


def meanings() -> tuple[MeaningTerm, ...]:
    """Return what the figures held here mean, in the order in which it was stated."""
    rows = Meaning.objects.order_by("number").select_related("indicator", *RELATIONS)
    return tuple(row.term() for row in rows)


def observations() -> tuple[ObservationTerm, ...]:
    """Return every value held here, in the order in which they were recorded."""
    rows = Observation.objects.order_by("pk").select_related("indicator", "area", "source")
    return tuple(row.term() for row in rows)


def _paths(body: Body) -> tuple[StatedPath, ...]:
    asked = Path.objects.filter(target__commitment__document__body=body)
    rows = list(asked.order_by("target", "number").select_related("target"))
    told = _told_on(rows)
    return tuple(
        StatedPath(row.target.slug, told[row.trail_object], row.waypoints(), row.trail_object)
        for row in rows
    )


def _answers(body: Body) -> tuple[Answer, ...]:
    rows = list(Question.objects.filter(body=body).exclude(answer="").order_by("pk"))
    told = _told_on(rows)
    return tuple(Answer(row.slug, told[row.trail_object], row.answer) for row in rows)


def _foretold(body: Body) -> tuple[Foretold, ...]:
    rows = Forecast.objects.filter(target__commitment__document__body=body).order_by("pk")
    return tuple(
        Foretold(row.target.slug, timezone.localdate(row.made), row.forecast)
        for row in rows.select_related("target")
    )


def _told_on(rows: Iterable[Ledgered]) -> dict[str, date]:
    """The day on which the log was last told of each row."""
    entries = Entry.objects.filter(object__in=[row.trail_object for row in rows])
    told = entries.order_by("index").values_list("object", "recorded")
    return {name: timezone.localdate(recorded) for name, recorded in told}


def _peers(body: Body) -> PeerGroup | None:
    if not body.peers_indicator:
        return None
    return PeerGroup(
        title=Words(body.peers_title_en, body.peers_title_zh),
        indicator=body.peers_indicator,
        areas=tuple(area.term() for area in body.peer_areas()),
    )
