"""Show forecasts for a person: a table with what came and what is expected, and fan charts."""

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from goldenthread.forecasting import Forecast, Outlook
from goldenthread.forecasting.ahead import LEAST
from goldenthread.forecasting.fan import Legend, fan, sheet
from goldenthread.terms.text import Language
from goldenthread.terms.wording import phrases

_BARS = "▁▂▃▄▅▆▇█"
_COLUMNS = ("indicator", "seen", "known", "period", "value", "range", "target", "chance")
_NUMBERS = ("value", "range", "chance")
#: How many of the latest values are drawn as bars.
_SEEN = 12
#: Narrower than this, the bars are left out.
_WIDE = 100
_COVER = Decimal("0.80")
_CAPS = {Decimal("0.90"): "at_least", Decimal("0.10"): "at_most"}


def show_outlooks(outlooks: Sequence[Outlook], *, console: Console, language: Language) -> None:
    """Print a row for each outlook, and where its ranges and chances come from."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    is_asked = any(each.answer and each.answer.asked for each in outlooks)
    columns = [
        name
        for name in (_COLUMNS if is_asked else _COLUMNS[:-2])
        if name != "seen" or console.width >= _WIDE
    ]
    for name in columns:
        title = _say(f"column.{name}", language)
        is_number, is_words = name in _NUMBERS, name in ("indicator", "target")
        table.add_column(title, justify="right" if is_number else "left", no_wrap=not is_words)
    for each in outlooks:
        cells = _cells(each, language)
        table.add_row(*(Text(cells.get(name, "—")) for name in columns))
    console.print(table)
    for each in outlooks:
        if each.untold:
            said = Text(f"{each.series.indicator}: " if each.series.indicator else "")
            console.print(said + Text(_untold(each, language), style="yellow"))
    _show_notes([each.answer for each in outlooks if each.answer], console, language)


def charts(outlooks: Sequence[Outlook], language: Language) -> str:
    """Return the fan charts of all outlooks as one SVG file."""
    return sheet(
        [
            fan(each, _legend(each, language), id=f"fan{place}")
            for place, each in enumerate(outlooks, 1)
        ]
    )


def _cells(outlook: Outlook, language: Language) -> dict[str, str]:
    """What is known of each column; nothing is guessed where there is no answer."""
    series, answer = outlook.series, outlook.answer
    cells = {
        "indicator": series.indicator,
        "seen": bars(series.values[-_SEEN:]),
        "known": series.cut_off.label,
    }
    if answer is None:
        return cells
    low, high = answer.interval(_COVER)
    cells["period"], cells["value"] = answer.period.label, _number(answer.value)
    cells["range"] = f"{_number(low)} … {_number(high)}"
    if answer.asked:
        cells["target"], cells["chance"] = _target(answer, language), _chance(answer, language)
    return cells


def bars(values: Sequence[Decimal]) -> str:
    """Return the values as a row of bars from the lowest to the highest."""
    low, high = min(values), max(values)
    if low == high:
        return _BARS[0] * len(values)
    top = len(_BARS) - 1
    return "".join(_BARS[round((value - low) / (high - low) * top)] for value in values)


def _show_notes(answers: Sequence[Forecast], console: Console, language: Language) -> None:
    if not answers:
        return
    own = max(answer.own_errors for answer in answers)
    console.print(Text(_say("note.errors", language, own=own), style="dim"))
    if any(answer.is_short and answer.asked for answer in answers):
        console.print(Text(_say("note.short", language), style="dim"))


def _untold(outlook: Outlook, language: Language) -> str:
    series = outlook.series
    key = str(outlook.untold).replace(" ", "_")
    have, least = len(series.values), LEAST[series.per_year]
    return _say(f"untold.{key}", language, have=have, least=least)


def _legend(outlook: Outlook, language: Language) -> Legend:
    series, answer = outlook.series, outlook.answer
    title = _say("chart.title", language, indicator=series.indicator or series.cut_off.label)
    last = _number(series.values[-1])
    said = [_say("chart.known", language, cut_off=series.cut_off.label, last=last)]
    if answer is None:
        return Legend(title, " ".join([*said, _untold(outlook, language)]))
    low, high = (_number(edge) for edge in answer.interval(_COVER))
    value, period = _number(answer.value), answer.period.label
    said.append(_say("chart.expected", language, period=period, value=value, low=low, high=high))
    if answer.asked is None:
        said += [_untold(outlook, language)] if outlook.untold else []
        return Legend(title, " ".join(said))
    target, chance = _target(answer, language), _chance(answer, language)
    said.append(_say("chart.chance", language, target=target, chance=chance))
    return Legend(title, " ".join(said), f"{target} · {chance}")


def _target(forecast: Forecast, language: Language) -> str:
    asked = forecast.asked
    if asked is None or forecast.line is None:
        return ""
    value = _number(asked.value) + ("%" if asked.is_share else "")
    # A line computed from a year before is no finer than the forecast.
    place = Decimal(1).scaleb(int(forecast.value.as_tuple().exponent))
    line = _number(forecast.line.quantize(place)) if asked.needs_a_base else ""
    return _say(f"target.{asked.comparator.value}", language, value=value, line=line)


def _chance(forecast: Forecast, language: Language) -> str:
    shown = forecast.shown or Decimal(0)
    if forecast.is_short and shown in _CAPS:
        return _say(f"chance.{_CAPS[shown]}", language)
    return _say("chance.plain", language, chance=f"{shown * 100:.0f}")


def _number(value: Decimal) -> str:
    return f"{value:,f}".replace("-", "−")


def _say(key: str, language: Language, **values: object) -> str:
    words = phrases("goldenthread.terminal", "forecasts.toml")
    return words[key].in_language(language).format(**values)
