"""An invented town in the middle of its year, of which everything that a card shows is known."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from goldenthread.forecasting import Asked, outlooks
from goldenthread.forecasting import series as series_of
from goldenthread.reading import read
from goldenthread.terms.commitments import Commitment, Confidence, Said
from goldenthread.terms.dossiers import Answer, Area, Document, Dossier, Foretold, StatedPath
from goldenthread.terms.observations import (
    Indicator,
    Kind,
    Observation,
    Source,
    Status,
    Target,
    Waypoint,
)
from goldenthread.terms.periods import Day, Period
from goldenthread.terms.quantities import Comparator, Direction
from goldenthread.terms.text import Words

TEXT = (
    "1. Raise port revenue to at least 200 million. Lead: Port Office.\n"
    "2. Grow the economy by about 6 %. Lead: Port Office.\n"
    "3. Keep unemployment from 4 to 5 %. Lead: Port Office.\n"
    "4. Welcome at least 600 visitors. Lead: Port Office.\n"
)
OFFICE = Words("Port Office", "港务局")
HAVEN = Area("haven", Words("Haven", "海门"))


def indicator(id: str, en: str, zh: str, unit: str, kind: Kind, way: Direction) -> Indicator:
    return Indicator(id, Words(en, zh), unit, kind, way, lag_months=1)


REVENUE = indicator("revenue", "Port revenue", "港口收入", "m", Kind.CUMULATIVE, Direction.MORE)
GROWTH = indicator("growth", "Growth of the economy", "经济增速", "%", Kind.GROWTH, Direction.MORE)
JOBLESS = indicator("jobless", "Unemployment", "失业率", "%", Kind.RATIO, Direction.LESS)
VISITORS = indicator("visitors", "Visitors", "游客", "people", Kind.CUMULATIVE, Direction.MORE)


def told(
    of: Indicator, period: str, value: str, known: str, *, status: Status = Status.FIRST
) -> Observation:
    return Observation(
        of.id, "haven", Period.parse(period), Decimal(value), of.unit, of.kind, "bulletin",
        Day(known), date(2024, 5, 1), status=status, text=value, row=f"{of.id} {period} {value}",
    )  # fmt: skip


def revenue() -> list[Observation]:
    """About ten a month, one more each year, by quarters since January, to the spring of 2024."""
    rows = []
    for year in range(2018, 2025):
        for quarter in range(1, 5 if year < 2024 else 2):
            period = Period.of_months(date(year, 1, 1), 3 * quarter)
            value = str(3 * quarter * (10 + year - 2018) + year * (5 * quarter + 2) % 7)
            rows.append(told(REVENUE, period.label, value, period.end.replace(day=20).isoformat()))
    return rows


def duty(number: str, title: Words) -> Commitment:
    start = TEXT.index(f"{number}. ")
    place = f"plan#{start}-{TEXT.index('.', start + 2) + 1}"
    return Commitment(
        id=f"haven-{number}",
        number=number,
        title=title,
        lead=OFFICE,
        supporting=(),
        due=date(2024, 12, 31),
        document="plan",
        statement=Words(place, place),
        quote=title,
    )


def target(number: str, of: Indicator, how: Comparator, value: str, upper: str = "") -> Target:
    return Target(
        f"haven-{number}", f"haven-{number}", of.id, how, Decimal(value), of.unit,
        Period.parse("2024"), "haven", upper=Decimal(upper) if upper else None,
    )  # fmt: skip


def foretold() -> Foretold:
    """What was expected of 2023 in August of that year, whose outcome is known since."""
    values = {
        Period.of_months(date(2018 + n // 4, 1 + 3 * (n % 4), 1), 3): Decimal(3 * (10 + n // 4))
        for n in range(22)
    }
    run = series_of("revenue", values, kind=Kind.LEVEL_FLOW)
    (found,) = outlooks([run], by=Period.parse("2023"), target=Asked(Comparator.GE, Decimal(170)))
    assert found.answer is not None
    return Foretold("haven-1", date(2023, 8, 1), json.dumps(found.answer.as_dict()))


def dossier() -> Dossier:
    record = read(TEXT, language="en")
    said = replace(
        duty("1", Words("Raise port revenue", "提高港口收入")),
        reports=(
            Said(date(2024, 2, 1), Confidence.AT_RISK, "report/haven-1.1"),
            Said(date(2024, 4, 10), Confidence.ATTAINABLE, "report/haven-1.2"),
            Said(date(2024, 7, 1), Confidence.SECURED, "report/haven-1.3"),
        ),
    )
    plan = Words("Plan for 2024", "2024年计划")
    return Dossier(
        id="haven",
        body=HAVEN.name,
        area=HAVEN,
        notice=Words("Invented for tests.", "测试虚构。"),
        origin="haven.invalid",
        documents=(Document("plan", plan, date(2024, 1, 10), "", record, record, adopted=True),),
        commitments=(
            said,
            duty("2", Words("Grow the economy", "发展经济")),
            duty("3", Words("Keep unemployment low", "控制失业率")),
            duty("4", Words("Welcome visitors", "吸引游客")),
        ),
        indicators=(REVENUE, GROWTH, JOBLESS, VISITORS),
        targets=(
            target("1", REVENUE, Comparator.GE, "200"),
            target("2", GROWTH, Comparator.APPROX, "6"),
            target("3", JOBLESS, Comparator.EQ, "4", upper="5"),
            target("4", VISITORS, Comparator.GE, "600"),
        ),
        observations=(
            *revenue(),
            told(REVENUE, "2024Q1", "50.5", "2024-04-25", status=Status.REVISED),
            told(GROWTH, "2024Q1", "5.2", "2024-04-20"),
            told(JOBLESS, "2024Q1", "5.4", "2024-04-20"),
            told(VISITORS, "2024-01-01/P2M", "120", "2024-03-20"),
            told(VISITORS, "2024Q1", "110", "2024-04-20"),
        ),
        sources=(
            Source("bulletin", Words("Bulletin", "公报"), OFFICE, "2024", "https://haven.invalid/"),
        ),
        peers=None,
        paths=(
            StatedPath(
                "haven-1",
                date(2024, 2, 1),
                (
                    Waypoint(date(2024, 3, 31), Decimal(45)),
                    Waypoint(date(2024, 6, 30), Decimal(92)),
                ),
                "path/haven-1.1",
            ),
            StatedPath(
                "haven-1", date(2024, 6, 1), (Waypoint(date(2024, 3, 31), Decimal(1)),), "later"
            ),
        ),
        answers=(Answer("0" * 16, date(2024, 4, 28), "Another question's answer."),),
        foretold=(foretold(),),
    )
