"""Which documents a reader may see."""

from django.db.models import Q, QuerySet

from goldenthread.office.bodies.models import Person
from goldenthread.office.records.models import Document


def documents_seen_by(reader: object) -> QuerySet[Document]:
    """Return the released documents, and all of the body for which `reader` works."""
    seen = Q(is_released=True)
    if isinstance(reader, Person):
        seen |= Q(body=reader.body_id)
    return Document.objects.filter(seen)
