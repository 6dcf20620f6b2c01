"""How editions and their files follow from the log: the files by their hashes."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from goldenthread.office.editions.models import BUNDLE, Edition, File, Inquiry
from goldenthread.office.trail.replayers import Hashed, Parts, Replayer, Told, register


def _files(told: Told) -> Iterator[dict[str, Any]]:
    named = {"card.json": told["card"], "figures.csv": told["figures"], **told["files"]}
    for name, digest in named.items():
        yield {"name": name, "sha256": digest, "content": Hashed(digest)}


def _is_bundle(row: Model) -> bool:
    # It holds the proof of the entry that would have to hold its hash.
    return isinstance(row, File) and row.name == BUNDLE


register(
    Replayer(
        Edition,
        parts=(Parts(File, "edition", _files, _is_bundle),),
        texts=("reason", "withdrawal"),
    ),
    Replayer(Inquiry, named=("slug",), texts=("text", "evidence", "answer")),
)
