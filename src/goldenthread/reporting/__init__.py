"""The report card: as data, as a page, as a PDF, as open data, in both languages.

`card_files` makes all files of a `Card`; `card_html`, `card_body`, `card_json`,
`card_json_bytes`, `figures_csv`, `datapackage_bytes`, `sdmx_csv` and `jsonld_bytes`
one each, `brief_body` the leader's brief, `pdf` both on paper. `lacks_said` says in a
sentence what a document lacks to be tracked.
"""

from goldenthread.reporting.brief import brief_body
from goldenthread.reporting.card import Card
from goldenthread.reporting.datapackage import datapackage_bytes
from goldenthread.reporting.lacking import lacks_said
from goldenthread.reporting.linked import jsonld_bytes
from goldenthread.reporting.opendata import card_json, card_json_bytes, figures_csv
from goldenthread.reporting.page import card_body, card_html
from goldenthread.reporting.sdmx import sdmx_csv, structure_json
from goldenthread.reporting.telling import figure_id

__all__ = [
    "Card",
    "brief_body",
    "card_body",
    "card_files",
    "card_html",
    "card_json",
    "card_json_bytes",
    "datapackage_bytes",
    "figure_id",
    "figures_csv",
    "jsonld_bytes",
    "lacks_said",
    "sdmx_csv",
    "structure_json",
]


def card_files(card: Card) -> dict[str, bytes]:
    """Return the files of a card by their names: page, PDF in both languages, data."""
    # The typesetter is slow to load.
    from goldenthread.reporting.pdf import brief_pdf, card_pdf

    return {
        "card.html": card_html(card).encode(),
        "card.pdf": card_pdf(card, "en"),
        "card.zh.pdf": card_pdf(card, "zh"),
        "brief.pdf": brief_pdf(card, "en"),
        "brief.zh.pdf": brief_pdf(card, "zh"),
        "card.json": card_json_bytes(card),
        "figures.csv": figures_csv(card),
        "datapackage.json": datapackage_bytes(card),
        "card.jsonld": jsonld_bytes(card),
        "figures.sdmx.csv": sdmx_csv(card),
        "structure.sdmx.json": structure_json(),
    }
