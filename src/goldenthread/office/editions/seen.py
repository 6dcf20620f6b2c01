"""Which editions of the card a reader may see."""

from django.db.models import Q, QuerySet

from goldenthread.office.bodies.permissions import may_read
from goldenthread.office.editions.models import Edition


def editions_seen_by(reader: object) -> QuerySet[Edition]:
    """Return the published editions, and the drafts of their body for whoever may read them."""
    seen = Q(published__isnull=False)
    if may_read(reader, "edition"):
        seen |= Q(scorecard__body=reader.body_id)
    return Edition.objects.filter(seen)
