"""A fan chart as our own SVG: what came, what is expected, and how widely it may miss.

Styled by CSS classes alone; `sheet` makes a file of its own with a style inside.
Words come from whoever draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape

from goldenthread.forecasting.outlooks import Outlook
from goldenthread.forecasting.stored import Forecast

WIDTH, HEIGHT = 640, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 624, 36, 214
#: How many years of what came are drawn.
_YEARS = 4
_WIDE, _NARROW = Decimal("0.95"), Decimal("0.80")

STYLE = """
.gt-chart{background:#fcfbf8}
.gt-chart text{font:12px system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
.gt-label{fill:#5d6066}.gt-strong{fill:#1d1e20;font-weight:600}
.gt-zero{stroke:#e4e0d6;stroke-width:1}
.gt-fanwide{fill:#b58a1b;fill-opacity:.16}.gt-fannarrow{fill:#b58a1b;fill-opacity:.32}
.gt-came{fill:none;stroke:#1d1e20;stroke-width:2}
.gt-expected{fill:none;stroke:#7d5d0c;stroke-width:2;stroke-dasharray:5 3}
.gt-target{stroke:#35618e;stroke-width:1.5}.gt-dot{fill:#1d1e20}
@media (prefers-color-scheme:dark){
.gt-chart{background:#16171a}.gt-label{fill:#a4a6ac}.gt-strong{fill:#ecebe6}
.gt-zero{stroke:#303238}.gt-came{stroke:#ecebe6}.gt-dot{fill:#ecebe6}
.gt-fanwide,.gt-fannarrow{fill:#d8b04a}.gt-expected{stroke:#d8b04a}.gt-target{stroke:#86b5e6}}
"""


@dataclass(frozen=True, slots=True)
class Legend:
    """The words of one chart: its title, what it shows for who cannot see it, its target."""

    title: str
    described: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a value of a period stands: periods from the left, values from the bottom."""

    count: int
    low: float
    high: float

    def x(self, place: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * place / max(self.count - 1, 1)

    def y(self, value: Decimal) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (float(value) - self.low) / (self.high - self.low)

    def points(self, values: Sequence[Decimal], *, start: int = 0) -> str:
        return " ".join(
            f"{self.x(start + place):.1f},{self.y(value):.1f}" for place, value in enumerate(values)
        )


def fan(outlook: Outlook, legend: Legend, *, id: str) -> str:
    """Return the chart of `outlook` as one svg element; `id` is unique on its page."""
    drawn = "".join(_drawn(outlook, legend))
    id = escape(id)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{id}-t {id}-d">'
        f'<title id="{id}-t">{escape(legend.title)}</title>'
        f'<desc id="{id}-d">{escape(legend.described)}</desc>{drawn}</svg>'
    )


def sheet(charts: Sequence[str]) -> str:
    """Return the charts under each other as one SVG file with its own style."""
    placed = "".join(
        chart.replace("<svg ", f'<svg y="{HEIGHT * place}" height="{HEIGHT}" ', 1)
        for place, chart in enumerate(charts)
    )
    size = f'width="{WIDTH}" height="{HEIGHT * len(charts)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gt-chart" {size} '
        f'viewBox="0 0 {WIDTH} {HEIGHT * len(charts)}"><style>{STYLE}</style>{placed}</svg>\n'
    )


def _drawn(outlook: Outlook, legend: Legend) -> list[str]:
    """The parts of a chart; what is drawn first lies under the rest."""
    series, path = outlook.series, outlook.path
    came = series.values[-_YEARS * series.per_year - 1 :]
    line = _line(outlook)
    frame = _frame(came, path, line)
    last = len(came) - 1
    parts = [*_scale(frame), *_band(frame, path, came[-1], last)]
    if line is not None:
        y = frame.y(line)
        parts.append(_stroke("gt-target", _LEFT, y, _RIGHT, y))
        parts.append(_text("gt-strong", _LEFT + 4, y - 5, legend.target, "start"))
    parts.append(f'<polyline class="gt-came" points="{frame.points(came)}"/>')
    x, y = frame.x(last), frame.y(came[-1])
    parts.append(f'<circle class="gt-dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>')
    parts.append(_text("gt-strong", _LEFT, 18, legend.title, "start"))
    return [*parts, *_dates(outlook, frame, len(came))]


def _line(outlook: Outlook) -> Decimal | None:
    """The number to reach, where it is one of a period on the path and not of a year's total."""
    answer = outlook.answer
    is_on_path = answer is not None and outlook.path and answer.period == outlook.path[-1].period
    return answer.line if answer is not None and is_on_path else None


def _frame(came: Sequence[Decimal], path: Sequence[Forecast], line: Decimal | None) -> _Frame:
    edges = [edge for each in path for edge in each.interval(_WIDE)]
    values = [float(each) for each in (*came, *edges, *([line] if line is not None else []))]
    room = (max(values) - min(values)) / 12 or max(abs(max(values)) / 12, 1.0)
    return _Frame(len(came) + len(path), min(values) - room, max(values) + room)


def _band(frame: _Frame, path: Sequence[Forecast], now: Decimal, last: int) -> list[str]:
    """Both bands and the middle line, opening from the last value that is known."""
    if not path:
        return []
    parts = []
    for name, cover in (("gt-fanwide", _WIDE), ("gt-fannarrow", _NARROW)):
        edges = [each.interval(cover) for each in path]
        above = frame.points([now, *(high for _, high in edges)], start=last).split()
        below = frame.points([now, *(low for low, _ in edges)], start=last).split()
        parts.append(f'<polygon class="{name}" points="{" ".join([*above, *reversed(below)])}"/>')
    middle = frame.points([now, *(each.value for each in path)], start=last)
    return [*parts, f'<polyline class="gt-expected" points="{middle}"/>']


def _scale(frame: _Frame) -> list[str]:
    """Lines across at round values."""
    parts = []
    for value in round_values(frame.low, frame.high):
        y = frame.y(value)
        parts.append(_stroke("gt-zero", _LEFT, y, _RIGHT, y))
        parts.append(_text("gt-label", _LEFT - 8, y + 4, f"{value:,f}".replace("-", "−"), "end"))
    return parts


def round_values(low: float, high: float) -> list[Decimal]:
    """Return two to six round values from `low` to `high`, evenly apart."""
    rough = Decimal(repr((high - low) / 5))
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * part for part in (1, 2, 5, 10) if power * part >= rough)
    first = (Decimal(repr(low)) / step).to_integral_value(ROUND_CEILING)
    last = (Decimal(repr(high)) / step).to_integral_value(ROUND_FLOOR)
    return [(first + place) * step for place in range(int(last - first) + 1)]


def _dates(outlook: Outlook, frame: _Frame, known: int) -> list[str]:
    series = outlook.series
    first = series.period(len(series.values) - known).label
    parts = [_text("gt-label", _LEFT, _BOTTOM + 24, first, "start")]
    x = frame.x(known - 1)
    if known > 1 and x < _RIGHT - 110:
        parts.append(_text("gt-strong", x, _BOTTOM + 24, series.cut_off.label, "middle"))
    final = outlook.path[-1].period if outlook.path else series.cut_off
    return [*parts, _text("gt-label", _RIGHT, _BOTTOM + 24, final.label, "end")]


def _stroke(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{name}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(name: str, x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )
