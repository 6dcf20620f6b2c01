"""Gather from the rows all that a card is made from, in few queries."""

from goldenthread.office.bodies.models import Body
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.indicators.models import Indicator, Observation, Target
from goldenthread.office.records.models import Document, Source
from goldenthread.office.trail.models import Log
from goldenthread.terms.commitments import Commitment as CommitmentTerm
from goldenthread.terms.dossiers import Document as DocumentTerm
from goldenthread.terms.dossiers import Dossier, PeerGroup
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
        targets=_targets(body),
        observations=_observations(),
        sources=tuple(row.term() for row in Source.objects.all()),
        peers=_peers(body),
    )


def _documents(body: Body) -> tuple[DocumentTerm, ...]:
    rows = Document.objects.filter(body=body).order_by("pk").select_related("source")
    return tuple(row.term() for row in rows.prefetch_related("records__statements"))


def _commitments(body: Body) -> tuple[CommitmentTerm, ...]:
    rows = Commitment.objects.filter(document__body=body).order_by("pk")
    cited = rows.select_related("document", "lead", "statement_en__record", "statement_zh__record")
    return tuple(row.term() for row in cited.prefetch_related("supports__department", "extensions"))


def _targets(body: Body) -> tuple[TargetTerm, ...]:
    rows = Target.objects.filter(commitment__document__body=body).order_by("pk")
    return tuple(row.term() for row in rows.select_related("commitment", "indicator", "area"))


def _observations() -> tuple[ObservationTerm, ...]:
    rows = Observation.objects.order_by("pk").select_related("indicator", "area", "source")
    return tuple(row.term() for row in rows)


def _peers(body: Body) -> PeerGroup | None:
    if not body.peers_indicator:
        return None
    return PeerGroup(
        title=Words(body.peers_title_en, body.peers_title_zh),
        indicator=body.peers_indicator,
        areas=tuple(area.term() for area in body.peer_areas()),
    )
