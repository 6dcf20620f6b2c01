"""An indicator's values with their revisions, as the database holds them known on a day."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from goldenthread.office.bodies.models import Area
from goldenthread.office.indicators.models import Indicator, Observation
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.periods import Period

#: Rows on one page: more are turned over, newest period first.
PER_PAGE = 100


def history(observations: QuerySet[Observation], *, known: date | None) -> QuerySet[Observation]:
    """Return the rows in force at the end of the day `known`; None stands for all recorded.

    One for each indicator, area and period: the very rows `measuring.history` finds.
    """
    stands = Q(closed__isnull=True)
    if known is None:
        return observations.filter(stands)
    return observations.filter(stands | Q(closed__gt=known), known_by__lte=known)


def foretold_from(
    indicator: Indicator, *, area: Area, known: date | None
) -> dict[Period, ObservationTerm]:
    """Return the values of an area in force at the end of the day `known`, by their periods."""
    rows = indicator.observations.filter(area=area).select_related("indicator", "area", "source")
    return {(term := row.term()).period: term for row in history(rows, known=known)}


def vintages(observations: QuerySet[Observation], *, known: date | None) -> QuerySet[Any, Any]:
    """Return the values shown to be known by the end of the day `known`, newest period first.

    None stands for all that is recorded. Of several for one area and period the
    one that counts comes last; the others stay visible before it. Each is a named
    tuple of what its page shows: pk, area_en, area_zh, period, value, known,
    published, recorded, status, is_latest.
    """
    stands = Q(closed__isnull=True)
    if known is not None:
        observations = observations.filter(known_by__lte=known)
        stands |= Q(closed__gt=known)
    return (
        observations.annotate(
            area_en=F("area__name_en"),
            area_zh=F("area__name_zh"),
            is_latest=ExpressionWrapper(stands, output_field=BooleanField()),
        )
        .order_by("area", "-start", "-end", "is_latest", "known_by", "pk")
        .values_list(
            "pk", "area_en", "area_zh", "period", "value", "known", "published", "recorded",
            "status", "is_latest", named=True,
        )
    )  # fmt: skip
