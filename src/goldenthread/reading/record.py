"""Put together what the parts of reading find in one document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.reading.calendar_words import Reference
from goldenthread.reading.dates import find_due
from goldenthread.reading.fields import (
    Units,
    find_owner,
    inherits,
    is_pronoun,
    read_units,
    row_units,
)
from goldenthread.reading.header import read_header
from goldenthread.reading.kinds import Decision, decide
from goldenthread.reading.lexicon import Lexicon, lexicon
from goldenthread.reading.measures import find_measure
from goldenthread.reading.opening import open_document
from goldenthread.reading.priorities import find_priorities
from goldenthread.reading.sentences import (
    Block,
    BlockKind,
    bared,
    blocks,
    clauses,
    folded,
    introduction,
    sentences,
)
from goldenthread.reading.tables import Row
from goldenthread.terms.meetings import MeetingRecord
from goldenthread.terms.statements import TRACKABLE, Due, Statement, StatementType
from goldenthread.terms.text import Language, Span

#: Types that ask something of somebody, so that a subject carries over to the next of them.
_ASKING = (StatementType.DIRECTIVE, StatementType.EXHORTATION, StatementType.COMMITMENT)


_CHINESE, _LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]")

#: Line breaks as blanks.
_FLAT = dict.fromkeys(map(ord, "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")

#: How finely the sentences of a list are cut, by what it is a list of.
_CUT = {
    None: "splits",
    StatementType.AIM: "splits_finely",
    StatementType.COMMITMENT: "splits_finely",
    StatementType.DIRECTIVE: "splits_coarsely",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the headings and the words before a list say of every item in it."""

    listed: StatementType | None = None
    owner: str | None = None
    due: Due | None = None


def read(text: str, *, language: Language | None = None, about: str = "") -> MeetingRecord:
    """Return what `text` says, every statement at its exact place.

    `about` is what else is known of the document, such as a page's metadata: its
    day is the document's where the text gives none.

    Never raises on any text: of what it cannot make out it says nothing. The
    language is made out from the script when it is not given.
    """
    language = language or detect_language(text)
    words = lexicon(language)
    header = read_header(text, about=about, words=words)
    found = blocks(words.plain(text), words=words)
    return MeetingRecord(
        text=text,
        language=language,
        body=header.body,
        date=header.date,
        chair=header.chair,
        posts=header.posts,
        sources=header.sources,
        priorities=find_priorities(text, found, words=words),
        statements=tuple(_Reader(text, words, header.reference).statements(found)),
    )


def read_at(text: str, span: Span, *, language: Language | None = None) -> Statement:
    """Return what the words at `span` of `text` say, as one statement, whatever else is around.

    The type is that of the words alone; relative dates are counted from the
    day of the whole text.
    """
    words = lexicon(language or detect_language(text))
    header = read_header(text, about="", words=words)
    return _Reader(text, words, header.reference).alone(span)


def read_file(path: str | Path, *, language: Language | None = None) -> MeetingRecord:
    """Return what the document at `path` says, of any format that `SUFFIXES` names.

    Spans are places in the text that the document was opened as; that of a
    plain document is its own. Raises UnreadableDocument, with the place and the
    remedy, when it cannot be read, or only beyond the limits.
    """
    opened = open_document(Path(path))
    record = read(opened.text, language=language, about=opened.title)
    return replace(record, confidence=opened.confidence, doubts=opened.doubts)


def detect_language(text: str) -> Language:
    """Return "zh" when Chinese characters outweigh Latin words, else "en"."""
    chinese, latin = len(_CHINESE.findall(text)), len(_LATIN.findall(text))
    # A Chinese character says about as much as half an English word.
    return "zh" if chinese * 3 > latin else "en"


class _Reader:
    """Walks through the blocks once, with what the headings and lists above have said."""

    def __init__(self, text: str, words: Lexicon, reference: Reference) -> None:
        self.text = text
        self.words = words
        self.reference = reference
        self.title = Setting()
        self.first_heading = True
        self.titled = Setting()
        self.introduced: Setting | None = None
        self.subject: str | None = None
        self.named: str | None = None
        #: Whether the paragraph as a whole says that something is asked.
        self.asks = False
        #: The words that asked something of somebody, earlier in the paragraph.
        self.asked: tuple[str, ...] = ()
        # Of the same length, so that places in them are places in the text.
        self.plain = words.plain(text)
        self.flat = self.plain.translate(_FLAT)

    def statements(self, found: tuple[Block, ...]) -> list[Statement]:
        """Return the statements of all blocks in order."""
        result: list[Statement] = []
        unowned = 0
        for block in found:
            if block.kind is BlockKind.HEADING:
                self._head(block)
                unowned = len(result)
            elif block.row is not None:
                result += self._of_row(block, block.row)
                unowned = len(result)
            elif block.kind is BlockKind.UNITS:
                _give(result, unowned, self._units(block.span))
            else:
                unowned = unowned if block.kind is BlockKind.ITEM else len(result)
                if block.number:
                    unowned = len(result)
                result += self._of_block(block)
                if block.units:
                    _give(result, unowned, self._units(block.units))
        return result

    def alone(self, span: Span) -> Statement:
        """Return the words at `span` as one statement."""
        return self._statement(span, Setting(), None)

    def _units(self, span: Span) -> Units:
        return read_units(folded(span.of(self.text), words=self.words), words=self.words)

    def _head(self, block: Block) -> None:
        """A heading begins a new list; the year of the title above it still holds."""
        heading = self._setting(block.span)
        if self.first_heading:
            # What the title of the document lists, its sections list too.
            self.title, self.first_heading = heading, False
        self.titled = Setting(
            heading.listed or self.title.listed, None, heading.due or self.titled.due
        )
        is_introduction = introduction(self.flat, block.span, words=self.words) is not None
        self.introduced = heading if is_introduction else None

    def _setting(self, span: Span) -> Setting:
        words = folded(span.of(self.text), words=self.words)
        plain = self.words.plain(words)
        listed = next((kind for kind, cue in self.words.lists if cue.find(plain)), None)
        due = find_due(words, reference=self.reference, words=self.words)
        # Only a period can be meant for every item; a single day belongs to what it stands by.
        if due and due.to is not None and due.from_ == due.to:
            due = None
        return Setting(listed, find_owner(words, words=self.words), due)

    def _of_block(self, block: Block) -> Iterator[Statement]:
        self.subject = None
        self.asked = ()
        self.asks = self.words["ask_frame"].search(block.span.of(self.flat)) is not None
        if self.words["whole"].match(block.span.of(self.flat)):
            yield self._whole(block)
            return
        parts = list(sentences(self.plain, block, words=self.words))
        if block.kind is BlockKind.PARAGRAPH:
            if self._is_item(block.span.of(self.plain)):
                block = replace(block, kind=BlockKind.ITEM)
            else:
                self.introduced = None
        for at, sentence in enumerate(parts):
            if not self._is_label(sentence, parts[at + 1 :], block, first=at == 0):
                yield from self._of_sentence(sentence, block)

    def _whole(self, block: Block) -> Statement:
        """Who was there is one statement, with its label and all stops in it."""
        span = bared(self.plain, block.span, words=self.words)
        return Statement(span, span.of(self.text), StatementType.NARRATION, number=block.number)

    def _of_row(self, block: Block, row: Row) -> Iterator[Statement]:
        """The duties of a table's row: what its columns say of who and when holds for each."""
        listed = self.titled.listed or self.words.tabled
        due = find_due(row.of(self.text, "due"), reference=self.reference, words=self.words)
        setting = Setting(listed, None, due or self.titled.due)
        units = row_units(row.of(self.text, "lead"), row.of(self.text, "support"), words=self.words)
        found: list[Statement] = []
        for sentence in sentences(self.plain, block, words=self.words):
            for clause in clauses(self.flat, sentence, words=self.words, at=_CUT[listed]):
                statement = self._statement(clause, setting, None)
                if self._is_level(statement):
                    statement = replace(statement, type=StatementType.AIM)
                found.append(replace(statement, number=block.number))
        _give(found, 0, units)
        yield from found

    def _is_level(self, statement: Statement) -> bool:
        """Whether a task of a table only names the level that something must reach."""
        words = self.words.plain(statement.quote)
        return statement.measure is not None and self.words["level"].search(words) is not None

    def _is_item(self, line: str) -> bool:
        """Whether a line without a number is an item of the list above it all the same."""
        if self.titled.listed and self.words["cell"].fullmatch(line):
            return True
        return self.introduced is not None and self.words["list_line"].match(line) is not None

    def _is_label(self, sentence: Span, after: list[Span], block: Block, *, first: bool) -> bool:
        """Whether a sentence is only the name of the point that the next one spells out."""
        opens = self.words["ordinal"].match(self.plain, sentence.start, sentence.end)
        if not after or not (opens or (first and block.kind is BlockKind.ITEM)):
            return False
        if opens and self.words["ordinal"].match(self.plain, after[0].start):
            return False
        name = self.plain[opens.end() if opens else sentence.start : sentence.end]
        return self.words["label"].fullmatch(name) is not None

    def _of_sentence(self, sentence: Span, block: Block) -> Iterator[Statement]:
        setting = self._item_setting(block)
        end = introduction(self.flat, sentence, words=self.words)
        if end is not None:
            said = self._setting(Span(sentence.start, end))
            if end >= sentence.end:
                self.introduced = said
                return
            if said.listed:
                setting, sentence = said, Span(end, sentence.end)
        before: Statement | None = None
        for clause in clauses(self.flat, sentence, words=self.words, at=_CUT[setting.listed]):
            statement = self._statement(clause, setting, before)
            if block.units and statement.type is StatementType.NARRATION and not statement.cues:
                # Somebody must do it, so it is no narration, whatever its words.
                work = replace(setting, listed=StatementType.COMMITMENT)
                statement = self._statement(clause, work, before)
            before = statement
            yield replace(statement, number=block.number)

    def _item_setting(self, block: Block) -> Setting:
        if block.kind is not BlockKind.ITEM:
            return Setting()
        if self.introduced is not None and (self.introduced.listed or not self.titled.listed):
            due = self.introduced.due or (self.titled.due if self.introduced.listed else None)
            return replace(self.introduced, due=due)
        if self.titled.listed in (StatementType.AIM, StatementType.COMMITMENT):
            return self.titled
        return Setting()

    def _statement(self, clause: Span, setting: Setting, before: Statement | None) -> Statement:
        quote = clause.of(self.text)
        words = folded(quote, words=self.words)
        plain = self.words.plain(words)
        decision = decide(
            words, listed=setting.listed, words=self.words, asked=bool(self.asked or self.asks)
        )
        if before and not decision.cues and inherits(words, words=self.words):
            decision = Decision(before.type, before.cues)
        if not decision.cues and self.asked and self.words["goes_on"].match(plain):
            decision = Decision(StatementType.EXHORTATION, self.asked)
        if decision.type in _ASKING:
            self.asked = decision.cues
        statement = Statement(clause, quote, decision.type, cues=decision.cues)
        if decision.type in _ASKING or decision.type is StatementType.AIM:
            statement = replace(statement, owner=self._owner(words, decision.type, setting))
        if decision.type not in TRACKABLE:
            return statement
        due = find_due(words, reference=self.reference, words=self.words)
        inherited = setting.due if setting.listed else None
        if before and before.due and self.words["carries"].match(words):
            inherited = before.due
        return replace(
            statement, due=due or inherited, measure=find_measure(words, words=self.words)
        )

    def _owner(self, words: str, kind: StatementType, setting: Setting) -> str | None:
        if setting.listed is StatementType.DIRECTIVE:
            return setting.owner
        owner = find_owner(words, words=self.words)
        if owner is not None:
            if is_pronoun(owner, words=self.words):
                owner = self.named or owner
            self.named = owner
            if kind in _ASKING:
                self.subject = owner
            return owner
        if setting.owner is not None:
            return setting.owner
        if kind in _ASKING and inherits(words, words=self.words):
            return self.subject
        return None


def _give(statements: list[Statement], since: int, units: Units) -> None:
    """Give the statements of an item to the units named after it."""
    for at in range(since, len(statements)):
        statement = statements[at]
        if statement.type in TRACKABLE:
            owner = statement.owner or units.lead
            named = (
                *statement.supporting,
                *([units.lead] if units.lead else []),
                *units.supporting,
            )
            others = tuple(dict.fromkeys(name for name in named if name != owner))
            statements[at] = replace(statement, owner=owner, supporting=others)
