"""The rows of this room: documents, what was read from them, and files that wait to be read."""

from goldenthread.office.records.models.arrivals import Arrival
from goldenthread.office.records.models.documents import (
    Document,
    Record,
    Source,
    Standing,
    Statement,
)

__all__ = [
    "Arrival",
    "Document",
    "Record",
    "Source",
    "Standing",
    "Statement",
]
