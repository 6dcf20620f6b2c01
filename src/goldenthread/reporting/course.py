"""The way to a target through time: path, figures as they came, and what is expected."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.reporting import wording
from goldenthread.reporting.card import Result
from goldenthread.reporting.charts import (
    DOTS,
    LEFT,
    RIGHT,
    WIDTH,
    Label,
    absent,
    dated,
    dot,
    line,
    spread,
    strip_said,
    svg,
)
from goldenthread.reporting.notes import percent
from goldenthread.terms.figures import Figure
from goldenthread.terms.text import Language

_TOP, _BOTTOM, _HEIGHT = 26, 100, 124


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a value of a day stands: days from the left, values from the bottom."""

    first: date
    last: date
    low: Decimal
    high: Decimal

    def x(self, on: date) -> float:
        gone = (on - self.first).days / max((self.last - self.first).days, 1)
        return LEFT + (RIGHT - LEFT) * gone

    def y(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return _BOTTOM - (_BOTTOM - _TOP) * share

    def points(self, ways: list[tuple[date, Decimal]]) -> str:
        return " ".join(f"{self.x(on):.1f},{self.y(value):.1f}" for on, value in ways)


def course(result: Result, language: Language, *, id: str, title: str) -> str:
    """Draw the way to a target that has a path or an outlook; `id` is unique on the page.

    A target without a number to reach is an empty string: there is nothing to draw.
    """
    value = result.target.value
    if value is None:
        return ""
    frame = _frame(result, value)
    marks = [*_asked(result, value, frame), *_fan(result, frame), *_planned(result, frame)]
    marks += _came(result, frame)
    labels = spread(_labels(result, frame, language), width=WIDTH - 4)
    drawn = "".join(marks) + "".join(label.svg() for label in labels)
    return svg(drawn, id, title, course_said(result, language), WIDTH, _HEIGHT)


def course_said(result: Result, language: Language) -> str:
    """Return what a course shows, for who cannot see it."""
    said = [strip_said(result, language)]
    for each in result.path[:-1]:
        value = wording.number(each.value, result.target.unit, language)
        day = wording.day(each.on, language)
        said.append(wording.say("card.chart_path", language, value=value, day=day))
    if found := result.outlook:
        low, high = (
            wording.number(each, result.target.unit, language) for each in (found.low, found.high)
        )
        said.append(wording.say("card.chart_fan", language, low=low, high=high))
    return (" " if language == "en" else "").join(said)


def _figures(result: Result) -> list[Figure]:
    """What came in the target's unit, the judged one last."""
    judged = [result.judgement.figure] if result.judgement.figure else []
    return [each for each in (*result.earlier, *judged) if each.unit == result.target.unit]


def _frame(result: Result, value: Decimal) -> _Frame:
    target, came = result.target, _figures(result)
    days = [target.period.start, *(each.on for each in result.path)]
    far = value if target.upper is None else target.upper
    values = [value, far, *(each.value for each in result.path)]
    values += [each.value for each in came]
    values += [each.value for each in result.revised if each.unit == target.unit]
    if found := result.outlook:
        values += [found.lowest, found.highest]
    room = (max(values) - min(values)) / 10 or Decimal(1)
    return _Frame(min(days), target.period.last_day, min(values) - room, max(values) + room)


def _asked(result: Result, value: Decimal, frame: _Frame) -> list[str]:
    """The number to reach, at the end of its period; a band from its near end to its far one."""
    y, upper = frame.y(value), result.target.upper
    parts = [line("gt-zero", LEFT, _BOTTOM + 4, RIGHT, _BOTTOM + 4)]
    parts.append(line("gt-target", RIGHT - 40, y, RIGHT + 6, y))
    if upper is not None:
        parts.append(line("gt-band", RIGHT, y, RIGHT, frame.y(upper)))
        parts.append(line("gt-target", RIGHT - 40, frame.y(upper), RIGHT + 6, frame.y(upper)))
    return parts


def _fan(result: Result, frame: _Frame) -> list[str]:
    """What is expected: with four chances in five the dark part, with 95 in a hundred both."""
    found = result.outlook
    if found is None:
        return []
    bounds = {"gt-fanwide": (found.lowest, found.highest), "gt-fannarrow": (found.low, found.high)}
    return [
        f'<polygon class="{name}" points="{_wedge(result, frame, low, high)}"/>'
        for name, (low, high) in bounds.items()
    ]


def _wedge(result: Result, frame: _Frame, low: Decimal, high: Decimal) -> str:
    """From the last figure of the period to what is expected; without one, a block at its end."""
    end, top, bottom = frame.x(frame.last), frame.y(high), frame.y(low)
    corners = [(end - 16, bottom), (end - 16, top)]
    if came := _figures(result):
        corners = [(frame.x(came[-1].period.last_day), frame.y(came[-1].value))]
    corners += [(end, top), (end, bottom)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _planned(result: Result, frame: _Frame) -> list[str]:
    if not result.path:
        return []
    points = frame.points([(each.on, each.value) for each in result.path])
    return [f'<polyline class="gt-plan" points="{points}"/>']


def _came(result: Result, frame: _Frame) -> list[str]:
    """What came, the judged figure filled as its verdict is; what was replaced is crossed out."""
    came = _figures(result)
    points = frame.points([(each.period.last_day, each.value) for each in came])
    parts = [f'<polyline class="gt-path" points="{points}"/>'] if len(came) > 1 else []
    for row in result.revised:
        if row.unit == result.target.unit and row.period.last_day >= frame.first:
            x, y = frame.x(row.period.last_day), frame.y(row.value)
            parts.append(f'<path class="gt-was" d="M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8"/>')
    for each in came:
        is_judged = each is result.judgement.figure
        name = DOTS.get(result.judgement.verdict, "gt-open") if is_judged else "gt-earlier"
        x, y = frame.x(each.period.last_day), frame.y(each.value)
        parts.append(dot(name, x, y, 7 if is_judged else 4))
    return parts


def _labels(result: Result, frame: _Frame, language: Language) -> list[Label]:
    """What was asked above at the end; the chance above at the beginning; what came below."""
    asked = wording.say("card.target", language, asked=wording.asked(result.target, language))
    labels = [Label(asked, RIGHT, 12)]
    if result.outlook and result.outlook.chance is not None:
        chance = percent(result.outlook.chance, language)
        said = wording.say("card.chance_drawn", language, chance=chance)
        labels.append(Label(said, LEFT, 12, strong=True))
    for each in _figures(result):
        is_judged = each is result.judgement.figure
        labels.append(dated(each, frame.x(each.period.last_day), language, strong=is_judged))
    labels = [Label(each.text, each.x, 118 if each.y > 12 else 12, each.strong) for each in labels]
    if result.judgement.figure is None:
        labels.append(Label(absent(result, language), RIGHT, 118))
    return labels
