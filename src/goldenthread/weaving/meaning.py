"""Read figures as the checks look at them: by what they mean, held against each other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from goldenthread.checking import Reading
from goldenthread.measuring import history
from goldenthread.terms.meanings import Meaning
from goldenthread.terms.observations import Indicator, Kind, Observation, Status, Target
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator

_Place = tuple[str, str]
#: A change asked for, or a step to be kept with another figure, is no value to come up to.
_ASKING_FOR_A_VALUE = (
    Comparator.EQ,
    Comparator.GE,
    Comparator.LE,
    Comparator.GT,
    Comparator.LT,
    Comparator.APPROX,
)


def readings(
    rows: Iterable[Observation],
    *,
    indicators: Mapping[str, Indicator],
    meanings: Iterable[Meaning],
    targets: Iterable[Target] = (),
) -> Iterator[Reading]:
    """Yield each value as the checks look at it, with what it means and what was asked of it.

    Of meanings from the same day the last one given stands. Only a value in force,
    or what is claimed elsewhere, is held against others: what was since replaced need
    not agree with them.
    """
    held = list(rows)
    told = _Told(held, meanings)
    asked = {
        (each.indicator, each.area, each.period): each.value
        for each in targets
        if each.comparator in _ASKING_FOR_A_VALUE
    }
    for row in held:
        target = asked.get((row.indicator, row.area, row.period))
        yield replace(told.reading(row, indicators[row.indicator]), target=target)


def _plain(row: Observation, indicator: Indicator) -> Reading:
    """The value as the checks look at it, as long as nobody says what it means."""
    return Reading(
        indicator=row.indicator,
        period=row.period,
        value=row.value,
        area=row.area,
        kind=row.kind,
        known=row.known,
        source=row.source,
        good=indicator.direction,
        note=row.note.en or row.note.zh,
        claimed=row.status is Status.CLAIMED,
    )


class _Told:
    """The values in force, by which others are found, and the meanings of each indicator."""

    def __init__(self, rows: list[Observation], meanings: Iterable[Meaning]) -> None:
        last = max((row.known_by for row in rows), default=date.min)
        self.in_force = {
            (row.indicator, row.area, row.period): row
            for row in history(rows, known=last).values()
            if row.status is not Status.PERIOD_AMBIGUOUS
        }
        self.at_end = {
            (row.indicator, row.area, row.period.end): row
            for row in self.in_force.values()
            if row.kind is Kind.LEVEL_STOCK
        }
        self.meanings: dict[str, dict[date, Meaning]] = {}
        for each in meanings:
            self.meanings.setdefault(each.indicator, {})[each.begins] = each
        self.firsts = self._firsts(rows)

    def _firsts(self, rows: list[Observation]) -> dict[tuple[_Place, date], Period]:
        """The first period of each series under each of its meanings."""
        firsts: dict[tuple[_Place, date], Period] = {}
        for row in rows:
            meaning = self.meaning(row.indicator, row.period)
            if meaning and row.status is not Status.CLAIMED:
                key = (row.indicator, row.area), meaning.begins
                firsts[key] = min(firsts.get(key, row.period), row.period)
        return firsts

    def meaning(self, indicator: str, period: Period) -> Meaning | None:
        """What a figure of that period means: by the last day that is not after its start."""
        days = self.meanings.get(indicator, {})
        begun = [day for day in days if day <= period.start]
        return days[max(begun)] if begun else None

    def reading(self, row: Observation, indicator: Indicator) -> Reading:
        """The value with what it means, and held against others if it is in force."""
        plain, meaning = _plain(row, indicator), self.meaning(row.indicator, row.period)
        if meaning is None:
            return plain
        said = replace(
            plain,
            definition=meaning.definition.en or meaning.definition.zh,
            denominator_is=meaning.denominator,
            base=meaning.base,
            note=plain.note or self._note(row, meaning),
        )
        in_force = self.in_force.get((row.indicator, row.area, row.period))
        is_held = in_force is row or row.status is Status.CLAIMED
        return self._held_against(said, row, meaning) if is_held else said

    def _note(self, row: Observation, meaning: Meaning) -> str:
        """The note on a change of meaning belongs to the first period after it, not to all."""
        first = self.firsts.get(((row.indicator, row.area), meaning.begins))
        return (meaning.note.en or meaning.note.zh) if row.period == first else ""

    def _held_against(self, said: Reading, row: Observation, meaning: Meaning) -> Reading:
        return replace(
            said,
            numerator=self._value(meaning.numerator, row),
            denominator=self._value(meaning.denominator, row),
            factor=meaning.factor,
            part_of=meaning.part_of if self._are_all_there(meaning, row) else "",
            breakdown=meaning.breakdown,
            growth_of=meaning.growth_of,
            basis=meaning.basis,
        )

    def _value(self, indicator: str, row: Observation) -> Decimal | None:
        """The other's value of the same period, or of a stock on its last day."""
        found = self.in_force.get((indicator, row.area, row.period)) or self.at_end.get(
            (indicator, row.area, row.period.end)
        )
        return found.value if found else None

    def _are_all_there(self, meaning: Meaning, row: Observation) -> bool:
        """Whether every part of that breakdown of the whole has a value where `row` has one."""
        parts = (name for name in self.meanings if self._is_beside(name, meaning, row.period))
        return all((name, row.area, row.period) in self.in_force for name in parts)

    def _is_beside(self, name: str, part: Meaning, period: Period) -> bool:
        meaning = self.meaning(name, period)
        return meaning is not None and (
            (meaning.part_of, meaning.breakdown) == (part.part_of, part.breakdown)
        )
