"""Which editions of the card a reader may see."""

from django.db.models import Q, QuerySet

from goldenthread.office.bodies.models import Person
from goldenthread.office.editions.models import Edition


def editions_seen_by(reader: object) -> QuerySet[Edition]:
    """Return the published editions, and the drafts of the body for which `reader` works."""
    seen = Q(published__isnull=False)
    if isinstance(reader, Person):
        seen |= Q(scorecard__body=reader.body_id)
    return Edition.objects.filter(seen)
