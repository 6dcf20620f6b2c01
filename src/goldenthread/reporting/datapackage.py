"""Describe figures.csv to programs, as a Frictionless data package (version 1)."""

import hashlib
import json
from typing import Any

from goldenthread.reporting.card import Card
from goldenthread.reporting.opendata import COLUMNS, figures_csv
from goldenthread.terms.figures import Verdict

#: What each column of figures.csv holds, in the order of `COLUMNS`.
_SAID = {
    "id": "The target, or the duty where it has no target.",
    "number": "The duty's item number in its document.",
    "duty_en": "The duty, in English.",
    "duty_zh": "The duty, in Chinese.",
    "asked_en": "What was asked, in English.",
    "asked_zh": "What was asked, in Chinese.",
    "value": "The figure judged; empty where there is none, which is never zero.",
    "unit": "The unit of the value.",
    "period": "The period of the figure, or that for which one was asked.",
    "known": "The day by which the figure is shown to have been known.",
    "verdict": "What the figure says of the target.",
    "reason_en": "Why, in English.",
    "reason_zh": "Why, in Chinese.",
    "lead_en": "The unit in the lead, in English.",
    "lead_zh": "The unit in the lead, in Chinese.",
    "sources": "The sources of the figure's inputs, a space between them.",
    "addresses": "The addresses of those sources, a space between them.",
}
_TYPES = {"value": "number", "known": "date"}


def datapackage(card: Card) -> dict[str, Any]:
    """Return datapackage.json as a dict: figures.csv, its size and hash, and each column's type.

    The hash is SHA-256. It carries the notice that must stand on all that is made from the card.
    """
    table = figures_csv(card)
    return {
        "profile": "tabular-data-package",
        "name": f"report-card-{card.quarter.label.lower()}",
        "title": f"{card.body.en} / {card.body.zh}: {card.quarter.label}",
        "description": f"{card.notice.en}\n{card.notice.zh}".strip(),
        "version": card.as_known.isoformat(),
        "sources": [_source(card, at) for at in range(len(card.sources))],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "figures",
                "path": "figures.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(table),
                "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
                "schema": _schema(),
            }
        ],
    }


def datapackage_bytes(card: Card) -> bytes:
    """Return datapackage.json as UTF-8; equal cards give equal bytes."""
    return (json.dumps(datapackage(card), ensure_ascii=False, indent=1) + "\n").encode()


def _schema() -> dict[str, Any]:
    fields = [_field(name) for name in COLUMNS]
    return {"fields": fields, "missingValues": [""], "primaryKey": ["id"]}


def _field(name: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "type": _TYPES.get(name, "string")}
    field["description"] = _SAID[name]
    if name == "verdict":
        field["constraints"] = {"required": True, "enum": [each.value for each in Verdict]}
    return field


def _source(card: Card, at: int) -> dict[str, str]:
    """Return a source; one without a public address has its title alone."""
    source = card.sources[at]
    title = {"title": f"{source.title.en} / {source.title.zh}"}
    return title | ({"path": source.address} if source.address else {})
