"""The card as a page: self-contained, in both languages, without a script."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from goldenthread.reporting import wording
from goldenthread.reporting.card import Card, Peers, Row
from goldenthread.reporting.charts import rank_bar, strip
from goldenthread.reporting.excerpts import excerpt
from goldenthread.terms.figures import Figure, Verdict
from goldenthread.terms.observations import Observation, Source
from goldenthread.terms.text import LANGUAGES, Language

#: Where a figure's walk back is on the site, seen from its card.
WALK = "walk/{id}/"

_TAGS = {"en": "en", "zh": "zh-Hans"}
_NAMES = {"en": "English", "zh": "中文"}


def stylesheet() -> str:
    """Return the one stylesheet that the card and the site share."""
    return files("goldenthread.reporting").joinpath("style.css").read_text("utf-8")


def card_html(card: Card) -> str:
    """Return the card as one file: both languages, nothing loaded from elsewhere."""
    switches = "".join(
        f'<input class="tongue" type="radio" name="tongue" id="tongue-{name}"'
        f' aria-label="{_NAMES[name]}"{" checked" if name == "en" else ""}>'
        for name in LANGUAGES
    )
    labels = "".join(
        f'<label for="tongue-{name}" lang="{_TAGS[name]}">{_NAMES[name]}</label>'
        for name in LANGUAGES
    )
    mains = "".join(
        f'<main lang="{_TAGS[name]}">{_body(card, name, walk=None)}</main>' for name in LANGUAGES
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(wording.title(card, 'en'))} · {escape(card.body.en)}</title>"
        f"<style>\n{stylesheet()}</style></head><body>"
        f'{switches}<div class="tongues">{labels}</div>{mains}</body></html>\n'
    )


def card_body(card: Card, *, language: Language, walk: str = WALK) -> str:
    """Return the card's content alone, for a site with its own frame.

    `walk` is the address of a figure's walk back with {id} in it.
    """
    return _body(card, language, walk=walk)


def _body(card: Card, language: Language, *, walk: str | None) -> str:
    parts = [
        _head(card, language),
        _first_screen(card, language),
        _duties(card, language, walk),
        _peers(card.peers, language) if card.peers else "",
        _hope(card, language),
        _walks(card, language) if walk is None else "",
        _foot(card, language),
    ]
    return "\n".join(part for part in parts if part)


def _head(card: Card, language: Language) -> str:
    known = wording.say("card.as_known", language, day=wording.day(card.as_known, language))
    notice = card.notice.in_language(language)
    proves = wording.say("card.proves", language)
    space = " " if language == "en" else ""
    return (
        f'<h1 class="knot">{escape(wording.title(card, language))}</h1>'
        f'<p class="meta">{escape(card.body.in_language(language))} · {escape(known)}</p>'
        f'<p class="notice">{escape(notice)}{space}{escape(proves)}</p>'
    )


def _first_screen(card: Card, language: Language) -> str:
    boxes = "".join(_box(row, language) for row in sorted(card.rows, key=_box_order))
    counts = "".join(
        f"<li><b>{card.tally[verdict]}</b> "
        f"{escape(wording.say(f'counted.{verdict.name.lower()}', language))}</li>"
        for verdict in _SHOWN_ORDER
        if card.tally[verdict]
    )
    return (
        f'<p class="said">{escape(wording.said(card, language))}</p>'
        f'<ul class="units" aria-label="{escape(wording.say("card.boxes", language))}">{boxes}</ul>'
        f'<ul class="counts">{counts}</ul>'
    )


_SHOWN_ORDER = (
    Verdict.MET,
    Verdict.MISSED,
    Verdict.NOT_YET_KNOWN,
    Verdict.CANNOT_BE_JUDGED,
    Verdict.NO_FIGURE,
    Verdict.NO_MEASURE,
)


def _box_order(row: Row) -> int:
    return _SHOWN_ORDER.index(row.verdict)


def _box(row: Row, language: Language) -> str:
    title = row.commitment.title.in_language(language)
    gap = ": " if language == "en" else "："
    label = f"{row.commitment.number} {title}{gap}{wording.verdict_said(row, language)}"
    return (
        f'<li><a class="{row.verdict.name.lower()}" href="#{_row_id(row, language)}" '
        f'aria-label="{escape(label)}" title="{escape(label)}">'
        f"{escape(row.commitment.number)}</a></li>"
    )


def _row_id(row: Row, language: Language) -> str:
    return f"{language}-{escape(row.commitment.id)}"


def _duties(card: Card, language: Language, walk: str | None) -> str:
    rows = "".join(_duty(card, row, language, walk) for row in card.rows)
    return f'<h2 class="knot">{escape(wording.say("card.duties", language))}</h2>{rows}'


def _duty(card: Card, row: Row, language: Language, walk: str | None) -> str:
    duty, name = row.commitment, _row_id(row, language)
    lead = escape(duty.lead.in_language(language))
    shown = wording.evidence(duty.evidence, language)
    evidence = f"{wording.say('card.evidence', language)}{_colon(language)}{shown}"
    back = f"#{name}-walk" if walk is None else walk.format(id=figure_id(row))
    chart = strip(row, language, id=f"{name}-chart") or _beside(card, row, language)
    return (
        f'<section class="duty" id="{name}" aria-labelledby="{name}-title">'
        f'<div><h3 id="{name}-title">{escape(duty.number)} · '
        f"{escape(duty.title.in_language(language))}</h3><p>{lead} · {escape(evidence)}</p></div>"
        f"<div>{chart}</div><div>{_verdict(row, language)}"
        f"<p>{escape(wording.why(row, language))}</p>"
        f'<a class="walk" href="{escape(back)}">{escape(wording.say("card.walk", language))}'
        f"{_hidden(row, language)}</a></div></section>"
    )


def _hidden(row: Row, language: Language) -> str:
    return f'<span aria-hidden="true"> ↩</span><span hidden> {escape(row.commitment.number)}</span>'


def _verdict(row: Row, language: Language) -> str:
    said = escape(wording.verdict_said(row, language))
    return f'<span class="verdict {row.verdict.name.lower()}">{said}</span>'


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def figure_id(row: Row) -> str:
    """Return the id of the figure that gave a duty its verdict, as card.json names it."""
    result = wording.decisive(row)
    return result.target.id if result else row.commitment.id


def _beside(card: Card, row: Row, language: Language) -> str:
    """The figures a reader would want to see where none could be judged."""
    names = {r.indicator.id: r.indicator.title for each in card.rows for r in each.results}
    said = [
        f"{escape(names[figure.indicator].in_language(language))}"
        f"{_colon(language)}{escape(wording.number(figure.value, figure.unit, language))}"
        for result in row.results
        for figure in result.beside
        if figure.indicator in names
    ]
    return f'<p class="asked">{"<br>".join(said)}</p>' if said else ""


def _peers(peers: Peers, language: Language) -> str:
    rows = "".join(
        f"<tr{_own(area.id, peers)}><td>{escape(area.name.in_language(language))}</td>"
        f"{_peer_cells(figure, language)}</tr>"
        for area, figure in sorted(peers.figures, key=_by_value, reverse=True)
    )
    heads = "".join(
        f'<th scope="col"{" class=num" if key == "figure" else ""}>'
        f"{escape(wording.say(f'peers.{key}', language))}</th>"
        for key in ("place", "figure", "known")
    )
    return (
        f'<h2 class="knot">{escape(peers.title.in_language(language))}</h2>'
        f"<p>{escape(wording.peers_said(peers, language))}</p>"
        f"{rank_bar(peers, language, id=f'{language}-rank')}"
        f"<details><summary>{escape(peers.indicator.title.in_language(language))}, "
        f"{escape(wording.period(peers.period, language))}</summary>"
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        "</div></details>"
    )


def _by_value(member: tuple[object, Figure | None]) -> tuple[bool, object]:
    figure = member[1]
    return (figure is not None, figure.value if figure else 0)


def _own(area: str, peers: Peers) -> str:
    return ' class="own"' if area == peers.range.unit else ""


def _peer_cells(figure: Figure | None, language: Language) -> str:
    if figure is None:
        none = escape(wording.say("peers.no_figure", language))
        return f'<td class="num">–</td><td class="unknown">{none}</td>'
    value = escape(wording.number(figure.value, figure.unit, language))
    known = "; ".join(_known(given, language) for given in figure.inputs)
    return f'<td class="num">{value}</td><td>{escape(known)}</td>'


def _known(given: Observation, language: Language) -> str:
    if given.known is None:
        day = wording.day(given.recorded, language)
        return wording.say("card.known_recorded", language, day=day)
    return wording.day_known(given.known, language)


def _hope(card: Card, language: Language) -> str:
    quotes = "".join(_hoped(card, place.in_language(language), language) for place in card.hoped)
    if not quotes:
        return ""
    return (
        f'<h2 class="knot">{escape(wording.say("card.hope", language))}</h2>'
        f'{quotes}<p class="meta">{escape(wording.say("card.hope_note", language))}</p>'
    )


def _hoped(card: Card, place: str, language: Language) -> str:
    document = next((d for d in card.documents if d.id == place.partition("#")[0]), None)
    if document is None:
        return ""
    start, end = map(int, place.partition("#")[2].split("-"))
    record = document.zh if language == "zh" else document.en
    title = document.title.in_language(language)
    return (
        f"<blockquote>{escape(record.text[start:end])}</blockquote>"
        f'<p class="meta">{escape(title)} · {escape(wording.day(document.dated, language))}</p>'
    )


def _walks(card: Card, language: Language) -> str:
    walks = "".join(_walk(card, row, language) for row in card.rows)
    return (
        f'<h2 class="knot">{escape(wording.say("card.walk_title", language))}</h2>'
        f'<p class="meta">{escape(wording.say("card.walk_lead", language))}</p>{walks}'
    )


def _walk(card: Card, row: Row, language: Language) -> str:
    duty, name = row.commitment, _row_id(row, language)
    steps = [*_figure_steps(card, row, language), _duty_step(row, language)]
    steps.append(_sentence_step(card, row, language))
    steps.append(_step("step_proof", escape(_proof(card, language)), language))
    title = duty.title.in_language(language)
    is_open = " open" if row.verdict is Verdict.MISSED else ""
    return (
        f'<details id="{name}-walk"{is_open}><summary>{escape(duty.number)} · {escape(title)}'
        f'{_verdict(row, language)}</summary><ol class="thread">{"".join(steps)}</ol></details>'
    )


def _step(key: str, content: str, language: Language) -> str:
    return (
        f'<li><div class="step">{escape(wording.say(f"card.{key}", language))}</div>{content}</li>'
    )


def _figure_steps(card: Card, row: Row, language: Language) -> Iterable[str]:
    shown = [(r, r.judgement.figure) for r in row.results if r.judgement.figure is not None]
    if not shown:
        why = wording.say("card.no_figure_step", language, why=wording.why(row, language))
        yield _step("step_figure", f"<p>{escape(why)}</p>", language)
    for result, figure in shown:
        value = escape(wording.number(figure.value, figure.unit, language))
        indicator = result.indicator.title.in_language(language)
        when = wording.period(figure.period, language)
        what = wording.say("card.recomputed", language, indicator=indicator, period=when)
        how = wording.formula(figure, language)
        yield _step(
            "step_figure",
            f'<p><span class="big">{value}</span> {escape(what)} {_verdict(row, language)}</p>'
            f"<p>{escape(how)}</p>",
            language,
        )
        for given in (*figure.inputs, *(i for e in result.earlier for i in e.inputs)):
            content = _observation(
                card, given, result.indicator.title.in_language(language), language
            )
            yield _step("step_observation", content, language)


def _observation(card: Card, given: Observation, indicator: str, language: Language) -> str:
    source = next((s for s in card.sources if s.id == given.source), None)
    what = wording.say(
        "card.observed",
        language,
        indicator=indicator,
        period=wording.period(given.period, language),
        text=given.text or f"{given.value:f}",
    )
    known = _known(given, language)
    if given.known:
        known = wording.say("card.known", language, day=known)
    recorded = wording.say("card.recorded", language, day=wording.day(given.recorded, language))
    dates = (
        known if given.known is None else f"{known}{'；' if language == 'zh' else '; '}{recorded}"
    )
    note = given.note.in_language(language)
    return (
        f"<p>{escape(what)}</p>"
        + (f'<p class="meta">{escape(note)}</p>' if note else "")
        + f'<p class="meta">{escape(dates)}</p>'
        + (f'<p class="meta">{_source(source, language)}</p>' if source else "")
    )


def _source(source: Source, language: Language) -> str:
    title = escape(source.title.in_language(language))
    publisher = escape(source.publisher.in_language(language))
    if source.address.startswith(("https://", "http://")):
        title = f'<a href="{escape(source.address)}" rel="noreferrer">{title}</a>'
    return f"{title} · {publisher}" if publisher else title


def _duty_step(row: Row, language: Language) -> str:
    duty = row.commitment
    due = wording.day(duty.due, language) if duty.due else wording.say("card.no_due", language)
    line = wording.say(
        "card.duty_line",
        language,
        number=duty.number,
        title=duty.title.in_language(language),
        lead=duty.lead.in_language(language),
        due=due,
        asked=wording.asked_of(row, language),
    )
    return _step("step_commitment", f"<p>{escape(line)}</p>", language)


def _sentence_step(card: Card, row: Row, language: Language) -> str:
    document = next((d for d in card.documents if d.id == row.commitment.document), None)
    if document is None:
        quote = escape(row.commitment.quote.in_language(language))
        return _step("step_sentence", f'<div class="doc"><mark>{quote}</mark></div>', language)
    record = document.zh if language == "zh" else document.en
    start, end = map(int, row.commitment.statement.in_language(language).split("#")[1].split("-"))
    before, marked, after = (escape(part) for part in excerpt(record.text, start, end))
    title = escape(document.title.in_language(language))
    label = escape(document.paraphrase.in_language(language))
    return _step(
        "step_sentence",
        f'<div class="doc">{before}<mark>{marked}</mark>{after}</div><p class="meta">{title}'
        f"{' · ' + label if label else ''}</p>",
        language,
    )


def _proof(card: Card, language: Language) -> str:
    if card.ledger is None:
        return wording.say("card.no_proof", language)
    return wording.say(
        "card.proof_line",
        language,
        origin=card.ledger.origin,
        size=card.ledger.size,
        root=card.ledger.root[:16],
    )


def _foot(card: Card, language: Language) -> str:
    day = wording.day(card.as_known, language)
    method = wording.say("card.method_text", language, day=day)
    sources = "".join(f"<li>{_source(source, language)}</li>" for source in card.sources)
    return (
        f'<h2 class="knot">{escape(wording.say("card.method", language))}</h2>'
        f"<p>{escape(method)}</p>"
        f'<p class="meta">{escape(card.software)}</p>'
        f'<h2 class="knot">{escape(wording.say("card.sources", language))}</h2><ul>{sources}</ul>'
        f'<h2 class="knot">{escape(wording.say("card.proof_title", language))}</h2>'
        f"<p>{escape(wording.say('card.proof_text', language))}</p>"
    )
