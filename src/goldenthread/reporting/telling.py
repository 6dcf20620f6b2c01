"""What the card tells, in one language and in order: the page and the PDF only set it.

All text is plain; whoever sets it escapes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Peers, Result, Row
from goldenthread.reporting.charts import rank_bar, strip, strip_said
from goldenthread.reporting.excerpts import excerpt
from goldenthread.terms.commitments import Extension
from goldenthread.terms.dossiers import Area
from goldenthread.terms.figures import Figure, Verdict
from goldenthread.terms.observations import Observation, Source
from goldenthread.terms.text import Language, Words

_ORDER = (
    Verdict.MET,
    Verdict.MISSED,
    Verdict.NOT_YET_KNOWN,
    Verdict.CANNOT_BE_JUDGED,
    Verdict.NO_FIGURE,
    Verdict.NO_MEASURE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict as shown: its word, and the name of its shape, such as `not_yet_known`."""

    word: str
    shape: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A source; `address` is empty unless it is a web page."""

    title: str
    publisher: str
    address: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in its surroundings, the document it stands in, and whose wording it is."""

    before: str
    marked: str
    after: str
    document: str
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the walk back; `big` is the value it is about, if it is about one.

    Its verdict stands with it only where a duty has several.
    """

    name: str
    lines: tuple[str, ...] = ()
    big: str = ""
    verdict: Mark | None = None
    reference: Reference | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One target of a duty: words above it, and its picture, which is empty without a number."""

    caption: str
    svg: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the card with its walk back; `id` is unique among both languages.

    `figure` is the id of the figure that decided, as card.json has it; `beside`
    says the figures that were not judged.
    """

    id: str
    figure: str
    number: str
    title: str
    who: str
    charts: tuple[Chart, ...]
    beside: tuple[str, ...]
    verdict: Mark
    why: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The duties of one verdict, as places in the list of duties, and its words after a count."""

    shape: str
    word: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A peer in the table; `has_value` is whether it has a usable figure."""

    name: str
    value: str
    known: str
    has_value: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The body among its peers."""

    title: str
    said: str
    chart: str
    caption: str
    heads: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of the card's parts."""

    duties: str
    hope: str
    walk: str
    method: str
    sources: str
    proof: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A whole card, told."""

    lang: Language
    title: str
    meta: str
    notice: str
    said: str
    boxes: str
    heads: Heads
    groups: tuple[Group, ...]
    duties: tuple[Duty, ...]
    peers: Ranking | None
    hopes: tuple[Passage, ...]
    hope_note: str
    walk: str
    walk_lead: str
    proof_step: Step
    method: str
    software: str
    sources: tuple[Reference, ...]
    proof: str


def told(card: Card, language: Language) -> Telling:
    """Return what the card tells in `language`."""
    return _Teller(card, language).card()


def figure_id(row: Row) -> str:
    """Return the id of the figure that gave a duty its verdict, as card.json names it."""
    result = wording.decisive(row)
    return result.target.id if result else row.commitment.id


class _Teller:
    """One card and one language, which every sentence needs."""

    def __init__(self, card: Card, language: Language) -> None:
        self._card = card
        self._language = language
        self._names = {each.id: self._in(each.title) for each in card.indicators}
        self._sources = {each.id: self._reference(each) for each in card.sources}

    def card(self) -> Telling:
        card, language = self._card, self._language
        known = self._say("card.as_known", day=wording.day(card.as_known, language))
        space = " " if language == "en" else ""
        return Telling(
            lang=language,
            title=wording.title(card, language),
            meta=f"{self._in(card.body)} · {known}",
            notice=f"{self._in(card.notice)}{space}{self._say('card.proves')}",
            said=wording.said(card, language),
            boxes=self._say("card.boxes"),
            heads=self._heads(),
            groups=tuple(self._groups()),
            duties=tuple(self._duty(row) for row in card.rows),
            peers=self._ranking(card.peers) if card.peers else None,
            hopes=tuple(self._hopes()),
            hope_note=self._say("card.hope_note"),
            walk=self._say("card.walk"),
            walk_lead=self._say("card.walk_lead"),
            proof_step=Step(self._say("card.step_proof"), (self._proof(),)),
            method=self._say("card.method_text", day=wording.day(card.as_known, language)),
            software=f"{card.method} · {card.software}",
            sources=tuple(self._sources.values()),
            proof=self._say("card.proof_text"),
        )

    def _say(self, key: str, **values: object) -> str:
        return wording.say(key, self._language, **values)

    def _in(self, words: Words) -> str:
        return words.in_language(self._language)

    def _named(self, name: str, value: str) -> str:
        return self._say("card.named", name=name, value=value)

    def _heads(self) -> Heads:
        return Heads(
            duties=self._say("card.duties"),
            hope=self._say("card.hope"),
            walk=self._say("card.walk_title"),
            method=self._say("card.method"),
            sources=self._say("card.sources"),
            proof=self._say("card.proof_title"),
        )

    def _groups(self) -> Iterator[Group]:
        """The duties of each verdict that there is."""
        for verdict in _ORDER:
            places = [n for n, row in enumerate(self._card.rows) if row.verdict is verdict]
            if places:
                name = verdict.name.lower()
                yield Group(name, self._say(f"counted.{name}"), tuple(places))

    def _duty(self, row: Row) -> Duty:
        duty = row.commitment
        return Duty(
            id=f"{self._language}-{duty.id}",
            figure=figure_id(row),
            number=duty.number,
            title=self._in(duty.title),
            who=self._who(row),
            charts=tuple(self._charts(row)),
            beside=tuple(self._beside(row)),
            verdict=self._mark(row),
            why=wording.why(row, self._language),
            steps=tuple(self._steps(row)),
        )

    def _who(self, row: Row) -> str:
        """The units of a duty, and how far it is shown."""
        duty = row.commitment
        parts = [self._in(duty.lead)]
        if duty.supporting:
            parts.append(self._named(self._say("card.with"), self._supporting(row)))
        shown = wording.evidence(duty.evidence, self._language)
        parts.append(self._named(self._say("card.evidence"), shown))
        return " · ".join(part for part in parts if part)

    def _supporting(self, row: Row) -> str:
        comma = self._say("card.comma")
        return comma.join(self._in(unit) for unit in row.commitment.supporting)

    def _charts(self, row: Row) -> Iterator[Chart]:
        """A picture of each target; words where there is nothing to draw."""
        language, several = self._language, len(row.results) > 1
        if not row.results:
            yield Chart(wording.asked_of(row, language))
        for number, result in enumerate(row.results, 1):
            name = self._in(result.indicator.title)
            title = name if several else self._in(row.commitment.title)
            id = f"{language}-{row.commitment.id}-chart-{number}"
            if svg := strip(result, language, id=id, title=title):
                alt = f"{title} {strip_said(result, language)}"
                yield Chart(name if several else "", svg, alt)
            else:
                asked = wording.asked(result.target, language)
                yield Chart(self._named(name, asked) if several else asked)

    def _beside(self, row: Row) -> Iterator[str]:
        """The figures a reader would want to see where none could be judged."""
        for result in row.results:
            for figure in result.beside:
                yield self._named(self._names[figure.indicator], self._value(figure))

    def _value(self, figure: Figure) -> str:
        return wording.number(figure.value, figure.unit, self._language)

    def _mark(self, row: Row) -> Mark:
        return Mark(wording.verdict_said(row, self._language), row.verdict.name.lower())

    def _steps(self, row: Row) -> Iterator[Step]:
        """The steps from a duty's figures back to its sentence."""
        for result in row.results:
            yield from self._figure_steps(row, result)
        if not row.results:
            yield Step(self._say("card.step_figure"), (wording.why(row, self._language),))
        yield self._duty_step(row)
        yield Step(self._say("card.step_sentence"), passage=self._sentence(row))

    def _figure_steps(self, row: Row, result: Result) -> Iterator[Step]:
        """What was judged of a target, and every observation that its figures rest on."""
        only, several = wording.only(row, result), len(row.results) > 1
        mark, figure = self._mark(only) if several else None, result.judgement.figure
        if figure:
            yield self._figure_step(figure, mark)
        else:
            why = wording.why(only, self._language)
            name = self._in(result.indicator.title)
            line = self._named(name, why) if several else why
            yield Step(self._say("card.step_figure"), (line,), verdict=mark)
        shown = [figure] if figure else []
        seen: set[Observation] = set()
        for each in (*shown, *result.beside, *result.earlier):
            if each in result.beside:
                yield self._figure_step(each, None)
            yield from (self._observation(given) for given in each.inputs if given not in seen)
            seen.update(each.inputs)

    def _figure_step(self, figure: Figure, verdict: Mark | None) -> Step:
        what = self._say(
            "card.recomputed",
            indicator=self._names[figure.indicator],
            period=wording.period(figure.period, self._language),
        )
        lines = (what, wording.formula(figure, self._language))
        return Step(self._say("card.step_figure"), lines, self._value(figure), verdict)

    def _observation(self, given: Observation) -> Step:
        unit = wording.unit_name(given.unit, self._language)
        what = self._say(
            "card.observed",
            indicator=self._names[given.indicator],
            period=wording.period(given.period, self._language),
            text=given.text or f"{given.value:f}",
            unit=self._say("card.in_unit", unit=unit) if given.unit != "%" else "",
        )
        lines = (what, self._in(given.note), self._dates(given))
        return Step(
            self._say("card.step_observation"),
            tuple(line for line in lines if line),
            reference=self._sources.get(given.source),
        )

    def _dates(self, given: Observation) -> str:
        """When it was known, printed and recorded, as far as that is shown."""
        parts = [self._known(given)]
        if given.known:
            parts = [self._say("card.known", day=parts[0])]
        if given.published:
            day = wording.day_known(given.published, self._language)
            parts.append(self._say("card.published", day=day))
        if given.known:
            day = wording.day(given.recorded, self._language)
            parts.append(self._say("card.recorded", day=day))
        return self._say("card.close_gap").join(parts)

    def _known(self, given: Observation) -> str:
        if given.known is None:
            day = wording.day(given.recorded, self._language)
            return self._say("card.known_recorded", day=day)
        return wording.day_known(given.known, self._language)

    def _reference(self, source: Source) -> Reference:
        is_page = source.address.startswith(("https://", "http://"))
        parts = (self._in(source.publisher), source.date)
        return Reference(
            title=self._in(source.title),
            publisher=" · ".join(part for part in parts if part),
            address=source.address if is_page else "",
        )

    def _duty_step(self, row: Row) -> Step:
        duty = row.commitment
        due = wording.day(duty.due, self._language) if duty.due else self._say("card.no_due")
        line = self._say(
            "card.duty_line",
            number=duty.number,
            title=self._in(duty.title),
            lead=self._in(duty.lead),
            due=due,
            asked=wording.asked_of(row, self._language),
        )
        units = self._say("card.with_units", units=self._supporting(row)) if duty.supporting else ""
        lines = (line, units, *map(self._moved, duty.extensions))
        return Step(self._say("card.step_commitment"), tuple(line for line in lines if line))

    def _moved(self, moved: Extension) -> str:
        """Say a due day that was moved: where it stood before, since when, and why."""
        key = "card.was_due" if moved.due else "card.was_without_day"
        return self._say(
            key,
            due=wording.day(moved.due, self._language) if moved.due else "",
            on=wording.day(moved.on, self._language),
            because=moved.because or "–",
        )

    def _sentence(self, row: Row) -> Passage:
        found = self._passage(self._in(row.commitment.statement))
        return found or Passage("", self._in(row.commitment.quote), "", "", "")

    def _passage(self, place: str) -> Passage | None:
        """The words at `place`, with what surrounds them; None where its document is not here."""
        name, _, span = place.partition("#")
        document = next((each for each in self._card.documents if each.id == name), None)
        if document is None or not span:
            return None
        record = document.zh if self._language == "zh" else document.en
        before, marked, after = excerpt(record.text, *map(int, span.split("-")))
        where = f"{self._in(document.title)} · {wording.day(document.dated, self._language)}"
        return Passage(before, marked, after, where, self._in(document.paraphrase))

    def _hopes(self) -> Iterator[Passage]:
        found = (self._passage(self._in(place)) for place in self._card.hoped)
        return (passage for passage in found if passage)

    def _proof(self) -> str:
        place = self._card.ledger
        if place is None:
            return self._say("card.no_proof")
        return self._say(
            "card.proof_line", origin=place.origin, size=place.size, root=place.root[:16]
        )

    def _ranking(self, peers: Peers) -> Ranking:
        members = sorted(peers.figures, key=_by_value, reverse=True)
        when = wording.period(peers.period, self._language)
        heads = ("peers.place", "peers.figure", "peers.known")
        return Ranking(
            title=self._in(peers.title),
            said=wording.peers_said(peers, self._language),
            chart=rank_bar(peers, self._language, id=f"{self._language}-rank"),
            caption=f"{self._in(peers.indicator.title)} · {when}",
            heads=tuple(self._say(key) for key in heads),
            members=tuple(
                self._member(area, figure, is_own=area.id == peers.range.unit)
                for area, figure in members
            ),
        )

    def _member(self, area: Area, figure: Figure | None, *, is_own: bool) -> Member:
        if figure is None:
            none = self._say("peers.no_figure")
            return Member(self._in(area.name), "–", none, has_value=False, is_own=is_own)
        gap = self._say("card.close_gap")
        known = gap.join(dict.fromkeys(self._known(given) for given in figure.inputs))
        name, value = self._in(area.name), self._value(figure)
        return Member(name, value, known, has_value=True, is_own=is_own)


def _by_value(member: tuple[object, Figure | None]) -> tuple[bool, object]:
    figure = member[1]
    return (figure is not None, figure.value if figure else 0)
