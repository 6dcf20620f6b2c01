"""The card as a PDF: tagged, in one language, its fonts inside, the same bytes for the same card.

What the card says reaches the template as data, never as markup: whatever
stands in a title is printed as it stands.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from goldenthread.reporting.brief import briefed
from goldenthread.reporting.card import Card
from goldenthread.reporting.charts import for_paper
from goldenthread.reporting.tale import Chart
from goldenthread.reporting.telling import told
from goldenthread.terms.text import Language

if TYPE_CHECKING:
    import typst

#: Read aloud by a screen reader, and kept in an archive: both at once.
_STANDARDS = ("ua-1", "a-2a")
#: What the typesetter says of a character that no font here has.
_NO_GLYPH = "could not be displayed with font"
_FONT = "Noto Sans SC"


def card_pdf(card: Card, language: Language) -> bytes:
    """Return the card in `language` as PDF/UA-1 and PDF/A-2a on A4, dated the day it is known on.

    Where a text holds a character that no font here has, neither can be
    promised; the card is then the same tagged PDF without those claims, the
    character shown as a box.
    """
    return _printed_card(_data(card, language), card, template="card.typ")


def brief_pdf(card: Card, language: Language) -> bytes:
    """Return the leader's brief on one page, as `card_pdf` returns the card."""
    return _printed_card(asdict(briefed(card, language)), card, template="brief.typ")


def _printed_card(told: dict[str, Any], card: Card, *, template: str) -> bytes:
    # It takes long to load, and few commands print.
    import typst

    day = [card.as_known.year, card.as_known.month, card.as_known.day]
    whole = told | {"date": day, "author": card.software}
    data = {"card": json.dumps(whole, ensure_ascii=False)}
    made = datetime.combine(card.as_known, time(), UTC)
    try:
        return _compiled(data, made, list(_STANDARDS), template)
    except typst.TypstError as error:
        if _NO_GLYPH not in str(error):
            raise
        return _compiled(data, made, [], template)


def printed_pdf(title: str, lines: Sequence[str], *, on: date) -> bytes:
    """Return a title and lines of plain text as a tagged PDF, dated the day `on`."""
    data = {"title": title, "lines": json.dumps(list(lines), ensure_ascii=False)}
    made = datetime.combine(on, time(), UTC)
    return _compiled(data, made, [], template="stone.typ")


def _compiled(
    data: dict[str, str], made: datetime, standards: list[Any], template: str = "card.typ"
) -> bytes:
    import typst

    return typst.compile(
        files("goldenthread.reporting").joinpath(template).read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=data,
        timestamp=made,
        pdf_standards=standards,
    )


@cache
def _fonts() -> "typst.Fonts":
    """The fonts printed with, wherever it is printed: those of two packages, none of the system."""
    import typst

    folder = str(files("pylopdf_fonts_zh_cn"))
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _data(card: Card, language: Language) -> dict[str, Any]:
    """Return all that the template prints: the telling as plain data, its pictures for paper."""
    tale = told(card, language)
    data = asdict(tale)
    laid = (*data["duties"], *data["running"])
    for duty, printed in zip((*tale.duties, *tale.running), laid, strict=True):
        printed["charts"] = [_printed(chart) for chart in duty.charts]
    if tale.peers:
        data["peers"]["chart"] = _drawn(tale.peers.chart)
    return data | {"stamp": card.notice.in_language(language)}


def _printed(chart: Chart) -> dict[str, str]:
    return asdict(chart) | {"svg": _drawn(chart.svg)}


def _drawn(svg: str) -> str:
    return for_paper(svg).replace("<svg ", f'<svg font-family="{_FONT}" ', 1)
