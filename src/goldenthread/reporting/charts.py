"""Charts as our own SVG, styled by CSS classes: a strip of target and figures, a bar of ranks.

Each carries its title and description. `for_paper` writes the colours in, for a
reader of SVG that knows no stylesheet.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise

from goldenthread.reporting import wording
from goldenthread.reporting.card import Peers, Result, Row
from goldenthread.terms.figures import Verdict
from goldenthread.terms.periods import Period
from goldenthread.terms.text import Language

_WIDTH, _LEFT, _RIGHT, _LINE = 300, 16, 284, 36
#: How wide a character is drawn, about, at 12 units: Latin, and Chinese.
_LATIN, _CJK = 6.4, 12.0

_PAPER = {
    "gt-track": "stroke:#e4e0d6;stroke-width:8;stroke-linecap:round",
    "gt-target": "stroke:#1d1e20;stroke-width:2",
    "gt-met": "fill:#1e6b47",
    "gt-missed": "fill:#b3261e",
    "gt-open": "fill:#ffffff;stroke:#35618e;stroke-width:2.5",
    "gt-earlier": "fill:none;stroke:#74767b;stroke-width:2",
    "gt-path": "stroke:#74767b;stroke-width:1.5;stroke-dasharray:3 3;fill:none",
    "gt-none": "stroke:#74767b;stroke-width:1.5;stroke-dasharray:4 4",
    "gt-rank": "stroke:#a67c12;stroke-width:10;stroke-linecap:round",
    "gt-label": "fill:#5d6066;font-size:12px",
    "gt-strong": "fill:#1d1e20;font-size:12px;font-weight:bold",
}
_DOTS = {Verdict.MET: "gt-met", Verdict.MISSED: "gt-missed"}


@dataclass(frozen=True, slots=True)
class Label:
    """A word under or over the line: its middle, its width as drawn, its height on the page."""

    text: str
    x: float
    y: float
    strong: bool = False

    @property
    def width(self) -> float:
        """How wide it is drawn, about."""
        return sum(_CJK if ord(c) > 0x2E7F else _LATIN for c in self.text)

    @property
    def box(self) -> tuple[float, float]:
        """Its left and right edge."""
        return self.x - self.width / 2, self.x + self.width / 2

    def svg(self) -> str:
        """Draw it."""
        name = "gt-strong" if self.strong else "gt-label"
        return (
            f'<text class="{name}" x="{self.x:.1f}" y="{self.y:.0f}" text-anchor="middle">'
            f"{escape(self.text)}</text>"
        )


def strip(row: Row, language: Language, *, id: str) -> str:
    """Draw what a duty's target asked and what came, on one line; `id` is unique on the page.

    A duty without a number to reach is an empty string: there is nothing to draw.
    """
    result = wording.decisive(row)
    if result is None or result.target.value is None:
        return ""
    parts, labels = _drawn(result, language)
    drawn = "".join(parts) + "".join(label.svg() for label in spread(labels))
    figure = result.judgement.figure
    came = (
        wording.say(
            "card.chart_came",
            language,
            value=wording.number(figure.value, figure.unit, language),
        )
        if figure
        else wording.say("card.no_figure_drawn", language)
    )
    desc = wording.say(
        "card.chart_desc", language, asked=wording.asked(result.target, language), came=came
    )
    return _svg(drawn, id, row.commitment.title.in_language(language), desc, _WIDTH, 72)


def _drawn(result: Result, language: Language) -> tuple[list[str], list[Label]]:
    """Return the marks and the labels of a strip."""
    target, figure = result.target, result.judgement.figure
    value = target.value or Decimal(0)
    earlier = [e for e in result.earlier if e.unit == target.unit]
    numbers = [value, *(e.value for e in earlier), *([figure.value] if figure else [])]
    place = _scale(numbers)
    track = "gt-track" if figure else "gt-none"
    parts = [_line(track, _LEFT, _LINE, _RIGHT, _LINE)]
    at = place(value)
    short = wording.asked(target, language)
    labels = [Label(wording.say("card.target", language, asked=short), at, 12)]
    if figure is None:
        labels.append(Label(wording.say("card.no_figure_drawn", language), _WIDTH / 2, 64))
    points = [(place(e.value), e) for e in earlier]
    if figure is not None and points:
        path = [x for x, _ in points] + [place(figure.value)]
        steps = pairwise(path)
        parts += [_line("gt-path", a, _LINE, b, _LINE) for a, b in steps]
    for x, point in points:
        parts.append(f'<circle class="gt-earlier" cx="{x:.1f}" cy="{_LINE}" r="5"/>')
        labels.append(Label(_dated(point.period, point.value, language), x, 64))
    parts.append(_line("gt-target", at, _LINE - 15, at, _LINE + 15))
    if figure is not None:
        x = place(figure.value)
        dot = _DOTS.get(result.judgement.verdict, "gt-open")
        parts.append(f'<circle class="{dot}" cx="{x:.1f}" cy="{_LINE}" r="8"/>')
        labels.append(Label(_dated(figure.period, figure.value, language), x, 64, strong=True))
    return parts, labels


def _dated(period: Period, value: Decimal, language: Language) -> str:
    return f"{wording.period_short(period, language)} {value:,f}".replace("-", "−")


def _scale(numbers: list[Decimal]) -> "_Scale":
    low, high = min(numbers), max(numbers)
    room = (high - low) / 2 or max(abs(high) / 4, Decimal(1))
    return _Scale(float(low - room), float(high + room))


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def __call__(self, value: Decimal) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return _LEFT + share * (_RIGHT - _LEFT)


def spread(labels: list[Label], *, width: float = _WIDTH) -> list[Label]:
    """Return the labels moved along their lines so that none overlaps another or leaves."""
    placed: list[Label] = []
    for y in sorted({label.y for label in labels}):
        row = sorted((label for label in labels if label.y == y), key=lambda label: label.x)
        edge = 0.0
        fitted = []
        for label in row:
            x = max(label.x, edge + label.width / 2)
            fitted.append(Label(label.text, x, y, label.strong))
            edge = x + label.width / 2 + 8
        limit = width
        for label in reversed(fitted):
            x = min(label.x, limit - label.width / 2)
            placed.append(Label(label.text, x, y, label.strong))
            limit = x - label.width / 2 - 8
    return placed


def rank_bar(peers: Peers, language: Language, *, id: str) -> str:
    """Draw the places a body can have among its peers, from best to worst."""
    found, wide = peers.range, 900
    step = (wide - 80) / max(found.of - 1, 1)
    best, worst = 40 + step * (found.best - 1), 40 + step * (found.worst - 1)
    ends = sorted({1, found.best, found.worst, found.of})
    parts = [_line("gt-track", 40, 30, wide - 40, 30), _line("gt-rank", best, 30, worst, 30)]
    parts += [
        Label(
            _place(end, language), 40 + step * (end - 1), 58, end in (found.best, found.worst)
        ).svg()
        for end in ends
    ]
    said = wording.peers_said(peers, language)
    return _svg("".join(parts), id, peers.title.in_language(language), said, wide, 66)


def _place(place: int, language: Language) -> str:
    said = wording.ordinal(place, language)
    return f"第{said}" if language == "zh" else said


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{name}" x1="{x1:.1f}" y1="{y1:.0f}" x2="{x2:.1f}" y2="{y2:.0f}"/>'


def _svg(drawn: str, id: str, title: str, desc: str, width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{escape(title)}</title>'
        f'<desc id="{id}-d">{escape(desc)}</desc>{drawn}</svg>'
    )


def for_paper(svg: str) -> str:
    """Return the SVG with the paper's colours in place of its classes."""
    return re.sub(r'class="(gt-[a-z]+)"', lambda m: f'style="{_PAPER.get(m[1], "")}"', svg)
