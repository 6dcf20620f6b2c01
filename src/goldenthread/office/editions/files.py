"""The files of an edition, and the bundle that proves them."""

import json
from collections.abc import Iterator
from typing import Any

from goldenthread.ledger import ERASED, REASON, Exhibit, Revealed, verify, write_bundle
from goldenthread.ledger import Entry as Leaf
from goldenthread.ledger.bundle import PUBLISHED
from goldenthread.office.editions.models import BUNDLE, Edition
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.cosigning import most_cosigned, noted
from goldenthread.office.trail.erasing import erasures_of
from goldenthread.office.trail.log import checkpoint, policy, proofs
from goldenthread.office.trail.models import Checkpoint, Entry
from goldenthread.office.trail.witness import known_witnesses
from goldenthread.reporting import brief_body, card_body, card_files, card_json_bytes
from goldenthread.reporting.card import Card, LogPlace
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.periods import Period
from goldenthread.terms.text import LANGUAGES
from goldenthread.weaving import weave


def card_of(scorecard: Scorecard) -> Card:
    """Weave the card again; NotPossible unless it is, byte for byte, what was computed."""
    stood = json.loads(scorecard.card)["ledger"]
    card = weave(
        dossier(scorecard.body),
        quarter=Period.parse(scorecard.quarter),
        as_known=scorecard.as_known,
        ledger=LogPlace(stood["origin"], stood["size"], stood["root"]),
    )
    if card_json_bytes(card).decode() != scorecard.card:
        raise NotPossible(
            "what this card was computed from has changed since.",
            place=str(scorecard),
            remedy="Compute it again, and draft that.",
        )
    return card


def files_of(card: Card) -> dict[str, bytes]:
    """Return the files of an edition by name, all but the bundle."""
    bodies = {f"body.{name}.html": card_body(card, language=name).encode() for name in LANGUAGES}
    briefs = {
        f"body.brief.{name}.html": brief_body(card, language=name).encode() for name in LANGUAGES
    }
    return card_files(card) | bodies | briefs


def latest_bundle(edition: Edition) -> bytes:
    """Return the bundle under the checkpoint of its log that most witnesses have cosigned.

    It is the one that is kept where nobody has cosigned since it was made.
    """
    told = {entry.action: entry.index for entry in _entries(edition)}
    signed = most_cosigned(max(told.values())) if PUBLISHED in told else None
    if signed and signed.cosignatures.exists():
        made = bundle(edition, signed=signed)
        if verify(made).status == 0:
            return made
    return bytes(edition.files.get(name=BUNDLE).content)


def bundle(edition: Edition, *, signed: Checkpoint | None = None) -> bytes:
    """Return the bundle that proves a published edition, under the log signed as it stands.

    Or under a checkpoint signed before, with the names of those who cosigned it.
    """
    signed = signed or checkpoint(head())
    witnesses = known_witnesses() if signed.cosignatures.exists() else ()
    files = {file.name: bytes(file.content) for file in edition.files.all()}
    exhibits = [_exhibit(entry) for entry in _entries(edition)]
    indexes = [exhibit.index for exhibit in exhibits]
    return write_bundle(
        exhibits,
        proofs=dict(zip(indexes, proofs(indexes, size=signed.size), strict=True)),
        checkpoint=noted(signed),
        policy=policy(head(), witnesses=witnesses),
        card=files["card.json"],
        figures=files["figures.csv"],
    )


def _entries(edition: Edition) -> Iterator[Entry]:
    """The entry that publishes, the last of every duty, target and figure, and what was erased.

    Those of the card are such as they were when it was published; an erasure may be of any day.
    """
    card = json.loads(edition.scorecard.card)
    last: dict[str, Entry] = {}
    names = {edition.trail_object, *_rows(card)}
    names |= {f"commitment/{figure['commitment']['id']}" for figure in card["figures"]}
    names |= {f"target/{figure['id']}" for figure in card["figures"] if figure["target"]}
    told = Entry.objects.filter(object__in=names).prefetch_related("values")
    for entry in told:
        last[entry.object] = entry
        if entry.object == edition.trail_object and entry.action == PUBLISHED:
            # What became of them later was not known to the card.
            break
    yield from last.values()
    yield from erasures_of(last.values())


def _rows(value: Any) -> Iterator[str]:
    """The rows of the office that a card names anywhere as an input."""
    if isinstance(value, dict):
        if isinstance(row := value.get("row"), str):
            yield row
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _rows(inner)


def _exhibit(entry: Entry) -> Exhibit:
    """An entry with its values. Why somebody did it is the office's own affair.

    So is who asked for an erasure and who approved it.
    """
    shown = [value for value in entry.values.all() if value.name != REASON]
    if entry.action == ERASED:
        shown = [value for value in shown if value.name in ("thing", "names", "ground")]
    revealed = (Revealed(each.name, bytes.fromhex(each.salt), each.value) for each in shown)
    return Exhibit(entry.index, Leaf.parse(entry.canonical.encode()), tuple(revealed))
