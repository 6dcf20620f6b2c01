"""Which documents, and what units were sent and asked of them, a reader may see."""

from django.db.models import Q, QuerySet

from goldenthread.office.bodies.permissions import may_read
from goldenthread.office.records.models import Circulation, Clarification, Document


def documents_seen_by(reader: object) -> QuerySet[Document]:
    """Return the released documents, and the rest of their body for whoever may read it."""
    seen = Q(is_released=True)
    if may_read(reader, "document"):
        seen |= Q(body=reader.body_id)
    return Document.objects.filter(seen)


def circulations_seen_by(reader: object) -> QuerySet[Circulation]:
    """Return to whom documents of the reader's own body were sent, for those who work there."""
    if not may_read(reader, "document"):
        return Circulation.objects.none()
    rows = Circulation.objects.filter(document__body=reader.body_id)
    return rows.select_related("document__body", "unit")


def clarifications_seen_by(reader: object) -> QuerySet[Clarification]:
    """Return what units asked of documents of the reader's own body, for those who work there."""
    if not may_read(reader, "document"):
        return Clarification.objects.none()
    rows = Clarification.objects.filter(document__body=reader.body_id)
    return rows.select_related("document__body", "unit")
