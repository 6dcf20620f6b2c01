"""The card as linked data: what it is (schema.org), and how each figure came about (W3C PROV).

The sentence a duty cites is a Web Annotation with its exact place and words. All
names are relative to the file itself, so that it means the same wherever it lies.
There is no ClaimReview in it: that is somebody's finding on what somebody else
said, and here an office reports on what it was asked itself.
"""

import json
from collections.abc import Iterator
from typing import Any

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Row
from goldenthread.reporting.opendata import each_figure
from goldenthread.terms.figures import Figure
from goldenthread.terms.observations import Indicator, Observation, Source
from goldenthread.terms.text import LANGUAGES, TAGS, Language, Words

#: schema.org's terms stand bare, those of PROV, Web Annotation and Dublin Core with their prefix.
CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "url": {"@type": "@id"},
    "contentUrl": {"@type": "@id"},
}
#: The files that stand beside it, each with its media type.
_FILES = {
    "card.json": "application/json",
    "figures.csv": "text/csv",
    "figures.sdmx.csv": "application/vnd.sdmx.data+csv",
    "card.pdf": "application/pdf",
    "card.zh.pdf": "application/pdf",
}


def jsonld_bytes(card: Card) -> bytes:
    """Return card.jsonld as UTF-8; equal cards give equal bytes."""
    graph = {"@context": CONTEXT, "@graph": list(_graph(card))}
    return (json.dumps(graph, ensure_ascii=False, indent=1) + "\n").encode()


def both(words: Words) -> list[dict[str, str]]:
    """Return what is said in each language, as values that name theirs; empty ones are left out."""
    return [
        {"@language": TAGS[language], "@value": said}
        for language in LANGUAGES
        if (said := words.in_language(language))
    ]


def _graph(card: Card) -> Iterator[dict[str, Any]]:
    yield _dataset(card)
    yield {"@id": "#area", "@type": "AdministrativeArea", "name": both(card.area.name)}
    yield from (_source(source) for source in card.sources)
    yield from (_variable(indicator, card) for indicator in card.indicators)
    seen: dict[str, dict[str, Any]] = {}
    for row in each_figure(card.duties):
        for node in _nodes(row):
            seen.setdefault(node["@id"], node)
    yield from seen.values()


def _dataset(card: Card) -> dict[str, Any]:
    start, end = card.quarter.start.isoformat(), card.quarter.last_day.isoformat()
    return {
        "@id": "",
        "@type": ["Dataset", "prov:Entity"],
        "name": both(Words(wording.title(card, "en"), wording.title(card, "zh"))),
        "description": both(card.notice),
        "about": {"@type": "GovernmentOrganization", "name": both(card.body)},
        "spatialCoverage": {"@id": "#area"},
        "temporalCoverage": f"{start}/{end}",
        "version": card.as_known.isoformat(),
        "measurementTechnique": card.method,
        "isBasedOn": [{"@id": f"#source-{source.id}"} for source in card.sources],
        "distribution": [
            {"@type": "DataDownload", "contentUrl": name, "encodingFormat": kind}
            for name, kind in _FILES.items()
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    node = {
        "@id": f"#source-{source.id}",
        "@type": ["CreativeWork", "prov:Entity"],
        "name": both(source.title),
        "publisher": {"@type": "Organization", "name": both(source.publisher)},
        "datePublished": source.date,
    }
    return node | ({"url": source.address} if source.address else {})


def _variable(indicator: Indicator, card: Card) -> dict[str, Any]:
    """A quantity; its definition is the one stated last."""
    said = [each.definition for each in card.meanings if each.indicator == indicator.id]
    definitions = [each for each in said if each.en or each.zh]
    return {
        "@id": f"#indicator-{indicator.id}",
        "@type": "StatisticalVariable",
        "name": both(indicator.title),
        "unitText": indicator.unit,
        **({"description": both(definitions[-1])} if definitions else {}),
    }


def _nodes(row: Row) -> Iterator[dict[str, Any]]:
    yield from _sentence(row)
    for result in row.results:
        for figure in filter(None, (result.judgement.figure, *result.earlier, *result.beside)):
            yield _figure(figure)
            yield from (_given(each) for each in figure.inputs)
        yield _finding(row, result.target.id, result.judgement.figure)
    if not row.results:
        yield _finding(row, row.commitment.id, None)


def _finding(row: Row, name: str, figure: Figure | None) -> dict[str, Any]:
    """What the card says of one target: its verdict in words, and from which figure it follows."""
    from_figure = [{"@id": _name(figure)}] if figure else []
    return {
        "@id": f"#finding-{name}",
        "@type": ["Statement", "prov:Entity"],
        "name": both(Words(wording.verdict_said(row, "en"), wording.verdict_said(row, "zh"))),
        "description": both(Words(wording.why(row, "en"), wording.why(row, "zh"))),
        "additionalType": row.verdict.value,
        "about": {"@id": f"#duty-{row.commitment.id}"},
        "prov:wasDerivedFrom": [*from_figure, {"@id": f"#duty-{row.commitment.id}"}],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "@id": _name(figure),
        "@type": ["Observation", "prov:Entity"],
        "variableMeasured": {"@id": f"#indicator-{figure.indicator}"},
        "value": f"{figure.value:f}",
        "unitText": figure.unit,
        "observationPeriod": figure.period.label,
        "measurementMethod": figure.method,
        "dcterms:available": figure.known.isoformat(),
        "prov:wasDerivedFrom": [{"@id": _place(each)} for each in figure.inputs],
    }


def _given(given: Observation) -> dict[str, Any]:
    return {
        "@id": _place(given),
        "@type": ["Observation", "prov:Entity"],
        "variableMeasured": {"@id": f"#indicator-{given.indicator}"},
        "value": f"{given.value:f}",
        "unitText": given.unit,
        "observationPeriod": given.period.label,
        "dcterms:available": str(given.known or ""),
        "prov:hadPrimarySource": {"@id": f"#source-{given.source}"},
    }


def _sentence(row: Row) -> Iterator[dict[str, Any]]:
    """The duty, and the sentence it serves in each language that the document exists in."""
    duty = row.commitment
    cited = [language for language in LANGUAGES if duty.statement.in_language(language)]
    yield {
        "@id": f"#duty-{duty.id}",
        "@type": ["CreativeWork", "prov:Entity"],
        "name": both(duty.title),
        "identifier": duty.id,
        "maintainer": {"@type": "GovernmentOrganization", "name": both(duty.lead)},
        "prov:wasDerivedFrom": [{"@id": f"#sentence-{duty.id}-{each}"} for each in cited],
    }
    for language in cited:
        yield {
            "@id": f"#sentence-{duty.id}-{language}",
            "@type": ["oa:Annotation", "prov:Entity"],
            "oa:hasBody": {"@id": f"#duty-{duty.id}"},
            "oa:hasTarget": _target(
                duty.statement.in_language(language), duty.quote.in_language(language), language
            ),
        }


def _target(place: str, quote: str, language: Language) -> dict[str, Any]:
    """Where a sentence stands, `place` such as notice-2023#855-898, and what it says there."""
    document, _, span = place.partition("#")
    start, _, end = span.partition("-")
    position = {"@type": "oa:TextPositionSelector", "oa:start": int(start), "oa:end": int(end)}
    words = {"@type": "oa:TextQuoteSelector", "oa:exact": quote}
    source = {"@id": f"#document-{document}-{language}"}
    return {"oa:hasSource": source, "oa:hasSelector": [position, words]}


def _name(figure: Figure) -> str:
    return f"#figure-{figure.indicator}-{figure.area}-{figure.period.label.replace('/', '_')}"


def _place(given: Observation) -> str:
    return f"#row-{given.row.replace('/', '-').replace(':', '-')}"
