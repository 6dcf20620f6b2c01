"""Show a report card as a table: each duty with its verdict and the reason."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Row
from goldenthread.reporting.headlines import since_said, sure_said
from goldenthread.terminal.said import say
from goldenthread.terms.figures import Verdict
from goldenthread.terms.text import Language

#: A shape and a colour for each verdict; the word stands beside them.
_SHAPES = {
    Verdict.MET: ("●", "green"),
    Verdict.MISSED: ("■", "bold red"),
    Verdict.NOT_YET_KNOWN: ("○", "blue"),
    Verdict.CANNOT_BE_JUDGED: ("◍", "magenta"),
    Verdict.NO_FIGURE: ("◌", "dim"),
    Verdict.NO_MEASURE: ("·", "dim"),
}
#: Narrower than this, what was asked is left to the duty's title and the reason.
_WIDE = 110


def show_card(card: Card, *, console: Console, language: Language) -> None:
    """Print `card` for a person: title, the one sentence, the duties, the place among peers."""
    day = wording.say("card.as_known", language, day=wording.day(card.as_known, language))
    console.print(Text(wording.title(card, language), style="bold"))
    console.print(Text(f"{card.body.in_language(language)} · {day}", style="dim"))
    console.print(Text(card.notice.in_language(language), style="dim"))
    console.print()
    console.print(Text(wording.said(card, language)))
    for line in (since_said(card, language), sure_said(card, language)):
        console.print(Text(line, style="dim"))
    is_wide = console.width >= _WIDE
    console.print(_table(card.rows, language, is_wide=is_wide))
    if card.running:
        console.print(Text(wording.say("card.running", language), style="bold"))
        console.print(Text(wording.say("card.running_note", language), style="dim"))
        console.print(_table(card.running, language, is_wide=is_wide))
    if card.peers:
        console.print(Text(card.peers.title.in_language(language), style="bold"))
        console.print(Text(wording.peers_said(card.peers, language)))


def _table(rows: Iterable[Row], language: Language, *, is_wide: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column(say("card.number", language), justify="right", no_wrap=True)
    table.add_column(say("card.duty", language), ratio=5)
    if is_wide:
        table.add_column(say("card.asked", language), ratio=3)
    table.add_column(say("card.verdict", language), ratio=4)
    table.add_column(say("card.why", language), ratio=8)
    for row in rows:
        table.add_row(
            row.commitment.number,
            row.commitment.title.in_language(language),
            *([wording.asked_of(row, language)] if is_wide else []),
            _verdict(row, language),
            Text(wording.why(row, language), style="" if _is_judged(row) else "dim"),
        )
    return table


def _verdict(row: Row, language: Language) -> Text:
    shape, style = _SHAPES[row.verdict]
    return Text(f"{shape} {wording.verdict_said(row, language)}", style=style)


def _is_judged(row: Row) -> bool:
    return row.verdict in (Verdict.MET, Verdict.MISSED)
