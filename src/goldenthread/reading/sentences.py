"""Cut a text into blocks, sentences and clauses, each at its exact place.

Spans are found by cutting and trimming the text itself and never by searching
for words again, so `text[start:end]` is the clause by construction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.reading.lexicon import Lexicon, Pattern
from goldenthread.reading.tables import Row, is_row, task_rows
from goldenthread.terms.text import Span


class BlockKind(StrEnum):
    """What a run of lines is for."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    UNITS = "units"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, an item, a paragraph, a table's row, or a line that names the item's units.

    `number` is the list number as printed, without its punctuation; "" for a
    bullet. `units` is the passage after an item that names who must do it; `row`
    is the row of the task table that the block is.
    """

    kind: BlockKind
    span: Span
    number: str = ""
    units: Span | None = None
    row: Row | None = None


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    kind: BlockKind
    number: str = ""


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the passage without blanks at its ends, or None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def folded(text: str, *, words: Lexicon) -> str:
    """Return `text` on one line: a break in a Chinese sentence is nothing, elsewhere a blank."""
    return words["folds"].sub("" if words.language == "zh" else " ", text)


def blocks(text: str, *, words: Lexicon) -> tuple[Block, ...]:
    """Return the blocks of `text` in order; quotations, rules and furniture are left out."""
    rows = task_rows(text, words=words)
    return tuple(
        block
        for whole in _drafts(text, words)
        for draft in _inline(text, whole, words)
        if (block := _of_row(text, rows.get(draft.start)) or _finished(text, draft, words))
    )


def _of_row(text: str, row: Row | None) -> Block | None:
    return Block(BlockKind.ROW, row.task, row.of(text, "number"), row=row) if row else None


def _drafts(text: str, words: Lexicon) -> Iterator[_Draft]:
    draft: _Draft | None = None
    for line in _lines(text):
        begun = _begin(text, line, words) if line is not None else None
        if draft is not None and begun is not None and _goes_on(text, draft, begun, words):
            draft.end = begun.end
            continue
        if draft is not None:
            yield draft
        draft = begun
    if draft is not None:
        yield draft


def _inline(text: str, whole: _Draft, words: Lexicon) -> Iterator[_Draft]:
    """Yield a paragraph's introduction and the items of the list that stand in it, else itself."""
    marks = list(words["inline"].finditer(text, whole.start, whole.end))
    kinds = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    before = text[whole.start : marks[0].start()] if marks else ""
    if len(marks) < 2 or whole.kind not in kinds or not words["inline_after"].search(before):
        yield whole
        return
    yield _Draft(whole.start, marks[0].start(), whole.kind, whole.number)
    ends = [mark.start() for mark in marks[1:]] + [whole.end]
    for mark, end in zip(marks, ends, strict=True):
        number = next(group for group in mark.groups() if group)
        yield _Draft(mark.end(), end, BlockKind.ITEM, number)


def _lines(text: str) -> Iterator[Span | None]:
    """Yield each line's passage, None for a blank one."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield trimmed(text, at, at + len(line))
        at += len(line)


def _begin(text: str, line: Span, words: Lexicon) -> _Draft | None:
    """Return what a line begins, or None if it says nothing of its own."""
    here = line.of(text)
    if is_row(here):
        return _Draft(line.start, line.end, BlockKind.ROW)
    if words["skipped"].match(here):
        return None
    if found := words["heading"].match(here):
        return _Draft(line.start + found.end(), line.end, BlockKind.HEADING)
    if words["units"].match(here):
        return _Draft(line.start, line.end, BlockKind.UNITS)
    found = words["number"].match(here)
    if found and found.end() < len(here):
        number = next((group for group in found.groups() if group), "")
        return _Draft(line.start + found.end(), line.end, BlockKind.ITEM, number or "-")
    return _Draft(line.start, line.end, BlockKind.PARAGRAPH)


def _goes_on(text: str, draft: _Draft, line: _Draft, words: Lexicon) -> bool:
    """Whether a line goes on with the sentence that the line before it left unfinished."""
    ended = (BlockKind.HEADING, BlockKind.UNITS, BlockKind.ROW)
    if line.kind is not BlockKind.PARAGRAPH or draft.kind in ended:
        return False
    before = text[text.rfind("\n", draft.start, draft.end) + 1 or draft.start : draft.end]
    both = f"{before}\n{text[line.start : line.end]}"
    if not text[: draft.start].strip() and words["title"].match(both):
        return False
    return bool(words["wraps"].search(both))


def _finished(text: str, draft: _Draft, words: Lexicon) -> Block | None:
    span = trimmed(text, draft.start, draft.end)
    if span is None:
        return None
    here = span.of(text)
    if draft.kind is BlockKind.ROW:
        return None
    if draft.kind in (BlockKind.HEADING, BlockKind.UNITS):
        return Block(draft.kind, span)
    labels = words["label_line"].fullmatch(here) is not None and draft.number != "-"
    if labels and any(cue.find(here) for _, cue in words.lists):
        return Block(BlockKind.HEADING, span)
    if words["furniture"].match(folded(here, words=words)):
        return None
    if labels:
        return Block(BlockKind.HEADING, span)
    number = draft.number.strip("-") if draft.kind is BlockKind.ITEM else ""
    tail = words["units_after"].search(here)
    if tail is None or tail.start() == 0:
        return Block(draft.kind, span, number)
    body = trimmed(text, span.start, span.start + tail.start())
    units = trimmed(text, span.start + tail.start(), span.end)
    return Block(draft.kind, body, number, units) if body else None


def sentences(text: str, block: Block, *, words: Lexicon) -> tuple[Span, ...]:
    """Return the sentences of a block in order."""
    cuts = _cuts(text, block.span, words["sentence_end"], words)
    return tuple(_between(text, block.span, cuts))


def introduction(text: str, sentence: Span, *, words: Lexicon) -> int | None:
    """Return where the words end that only introduce a list, or None if there are none.

    The end of the sentence means that the list is in the blocks that follow.
    """
    found = words["introduces"].match(text, sentence.start, sentence.end)
    return found.end() if found else None


def clauses(text: str, sentence: Span, *, words: Lexicon, at: str = "splits") -> tuple[Span, ...]:
    """Return the clauses of a sentence, without report frames and closing punctuation.

    `at` names the pattern to cut at: a list of separate targets or works is cut
    finely, a duty that one unit must do coarsely.
    """
    body = Span(_after_frames(text, sentence, words), sentence.end)
    found = []
    for piece in _between(text, body, _cuts(text, body, words[at], words)):
        clause = _bared(text, piece, words)
        if clause is not None and not words["furniture"].match(clause.of(text)):
            found.append(clause)
    return tuple(found)


def _cuts(text: str, span: Span, separator: Pattern, words: Lexicon) -> list[tuple[int, int]]:
    sheltered = [found.span() for found in words["sheltered"].finditer(text, span.start, span.end)]
    cuts: list[tuple[int, int]] = []
    for found in separator.finditer(text, span.start, span.end):
        groups = found.groupdict()
        if groups.get("keep") or any(start < found.start() < end for start, end in sheltered):
            continue
        begun = cuts[-1][1] if cuts else span.start
        if groups.get("clause") and not words["finite"].search(text, begun, found.start()):
            continue
        cuts.append(found.span())
    return cuts


def _between(text: str, span: Span, cuts: list[tuple[int, int]]) -> Iterator[Span]:
    at = span.start
    for start, end in [*cuts, (span.end, span.end)]:
        piece = trimmed(text, at, start)
        if piece is not None:
            yield piece
        at = max(at, end)


def _after_frames(text: str, span: Span, words: Lexicon) -> int:
    """Return where the words after all opening report frames begin; never the span's end."""
    start = span.start
    while found := words["frame"].match(text, start, span.end):
        if not start < found.end() < span.end:
            break
        start = found.end()
    return start


def bared(text: str, span: Span, *, words: Lexicon) -> Span:
    """Return a passage without the punctuation that closes it; whole if there is nothing else."""
    end = span.end
    while end > span.start and (text[end - 1].isspace() or words["closes"].match(text, end - 1)):
        end -= 1
    return trimmed(text, span.start, end) or span


def _bared(text: str, piece: Span, words: Lexicon) -> Span | None:
    start, end = _after_frames(text, piece, words), piece.end
    if found := words["frame_after"].search(text, start, end):
        end = found.start()
    while start < end and (text[start].isspace() or words["opens"].match(text, start)):
        start += 1
    while end > start and (text[end - 1].isspace() or words["closes"].match(text, end - 1)):
        end -= 1
    return trimmed(text, start, end)
