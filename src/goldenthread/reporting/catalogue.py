"""All published cards as a catalogue of data (W3C DCAT 3, as JSON-LD)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.reporting.linked import both
from goldenthread.terms.text import Words

CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One published card: its address, its files by address with their media types.

    Addresses are relative to where the catalogue lies. `published` is an aware
    time; `replaces` the address of the edition before it, if there is one.
    """

    address: str
    title: Words
    description: Words
    published: datetime
    start: date
    end: date
    files: Mapping[str, str]
    version: str
    replaces: str = ""


def catalogue(
    offered: Sequence[Offered], *, title: Words, publisher: Words, description: Words
) -> bytes:
    """Return the catalogue as JSON-LD in UTF-8; equal cards give equal bytes.

    It names no licence: that is the body's to give.
    """
    by = {"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": both(publisher)}
    whole = {
        "@context": CONTEXT,
        "@id": "",
        "@type": "dcat:Catalog",
        "dcterms:title": both(title),
        "dcterms:description": both(description),
        "dcterms:publisher": by,
        "dcat:dataset": [_dataset(each) for each in offered],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _dataset(given: Offered) -> dict[str, Any]:
    earlier = {"dcterms:replaces": {"@id": given.replaces}} if given.replaces else {}
    return {
        "@id": given.address,
        "@type": "dcat:Dataset",
        "dcterms:title": both(given.title),
        "dcterms:description": both(given.description),
        "dcterms:publisher": {"@id": "#publisher"},
        "dcterms:issued": _typed(given.published.isoformat(), "dateTime"),
        "dcterms:temporal": {
            "@type": "dcterms:PeriodOfTime",
            "dcat:startDate": _typed(given.start.isoformat(), "date"),
            "dcat:endDate": _typed(given.end.isoformat(), "date"),
        },
        "dcat:version": given.version,
        "dcat:distribution": [_distribution(*each) for each in given.files.items()],
    } | earlier


def _distribution(address: str, kind: str) -> dict[str, Any]:
    registry = f"https://www.iana.org/assignments/media-types/{kind}"
    return {
        "@type": "dcat:Distribution",
        "dcterms:title": address.rpartition("/")[2],
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": registry},
    }


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@type": f"xsd:{kind}", "@value": value}
