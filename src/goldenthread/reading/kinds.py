"""Decide what a clause does, and keep the words that decided it."""

from dataclasses import dataclass

from goldenthread.reading.lexicon import Lexicon
from goldenthread.terms.statements import StatementType


@dataclass(frozen=True, slots=True)
class Decision:
    """A type, with the cue that decided it: its place in the vocabulary and the words found."""

    type: StatementType
    cues: tuple[str, ...]


def decide(
    clause: str, *, listed: StatementType | None, words: Lexicon, asked: bool = False
) -> Decision:
    """Return the type of a clause.

    `listed` is what the list it stands in is a list of, None outside a list;
    `asked` says whether something was asked before it in the same paragraph.
    The vocabulary's cues are asked in their order and the first that is found
    decides; a clause without any is narration.
    """
    clause = words.plain(clause)
    if listed is StatementType.AIM:
        return Decision(StatementType.AIM, ("in a list of aims",))
    if listed is StatementType.DIRECTIVE:
        return Decision(StatementType.DIRECTIVE, ("in a list of duties",))
    if listed is StatementType.COMMITMENT:
        return _of_a_programme(clause, words)
    asking = asked or words["asking"].search(clause) is not None
    for kind, cue in words.kinds:
        if cue.asks and not asking:
            continue
        if found := cue.find(clause):
            return Decision(kind, (found[0].strip(),) if found[0].strip() else ())
    return Decision(StatementType.NARRATION, ())


def _of_a_programme(clause: str, words: Lexicon) -> Decision:
    """In a list of works the acts are commitments, but a level to be reached is an aim."""
    if found := words["level"].search(clause):
        return Decision(StatementType.AIM, ("in a list of works", found[0]))
    return Decision(StatementType.COMMITMENT, ("in a list of works",))
