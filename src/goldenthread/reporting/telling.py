"""What the card tells, in one language and in order: the page and the PDF only set it.

All text is plain; whoever sets it escapes it.
"""

from collections.abc import Iterator

from goldenthread.reporting import wording
from goldenthread.reporting.behind import behind
from goldenthread.reporting.card import Card, Peers, Result, Row
from goldenthread.reporting.charts import rank_bar, strip, strip_said
from goldenthread.reporting.course import course
from goldenthread.reporting.headlines import since_said, sure_said
from goldenthread.reporting.notes import asked_note, notes, track_said
from goldenthread.reporting.tale import (
    Chart,
    Duty,
    Group,
    Heads,
    Member,
    Passage,
    Ranking,
    Step,
    Telling,
)
from goldenthread.reporting.walking import Walker
from goldenthread.terms.dossiers import Area
from goldenthread.terms.figures import Figure, Verdict
from goldenthread.terms.text import Language

_ORDER = (
    Verdict.MET,
    Verdict.MISSED,
    Verdict.NOT_YET_KNOWN,
    Verdict.CANNOT_BE_JUDGED,
    Verdict.NO_FIGURE,
    Verdict.NO_MEASURE,
)


def told(card: Card, language: Language) -> Telling:
    """Return what the card tells in `language`."""
    return _Teller(card, language).card()


def figure_id(row: Row) -> str:
    """Return the id of the figure that gave a duty its verdict, as card.json names it."""
    result = wording.decisive(row)
    return result.target.id if result else row.commitment.id


class _Teller(Walker):
    """One telling of one card."""

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
            since=since_said(card, language),
            sure=sure_said(card, language),
            boxes=self._say("card.boxes"),
            heads=self._heads(),
            groups=tuple(self._groups()),
            duties=tuple(self._duty(row) for row in card.rows),
            running=tuple(self._duty(row) for row in card.running),
            running_note=self._say("card.running_note"),
            peers=self._ranking(card.peers) if card.peers else None,
            hopes=tuple(self._hopes()),
            hope_note=self._say("card.hope_note"),
            behind=self._say("behind.table"),
            walk=self._say("card.walk"),
            walk_lead=self._say("card.walk_lead"),
            proof_step=Step(self._say("card.step_proof"), (self._proof(),)),
            method=self._say("card.method_text", day=wording.day(card.as_known, language)),
            track=track_said(card.record, language),
            questions=tuple(asked_note(flag, language) for flag in card.questions),
            questions_note=self._say("questions.note"),
            software=f"{card.method} · {card.software}",
            sources=tuple(self._sources.values()),
            proof=self._say("card.proof_text"),
        )

    def _heads(self) -> Heads:
        return Heads(
            contents=self._say("card.contents"),
            duties=self._say("card.duties"),
            running=self._say("card.running"),
            hope=self._say("card.hope"),
            walk=self._say("card.walk_title"),
            method=self._say("card.method"),
            sources=self._say("card.sources"),
            proof=self._say("card.proof_title"),
            track=self._say("track.title"),
            questions=self._say("questions.title"),
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
            notes=tuple(notes(row, self._language)),
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

    def _charts(self, row: Row) -> Iterator[Chart]:
        """A picture of each target; words where there is nothing to draw."""
        language, several = self._language, len(row.results) > 1
        if not row.results:
            yield Chart(wording.asked_of(row, language))
        for number, result in enumerate(row.results, 1):
            name = self._in(result.indicator.title)
            title = name if several else self._in(row.commitment.title)
            id = f"{language}-{row.commitment.id}-chart-{number}"
            # A goal of later years without a figure so far would be an empty line.
            is_bare = row in self._card.running and not result.earlier
            if not is_bare and (svg := _picture(result, language, id=id, title=title)):
                alt = f"{title} {strip_said(result, language)}"
                yield Chart(name if several else "", svg, alt, behind(result, language))
            else:
                asked = wording.asked(result.target, language)
                yield Chart(self._named(name, asked) if several else asked)

    def _beside(self, row: Row) -> Iterator[str]:
        """The figures a reader would want to see where none could be judged."""
        for result in row.results:
            for figure in result.beside:
                yield self._named(self._names[figure.indicator], self._value(figure))

    def _hopes(self) -> Iterator[Passage]:
        found = (self._passage(places) for places in self._card.hoped)
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


def _picture(result: Result, language: Language, *, id: str, title: str) -> str:
    """A way through time where one is planned or expected; else what was asked and what came."""
    draw = course if result.path or result.outlook else strip
    return draw(result, language, id=id, title=title)


def _by_value(member: tuple[object, Figure | None]) -> tuple[bool, object]:
    figure = member[1]
    return (figure is not None, figure.value if figure else 0)
