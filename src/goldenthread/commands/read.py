"""`goldenthread read`: documents into typed statements."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.terminal.console import (
    Json,
    console,
    print_json,
    progress,
    refuse,
    tongue,
    unreadable,
)
from goldenthread.terms.errors import GoldenthreadError, UnreadableDocument
from goldenthread.terms.text import LANGUAGES, Language

if TYPE_CHECKING:
    from goldenthread.terms.meetings import MeetingRecord


def read(
    documents: Annotated[list[Path], typer.Argument(help="Documents, or folders of them.")],
    as_json: Json = False,
    lang: Annotated[str, typer.Option(help="en or zh, where it should not be guessed.")] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which words decided each type.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write one page: text and statements, linked both ways.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes read at a time.")] = 1,
    scheduler: Annotated[
        str, typer.Option(help="The address of a Dask cluster that reads instead.")
    ] = "",
) -> None:
    """Read documents into typed statements at their exact places, and say what each lacks."""
    from goldenthread.reading import as_json as record_json
    from goldenthread.reading import read_all

    paths, language = list(_documents(documents)), _language_named(lang)
    kept: list[tuple[str, MeetingRecord]] = []
    failed = 0
    with progress(quiet=len(paths) == 1) as step:
        found = read_all(paths, language=language, workers=workers, scheduler=scheduler)
        for done, (path, record) in enumerate(found, 1):
            step(path.name, done, len(paths))
            if isinstance(record, GoldenthreadError):
                refuse(record)
                failed += 1
            elif html:
                kept.append((path.name, record))
            elif as_json:
                print_json(record_json(record), indent=1 if len(paths) == 1 else None)
            else:
                _show(record, path.name, explain)
    if html and kept:
        _write_page(html, kept)
    if failed:
        raise typer.Exit(1)


def _documents(named: list[Path]) -> Iterator[Path]:
    """Yield the documents, and those in each folder in the order of their names."""
    from goldenthread.reading import SUFFIXES

    for path in named:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES)
        if not inside:
            raise UnreadableDocument(
                "this folder holds no document.",
                place=str(path),
                remedy=f"Put documents there: {' '.join(sorted(SUFFIXES))}",
            )
        yield from inside


def _show(record: "MeetingRecord", name: str, explain: bool) -> None:
    from goldenthread.terminal.record import show_record

    show_record(record, console=console(), language=tongue(), name=name, explain=explain)


def _write_page(out: Path, kept: "list[tuple[str, MeetingRecord]]") -> None:
    from goldenthread.reading import lacks
    from goldenthread.reporting.record_page import Shown, records_html

    shown = [Shown(name, record, lacks(record.statements)) for name, record in kept]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(records_html(shown, language=tongue()), encoding="utf-8")
    except OSError as error:
        raise unreadable(error) from error
    console(error=True).print(f"[dim]{out}[/dim]")


def _language_named(words: str) -> Language | None:
    named = next((language for language in LANGUAGES if language == words), None)
    if words and named is None:
        raise typer.BadParameter("en or zh", param_hint="--lang")
    return named
