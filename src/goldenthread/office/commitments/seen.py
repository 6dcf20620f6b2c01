"""Which duties a reader may see."""

from django.db.models import QuerySet

from goldenthread.office.commitments.models import Commitment
from goldenthread.office.records.seen import documents_seen_by


def commitments_seen_by(reader: object) -> QuerySet[Commitment]:
    """Return the duties that hang on documents `reader` may see."""
    return Commitment.objects.filter(document__in=documents_seen_by(reader))
