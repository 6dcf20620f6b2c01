"""A seeded office of the size of a province: units, people, duties, and a log of many entries.

    python benchmarks/province.py HOME [--duties N] [--entries N] [--seed S]

It starts from the worked example with its published cards. Duties are taken up
through the trail like any others, so that the audit holds; what is left of the
entries asked for are notes of migrations, which touch no table.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: How many rows one transaction writes.
BATCH = 500
UNITS = 400
DIRECTIVES = 200
PASSWORD = "a-province-of-many"
"""Everybody's, in this office that nobody uses."""


def make(home: Path, *, duties: int, entries: int, seed: int) -> None:
    """Make the office in `home`, an empty folder; it takes about half a millisecond an entry."""
    from goldenthread.office.site.setup import prepare

    prepare(home)
    from goldenthread.office.site.demo import load

    load(ROOT / "examples" / "jiaxing-2023", password=PASSWORD)
    from django.db import reset_queries

    chance = random.Random(seed)
    units = _units()
    _move(units[0])
    documents = _documents(chance)
    for rows in _batches(duties, _duty(chance, units, documents)):
        _save(rows, "commitment.adopted")
        reset_queries()
    _notes(entries)


def _save(rows: list[Any], action: str) -> None:
    from goldenthread.office.bodies.permissions import SYSTEM
    from goldenthread.office.trail.changes import change

    with change(by=SYSTEM, reason="seeded") as changed:
        for row in rows:
            changed.save(row, action)


def _batches(count: int, one: Callable[[int], Any]) -> Iterator[list[Any]]:
    for start in range(0, count, BATCH):
        yield [one(number) for number in range(start, min(start + BATCH, count))]


def _units() -> list[Any]:
    from goldenthread.office.bodies.models import Body, Department

    body = Body.objects.get()
    units = [
        Department(body=body, slug=f"unit-{n}", name_en=f"Unit {n}", name_zh=f"单位{n}")
        for n in range(UNITS)
    ]
    for start in range(0, UNITS, BATCH):
        _save(units[start : start + BATCH], "department.added")
    return units


def _move(unit: Any) -> None:
    """Let the example's head of a unit work in one of these, which owes hundreds of duties."""
    from goldenthread.office.bodies.models import Person

    person = Person.objects.get(username="unit")
    person.department = unit
    _save([person], "person.changed")


def _documents(chance: random.Random) -> list[Any]:
    """Directives of ten sentences each, taken in and read as any other."""
    from goldenthread.office.bodies.models import Person
    from goldenthread.office.records.actions import intake, release
    from goldenthread.terms.text import Words

    by, made = Person.objects.get(username="secretary"), []
    for number in range(DIRECTIVES):
        day = date(2022, 1, 1) + timedelta(days=chance.randrange(1000))
        said = [
            f"{n}. Raise output {n} by {n} per cent by the end of {day.year}." for n in range(1, 11)
        ]
        title = Words(f"Directive {number}", f"第{number}号通知")
        taken = intake(
            by.body, slug=f"directive-{number}", title=title, dated=day, by=by,
            texts={"en": "\n".join(said)},
        )  # fmt: skip
        release(taken, by=by)
        made.append(list(taken.records.get().statements.all()))
    return made


def _duty(chance: random.Random, units: list[Any], documents: list[Any]) -> Callable[[int], Any]:
    """Return what makes the duty of a number; half of them are closed."""
    from goldenthread.office.commitments.models import Commitment
    from goldenthread.terms.commitments import State

    open_ones, closed = (State.NOT_STARTED, State.UNDER_WAY), (State.ACCEPTED, State.NOT_MET)

    def made(number: int) -> Any:
        said = chance.choice(chance.choice(documents))
        state = chance.choice(chance.choice((open_ones, closed)))
        return Commitment(
            document=said.record.document,
            slug=f"p-{number}",
            number=str(number),
            title_en=f"Raise output {number} by {number % 9 + 1} per cent",
            title_zh=f"第{number}项产出增长{number % 9 + 1}%",
            statement_en=said,
            lead=chance.choice(units),
            due=date(2025, 1, 1) + timedelta(days=chance.randrange(1095)),
            state=state.value,
        )

    return made


def _notes(entries: int) -> None:
    """Notes of migrations until the log has as many entries as asked for."""
    from goldenthread.office.bodies.permissions import SYSTEM
    from goldenthread.office.trail.changes import change
    from goldenthread.office.trail.models import Log

    size = Log.objects.get().size
    for start in range(size, entries, BATCH):
        with change(by=SYSTEM, reason="seeded") as changed:
            for number in range(start, min(start + BATCH, entries)):
                changed.tell(f"migration/seeded-{number}", "data.migrated", {"n": number})


def main() -> None:
    """Make it, and say what it took."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("home", type=Path)
    given.add_argument("--duties", type=int, default=200_000)
    given.add_argument("--entries", type=int, default=1_000_000)
    given.add_argument("--seed", type=int, default=11)
    asked = given.parse_args()
    begun = perf_counter()
    make(asked.home, duties=asked.duties, entries=asked.entries, seed=asked.seed)
    size = (asked.home / "goldenthread.sqlite3").stat().st_size if asked.home.exists() else 0
    print(
        f"{asked.duties:,} duties, {asked.entries:,} entries, seed {asked.seed}: "
        f"{perf_counter() - begun:,.0f} s, {size / 2**20:,.0f} MiB"
    )


if __name__ == "__main__":
    main()
