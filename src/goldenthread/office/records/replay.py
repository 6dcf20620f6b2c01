"""How sources, documents, their texts and statements, and what units said follow from the log."""

from goldenthread.office.records.models import (
    Circulation,
    Clarification,
    Document,
    Record,
    Source,
    Statement,
)
from goldenthread.office.trail.replayers import Column, Replayer, hashed, register


def _place(name: str, number: int) -> Column:
    return lambda told: told[name][number]


_DUE = ("due_text", "due_from", "due_to", "due_recur")
_MEASURE = ("quantity", "unit", "value", "comparator")

register(
    Replayer(Source, named=("slug",), texts=("address",)),
    Replayer(Document, named=("slug",)),
    Replayer(
        Record,
        columns={
            "text": hashed("sha256"),
            "document": lambda told: told.name.rpartition(".")[0],
        },
    ),
    Replayer(
        Statement,
        texts=("owner", "supporting"),
        columns={name: _place("due", at) for at, name in enumerate(_DUE)}
        | {name: _place("measure", at) for at, name in enumerate(_MEASURE)},
    ),
    Replayer(Circulation, named=("document", "number"), texts=("note",)),
    Replayer(Clarification, named=("document", "number"), texts=("text", "answer")),
)
