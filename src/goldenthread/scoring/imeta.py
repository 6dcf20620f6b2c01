"""Read a design from COINr's iMeta table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goldenthread.scoring.design import Design
from goldenthread.scoring.tables import number, read_rows
from goldenthread.scoring.tree import Node, Tree
from goldenthread.terms.errors import BadTable
from goldenthread.terms.quantities import Direction
from goldenthread.terms.text import Words


def read_imeta(path: Path, **choices: Any) -> Design:
    """Return the design of COINr's iMeta table; `choices` are fields of Design, such as `treat`.

    Rows of type Indicator and Aggregate are nodes; Weight, Direction, Unit,
    Target, Denominator, iName and the columns goalpost_lower and goalpost_upper
    are read where they stand.
    """
    nodes = []
    for at, row in read_rows(path).items():
        place = f"{path}, row {at}"
        if "iCode" not in row or "Type" not in row:
            raise BadTable("no iCode or Type.", place=place, remedy="Give an iMeta table.")
        if row["Type"] in ("Indicator", "Aggregate"):
            nodes.append(_imeta_node(row, place))
    return Design(Tree.of(nodes, place=str(path)), place=str(path), **choices)


def _imeta_node(row: Mapping[str, str], place: str) -> Node:
    def real(column: str) -> float | None:
        value = number(row.get(column, ""), place=f"{place}, column {column}")
        return None if value != value else value

    sign = {1.0: Direction.MORE, -1.0: Direction.LESS, None: Direction.NEITHER}.get(
        real("Direction"), Direction.NEITHER
    )
    low, high, weight = real("goalpost_lower"), real("goalpost_upper"), real("Weight")
    posts = None if low is None or high is None else (low, high)
    if posts and sign is Direction.LESS:
        posts = posts[::-1]
    return Node(
        row["iCode"],
        row.get("Parent") if row.get("Parent") not in ("", "NA", None) else None,
        Words(row.get("iName", ""), row.get("iName", "")),
        sign,
        1.0 if weight is None else weight,
        row.get("Unit", ""),
        row["Type"] == "Indicator",
        row.get("Denominator", "") if row.get("Denominator") != "NA" else "",
        posts,
        real("Target"),
        place=place,
    )
