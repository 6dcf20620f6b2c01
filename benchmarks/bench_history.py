"""How long the database takes to say what was known of one series, among many others.

`python benchmarks/bench_history.py [ROWS]`: SQLite in a passing folder, 20 releases each of 80
quarters of a series, written through the triggers; the questions are the office's own.
"""

import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

RELEASES, QUARTERS = 20, 80
DAY = date(2010, 6, 30)
COLUMNS = (
    "revision, indicator_id, area_id, period, start, end, value, unit, kind, status, source_id, "
    "known, published, recorded, text, note_en, note_zh, known_by, rank, cell, unit_printed, "
    "multiplier, currency"
)


def main(rows: int, folder: Path) -> None:
    """Fill the table and time its questions."""
    os.environ.pop("DATABASE_URL", None)
    os.environ["GOLDENTHREAD_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.office.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    count = max(rows // (RELEASES * QUARTERS), 1)
    started = perf_counter()
    fill(count)
    held = count * RELEASES * QUARTERS
    took = perf_counter() - started
    print(f"{held:,} observations in {count:,} series, SQLite; written in {took:.0f} s")
    ask(count // 2 + 1)


def fill(count: int) -> None:
    """Write the observations of `count` series; the database closes each."""
    from django.db import connection

    marks = ", ".join(["%s"] * len(COLUMNS.split(", ")))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("BEGIN")
        cursor.execute(
            "INSERT INTO bodies_area (id, revision, slug, name_en, name_zh, code) "
            "VALUES (1, 1, 'a', 'A', '甲', '')"
        )
        for series in range(1, count + 1):
            cursor.executemany(
                f"INSERT INTO indicators_observation ({COLUMNS}) VALUES ({marks})",
                list(observations(series)),
            )
        cursor.execute("COMMIT")
        cursor.execute("ANALYZE")


def observations(series: int) -> "list[tuple[object, ...]]":
    """The rows of one series: each quarter first said a month after it, then revised quarterly."""
    made: list[tuple[object, ...]] = []
    for quarter in range(QUARTERS):
        start = date(1990 + quarter // 4, 3 * (quarter % 4) + 1, 1)
        end = date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)
        for release in range(RELEASES):
            known = end + timedelta(days=30 + 91 * release)
            status, rank = ("revised", 2) if release else ("first published", 1)
            made.append(
                (1, series, 1, f"{start.year}Q{quarter % 4 + 1}", start, end, "100.5", "%",
                 "level flow", status, 1, str(known), "", "2024-01-01 00:00:00", "", "", "",
                 known, rank, "", "", "1", "")
            )  # fmt: skip
    return made


def ask(series: int) -> None:
    """Print the best of five of each question."""
    from django.core.paginator import Paginator

    from goldenthread.office.indicators.models import Observation
    from goldenthread.office.indicators.vintages import PER_PAGE, history, vintages

    rows = Observation.objects.filter(indicator_id=series).order_by("pk")

    def page(number: int) -> int:
        pages = Paginator(vintages(rows, known=DAY), PER_PAGE)
        return len(list(pages.get_page(number)))

    questions = {
        "in force on a day": lambda: len(history(rows, known=DAY)),
        "in force today": lambda: len(history(rows, known=None)),
        "all known on a day, first page of it": lambda: page(1),
        "the same, last page": lambda: page(1_000),
        "the same, all at once": lambda: len(vintages(rows, known=DAY)),
    }
    for name, question in questions.items():
        times = []
        for _ in range(5):
            started = perf_counter()
            found = question()
            times.append(perf_counter() - started)
        print(f"{name:36} {found:6,} rows {1000 * min(times):8.1f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 32_000, Path(made))
