"""Charts as our own SVG, styled by CSS classes: a strip of target and figures, a bar of ranks.

Each carries its title and description. `for_paper` writes the colours in, for a
reader of SVG that knows no stylesheet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise

from goldenthread.reporting import wording
from goldenthread.reporting.card import Peers, Result
from goldenthread.terms.figures import Figure, Reason, Verdict
from goldenthread.terms.observations import Target
from goldenthread.terms.text import Language

WIDTH, LEFT, RIGHT, _LINE = 300, 16, 284, 36
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
    "gt-band": "stroke:#1d1e20;stroke-width:3;stroke-opacity:.35",
    "gt-was": "stroke:#74767b;stroke-width:1.5;fill:none",
    "gt-plan": "stroke:#1d1e20;stroke-width:1;stroke-dasharray:1 3;fill:none",
    "gt-fanwide": "fill:#b58a1b;fill-opacity:.16",
    "gt-fannarrow": "fill:#b58a1b;fill-opacity:.32",
    "gt-none": "stroke:#74767b;stroke-width:1.5;stroke-dasharray:4 4",
    "gt-rank": "stroke:#a67c12;stroke-width:10;stroke-linecap:round",
    "gt-label": "fill:#5d6066;font-size:12px",
    "gt-strong": "fill:#1d1e20;font-size:12px;font-weight:bold",
}
DOTS = {Verdict.MET: "gt-met", Verdict.MISSED: "gt-missed"}
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
        width = sum(_CJK if ord(c) > 0x2E7F else _LATIN for c in self.text)
        return width * 1.1 if self.strong else width

    @property
    def box(self) -> tuple[float, float]:
        """Its left and right edge."""
        return self.x - self.width / 2, self.x + self.width / 2

    def svg(self) -> str:
        """Draw it."""
        name = "gt-strong" if self.strong else "gt-label"
        return f'<text class="{name}" x="{self.x:.1f}" y="{self.y:.0f}">{escape(self.text)}</text>'


def strip(result: Result, language: Language, *, id: str, title: str) -> str:
    """Draw what a target asked and what came, on one line from zero; `id` is unique on the page.

    A target without a number to reach is an empty string: there is nothing to draw.
    """
    if result.target.value is None:
        return ""
    marks, labels = _drawn(result, result.target.value, language)
    drawn = "".join(marks) + "".join(label.svg() for label in spread(labels))
    height = 88 if any(label.y > 64 for label in labels) else 72
    return svg(drawn, id, title, strip_said(result, language), WIDTH, height)


def strip_said(result: Result, language: Language) -> str:
    """Return what a strip shows, for who cannot see it."""
    figure = result.judgement.figure
    came = wording.say("card.chart_absent", language, said=capital(absent(result, language)))
    if figure:
        value = wording.number(figure.value, figure.unit, language)
        came = wording.say("card.chart_came", language, value=value)
    asked = wording.asked(result.target, language)
    first = wording.say("card.chart_desc", language, asked=asked, came=came)
    return (" " if language == "en" else "").join((first, *_before(result, language)))


def _before(result: Result, language: Language) -> Iterator[str]:
    """What came for earlier periods, and what was said first where it was revised."""
    for figure in result.earlier:
        value = wording.number(figure.value, figure.unit, language)
        when = capital(wording.period(figure.period, language))
        yield wording.say("card.chart_so_far", language, period=when, value=value)
    for was in result.revised:
        value = wording.number(was.value, was.unit, language)
        when = capital(wording.period(was.period, language))
        yield wording.say("card.chart_revised", language, period=when, value=value)


def capital(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def absent(result: Result, language: Language) -> str:
    """Return why no figure for the target's period is drawn."""
    keys = {
        Reason.PERIOD_NOT_OVER: "card.not_over_drawn",
        Reason.COMES_LATER: "card.not_out_drawn",
    }
    key = keys.get(result.judgement.reason, "card.no_figure_drawn")
    return wording.say(key, language, period=wording.period(result.target.period, language))


def _drawn(result: Result, value: Decimal, language: Language) -> tuple[list[str], list[Label]]:
    """Return the marks and the labels of a strip; what is drawn first lies under the rest."""
    target, figure = result.target, result.judgement.figure
    earlier = [e for e in result.earlier if e.unit == target.unit]
    was = [row.value for row in result.revised if row.unit == target.unit]
    far = value if target.upper is None else target.upper
    numbers = [value, far, *was, *(e.value for e in earlier)]
    numbers += [figure.value] if figure else []
    place = scale(numbers)
    at, zero = place(value), place(Decimal(0))
    asked = wording.say("card.target", language, asked=wording.asked(target, language))
    marks = [line("gt-track" if figure else "gt-none", LEFT, _LINE, RIGHT, _LINE)]
    marks.append(line("gt-zero", zero, _LINE - 8, zero, _LINE + 8))
    labels = [Label(asked, at, 12), Label("0", zero, 64)]
    labels += [_told(each, target, place, language) for each in _named(earlier, target)]
    marks += [*_band(target, place), *(_was(place(each)) for each in was)]
    points = [place(each.value) for each in earlier]
    if figure is None:
        labels.append(Label(absent(result, language), WIDTH / 2, 80 if earlier else 64))
        return [*marks, *_path(points), _target(at)], labels
    x = place(figure.value)
    marks += _path(points, to=x)
    verdict = result.judgement.verdict
    marks += [
        line(_DISTANCES.get(verdict, "gt-apart"), at, _LINE, x, _LINE),
        _target(at),
        dot(DOTS.get(verdict, "gt-open"), x, _LINE, 8),
    ]
    return marks, [*labels, dated(figure, x, language, strong=True)]


def _named(earlier: list[Figure], target: Target) -> list[Figure]:
    """The figures that get a label: all of the target's year, of a way over years its ends."""
    if len(earlier) < 3 or earlier[-1].period.year == target.period.year:
        return earlier
    return [earlier[0], earlier[-1]]


def _told(figure: Figure, target: Target, place: "Scale", language: Language) -> Label:
    """Label a figure with its period, or with its year where that is not the target's."""
    x = place(figure.value)
    if figure.period.year == target.period.year:
        return dated(figure, x, language)
    return Label(f"{figure.period.label} {figure.value:,f}".replace("-", "−"), x, 64)


def _path(points: list[float], *, to: float | None = None) -> list[str]:
    """The way through the earlier figures to the last."""
    every = points if to is None else [*points, to]
    lines = [line("gt-path", a, _LINE, b, _LINE) for a, b in pairwise(every)]
    return lines + [dot("gt-earlier", x, _LINE, 5) for x in points]


def _band(target: Target, place: "Scale") -> list[str]:
    """From the near end of a band, which is drawn as the target, to the far one."""
    if target.upper is None or target.value is None:
        return []
    near, far = place(target.value), place(target.upper)
    return [line("gt-band", near, _LINE, far, _LINE), _target(far)]


def _was(x: float) -> str:
    """A value that another has replaced is crossed out."""
    return f'<path class="gt-was" d="M{x - 4:.1f} {_LINE - 4}l8 8m0-8l-8 8"/>'


def dot(name: str, x: float, y: float, size: int) -> str:
    """Return a dot of a class."""
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.0f}" r="{size}"/>'


def _target(at: float) -> str:
    return line("gt-target", at, _LINE - 15, at, _LINE + 15)


def dated(figure: Figure, x: float, language: Language, *, strong: bool = False) -> Label:
    """Return a figure with its period as a label."""
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
        return LEFT + float(share) * (RIGHT - LEFT)


def scale(numbers: list[Decimal]) -> Scale:
    """Return a scale of all `numbers` and of zero, so that lengths on it are honest."""
    low, high = min([Decimal(0), *numbers]), max([Decimal(0), *numbers])
    room = (high - low) / 8 or Decimal(1)
    return Scale(low - room if low else low, high + room if high or not low else high)


def spread(labels: list[Label], *, width: float = WIDTH) -> list[Label]:
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
    parts = [line("gt-track", 40, 30, wide - 40, 30), line("gt-rank", best, 30, worst, 30)]
    parts += [
        Label(
            _place(end, language), 40 + step * (end - 1), 58, end in (found.best, found.worst)
        ).svg()
        for end in ends
    ]
    said = wording.peers_said(peers, language)
    return svg("".join(parts), id, peers.title.in_language(language), said, wide, 66)


def _place(place: int, language: Language) -> str:
    said = wording.ordinal(place, language)
    return f"第{said}" if language == "zh" else said


def line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """Return a straight line of a class."""
    return f'<line class="{name}" x1="{x1:.1f}" y1="{y1:.0f}" x2="{x2:.1f}" y2="{y2:.0f}"/>'


def svg(drawn: str, id: str, title: str, desc: str, width: int, height: int) -> str:
    """Return what is drawn as a picture with its title and description."""
    id = escape(id)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart" text-anchor="middle" '
        f'viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{escape(title)}</title>'
        f'<desc id="{id}-d">{escape(desc)}</desc>{drawn}</svg>'
    )


def for_paper(svg: str) -> str:
    """Return the SVG with the paper's colours in place of its classes."""
    return re.sub(r'class="(gt-[a-z]+)"', lambda m: f'style="{_PAPER.get(m[1], "")}"', svg)
