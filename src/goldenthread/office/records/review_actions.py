"""Review what was read: a statement is confirmed, corrected or closed, and none is lost.

What is corrected is closed and another stands in its place, so that what the
reader read remains beside what a person made of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import ManyToOneRel

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.records.models import Record, Standing, Statement
from goldenthread.office.trail.changes import change
from goldenthread.reading import read_at
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.statements import Statement as StatementTerm
from goldenthread.terms.statements import StatementType
from goldenthread.terms.text import Span

#: What a span neither begins nor ends with.
_BARE = " \t\r\n\u3000，。；、：！？,.;:!?"


def accept(statement: Statement, *, by: Person, reason: str = "") -> None:
    """Confirm what was read; NotPossible if it is confirmed or closed already."""
    allow(by, "record.accept", statement.record.document)
    _refuse_closed(statement)
    if statement.standing == Standing.ACCEPTED:
        raise NotPossible(
            "it is confirmed already.", place=_name(statement), remedy="Nothing is left to do."
        )
    with change(by=by, reason=reason) as changed:
        statement.standing = Standing.ACCEPTED
        changed.save(statement, "statement.accepted")


def reject(statement: Statement, *, by: Person, reason: str = "") -> None:
    """Close a statement that says nothing of its own; NotPossible if a duty cites it."""
    allow(by, "record.reject", statement.record.document)
    _refuse_closed(statement)
    _refuse_cited(statement)
    with change(by=by, reason=reason) as changed:
        statement.standing = Standing.REJECTED
        changed.save(statement, "statement.rejected")


def correct(statement: Statement, *, to: StatementTerm, by: Person, reason: str = "") -> Statement:
    """Put another type, owner, due date or measure in its place; the place in the text stays.

    Raise NotPossible if nothing differs, or if a duty cites it.
    """
    allow(by, "record.correct", statement.record.document)
    read = statement.term()
    if replace(to, span=read.span, quote=read.quote, cues=read.cues) == read:
        raise NotPossible(
            "nothing in it differs.", place=_name(statement), remedy="Confirm it as it is."
        )
    term = replace(to, span=Span(statement.start, statement.end), quote=statement.quote, cues=())
    return _instead([statement], [term], by=by, reason=reason)[0]


def resize(statement: Statement, *, span: Span, by: Person, reason: str = "") -> Statement:
    """Put the words at `span` in its place; owner, due date and measure are read anew there.

    Raise NotPossible if another statement has those words, or if a duty cites it.
    """
    allow(by, "record.resize", statement.record.document)
    span = _bare(statement.record, span)
    if span == Span(statement.start, statement.end):
        raise NotPossible(
            "these are its words already.", place=_name(statement), remedy="Mark other words."
        )
    term = _reread(statement.record, span, of=[statement])
    return _instead([statement], [term], by=by, reason=reason)[0]


def merge(statements: Sequence[Statement], *, by: Person, reason: str = "") -> Statement:
    """Put one statement in the place of several that stand one after the other.

    Raise NotPossible if they are fewer than two, of several records, or not
    neighbours, or if a duty cites one.
    """
    first = statements[0]
    allow(by, "record.merge", first.record.document)
    ordered = sorted(statements, key=lambda each: each.start)
    if len(ordered) < 2 or len({each.record_id for each in ordered}) > 1:
        raise NotPossible(
            "two statements of one record are merged.", place=_name(first), remedy="Name both."
        )
    span = Span(ordered[0].start, ordered[-1].end)
    term = _reread(first.record, span, of=ordered)
    return _instead(ordered, [term], by=by, reason=reason)[0]


def split(
    statement: Statement, *, at: int, by: Person, reason: str = ""
) -> tuple[Statement, Statement]:
    """Put two in its place, the second from `at` in the record's text on; each is read anew.

    Raise NotPossible if one of them would have no words, or if a duty cites it.
    """
    allow(by, "record.split", statement.record.document)
    if not statement.start < at < statement.end:
        raise NotPossible(
            "it cannot be split there.",
            place=_name(statement),
            remedy="Choose a place between its first word and its last.",
        )
    spans = [Span(statement.start, at), Span(at, statement.end)]
    record = statement.record
    terms = [
        replace(read_at(record.text, _bare(record, span)), number=statement.number)
        for span in spans
    ]
    before, after = _instead([statement], terms, by=by, reason=reason)
    return before, after


def add_statement(
    record: Record, *, span: Span, type: StatementType, by: Person, reason: str = ""
) -> Statement:
    """Add a statement that the reader missed; NotPossible if another has some of its words."""
    allow(by, "record.add_statement", record.document)
    term = replace(read_at(record.text, _bare(record, span)), type=type)
    return _instead([], [term], record=record, by=by, reason=reason)[0]


def _instead(
    closed: Sequence[Statement],
    terms: Iterable[StatementTerm],
    *,
    by: Person,
    reason: str,
    record: Record | None = None,
) -> list[Statement]:
    """Close some statements and write others in their place, by one person's hand."""
    for each in closed:
        _refuse_closed(each)
        _refuse_cited(each)
    record = record or closed[0].record
    made = []
    for term in terms:
        row = Statement(record=record, standing=Standing.ACCEPTED, by_hand=True)
        row.corrects = [each.trail_id() for each in closed]
        row.tell(term)
        made.append(row)
    _refuse_overlap(record, made, besides=closed)
    with change(by=by, reason=reason) as changed:
        for each in closed:
            each.standing = Standing.REPLACED
            changed.save(each, "statement.replaced")
        for row in made:
            changed.save(row, "statement.written")
    return made


def _reread(record: Record, span: Span, *, of: Sequence[Statement]) -> StatementTerm:
    """What stands at `span`, with the type of the first, and its owner where none is named."""
    term, first = read_at(record.text, span), of[0]
    return replace(
        term,
        type=StatementType(first.type),
        owner=term.owner or first.owner,
        number=first.number,
        supporting=tuple(first.supporting),
    )


def _bare(record: Record, span: Span) -> Span:
    """The span without blanks and stops at its ends; NotPossible if no words are left."""
    if not 0 <= span.start < span.end <= len(record.text):
        raise NotPossible(
            f"the text has no place {span.start} to {span.end}.",
            place=record.trail_object,
            remedy=f"Give places from 0 to {len(record.text)}, the end after the start.",
        )
    words = record.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(_BARE))
    end = span.end - (len(words) - len(words.rstrip(_BARE)))
    if start >= end:
        raise NotPossible(
            "there are no words there.", place=record.trail_object, remedy="Mark some."
        )
    return Span(start, end)


def _refuse_overlap(
    record: Record, made: Sequence[Statement], *, besides: Sequence[Statement]
) -> None:
    known = {each.pk for each in besides}
    for other in record.statements.exclude(pk__in=known):
        for row in made:
            if row.start < other.end and other.start < row.end:
                raise NotPossible(
                    "another statement has some of these words.",
                    place=_name(other),
                    remedy="Merge the two, or mark fewer words.",
                )


def _refuse_closed(statement: Statement) -> None:
    if statement.standing in (Standing.REJECTED, Standing.REPLACED):
        raise NotPossible(
            f"it is {statement.standing} already.",
            place=_name(statement),
            remedy="Look at what stands in its place.",
        )


def _refuse_cited(statement: Statement) -> None:
    """A sentence on which something else stands stays as it was read."""
    for link in Statement._meta.get_fields(include_hidden=True):
        if isinstance(link, ManyToOneRel):
            rows = link.field.model._base_manager
            if rows.filter(**{link.field.name: statement}).exists():
                raise NotPossible(
                    "a duty cites these words: they stay as they were read.",
                    place=_name(statement),
                    remedy="Correct the duty itself.",
                )


def _name(statement: Statement) -> str:
    return statement.trail_object
