"""Pictures of an index as SVG, coloured by the page's own style sheet."""

from html import escape
from math import ceil, floor
from typing import Any

_ROW = 22
_NAME = 190
_WIDE = 460
_LETTERS = 26


def _frame(rows: int, label: str, inside: list[str]) -> str:
    high = rows * _ROW + 8
    wide = _NAME + _WIDE + 60
    return (
        f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(label)}">'
        f"{''.join(inside)}</svg>"
    )


def _name(row: int, text: str, href: str = "") -> str:
    at = row * _ROW + 19
    held = f'<text class="name" x="{_NAME - 8}" y="{at}">{escape(_short(text))}</text>'
    return f'<a href="{escape(href)}">{held}</a>' if href else held


def _short(text: str) -> str:
    """As much of a name as there is room for; a Chinese sign is as wide as two letters."""
    room, out = _LETTERS, ""
    for sign in text:
        room -= 2 if ord(sign) > 0x2E7F else 1
        if room < 0:
            return out[:-1] + "…"
        out += sign
    return out


def ranges(rows: list[dict[str, Any]], *, label: str) -> str:
    """Return a bar from the 5th to the 95th percentile of places, and a dot at the place.

    The percentiles stand at the right in figures: whole places, never narrower than they are.
    """
    most = max(len(rows), 2)

    def x(place: float) -> float:
        return round(_NAME + (place - 1) / (most - 1) * _WIDE, 1)

    inside = []
    for row, unit in enumerate(rows):
        y = row * _ROW + 14
        inside.append(_name(row, unit["name"], unit.get("href", "")))
        if unit.get("low") is not None:
            width = max(x(unit["high"]) - x(unit["low"]), 2)
            inside.append(
                f'<rect class="range" x="{x(unit["low"])}" y="{y - 4}" width="{width:.1f}" '
                f'height="8" rx="4"/>'
            )
            ends = f"{floor(unit['low'])}–{ceil(unit['high'])}"
            inside.append(f'<text x="{_NAME + _WIDE + 10}" y="{y + 5}">{ends}</text>')
        if unit["place"]:
            inside.append(f'<circle class="place" cx="{x(unit["place"])}" cy="{y}" r="4"/>')
    return _frame(len(rows), label, inside)


def stacked(rows: list[dict[str, Any]], *, label: str) -> str:
    """Return for each row its `parts` (name, value) end to end, below nought to the left."""
    low = min((sum(min(v, 0) for _, v in row["parts"]) for row in rows), default=0)
    high = max((sum(max(v, 0) for _, v in row["parts"]) for row in rows), default=1)
    scale = _WIDE / ((high - low) or 1)
    inside = []
    for at, row in enumerate(rows):
        inside.append(_name(at, row["name"], row.get("href", "")))
        ends = {1: 0.0, -1: 0.0}
        for number, (name, value) in enumerate(row["parts"]):
            side = 1 if value >= 0 else -1
            start = ends[side] if side > 0 else ends[side] + value
            ends[side] += value
            left = _NAME + (start - low) * scale
            inside.append(
                f'<rect class="part p{number % 8}" x="{left:.1f}" y="{at * _ROW + 7}" '
                f'width="{abs(value) * scale:.1f}" height="14">'
                f"<title>{escape(name)}: {value:.2f}</title></rect>"
            )
    return _frame(len(rows), label, inside)


def sobol(factors: list[str], first: list[float], total: list[float], *, label: str) -> str:
    """Return two bars for each factor: what it does alone, and with the others."""
    inside = []
    for at, (name, alone, both) in enumerate(zip(factors, first, total, strict=True)):
        y = at * _ROW + 7
        inside.append(_name(at, name))
        for value, kind, top in ((both, "total", y), (alone, "first", y + 4)):
            width = max(min(value, 1), 0) * _WIDE
            high = 14 if kind == "total" else 6
            inside.append(
                f'<rect class="{kind}" x="{_NAME}" y="{top}" width="{width:.1f}" height="{high}"/>'
            )
    return _frame(len(factors), label, inside)
