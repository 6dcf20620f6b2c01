"""Find the key areas that a record sets, in its own order."""

from goldenthread.reading.lexicon import Lexicon
from goldenthread.reading.sentences import Block, BlockKind, folded, sentences
from goldenthread.terms.meetings import Passage


def find_priorities(text: str, blocks: tuple[Block, ...], *, words: Lexicon) -> tuple[Passage, ...]:
    """Return the sentences that an ordinal opens (First, 一要), each with its title.

    One ordinal alone orders nothing, so it is no priority.
    """
    found = []
    plain = words.plain(text)
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            continue
        # In Chinese the ordinal is the list number itself, and stands before the block.
        listed = words["ordinal"].match(plain, text.rfind("\n", 0, block.span.start) + 1)
        for at, sentence in enumerate(sentences(plain, block, words=words)):
            ordinal = words["ordinal"].match(plain, sentence.start, sentence.end)
            if ordinal is None and not (at == 0 and listed and listed.end() == sentence.start):
                continue
            start = ordinal.end() if ordinal else sentence.start
            title = words["priority_frame"].sub("", text[start : sentence.end])
            title = folded(title, words=words).strip(" 。.，,；;：:")
            if title:
                found.append(Passage(sentence, title))
    return tuple(found) if len(found) > 1 else ()
