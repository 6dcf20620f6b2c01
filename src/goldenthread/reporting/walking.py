"""The walk back on the card itself: from each figure, step by step, to the sentence."""

from collections.abc import Iterator

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Outlook, Result, Row
from goldenthread.reporting.excerpts import excerpt
from goldenthread.reporting.notes import chance_said, confidence_said, path_said
from goldenthread.reporting.tale import Mark, Passage, Reference, Step
from goldenthread.terms.commitments import EvidenceLevel, Extension
from goldenthread.terms.figures import Figure
from goldenthread.terms.observations import Observation, Source
from goldenthread.terms.text import LANGUAGES, Language, Words


class Walker:
    """One card and one language, which every sentence needs."""

    def __init__(self, card: Card, language: Language) -> None:
        self._card = card
        self._language = language
        self._names = {each.id: self._in(each.title) for each in card.indicators}
        self._sources = {each.id: self._reference(each) for each in card.sources}

    def _say(self, key: str, **values: object) -> str:
        return wording.say(key, self._language, **values)

    def _in(self, words: Words) -> str:
        return words.in_language(self._language)

    def _named(self, name: str, value: str) -> str:
        return self._say("card.named", name=name, value=value)

    def _value(self, figure: Figure) -> str:
        return wording.number(figure.value, figure.unit, self._language)

    def _mark(self, row: Row) -> Mark:
        return Mark(wording.verdict_said(row, self._language), row.verdict.name.lower())

    def _supporting(self, row: Row) -> str:
        comma = self._say("card.comma")
        return comma.join(self._in(unit) for unit in row.commitment.supporting)

    def _steps(self, row: Row) -> Iterator[Step]:
        """The steps from a duty's figures back to its sentence."""
        for result in row.results:
            yield from self._figure_steps(row, result)
        if not row.results:
            yield Step(self._say("card.step_figure"), (wording.why(row, self._language),))
        yield self._duty_step(row)
        for said in row.commitment.reports[-1:]:
            yield Step(self._say("card.step_report"), (confidence_said(said, self._language),))
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
        for was in result.revised:
            if was not in seen:
                yield self._observation(was, name="card.step_revised")
        yield from self._expected_steps(result)

    def _expected_steps(self, result: Result) -> Iterator[Step]:
        """The path that was stated, and what is expected, with what it rests on."""
        if result.path:
            yield Step(self._say("card.step_path"), (path_said(result, self._language),))
        if result.outlook:
            yield self._outlook(result.outlook, self._in(result.indicator.title))

    def _outlook(self, found: Outlook, indicator: str) -> Step:
        rests = self._say(
            "note.outlook_line",
            indicator=indicator,
            period=wording.period(found.period, self._language),
            n=found.history,
            until=wording.period(found.cut_off, self._language),
        )
        method = self._say(
            "note.outlook_method",
            method=self._say(f"model.{found.method}"),
            version=found.version,
        )
        lines = (chance_said(found, self._language), rests, method)
        return Step(self._say("card.step_outlook"), lines)

    def _figure_step(self, figure: Figure, verdict: Mark | None) -> Step:
        what = self._say(
            "card.recomputed",
            indicator=self._names[figure.indicator],
            period=wording.period(figure.period, self._language),
        )
        lines = (what, wording.formula(figure, self._language))
        return Step(self._say("card.step_figure"), lines, self._value(figure), verdict)

    def _observation(self, given: Observation, *, name: str = "card.step_observation") -> Step:
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
            self._say(name),
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
        lines = (line, units, self._evidence(row), *map(self._moved, duty.extensions))
        return Step(self._say("card.step_commitment"), tuple(line for line in lines if line))

    def _evidence(self, row: Row) -> str:
        """How far it is shown; that nothing is shown, the duty itself says."""
        level = row.commitment.evidence
        if level is EvidenceLevel.NONE:
            return ""
        name = self._say("card.evidence").capitalize()
        return self._named(name, wording.evidence(level, self._language))

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
        found = self._passage(row.commitment.statement)
        if found:
            return found
        quote, language = self._either(row.commitment.quote)
        return Passage(language, "", quote, "", "", "")

    def _either(self, words: Words) -> tuple[str, Language]:
        """The reader's words; where there are none, those of the language that there is."""
        languages = sorted(LANGUAGES, key=lambda each: each != self._language)
        said = next((each for each in languages if words.in_language(each)), self._language)
        return words.in_language(said), said

    def _passage(self, places: Words) -> Passage | None:
        """The words there, with what surrounds them; None where their document is not here.

        Of a document in both languages only the reader's own text is shown.
        """
        place, language = self._either(places)
        name, _, span = place.partition("#")
        document = next((each for each in self._card.documents if each.id == name), None)
        if document is None or not span:
            return None
        if language != self._language and document.in_language(self._language).text:
            return None
        text = document.in_language(language).text
        before, marked, after = excerpt(text, *map(int, span.split("-")))
        where = f"{self._in(document.title)} · {wording.day(document.dated, self._language)}"
        label = self._in(document.paraphrase)
        return Passage(language, before, marked, after, where, label)
