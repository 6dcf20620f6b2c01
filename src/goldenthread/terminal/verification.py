"""Show what the offline verifier found, step by step."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from goldenthread.ledger import Outcome, Verification
from goldenthread.terminal.said import say
from goldenthread.terms.text import Language

_MARKS = {Outcome.GOOD: ("✓", "green"), Outcome.BAD: ("✗", "bold red")}

_SAID = {
    Outcome.GOOD: "said_good",
    Outcome.BAD: "said_bad",
    Outcome.CANNOT_TELL: "said_unknown",
}


def show_verification(verification: Verification, *, console: Console, language: Language) -> None:
    """Print each numbered step with its outcome, and what the whole says."""
    table = Table.grid(padding=(0, 1))
    for step in verification.steps:
        mark, style = _MARKS.get(step.outcome, ("?", "yellow"))
        said = Text(step.claim.in_language(language))
        if detail := step.detail.in_language(language):
            said.append(f"  {detail}", style="dim" if step.outcome is Outcome.GOOD else "")
        table.add_row(Text(mark, style=style), str(step.number), said)
    console.print(table)
    _, style = _MARKS.get(verification.outcome, ("?", "yellow"))
    console.print(Text(say(f"verification.{_SAID[verification.outcome]}", language), style=style))
