"""The rows of this room: documents, what was read in them, whom they went to; files to read."""

from goldenthread.office.records.models.arrivals import Arrival
from goldenthread.office.records.models.circulating import Circulation, Clarification
from goldenthread.office.records.models.documents import (
    Document,
    Record,
    Source,
    Standing,
    Statement,
)

__all__ = [
    "Arrival",
    "Circulation",
    "Clarification",
    "Document",
    "Record",
    "Source",
    "Standing",
    "Statement",
]
