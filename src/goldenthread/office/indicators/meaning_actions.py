"""State what an indicator's figures mean: the definition, and which other figures they rest on."""

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import allow
from goldenthread.office.indicators.models import Indicator, Meaning
from goldenthread.office.indicators.models.meanings import RELATIONS
from goldenthread.office.indicators.rows import digits
from goldenthread.office.trail.changes import change
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.meanings import Meaning as MeaningTerm


def state_meaning(meaning: MeaningTerm, *, by: Person, reason: str = "") -> Meaning:
    """State what the figures of an indicator are from a day on; what was stated before stays.

    Raise NotPossible if it says nothing, names an indicator that is unknown here
    or itself, gives half of a ratio, or prices without a level.
    """
    allow(by, "indicator.state_meaning")
    place = meaning.indicator
    _refuse_half(meaning)
    others = {name: _other(getattr(meaning, name), place) for name in RELATIONS}
    of = _known(place, place)
    row = Meaning(
        indicator=of,
        number=of.meanings.count() + 1,
        since=meaning.since,
        definition_en=meaning.definition.en,
        definition_zh=meaning.definition.zh,
        **others,
        breakdown=meaning.breakdown.strip(),
        factor=digits(meaning.factor),
        basis=meaning.basis.value if meaning.basis else "",
        base=meaning.base,
        note_en=meaning.note.en,
        note_zh=meaning.note.zh,
    )
    with change(by=by, reason=reason.strip()) as changed:
        changed.save(row, "meaning.stated")
    return row


def _refuse_half(meaning: MeaningTerm) -> None:
    said = (meaning.definition.en, meaning.definition.zh, meaning.base)
    if not any((*said, *(getattr(meaning, name) for name in RELATIONS))):
        _refuse(meaning, "it says nothing of the figures.", "Give a definition, or name a figure.")
    if bool(meaning.numerator) != bool(meaning.denominator):
        _refuse(meaning, "a ratio has a numerator and a denominator.", "Name both, or neither.")
    if meaning.factor is not None and (not meaning.numerator or meaning.factor <= 0):
        _refuse(
            meaning,
            "a factor, above zero, is a ratio's.",
            "Name a numerator, or leave it out.",
        )
    if meaning.breakdown.strip() and not meaning.part_of:
        _refuse(meaning, "a breakdown is that of a whole.", "Name the whole it is a part of.")
    if meaning.basis and not meaning.growth_of:
        _refuse(meaning, "prices are those of a growth rate.", "Name the level that grows.")


def _refuse(meaning: MeaningTerm, what: str, remedy: str) -> None:
    raise NotPossible(what, place=meaning.indicator, remedy=remedy)


def _other(slug: str, of: str) -> Indicator | None:
    if slug == of:
        raise NotPossible(
            "a figure does not rest on itself.", place=of, remedy="Name another indicator."
        )
    return _known(slug, of) if slug else None


def _known(slug: str, place: str) -> Indicator:
    found = Indicator.objects.filter(slug=slug).first()
    if found is None:
        raise NotPossible(
            f"no indicator is called {slug!r}.",
            place=place,
            remedy="Add it first, or correct the name.",
        )
    return found
