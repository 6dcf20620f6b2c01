"""A flag: a question with its evidence and a place for the answer, without effect on a score."""

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.checking.wording import phrase
from goldenthread.terms.errors import CannotTell
from goldenthread.terms.text import Words


class Check(StrEnum):
    """The checks, in order of worth."""

    FALLING_CUMULATIVE = "falling cumulative"
    PARTS_AND_WHOLE = "parts and whole"
    RATIO = "ratio"
    GROWTH_OF_LEVEL = "growth of level"
    QUARTERS_AND_YEAR = "quarters and year"
    MAGNITUDE = "magnitude"
    DEFINITION = "definition"
    CUMULATIVE_JUMP = "cumulative jump"
    LEVEL_AND_GROWTH = "level and growth"
    OUT_OF_LINE = "out of line"
    ONE_WAY_REVISIONS = "one-way revisions"
    LATE_WHEN_BAD = "late when bad"
    BUNCHING = "bunching"
    HEAPING = "heaping"
    SMOOTHNESS = "smoothness"

    @property
    def is_arithmetic(self) -> bool:
        """Whether what it finds are figures that contradict each other by arithmetic alone."""
        return self in _ARITHMETIC

    @property
    def key(self) -> str:
        """The check's name in the words and the measured rates."""
        return self.value.replace(" ", "_").replace("-", "_")


_ARITHMETIC = (
    Check.FALLING_CUMULATIVE,
    Check.PARTS_AND_WHOLE,
    Check.RATIO,
    Check.GROWTH_OF_LEVEL,
    Check.QUARTERS_AND_YEAR,
)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a check asked of clean figures: `alarms` of `tests`, each at `level`.

    `level` is the p-value at which the check asks; zero for plain arithmetic.
    """

    level: float
    alarms: int
    tests: int

    @property
    def share(self) -> float:
        """The measured false-alarm rate of one test."""
        return self.alarms / self.tests


@dataclass(frozen=True, slots=True)
class Flag:
    """A question about figures.

    `evidence` names each figure involved with its value as written; `n` is how
    many figures were looked at; `rate` what was measured on clean figures; `p`
    None where the figures contradict each other by plain arithmetic. `about`
    says which figures are meant; `answer` is for the office to fill.
    """

    check: Check
    question: Words
    evidence: tuple[tuple[Words, str], ...]
    n: int
    rate: Rate
    p: float | None = None
    about: str = ""
    answer: str = ""


def flag(
    check: Check, *, n: int, p: float | None = None, variant: str = "", **evidence: object
) -> Flag:
    """Return the question of `check` with `evidence` put into its words."""
    from goldenthread.checking.rates import rate

    shown = {name: written(value) for name, value in evidence.items()}
    question = phrase(f"question.{check.key}{variant and '_' + variant}")
    return Flag(
        check=check,
        question=Words(question.en.format(**shown), question.zh.format(**shown)),
        evidence=tuple((phrase(f"evidence.{name}"), value) for name, value in shown.items()),
        n=n,
        rate=rate(check),
        p=p,
    )


def need(check: Check, *, have: int, least: int) -> None:
    """Raise CannotTell where `have` figures are fewer than the `least` that a check needs."""
    if have < least:
        raise CannotTell(
            f"{check.value} needs at least {least} figures; there are {have}.",
            place=check.value,
            remedy="Ask again when there are more.",
        )


def written(value: object) -> str:
    """Return a figure as a person would write it: six digits at most, no exponent."""
    if not isinstance(value, float):
        return str(value)
    digits = f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return f"{value:,.6f}".rstrip("0").rstrip(".") if "e" in digits else digits
