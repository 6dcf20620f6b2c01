"""Define indicators, set targets, record figures."""

from decimal import Decimal
from typing import NoReturn

from django.utils import timezone

from goldenthread.measuring.history import RANK
from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.indicators.models import Indicator, Observation, Target
from goldenthread.office.records.models import Source
from goldenthread.office.trail.changes import change
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.observations import Indicator as IndicatorTerm
from goldenthread.terms.observations import Observation as ObservationTerm
from goldenthread.terms.observations import Target as TargetTerm


def define(indicator: IndicatorTerm, *, by: Person, reason: str = "") -> Indicator:
    """Define a quantity; NotPossible if its short name is taken."""
    allow(by, "indicator.define")
    if Indicator.objects.filter(slug=indicator.id).exists():
        raise NotPossible(
            "an indicator of this name is defined already.",
            place=indicator.id,
            remedy="Choose another short name.",
        )
    row = Indicator(
        slug=indicator.id,
        title_en=indicator.title.en,
        title_zh=indicator.title.zh,
        unit=indicator.unit,
        kind=indicator.kind.value,
        direction=indicator.direction.value,
        lag_months=indicator.lag_months,
        growth_of=indicator.growth_of or "",
        against=indicator.against or "",
        note_en=indicator.note.en,
        note_zh=indicator.note.zh,
    )
    with change(by=by, reason=reason) as changed:
        changed.save(row, "indicator.defined")
    return row


def set_target(
    commitment: Commitment, *, target: TargetTerm, by: Person, reason: str = ""
) -> Target:
    """Set what a commitment asks of an indicator.

    Raise NotPossible if its short name is taken, the indicator or area is
    unknown here, or the comparator says nothing without a number and none is given.
    """
    allow(by, "indicator.set_target", commitment)
    if Target.objects.filter(slug=target.id).exists():
        raise NotPossible(
            "a target of this name is set already.",
            place=target.id,
            remedy="Choose another short name.",
        )
    if target.comparator.needs_a_value and target.value is None:
        raise NotPossible(
            f"a target that reads {target.comparator.value!r} needs a number.",
            place=target.id,
            remedy="Give the number the sentence asks for.",
        )
    row = Target(
        slug=target.id,
        commitment=commitment,
        indicator=_indicator(target.indicator, target.id),
        area=_area(target.area, target.id),
        comparator=target.comparator.value,
        value=_text(target.value),
        unit=target.unit,
        period=target.period.label,
        tolerance=_text(target.tolerance),
        baseline=_text(target.baseline),
        upper=_text(target.upper),
    )
    with change(by=by, reason=reason) as changed:
        changed.save(row, "target.set")
    return row


def record(observation: ObservationTerm, *, by: Person, reason: str = "") -> Observation:
    """Record a value as its source gives it; it is recorded now, whatever the term says.

    A revision is a further row. Raise NotPossible if the indicator, area or
    source is unknown here.
    """
    allow(by, "indicator.record")
    place = f"{observation.indicator} {observation.area} {observation.period.label}"
    now = timezone.now()
    row = Observation(
        indicator=_indicator(observation.indicator, place),
        area=_area(observation.area, place),
        source=_source(observation.source, place),
        period=observation.period.label,
        start=observation.period.start,
        end=observation.period.end,
        value=_text(observation.value),
        unit=observation.unit,
        kind=observation.kind.value,
        status=observation.status.value,
        known=str(observation.known or ""),
        published=str(observation.published or ""),
        recorded=now,
        known_by=observation.known.latest if observation.known else now.date(),
        rank=RANK[observation.status],
        text=observation.text,
        note_en=observation.note.en,
        note_zh=observation.note.zh,
    )
    with change(by=by, reason=reason) as changed:
        changed.save(row, "observation.recorded")
    return row


def _text(number: Decimal | None) -> str:
    """The number with the precision it was printed with, never in powers of ten."""
    return "" if number is None else f"{number:f}"


def _indicator(slug: str, place: str) -> Indicator:
    found = Indicator.objects.filter(slug=slug).first()
    return found or _unknown(f"no indicator is called {slug!r}.", place)


def _area(slug: str, place: str) -> Area:
    found = Area.objects.filter(slug=slug).first()
    return found or _unknown(f"no area is called {slug!r}.", place)


def _source(slug: str, place: str) -> Source:
    found = Source.objects.filter(slug=slug).first()
    return found or _unknown(f"no source is called {slug!r}.", place)


def _unknown(what: str, place: str) -> NoReturn:
    raise NotPossible(what, place=place, remedy="Add it first, or correct the name.")
