"""One figure of a published card, proved alone: a text file of about one and a half kilobytes."""

import csv

from goldenthread.ledger import Entry as Leaf
from goldenthread.ledger import Exhibit, LogProof, Revealed, prove_figure
from goldenthread.ledger.rows import REPORTED, ROWS
from goldenthread.office.editions.models import Edition
from goldenthread.office.trail.cosigning import most_cosigned, noted
from goldenthread.office.trail.log import proofs
from goldenthread.office.trail.models import Entry
from goldenthread.terms.errors import NotPossible


def report_of(edition: Edition) -> str:
    """Return the name under which the log knows that the edition's rows were published."""
    return f"card/{edition.trail_id()}"


def figures_of(edition: Edition) -> bytes:
    """Return the edition's figures.csv, byte for byte."""
    return bytes(edition.files.get(name="figures.csv").content)


def figure_proof(edition: Edition, *, figure: str) -> bytes:
    """Return the proof of one row of figures.csv, under the checkpoint with most cosignatures.

    Raise NotPossible if the edition has no such figure, or was published before
    its rows were recorded.
    """
    entry = Entry.objects.filter(object=report_of(edition), action=REPORTED).first()
    signed = most_cosigned(entry.index) if entry else None
    if entry is None or signed is None:
        raise NotPossible(
            "no entry holds the rows of this edition.",
            place=str(edition),
            remedy="Verify its bundle instead.",
        )
    figures = figures_of(edition)
    (path,) = proofs([entry.index], size=signed.size)
    proof = LogProof(entry.index, tuple(path), noted(signed))
    place = _place(figures, figure, edition)
    return prove_figure(figures, place=place, published=_exhibit(entry), proof=proof)


def _exhibit(entry: Entry) -> Exhibit:
    shown = entry.values.filter(name=ROWS)
    revealed = (Revealed(each.name, bytes.fromhex(each.salt), each.value) for each in shown)
    return Exhibit(entry.index, Leaf.parse(entry.canonical.encode()), tuple(revealed))


def _place(figures: bytes, figure: str, edition: Edition) -> int:
    names = [row["id"] for row in csv.DictReader(figures.decode("utf-8-sig").splitlines())]
    if figure not in names:
        raise NotPossible(
            f"the card has no figure called {figure!r}.",
            place=str(edition),
            remedy="Start from the card, and follow its links.",
        )
    return names.index(figure)
