"""One indicator's values, period after period, without a gap."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.terms.errors import BadTable, CannotTell
from goldenthread.terms.observations import Kind
from goldenthread.terms.periods import Period

#: What is seen through its logarithm where all its values are above zero.
_BY_SHARES = (Kind.LEVEL_FLOW, Kind.LEVEL_STOCK, Kind.INDEX, Kind.RATIO, None)
_LENGTHS = (1, 3, 12)


@dataclass(frozen=True, slots=True)
class Series:
    """The values of an indicator from the period `first` on, oldest first.

    Periods are months, quarters or years; `kind` is what sort of number it is,
    None where that is not said.
    """

    indicator: str
    kind: Kind | None
    first: Period
    values: tuple[Decimal, ...]

    @property
    def months(self) -> int:
        """How many months a period has: 1, 3 or 12."""
        return self.first.months or 0

    @property
    def per_year(self) -> int:
        """How many periods a year has: 12, 4 or 1."""
        return 12 // self.months

    @property
    def cut_off(self) -> Period:
        """The last period whose value is known."""
        return self.period(len(self.values) - 1)

    @property
    def is_by_shares(self) -> bool:
        """Whether growth is seen in shares: a level, ratio or index always above zero."""
        return self.kind in _BY_SHARES and min(self.values) > 0

    @property
    def decimals(self) -> int:
        """How many decimals its values are written with, at most."""
        return max(max(-int(each.as_tuple().exponent), 0) for each in self.values)

    def period(self, place: int) -> Period:
        """Return the period at `place`, counted from the first, also beyond the last."""
        if place == 0:
            return self.first
        return Period.of_months(
            Period.of_months(self.first.start, self.months * place).end, self.months
        )

    def steps_to(self, period: Period) -> int:
        """Return how many periods after the cut-off `period` is; raise CannotTell if it is none."""
        start, since = period.start, self.cut_off.start
        apart = (start.year - since.year) * 12 + start.month - since.month
        if period.months != self.months or start.day != since.day or apart % self.months:
            raise CannotTell(
                f"{period} is no period of a series that ends with {self.cut_off}.",
                place=self.indicator,
                remedy="Name a period as long as those of the series, or a year.",
            )
        return apart // self.months

    def value(self, period: Period) -> Decimal | None:
        """Return the value of `period`, None where the series does not reach."""
        place = len(self.values) - 1 + self.steps_to(period)
        return self.values[place] if 0 <= place < len(self.values) else None


def series(indicator: str, values: Mapping[Period, Decimal], *, kind: Kind | None) -> Series:
    """Return the series of `values` by period.

    Raises BadTable where there is none, where periods are not all months,
    quarters or years, where one is missing between others, or for cumulative
    values, which must be taken apart first.
    """
    if not values:
        raise BadTable("there is no value.", place=indicator, remedy="Give one a period.")
    if kind is Kind.CUMULATIVE:
        raise BadTable(
            "the values add up from the start of the year.",
            place=indicator,
            remedy="Give each period's own value: the difference to the value before.",
        )
    ordered = sorted(values)
    lengths = {period.months for period in ordered}
    if len(lengths) > 1 or not lengths <= set(_LENGTHS):
        raise BadTable(
            f"{ordered[0]} … {ordered[-1]} are not all months, all quarters or all years.",
            place=indicator,
            remedy="Keep one length for each indicator; if they add up from the start of the year,"
            " say that its kind is cumulative.",
        )
    made = Series(indicator, kind, ordered[0], tuple(values[each] for each in ordered))
    _refuse_gap(made, ordered)
    return made


def _refuse_gap(made: Series, ordered: list[Period]) -> None:
    for place, period in enumerate(ordered):
        if period != made.period(place):
            raise BadTable(
                f"{made.period(place)} is missing before {period}.",
                place=made.indicator,
                remedy="Add its value, or begin the series after it: missing is not zero.",
            )
