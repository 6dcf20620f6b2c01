"""How well and how fast documents are read.

    bench_reading.py [ANNOTATED.jsonl …]

First the scores of the project's own scoring script: for each language, for
either half of the documents (every other one), and for each document. Any
further annotated set may be named. Then the speed, beside a plain pipeline of
spaCy that only finds sentences, and beside follow-through, where they are
installed.
"""

import importlib
import importlib.util
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from goldenthread.reading import as_json, read

SHARED = Path(os.environ.get("GOLDENTHREAD_SHARED", "../shared"))
MEASURES = ("span_f1", "typed_f1", "actionable_f1", "due", "owner", "measure")

#: Plain text of two thousand characters for the timing, in either language.
PLAIN = {
    "en": "The Board met on 3 May 2024. The Clerk will publish the list by the end of June. ",
    "zh": "会议于2024年5月3日召开。各单位要建立工作台账,6月底前报市政府督查室。",
}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "score_reading", SHARED / "tools/score_reading.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(name: str, score: dict[str, Any]) -> None:
    cells = (f"{score[each]:.3f}" if score[each] is not None else "–" for each in MEASURES)
    print(f"| {name} | {score['documents']} | {score['statements']} | {' | '.join(cells)} |")


def head(title: str) -> None:
    print(f"\n{title}\n")
    print(f"| | documents | statements | {' | '.join(MEASURES)} |")
    print("|---|---|---|" + "---|" * len(MEASURES))


def accuracy(path: Path) -> None:
    script = scorer()
    rows = script.load(path)
    found = {each["id"]: as_json(read(each["text"]))["statements"] for each in rows}
    head(f"## {path.name}")
    for language in ("en", "zh"):
        own = [each for each in rows if each["lang"] == language]
        if own:
            row(f"**{language}**", script.score(own, found))
            row(f"{language}, odd documents", script.score(own[::2], found))
            row(f"{language}, even documents", script.score(own[1::2], found))
    head(f"### {path.name}, by document")
    for each in rows:
        row(each["id"], script.score([each], found))


def timed(task: Callable[[str], object], texts: list[str]) -> float:
    begun = time.process_time()
    for text in texts:
        task(text)
    return time.process_time() - begun


def rivals() -> dict[str, Callable[[str], object]]:
    """What else finds sentences or promises, as far as it is installed."""
    found: dict[str, Callable[[str], object]] = {}
    try:
        spacy = importlib.import_module("spacy")
        plain = spacy.blank("en")
        plain.add_pipe("sentencizer")
        found["spaCy blank + sentencizer"] = plain
    except ImportError:
        print("spaCy is not installed here: `make bench-reading` installs it.")
    try:
        promises = importlib.import_module("follow_through.extract")
        found["follow-through"] = lambda text: promises.extract_text(text, "minutes")
    except ImportError:
        print("follow-through is not installed here: `make bench-reading` installs it.")
    return found


def speed(documents: int = 1000, characters: int = 2000) -> None:
    texts = {
        language: [(f"{number}. " + words * characters)[:characters] for number in range(documents)]
        for language, words in PLAIN.items()
    }
    tasks: dict[str, Callable[[str], object]] = {"goldenthread": read, **rivals()}
    print(f"\n## {documents} plain documents of {characters} characters, one core\n")
    print("| | en, s | zh, s |\n|---|---|---|")
    for name, task in tasks.items():
        task(texts["en"][0]), task(texts["zh"][0])
        cells = (f"{timed(task, texts[language]):.2f}" for language in PLAIN)
        print(f"| {name} | {' | '.join(cells)} |")


def main(named: list[str]) -> None:
    for path in [SHARED / "data/reading/dev.jsonl", *map(Path, named)]:
        if path.exists():
            accuracy(path)
        else:
            print(f"{path} is absent: its scores are left out.")
    speed()


if __name__ == "__main__":
    main(sys.argv[1:])
