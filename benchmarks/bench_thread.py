"""How long each step of the thread takes on the worked example, beside a floor of the same run.

The floor is hashing 10 MB with SHA-256: a ratio to it says more on another
machine than milliseconds do.
"""

import hashlib
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from goldenthread.ledger import verify
from goldenthread.reading import read
from goldenthread.reporting import card_html, card_json_bytes
from goldenthread.reporting.pdf import card_pdf
from goldenthread.terms.periods import Period
from goldenthread.weaving import open_folder, weave

EXAMPLE = Path(__file__).parent.parent / "examples" / "jiaxing-2023"
QUARTER, DAY = Period.parse("2023Q4"), date(2024, 1, 31)


def timed(step: Callable[[], object], *, runs: int = 9) -> float:
    """Return the median seconds of a step."""
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        step()
        seconds.append(perf_counter() - start)
    return median(seconds)


def published(home: Path) -> bytes:
    """Load the worked example into an office, publish it, and return its bundle."""
    from goldenthread.office.site.setup import prepare

    prepare(home, demo=True)
    from goldenthread.office.site.demo import load

    return load(EXAMPLE).files["bundle.zip"]


def main() -> None:
    """Print the table."""
    block = bytes(10_000_000)
    notice = (EXAMPLE / "notice.zh.md").read_text()
    dossier = open_folder(EXAMPLE).dossier
    card = weave(dossier, quarter=QUARTER, as_known=DAY)
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        bundle = published(Path(folder) / "demo")
        loading = perf_counter() - start
    floor = timed(lambda: hashlib.sha256(block).digest())
    steps: list[tuple[str, float]] = [
        ("read one notice", timed(lambda: read(notice))),
        ("open the folder", timed(lambda: open_folder(EXAMPLE))),
        ("weave the card", timed(lambda: weave(dossier, quarter=QUARTER, as_known=DAY))),
        ("page in two languages", timed(lambda: card_html(card))),
        ("card.json", timed(lambda: card_json_bytes(card))),
        ("PDF", timed(lambda: card_pdf(card, "zh"), runs=3)),
        ("verify the bundle", timed(lambda: verify(bundle))),
        ("load and publish through the actions (once)", loading),
    ]
    print(f"{'step':<46}{'ms':>9}{'× floor':>9}")
    print(f"{'floor: SHA-256 of 10 MB':<46}{floor * 1000:>9.2f}{1:>9.1f}")
    for name, seconds in steps:
        print(f"{name:<46}{seconds * 1000:>9.2f}{seconds / floor:>9.1f}")


if __name__ == "__main__":
    main()
