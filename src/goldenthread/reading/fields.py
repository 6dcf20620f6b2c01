"""Find who bears a statement, and the units that a list names after it."""

from dataclasses import dataclass

from goldenthread.reading.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Units:
    """Who must do a listed duty: the lead unit, and those that help; as written."""

    lead: str | None = None
    supporting: tuple[str, ...] = ()


def find_owner(clause: str, *, words: Lexicon) -> str | None:
    """Return the actor that `clause` itself names as bearing its act, or None."""
    plain = words.plain(clause)
    for pattern in words.owners:
        found = pattern.search(plain)
        if found is None:
            continue
        owner = _name(clause[slice(*found.span("owner"))], words)
        if owner and not words["no_owner"].match(words.plain(owner)):
            return owner
    return None


def is_pronoun(owner: str, *, words: Lexicon) -> bool:
    """Whether `owner` only stands for somebody named before."""
    return words["pronoun"].match(words.plain(owner)) is not None


def inherits(clause: str, *, words: Lexicon) -> bool:
    """Whether a clause without a subject goes on with that of the clause before it."""
    return words["inherits"].match(words.plain(clause)) is not None


def read_units(passage: str, *, words: Lexicon) -> Units:
    """Return the units that a passage such as "Lead: A. With: B; C." names.

    The label of the unit that leads goes before that of those responsible, and
    the person who oversees is no unit.
    """
    labelled: dict[str, list[str]] = {"lead": [], "responsible": [], "support": []}
    found = list(words["unit_label"].finditer(words.plain(passage)))
    ends = [label.start() for label in found[1:]] + [len(passage)]
    for label, end in zip(found, ends[: len(found)], strict=True):
        rank = label.lastgroup or ""
        if rank in labelled:
            labelled[rank] += _names(passage[label.end() : end], words)
    if not found:
        labelled["lead"] = _names(_without_brackets(passage), words)
    ordered = [name for rank in ("lead", "responsible", "support") for name in labelled[rank]]
    unique = list(dict.fromkeys(ordered))
    has_lead = bool(labelled["lead"] or labelled["responsible"])
    return Units(unique[0], tuple(unique[1:])) if has_lead else Units(None, tuple(unique))


def row_units(lead: str, support: str, *, words: Lexicon) -> Units:
    """Return the units that the cells of a table name: the starred one leads, else the first."""
    cut = words["unit_between"].split
    starred = [name for name in cut(lead) if words["star"].search(name)]
    leads, helps = (
        [name for part in parts if (name := _name(words["star"].sub("", part), words))]
        for parts in ([*starred, *cut(lead)], cut(support))
    )
    ordered = list(dict.fromkeys([*leads, *helps]))
    return Units(ordered[0], tuple(ordered[1:])) if leads else Units(None, tuple(ordered))


def _without_brackets(passage: str) -> str:
    bare = passage.strip()
    return bare[1:-1] if bare[:1] in "(（" and bare[-1:] in ")）" else bare


def _names(listed: str, words: Lexicon) -> list[str]:
    return [name for part in words["unit_between"].split(listed) if (name := _name(part, words))]


def _name(text: str, words: Lexicon) -> str | None:
    bare = " ".join(text.split())
    while (found := words["name_frame"].search(words.plain(bare))) and found[0]:
        bare = bare[: found.start()] + bare[found.end() :]
    bare = bare.strip(" ,，。.;；:：")
    if bare.count("(") + bare.count("（") < bare.count(")") + bare.count("）"):
        bare = bare.rstrip(")）")
    if bare.count("(") + bare.count("（") > bare.count(")") + bare.count("）"):
        bare = bare.lstrip("(（")
    return bare or None
