"""Show a record as read: header, priorities, statements by type, and one plain verdict."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from goldenthread.reading import lacks
from goldenthread.reporting import lacks_said, wording
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.statements import Statement, StatementType
from goldenthread.terms.text import Language

_STYLES = {
    StatementType.COMMITMENT: "green",
    StatementType.DIRECTIVE: "cyan",
    StatementType.AIM: "yellow",
}


def show_record(
    record: MeetingRecord,
    *,
    console: Console,
    language: Language,
    name: str,
    explain: bool = False,
) -> None:
    """Print `record`, read from the document `name`, for a person.

    With `explain`, each statement says which words decided its type.
    """
    console.print(Text(name, style="bold"))
    console.print(_header(record, language))
    for kind in StatementType:
        found = [each for each in record.statements if each.type is kind]
        if found:
            console.print()
            title = f"{wording.say(f'type.{kind.value}', language)} ({len(found)})"
            console.print(Text(title, style=f"bold {_STYLES.get(kind, 'dim')}"))
            console.print(_statements(found, language, explain))
    console.print()
    console.print(Text(lacks_said(lacks(record.statements), language), style="bold"))


def _header(record: MeetingRecord, language: Language) -> Table:
    table = Table.grid(padding=(0, 2))
    posts = f" ({', '.join(record.posts)})" if record.posts else ""
    rows = {
        "body": record.body,
        "date": record.date and record.date.isoformat(),
        "chair": record.chair and record.chair + posts,
        "sources": "\n".join(source.title for source in record.sources),
        "priorities": "\n".join(
            f"{place}. {priority.title}" for place, priority in enumerate(record.priorities, 1)
        ),
    }
    for key, value in rows.items():
        unknown = Text(wording.say("record.not_stated", language), style="dim")
        table.add_row(Text(wording.say(f"record.{key}", language), style="dim"), value or unknown)
    return table


def _statements(statements: list[Statement], language: Language, explain: bool) -> Table:
    table = Table.grid(padding=(0, 2))
    for each in statements:
        quote = Text(" ".join(each.quote.split()))
        if facts := " · ".join(_facts(each, language)):
            quote.append(f"\n{facts}", style="dim")
        if each.gaps:
            named = ", ".join(wording.say(f"gap.{gap.value}", language) for gap in each.gaps)
            quote.append(f"\n{wording.say('record.lacks', language)}: {named}", style="yellow")
        if explain and each.cues:
            because = wording.say("record.because", language)
            cues = " · ".join(wording.cue(cue, language) for cue in each.cues)
            quote.append(f"\n{because} {cues}", style="dim italic")
        table.add_row(Text(each.number or "·", style="dim"), quote)
    return table


def _facts(statement: Statement, language: Language) -> Iterator[str]:
    if statement.owner:
        yield ", ".join((statement.owner, *statement.supporting))
    if statement.due:
        yield statement.due.to.isoformat() if statement.due.to else statement.due.text
    if asked := statement.measure:
        value = wording.number(asked.value, asked.unit, language)
        yield wording.say(f"asked.{asked.comparator.value}", language, value=value)
