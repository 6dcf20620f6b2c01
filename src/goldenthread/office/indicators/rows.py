"""Make the rows of observations, not yet saved, from what was said of them."""

from datetime import UTC, date
from decimal import Decimal

from django.utils import timezone

from goldenthread.measuring import read_unit
from goldenthread.measuring.history import RANK
from goldenthread.office.bodies.models import Area
from goldenthread.office.indicators.importing import Cell, Given
from goldenthread.office.indicators.models import Indicator, Observation
from goldenthread.office.records.models import Source
from goldenthread.terms.observations import Kind, Status
from goldenthread.terms.observations import Observation as ObservationTerm


def row_of(
    term: ObservationTerm, *, indicator: Indicator, area: Area, source: Source
) -> Observation:
    """Return the row of a value; it is recorded now, whatever the term says."""
    now, counted = timezone.now(), read_unit(term.unit)
    return Observation(
        indicator=indicator,
        area=area,
        source=source,
        period=term.period.label,
        start=term.period.start,
        end=term.period.end,
        value=digits(term.value),
        unit=term.unit,
        multiplier=digits(counted.multiplier),
        currency=counted.currency,
        kind=term.kind.value,
        status=term.status.value,
        known=str(term.known or ""),
        published=str(term.published or ""),
        recorded=now,
        known_by=term.known.latest if term.known else now.date(),
        rank=RANK[term.status],
        text=term.text,
        note_en=term.note.en,
        note_zh=term.note.zh,
    )


def new_rows(cells: tuple[Cell, ...], *, given: Given) -> list[Observation]:
    """Return the rows of those cells that say something new, in the table's order.

    A value that stands already is no revision: it is left out. Another one known
    later than the one that stands revises it.
    """
    today = timezone.now().astimezone(UTC).date()
    known_by = given.known.latest if given.known else today
    standing = _standing(cells)
    rows = []
    for cell in cells:
        before = standing.get((cell.indicator.pk, cell.area.pk, *_days(cell)))
        is_later = before is not None and before.known_by <= known_by
        if before is not None and is_later and Decimal(before.value) == cell.value:
            continue
        rows.append(_row(cell, given, today, Status.REVISED if is_later else Status.FIRST))
    return rows


def digits(number: Decimal | None) -> str:
    """The number with the precision it was printed with, never in powers of ten."""
    return "" if number is None else f"{number:f}"


def _row(cell: Cell, given: Given, today: date, status: Status) -> Observation:
    term = ObservationTerm(
        indicator=cell.indicator.slug,
        area=cell.area.slug,
        period=cell.read.period,
        value=cell.value,
        unit=cell.indicator.unit,
        kind=Kind(cell.indicator.kind),
        source=given.source.slug,
        known=given.known,
        recorded=today,
        published=given.published,
        status=status,
        text=cell.read.text.strip(),
    )
    row = row_of(term, indicator=cell.indicator, area=cell.area, source=given.source)
    row.cell = cell.read.address
    row.unit_printed = cell.read.unit.text if cell.read.unit else ""
    return row


def _standing(cells: tuple[Cell, ...]) -> dict[tuple[int, int, date, date], Observation]:
    """The values that stand, of the indicators of these cells."""
    of = {cell.indicator.pk for cell in cells}
    rows = Observation.objects.filter(indicator__in=of, closed__isnull=True)
    return {(row.indicator_id, row.area_id, row.start, row.end): row for row in rows}


def _days(cell: Cell) -> tuple[date, date]:
    return cell.read.period.start, cell.read.period.end
