"""A published index against its own indicators: does it follow from them, and for whom not?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from goldenthread.scoring.auditing import Agreement, agreement
from goldenthread.scoring.building import Built
from goldenthread.scoring.tables import number, read_rows
from goldenthread.terms.errors import BadTable


@dataclass(frozen=True, slots=True)
class Published:
    """How published scores agree with the indicators of the same units, all of them known."""

    units: tuple[str, ...]
    found: Agreement

    @property
    def off(self) -> tuple[str, ...]:
        """The units whose published score does not fit."""
        return tuple(self.units[row] for row in self.found.off)

    @property
    def moved(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a unit and the one beside whose name its score was printed."""
        order = [] if self.found.moved is None else self.found.moved.tolist()
        return tuple((self.units[row], self.units[at]) for row, at in enumerate(order) if row != at)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON's own types."""
        return {
            "units": list(self.units),
            "r_squared": self.found.r_squared,
            "off": list(self.off),
            "moved": [{"unit": unit, "printed_at": at} for unit, at in self.moved],
            "r_squared_moved": self.found.r_squared_moved,
        }


def read_published(path: Path) -> dict[str, float]:
    """Return the scores by unit from a CSV with the columns `unit` and `score`.

    Raise BadTable, with file, row and remedy, for anything else.
    """
    rows = read_rows(path)
    heading = next(iter(rows.values())).keys()
    unit = next((name for name in ("unit", "uCode") if name in heading), None)
    if unit is None or "score" not in heading:
        raise BadTable(
            "there is no table of published scores.",
            place=str(path),
            remedy="Give a CSV with the columns unit and score, and a row for each unit.",
        )
    scores: dict[str, float] = {}
    for at, row in rows.items():
        if row[unit] in scores:
            raise BadTable(
                f"{row[unit]!r} stands twice.",
                place=f"{path}, row {at}, column {unit}",
                remedy="Keep one of them.",
            )
        scores[row[unit]] = number(row["score"], place=f"{path}, row {at}, column score")
    return scores


def compare_published(built: Built, published: Mapping[str, float]) -> Published:
    """Return how `published` scores agree with the normalised indicators of an index.

    Their weights need not be known. Units of which an indicator or the score is not
    known are left out. Raise BadTable for a unit that the table does not hold, and where
    fewer than three are left.
    """
    known = {unit: row for row, unit in enumerate(built.table.units)}
    if strangers := sorted(published.keys() - known.keys()):
        raise BadTable(
            f"{strangers[0]!r} is not in the table.",
            place="--published",
            remedy="Name the units as the table's first column does.",
        )
    values = built.steps["normalised"]
    units = tuple(
        unit
        for unit, score in published.items()
        if not np.isnan([score, *values[known[unit]]]).any()
    )
    if len(units) < 3:
        raise BadTable(
            f"all indicators are known of {len(units)} of these units.",
            place="--published",
            remedy="Give three or more.",
        )
    scores = np.array([published[unit] for unit in units])
    return Published(units, agreement(values[[known[unit] for unit in units]], published=scores))
