"""`goldenthread read`: documents into typed statements."""

from pathlib import Path
from typing import Annotated

import typer

from goldenthread.terminal.console import Json, console, print_json, refuse, tongue
from goldenthread.terms.errors import GoldenthreadError
from goldenthread.terms.text import LANGUAGES, Language


def read(
    documents: Annotated[list[Path], typer.Argument(help="Text or Markdown documents.")],
    as_json: Json = False,
    lang: Annotated[str, typer.Option(help="en or zh, where it should not be guessed.")] = "",
) -> None:
    """Read documents into typed statements at their exact places, and say what each lacks."""
    from goldenthread.reading import as_json as record_json
    from goldenthread.reading import read_file

    language = _language_named(lang)
    failed = 0
    for document in documents:
        try:
            record = read_file(document, language=language)
        except GoldenthreadError as error:
            refuse(error)
            failed += 1
            continue
        if as_json:
            indent = 1 if len(documents) == 1 else None
            print_json(record_json(record), indent=indent)
        else:
            from goldenthread.terminal.record import show_record

            show_record(record, console=console(), language=tongue(), name=document.name)
    if failed:
        raise typer.Exit(1)


def _language_named(words: str) -> Language | None:
    named = next((language for language in LANGUAGES if language == words), None)
    if words and named is None:
        raise typer.BadParameter("en or zh", param_hint="--lang")
    return named
