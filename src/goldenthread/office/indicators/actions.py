"""Define indicators, set targets, record figures."""

from hashlib import sha256
from typing import NoReturn

from goldenthread.office.bodies.models import Area, Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.indicators.importing import Given, matched
from goldenthread.office.indicators.models import (
    Import,
    Indicator,
    Observation,
    Target,
    root_of_rows,
)
from goldenthread.office.indicators.rows import digits, new_rows, row_of
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
        value=digits(target.value),
        unit=target.unit,
        period=target.period.label,
        tolerance=digits(target.tolerance),
        baseline=digits(target.baseline),
        upper=digits(target.upper),
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
    row = row_of(
        observation,
        indicator=_indicator(observation.indicator, place),
        area=_area(observation.area, place),
        source=_source(observation.source, place),
    )
    with change(by=by, reason=reason) as changed:
        changed.save(row, "observation.recorded")
    return row


def import_table(given: Given, *, by: Person, reason: str = "") -> Import:
    """Take over every figure of a table, or none.

    An entry of its own holds the root of its rows. A figure that stands already
    is no revision and is not written again. Raise Faulty with every fault of the
    table, NotPossible if it says nothing new.
    """
    allow(by, "indicator.import_table")
    cells = matched(given.table, body=by.body)
    rows = new_rows(cells, given=given)
    if not rows:
        raise NotPossible(
            "every figure of this table stands here already.",
            place=given.name,
            remedy="Nothing needs to be done.",
        )
    made = Import(
        source=given.source,
        file=given.name[-200:],
        sha256=sha256(given.data).hexdigest(),
        rows=len(rows),
        unchanged=len(cells) - len(rows),
    )
    with change(by=by, reason=reason) as changed:
        changed.save(made, "import.taken_over")
        for row in rows:
            row.imported = made
            changed.save(row, "observation.recorded")
        made.root = root_of_rows(rows)
        changed.save(made, "import.taken_over")
    return made


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
