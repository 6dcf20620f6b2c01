"""Mark the statements in a document's text; the text is hostile until it is escaped."""

from collections.abc import Iterable

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.office.records.models import Statement


def marked(text: str, statements: Iterable[Statement]) -> SafeString:
    """Return `text` escaped, each statement marked with its type and its id as `s12`."""
    return format_html_join("", "{}", ((part,) for part in _parts(text, statements)))


def excerpt(statement: Statement) -> SafeString:
    """Return the paragraph around one statement, with the statement marked."""
    text = statement.record.text
    start = text.rfind("\n", 0, statement.start) + 1
    end = text.find("\n", statement.end)
    before = escape(text[start : statement.start])
    after = escape(text[statement.end : end if end >= 0 else len(text)])
    return format_html("{}{}{}", before, _mark(statement, text), after)


def _parts(text: str, statements: Iterable[Statement]) -> Iterable[SafeString]:
    at = 0
    for statement in statements:
        yield escape(text[at : statement.start])
        yield _mark(statement, text, is_place=True)
        at = statement.end
    yield escape(text[at:])


def _mark(statement: Statement, text: str, *, is_place: bool = False) -> SafeString:
    words = text[statement.start : statement.end]
    if is_place:
        return format_html(
            '<mark id="s{}" class="{}" tabindex="-1">{}</mark>', statement.pk, statement.type, words
        )
    return format_html('<mark class="{}">{}</mark>', statement.type, words)
