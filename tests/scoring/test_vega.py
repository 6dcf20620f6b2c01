"""The specifications draw what the page draws: the same rows, order and ends."""

from typing import Any

from goldenthread.scoring import vega

ROWS: list[dict[str, Any]] = [
    {"name": "1 Ash", "place": 1, "low": 1.0, "high": 2.0},
    {"name": "2 Elm", "place": 2, "low": 1.0, "high": 3.0},
    {"name": "Oak", "place": None, "low": None, "high": None},
]


def test_places_run_from_the_left_and_rows_keep_their_order() -> None:
    spec = vega.ranges_chart(ROWS)
    assert spec["data"]["values"] == ROWS
    bar, dot = (layer["encoding"] for layer in spec["layer"])
    assert (bar["x"]["field"], bar["x2"]["field"], dot["x"]["field"]) == ("low", "high", "place")
    for encoding in (bar, dot):
        assert encoding["y"]["sort"] is None
        assert not encoding["x"]["scale"].get("reverse")


def test_a_wide_bar_is_the_total_and_a_thin_one_the_first_order() -> None:
    wide, thin = vega.sobol_chart([{"name": "scale", "first": 0.2, "total": 0.5}])["layer"]
    assert wide["encoding"]["x"]["field"] == "total"
    assert thin["encoding"]["x"]["field"] == "first"
    assert wide["mark"]["height"] > thin["mark"]["height"]


def test_parts_are_coloured_by_name_only_where_there_are_any() -> None:
    assert "color" not in vega.bars_chart([], value="points")["encoding"]
    parts = vega.bars_chart([], value="points", group="part")["encoding"]
    assert parts["color"]["field"] == "part"
    assert parts["x"]["field"] == "points"
