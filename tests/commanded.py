"""Run one command as a person with a terminal would, and keep how it ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import typer
from typer.testing import CliRunner


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it printed, and what it raised."""

    status: int
    out: str
    error: BaseException | None


Run = Callable[..., Ran]


def runner(monkeypatch: pytest.MonkeyPatch, command: Callable[..., Any], *, columns: int) -> Run:
    """Return what runs a command's function in a language, on a terminal so wide."""
    app = typer.Typer(rich_markup_mode=None)
    app.command()(command)

    def run(*words: object, language: str = "en", columns: int = columns) -> Ran:
        monkeypatch.setenv("GOLDENTHREAD_LANG", language)
        monkeypatch.setenv("COLUMNS", str(columns))
        result = CliRunner().invoke(app, [str(word) for word in words])
        return Ran(result.exit_code, result.output, result.exception)

    return run
