"""The tag that draws what is expected of an indicator, with the table behind it."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from goldenthread.forecasting import Forecast, Outlook
from goldenthread.forecasting.ahead import LEAST
from goldenthread.forecasting.fan import Legend, fan
from goldenthread.office.bodies.languages import current
from goldenthread.office.bodies.models import Area
from goldenthread.office.indicators.models import Indicator
from goldenthread.office.site.words import say
from goldenthread.reporting import wording
from goldenthread.terms.periods import Period

register = template.Library()
_LIKELY, _NEARLY_SURE = Decimal("0.80"), Decimal("0.95")


@register.inclusion_tag("site/fan.html")
def fan_of(indicator: Indicator, ahead: Outlook | None, area: Area) -> dict[str, Any]:
    """Draw what is expected of an indicator, or say why nothing is."""
    name = area.term().name.in_language(current())
    if ahead is None or not ahead.path:
        return {"why": _why(ahead, name)}
    title = indicator.term().title.in_language(current())
    # The chart escapes its words by itself.
    legend = Legend(title, _described(ahead))
    return {
        "chart": SafeString(fan(ahead, legend, id="fan")),
        "area": name,
        "rows": [_row(each) for each in ahead.path],
    }


def _why(ahead: Outlook | None, area: str) -> SafeString:
    if ahead is None:
        return say("fan.none", current(), area=area)
    have, least = len(ahead.series.values), LEAST[ahead.series.per_year]
    return say("fan.too_short", current(), area=area, have=have, least=least)


def _described(ahead: Outlook) -> str:
    """What the chart shows, for who cannot see it."""
    series, last = ahead.series, ahead.path[-1]
    low, high = last.interval(_LIKELY)
    came = {"period": _period(series.cut_off), "value": _number(series.values[-1])}
    told = {"value": _number(last.value), "low": _number(low), "high": _number(high)}
    known = say("fan.known", current(), **came)
    return f"{known} {say('fan.expected', current(), period=_period(last.period), **told)}"


def _row(each: Forecast) -> tuple[str, str, SafeString, SafeString]:
    """A period with its value and its two ranges, as they are said."""
    likely, sure = (_range(each, cover) for cover in (_LIKELY, _NEARLY_SURE))
    return _period(each.period), _number(each.value), likely, sure


def _range(each: Forecast, cover: Decimal) -> SafeString:
    low, high = each.interval(cover)
    return say("fan.to", current(), low=_number(low), high=_number(high))


def _period(period: Period) -> str:
    return wording.period(period, current())


def _number(value: Decimal) -> str:
    return f"{value:,f}".replace("-", "−")
