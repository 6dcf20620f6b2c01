"""Which documents a reader may see."""

from django.db.models import Q, QuerySet

from goldenthread.office.bodies.permissions import may_read
from goldenthread.office.records.models import Document


def documents_seen_by(reader: object) -> QuerySet[Document]:
    """Return the released documents, and the rest of their body for whoever may read it."""
    seen = Q(is_released=True)
    if may_read(reader, "document"):
        seen |= Q(body=reader.body_id)
    return Document.objects.filter(seen)
