"""What a verification finds, in words of both languages."""

from goldenthread.terms.errors import BadProof, CannotTell
from goldenthread.terms.text import Words
from goldenthread.terms.wording import phrases


def say(kind: str, key: str, /, **facts: object) -> Words:
    """Return the words of that kind and key in words.toml, with the facts filled in."""
    said = phrases("goldenthread.ledger")[f"{kind}.{key}"]
    shown = {name: _shown(fact) for name, fact in facts.items()}
    return Words(said.en.format(**shown), said.zh.format(**shown))


def _shown(fact: object) -> str:
    """Return a fact so that nothing in it can play tricks on a terminal or fill a page."""
    if isinstance(fact, bool) or not isinstance(fact, str | int):
        return "–" if fact is None else "…"
    text = str(fact)[:200]
    return "".join(c if c.isprintable() else "?" for c in text) or "–"


class Wrong(BadProof):
    """Something in the bundle contradicts what it should agree with; `words` says what."""

    def __init__(self, key: str, /, **facts: object) -> None:
        self.words = say("wrong", key, **facts)
        super().__init__(self.words.en)


class Absent(CannotTell):
    """Something needed to judge is missing; `words` says what."""

    def __init__(self, key: str, /, **facts: object) -> None:
        self.words = say("absent", key, **facts)
        super().__init__(self.words.en)
