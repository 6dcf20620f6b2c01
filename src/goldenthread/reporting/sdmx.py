"""The card's figures as statisticians exchange them: SDMX-CSV 2.0, and the structure it follows.

One row for each quantity, area and period on the card: the figures judged, those
shown beside them, and those of the peers. What was asked and the verdict are no
observations; figures.csv holds them.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from goldenthread.reporting.card import Card, Result
from goldenthread.terms.figures import Figure
from goldenthread.terms.periods import Period

AGENCY = "GOLDENTHREAD"
STRUCTURE = f"{AGENCY}:REPORT_CARD(1.0.0)"
_SCHEMA = "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json"
#: By SDMX's own codes: a value as it is, and a value that is missing.
_HELD, _MISSING = "A", "O"
#: A period that runs over several of the calendar's own has no frequency of its own.
_OTHER = "_O"
_FREQUENCIES = {12: "A", 6: "S", 3: "Q", 1: "M"}

#: Each column after the three that name structure and action: its name in both languages, its type.
_DIMENSIONS = {
    "FREQ": ("Frequency", "频率", "String"),
    "REF_AREA": ("Area", "地区", "String"),
    "INDICATOR": ("Quantity", "指标", "String"),
    "TIME_PERIOD": ("Period", "时期", "ObservationalTimePeriod"),
}
_MEASURES = {"OBS_VALUE": ("Value", "数值", "Decimal")}
_ATTRIBUTES = {
    "UNIT_MEASURE": ("Unit", "单位", "String"),
    "OBS_STATUS": ("Status", "状态", "String"),
    "KNOWN": ("Known by", "已知日期", "GregorianDay"),
    "AS_KNOWN": ("Card's day", "报告单截止日", "GregorianDay"),
    "METHOD": ("How computed", "算法", "String"),
    "SOURCE": ("Sources", "来源", "String"),
}
COLUMNS = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *_DIMENSIONS, *_MEASURES, *_ATTRIBUTES)


def sdmx_csv(card: Card) -> bytes:
    """Return the card's figures as SDMX-CSV 2.0 (UTF-8), sorted by their key.

    A figure that is not known has an empty value and the status O, never a
    zero. Numbers are the decimals they are. Equal cards give equal bytes.
    """
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for row in _rows(card):
        key = tuple(row[name] for name in _DIMENSIONS)
        # What one target misses, another may have found.
        if key not in rows or row["OBS_STATUS"] == _HELD:
            rows[key] = row
    writer.writerows(rows[key] for key in sorted(rows))
    return table.getvalue().encode()


def structure_json() -> bytes:
    """Return the structure that the table names, as an SDMX-JSON 2.0 structure message."""
    message = {
        "meta": {
            "schema": _SCHEMA,
            "id": "REPORT_CARD",
            "prepared": "2026-11-23T00:00:00Z",
            "test": False,
            "sender": {"id": AGENCY},
        },
        "data": {"conceptSchemes": [_concepts()], "dataStructures": [_structure()]},
    }
    return (json.dumps(message, ensure_ascii=False, indent=1) + "\n").encode()


def time_period(period: Period) -> tuple[str, str]:
    """Return the SDMX frequency and the SDMX time period of a calendar period.

    2023H1 is 2023-S1; January to September, cumulative, is 2023-01-01/P9M with
    the frequency _O.
    """
    label, months = period.label, period.months
    if period.last_day == period.start:
        return "D", label
    if "/" in label:
        return _OTHER, label if months else f"{period.start}/P{(period.end - period.start).days}D"
    if months == 9:
        return _OTHER, f"{period.start}/P9M"
    frequency = _FREQUENCIES[months or 12]
    if frequency == "M":
        return frequency, f"{period.start:%Y-M%m}"
    return frequency, label.replace("H", "-S").replace("Q", "-Q")


def _rows(card: Card) -> Iterator[dict[str, str]]:
    if card.peers:
        for area, figure in card.peers.figures:
            key = _key(area.id, card.peers.indicator.id, card.peers.period)
            yield key | (_told(figure) if figure else _MISSED) | {"AS_KNOWN": str(card.as_known)}
    for row in card.duties:
        for result in row.results:
            for each in _of(result):
                yield each | {"AS_KNOWN": str(card.as_known)}


def _of(result: Result) -> Iterator[dict[str, str]]:
    """Yield a row for the target's own figure, known or not, and for those beside it."""
    target, judged = result.target, result.judgement.figure
    if judged is None:
        yield _key(target.area, target.indicator, target.period) | _MISSED
    for figure in (*result.earlier, *result.beside, *filter(None, (judged,))):
        yield _key(figure.area, figure.indicator, figure.period) | _told(figure)


_MISSED = {"OBS_STATUS": _MISSING}


def _key(area: str, indicator: str, period: Period) -> dict[str, str]:
    frequency, time = time_period(period)
    named = {"FREQ": frequency, "REF_AREA": area, "INDICATOR": indicator, "TIME_PERIOD": time}
    return {"STRUCTURE": "datastructure", "STRUCTURE_ID": STRUCTURE, "ACTION": "I"} | named


def _told(figure: Figure) -> dict[str, str]:
    sources = dict.fromkeys(given.source for given in figure.inputs)
    return {
        "OBS_VALUE": f"{figure.value:f}",
        "UNIT_MEASURE": figure.unit,
        "OBS_STATUS": _HELD,
        "KNOWN": figure.known.isoformat(),
        "METHOD": figure.method,
        "SOURCE": " ".join(sources),
    }


def _concepts() -> dict[str, Any]:
    each = _DIMENSIONS | _MEASURES | _ATTRIBUTES
    return _maintained("CONCEPTS", "Concepts of a report card", "报告单的概念") | {
        "isPartial": False,
        "concepts": [{"id": name} | _named(en, zh) for name, (en, zh, _) in each.items()],
    }


def _structure() -> dict[str, Any]:
    *dimensions, time = (_component(name, given) for name, given in _DIMENSIONS.items())
    measures = [
        _component(name, given) | {"usage": "optional"} for name, given in _MEASURES.items()
    ]
    attributes = [_attribute(name, given) for name, given in _ATTRIBUTES.items()]
    return _maintained("REPORT_CARD", "Figures of a report card", "报告单的数据") | {
        "dataStructureComponents": {
            "dimensionList": {
                "id": "DimensionDescriptor",
                "dimensions": [each | {"position": at} for at, each in enumerate(dimensions)],
                "timeDimension": time,
            },
            "measureList": {"id": "MeasureDescriptor", "measures": measures},
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        }
    }


def _attribute(name: str, given: tuple[str, str, str]) -> dict[str, Any]:
    usage = "mandatory" if name in ("OBS_STATUS", "AS_KNOWN") else "optional"
    about = {"attributeRelationship": {"observation": {}}, "usage": usage}
    return _component(name, given) | about


def _component(name: str, given: tuple[str, str, str]) -> dict[str, Any]:
    concept = f"{AGENCY}:CONCEPTS(1.0.0).{name}"
    return {
        "id": name,
        "conceptIdentity": f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={concept}",
        "localRepresentation": {"format": {"dataType": given[2]}},
    }


def _maintained(name: str, en: str, zh: str) -> dict[str, Any]:
    return {"id": name, "agencyID": AGENCY, "version": "1.0.0"} | _named(en, zh)


def _named(en: str, zh: str) -> dict[str, Any]:
    return {"name": en, "names": {"en": en, "zh": zh}}
