"""Pictures of an index as SVG, coloured by the page's own style sheet.

Each can be laid out broad, names at the left, or narrow, names above: on a
telephone a broad picture would have to be pushed from side to side.
"""

from dataclasses import dataclass
from html import escape
from math import ceil, floor
from typing import Any


@dataclass(frozen=True, slots=True)
class Layout:
    """Where bars start, how long they can be, how high a row is, how far below its top a bar is.

    `room` is left of and right of the bars for figures, `letters` how many a name may have.
    """

    left: int
    wide: int
    row: int
    drop: int
    room: int
    letters: int

    @property
    def is_narrow(self) -> bool:
        """Whether names stand above their bars."""
        return self.drop > 0


BROAD = Layout(left=190, wide=460, row=22, drop=0, room=60, letters=26)
NARROW = Layout(left=6, wide=296, row=40, drop=18, room=52, letters=40)


def _frame(rows: int, label: str, inside: list[str], at: Layout) -> str:
    high = rows * at.row + 8
    wide = at.left + at.wide + at.room
    return (
        f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(label)}">'
        f"{''.join(inside)}</svg>"
    )


def _name(row: int, text: str, at: Layout, href: str = "") -> str:
    kind, x = ("over", 2) if at.is_narrow else ("name", at.left - 8)
    said = escape(_short(text, at.letters))
    held = f'<text class="{kind}" x="{x}" y="{row * at.row + 19}">{said}</text>'
    return f'<a href="{escape(href)}">{held}</a>' if href else held


def _short(text: str, letters: int) -> str:
    """As much of a name as there is room for; a Chinese sign is as wide as two letters."""
    room, out = letters, ""
    for sign in text:
        room -= 2 if ord(sign) > 0x2E7F else 1
        if room < 0:
            return out[:-1] + "…"
        out += sign
    return out


def ranges(rows: list[dict[str, Any]], *, label: str, at: Layout = BROAD) -> str:
    """Return a bar from the 5th to the 95th percentile of places, and a dot at the place.

    The percentiles stand at the right in figures: whole places, never narrower than they are.
    """
    most = max(len(rows), 2)

    def x(place: float) -> float:
        return round(at.left + (place - 1) / (most - 1) * at.wide, 1)

    inside = []
    for row, unit in enumerate(rows):
        y = row * at.row + 14 + at.drop
        inside.append(_name(row, unit["name"], at, unit.get("href", "")))
        if unit.get("low") is not None:
            width = max(x(unit["high"]) - x(unit["low"]), 2)
            inside.append(
                f'<rect class="range" x="{x(unit["low"])}" y="{y - 4}" width="{width:.1f}" '
                f'height="8" rx="4"/>'
            )
            ends = f"{floor(unit['low'])}–{ceil(unit['high'])}"
            inside.append(f'<text x="{at.left + at.wide + 10}" y="{y + 5}">{ends}</text>')
        if unit["place"]:
            inside.append(f'<circle class="place" cx="{x(unit["place"])}" cy="{y}" r="4"/>')
    return _frame(len(rows), label, inside, at)


def stacked(rows: list[dict[str, Any]], *, label: str, at: Layout = BROAD) -> str:
    """Return for each row its `parts` (name, value) end to end, below nought to the left."""
    low = min((sum(min(v, 0) for _, v in row["parts"]) for row in rows), default=0)
    high = max((sum(max(v, 0) for _, v in row["parts"]) for row in rows), default=1)
    scale = at.wide / ((high - low) or 1)
    inside = []
    for line, row in enumerate(rows):
        inside.append(_name(line, row["name"], at, row.get("href", "")))
        ends = {1: 0.0, -1: 0.0}
        for number, (name, value) in enumerate(row["parts"]):
            side = 1 if value >= 0 else -1
            start = ends[side] if side > 0 else ends[side] + value
            ends[side] += value
            left = at.left + (start - low) * scale
            top = line * at.row + 7 + at.drop
            inside.append(
                f'<rect class="part p{number % 8}" x="{left:.1f}" y="{top}" '
                f'width="{abs(value) * scale:.1f}" height="14">'
                f"<title>{escape(name)}: {value:.2f}</title></rect>"
            )
    return _frame(len(rows), label, inside, at)


def sobol(
    factors: list[str], first: list[float], total: list[float], *, label: str, at: Layout = BROAD
) -> str:
    """Return two bars for each factor: what it does alone, and with the others."""
    inside = []
    for line, (name, alone, both) in enumerate(zip(factors, first, total, strict=True)):
        y = line * at.row + 7 + at.drop
        inside.append(_name(line, name, at))
        for value, kind, top in ((both, "total", y), (alone, "first", y + 4)):
            width = max(min(value, 1), 0) * at.wide
            high = 14 if kind == "total" else 6
            inside.append(
                f'<rect class="{kind}" x="{at.left}" y="{top}" width="{width:.1f}" '
                f'height="{high}"/>'
            )
    return _frame(len(factors), label, inside, at)
