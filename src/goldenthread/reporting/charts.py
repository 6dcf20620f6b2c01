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
from goldenthread.reporting.card import Peers, Result
from goldenthread.terms.figures import Figure, Verdict
from goldenthread.terms.text import Language

_WIDTH, _LEFT, _RIGHT, _LINE = 300, 16, 284, 36
#: How wide a character is drawn, about, at 12 units: Latin, and Chinese.
_LATIN, _CJK = 6.9, 12.6

_PAPER = {
    "gt-track": "stroke:#e4e0d6;stroke-width:8;stroke-linecap:round",
    "gt-target": "stroke:#1d1e20;stroke-width:2",
    "gt-met": "fill:#1e6b47",
    "gt-missed": "fill:#b3261e",
    "gt-open": "fill:#ffffff;stroke:#35618e;stroke-width:2.5",
    "gt-earlier": "fill:none;stroke:#74767b;stroke-width:2",
    "gt-path": "stroke:#74767b;stroke-width:1.5;stroke-dasharray:3 3;fill:none",
    "gt-zero": "stroke:#74767b;stroke-width:1",
    "gt-beyond": "stroke:#8db5a3;stroke-width:8",
    "gt-short": "stroke:#d9938d;stroke-width:8",
    "gt-apart": "stroke:#9ab0c7;stroke-width:8",
    "gt-none": "stroke:#74767b;stroke-width:1.5;stroke-dasharray:4 4",
    "gt-rank": "stroke:#a67c12;stroke-width:10;stroke-linecap:round",
    "gt-label": "fill:#5d6066;font-size:12px",
    "gt-strong": "fill:#1d1e20;font-size:12px;font-weight:bold",
}
_DOTS = {Verdict.MET: "gt-met", Verdict.MISSED: "gt-missed"}
#: The stretch between what was asked and what came.
_DISTANCES = {Verdict.MET: "gt-beyond", Verdict.MISSED: "gt-short"}


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
        return sum(_CJK if ord(c) > 0x2E7F else _LATIN for c in self.text) + 4 * self.strong

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


def strip(result: Result, language: Language, *, id: str, title: str) -> str:
    """Draw what a target asked and what came, on one line from zero; `id` is unique on the page.

    A target without a number to reach is an empty string: there is nothing to draw.
    """
    if result.target.value is None:
        return ""
    marks, labels = _drawn(result, result.target.value, language)
    drawn = "".join(marks) + "".join(label.svg() for label in spread(labels))
    return _svg(drawn, id, title, strip_said(result, language), _WIDTH, 72)


def strip_said(result: Result, language: Language) -> str:
    """Return what a strip shows, for who cannot see it."""
    figure = result.judgement.figure
    came = wording.say("card.no_figure_drawn", language)
    if figure:
        value = wording.number(figure.value, figure.unit, language)
        came = wording.say("card.chart_came", language, value=value)
    asked = wording.asked(result.target, language)
    return wording.say("card.chart_desc", language, asked=asked, came=came)


def _drawn(result: Result, value: Decimal, language: Language) -> tuple[list[str], list[Label]]:
    """Return the marks and the labels of a strip; what is drawn first lies under the rest."""
    target, figure = result.target, result.judgement.figure
    earlier = [e for e in result.earlier if e.unit == target.unit]
    numbers = [value, *(e.value for e in earlier), *([figure.value] if figure else [])]
    place = scale(numbers)
    at, zero = place(value), place(Decimal(0))
    asked = wording.say("card.target", language, asked=wording.asked(target, language))
    marks = [_line("gt-track" if figure else "gt-none", _LEFT, _LINE, _RIGHT, _LINE)]
    marks.append(_line("gt-zero", zero, _LINE - 8, zero, _LINE + 8))
    labels = [Label(asked, at, 12), Label("0", zero, 64)]
    if figure is None:
        labels.append(Label(wording.say("card.no_figure_drawn", language), _WIDTH / 2, 64))
        return [*marks, _target(at)], labels
    x = place(figure.value)
    marks += _path([place(e.value) for e in earlier], to=x)
    labels += [_dated(each, place(each.value), language) for each in earlier]
    verdict = result.judgement.verdict
    marks += [
        _line(_DISTANCES.get(verdict, "gt-apart"), at, _LINE, x, _LINE),
        _target(at),
        f'<circle class="{_DOTS.get(verdict, "gt-open")}" cx="{x:.1f}" cy="{_LINE}" r="8"/>',
    ]
    return marks, [*labels, _dated(figure, x, language, strong=True)]


def _path(points: list[float], *, to: float) -> list[str]:
    """The way through the earlier figures to the last."""
    lines = [_line("gt-path", a, _LINE, b, _LINE) for a, b in pairwise([*points, to])]
    dots = [f'<circle class="gt-earlier" cx="{x:.1f}" cy="{_LINE}" r="5"/>' for x in points]
    return lines + dots


def _target(at: float) -> str:
    return _line("gt-target", at, _LINE - 15, at, _LINE + 15)


def _dated(figure: Figure, x: float, language: Language, *, strong: bool = False) -> Label:
    when = wording.period_short(figure.period, language)
    return Label(f"{when} {figure.value:,f}".replace("-", "−"), x, 64, strong)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value stands on a line from `low` to `high`, between the edges of a strip."""

    low: Decimal
    high: Decimal

    def __call__(self, value: Decimal) -> float:
        """Return its place from the left."""
        share = (value - self.low) / (self.high - self.low)
        return _LEFT + float(share) * (_RIGHT - _LEFT)


def scale(numbers: list[Decimal]) -> Scale:
    """Return a scale of all `numbers` and of zero, so that lengths on it are honest."""
    low, high = min([Decimal(0), *numbers]), max([Decimal(0), *numbers])
    room = (high - low) / 8 or Decimal(1)
    return Scale(low - room if low else low, high + room if high or not low else high)


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
    id = escape(id)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{escape(title)}</title>'
        f'<desc id="{id}-d">{escape(desc)}</desc>{drawn}</svg>'
    )


def for_paper(svg: str) -> str:
    """Return the SVG with the paper's colours in place of its classes."""
    return re.sub(r'class="(gt-[a-z]+)"', lambda m: f'style="{_PAPER.get(m[1], "")}"', svg)
