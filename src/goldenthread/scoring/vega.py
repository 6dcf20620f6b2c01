"""The same pictures as Vega-Lite specifications, with their data inside."""

from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

Rows = list[dict[str, Any]]


def ranges_chart(rows: Rows) -> dict[str, Any]:
    """Return rank-range bars: `rows` have name, place and perhaps low and high.

    As in the page's own picture rows keep their order, and the first place is at the left.
    """
    names = {"field": "name", "type": "nominal", "sort": None, "title": None}
    across = {"type": "quantitative", "scale": {"zero": False}}
    bar = {
        "mark": {"type": "bar", "height": 6},
        "encoding": {"y": names, "x": {"field": "low", **across}, "x2": {"field": "high"}},
    }
    dot = {
        "mark": {"type": "point", "filled": True},
        "encoding": {"y": names, "x": {"field": "place", **across}},
    }
    return {"$schema": SCHEMA, "data": {"values": rows}, "layer": [bar, dot]}


def sobol_chart(rows: Rows) -> dict[str, Any]:
    """Return a wide bar of `total` and a thin one of `first` by name."""
    names = {"field": "name", "type": "nominal", "sort": None, "title": None}
    layers = [
        {
            "mark": {"type": "bar", "height": height, "opacity": opacity},
            "encoding": {"y": names, "x": {"field": field, "type": "quantitative"}},
        }
        for field, height, opacity in (("total", 14, 0.4), ("first", 6, 1.0))
    ]
    return {"$schema": SCHEMA, "data": {"values": rows}, "layer": layers}


def bars_chart(rows: Rows, *, value: str, group: str = "") -> dict[str, Any]:
    """Return bars of `value` by name, one colour for each `group` where there is one."""
    encoding: dict[str, Any] = {
        "y": {"field": "name", "type": "nominal", "sort": None, "title": None},
        "x": {"field": value, "type": "quantitative"},
    }
    if group:
        encoding["color"] = {"field": group, "type": "nominal"}
    return {"$schema": SCHEMA, "data": {"values": rows}, "mark": "bar", "encoding": encoding}
