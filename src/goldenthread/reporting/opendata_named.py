"""What card.json says of the things it names: indicators and their meanings, sources, documents."""

from typing import Any

from goldenthread.reporting.card import Card
from goldenthread.terms.dossiers import Document
from goldenthread.terms.meanings import Meaning
from goldenthread.terms.observations import Indicator, Source
from goldenthread.terms.text import Words


def named(card: Card) -> dict[str, Any]:
    """Return the indicators, sources and documents that a card's figures and duties name."""
    return {
        "indicators": [_indicator(each, card) for each in card.indicators],
        "sources": [_source(source) for source in card.sources],
        "documents": [_document(document) for document in card.documents],
    }


def _indicator(indicator: Indicator, card: Card) -> dict[str, Any]:
    meant = [each for each in card.meanings if each.indicator == indicator.id]
    return {
        "id": indicator.id,
        "title": words(indicator.title),
        "unit": indicator.unit,
        "kind": indicator.kind.value,
        "direction": indicator.direction.value,
        "note": words(indicator.note),
        "meanings": [_meaning(each) for each in meant],
    }


def _meaning(meaning: Meaning) -> dict[str, Any]:
    return {
        "since": meaning.since.isoformat() if meaning.since else None,
        "definition": words(meaning.definition),
        "numerator": meaning.numerator or None,
        "denominator": meaning.denominator or None,
        "factor": meaning.factor,
        "part_of": meaning.part_of or None,
        "breakdown": meaning.breakdown or None,
        "growth_of": meaning.growth_of or None,
        "prices": meaning.basis.value if meaning.basis else None,
        "base": meaning.base or None,
        "note": words(meaning.note),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": words(source.title),
        "publisher": words(source.publisher),
        "date": source.date,
        "address": source.address,
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": words(document.title),
        "dated": document.dated.isoformat(),
        "source": document.source,
        "paraphrase": words(document.paraphrase),
    }


def ledger(card: Card) -> dict[str, Any] | None:
    """Return where the log stood when the card was made; None for a card of a plain folder."""
    place = card.ledger
    return {"origin": place.origin, "size": place.size, "root": place.root} if place else None


def words(said: Words) -> dict[str, Any]:
    """Return words in both languages."""
    return {"en": said.en, "zh": said.zh}
