"""What a person sees: a record, a card and a verification, in both languages."""

import ctypes
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from goldenthread.ledger import verify
from goldenthread.reading import read
from goldenthread.reporting.card import Card
from goldenthread.terminal.card import show_card
from goldenthread.terminal.console import hushed
from goldenthread.terminal.record import show_record
from goldenthread.terminal.verification import show_verification
from goldenthread.terms.figures import Verdict
from goldenthread.terms.periods import Period
from goldenthread.terms.text import LANGUAGES, Language
from goldenthread.terms.wording import phrases
from goldenthread.weaving import open_folder, weave


def test_what_a_solver_in_c_prints_is_no_part_of_the_answer(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with hushed():
        ctypes.CDLL(None).printf(b"chatter")
    print("the answer")  # noqa: T201
    assert capfd.readouterr().out == "the answer\n"


def console() -> Console:
    return Console(file=StringIO(), width=200, highlight=False)


def text_of(shown: Console) -> str:
    assert isinstance(shown.file, StringIO)
    return shown.file.getvalue()


@pytest.fixture(scope="module")
def card(example: Path) -> Card:
    return weave(
        open_folder(example).dossier, quarter=Period.parse("2023Q4"), as_known=date(2024, 1, 31)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_duty_is_shown_with_its_verdict_and_the_notice(
    card: Card, language: Language
) -> None:
    shown = console()
    show_card(card, console=shown, language=language)
    text = text_of(shown)
    assert card.notice.in_language(language) in text
    assert all(row.commitment.title.in_language(language)[:12] in text for row in card.rows)


def test_a_verdict_is_a_word_and_a_shape_without_any_colour(card: Card) -> None:
    shown = console()
    show_card(card, console=shown, language="en")
    lines = text_of(shown).splitlines()
    missed = next(line for line in lines if line.startswith("  4"))
    assert "■ Missed by 2.6" in missed
    assert {row.verdict for row in card.rows} == set(Verdict)


def test_what_a_statement_says_is_shown_with_what_it_lacks() -> None:
    shown = console()
    text = "The aim is to cut waiting times by 31 December 2024."
    show_record(read(text), console=shown, language="en", name="minutes.txt")
    assert "lacks: owner" in text_of(shown)
    assert "minutes.txt" in text_of(shown)


def test_a_document_that_asks_for_nothing_says_so() -> None:
    shown = console()
    show_record(read("The meeting was held on 3 May 2023."), console=shown, language="en", name="x")
    assert "Nothing here asks for anything" in text_of(shown)


def test_markup_in_a_document_is_shown_as_it_stands() -> None:
    shown = console()
    show_record(
        read("The board will [bold]repair[/bold] the wall."), console=shown, language="en", name="x"
    )
    assert "[bold]repair[/bold]" in text_of(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bundle_that_is_none_is_not_called_good(language: Language) -> None:
    shown = console()
    show_verification(verify(b"nothing"), console=shown, language=language)
    text = text_of(shown)
    assert "✓ 1" not in text
    assert (
        phrases("goldenthread.terminal")["verification.said_good"].in_language(language) not in text
    )
